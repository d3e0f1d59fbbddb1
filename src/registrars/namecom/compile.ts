/** Changes become calls. Pure. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { CallDraft, SettingChange, ZoneChange } from '../../planner/plan.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { unseenDsNotes } from '../side-effects.ts';
import type { DomainPatch, DsStep, NamecomCall } from './calls.ts';
import type { RegistrationNative } from './live-registration.ts';
import { recordCalls } from './record-changes.ts';

export function compileZone({ domain, changes }: ZoneChange): readonly CallDraft[] {
  return recordCalls(domain, changes);
}

/** One PATCH for all of auto-renew, lock and privacy of a domain; nameservers and DS records by themselves. */
export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  const domains = [...new Set(changes.map(({ domain }) => domain))];
  return domains.flatMap((domain) => {
    const own = changes.filter((change) => change.domain === domain);
    return [...patchCall(domain, own), ...own.flatMap(delegationCall)];
  });
}

function patchCall(domain: string, changes: readonly SettingChange[]): readonly CallDraft[] {
  const patched = changes.filter(({ field }) => field !== 'nameservers' && field !== 'dnssec');
  if (patched.length === 0) return [];
  const fields: DomainPatch = Object.assign({}, ...patched.map(patchField));
  const covers = patched.map(({ address }) => address);
  return [draft('PATCH domains/{domain}', covers, { kind: 'patch-domain', domain, fields })];
}

function patchField(change: SettingChange): DomainPatch {
  switch (change.field) {
    case 'auto_renew':
      return { autorenewEnabled: change.after };
    case 'transfer_lock':
      return { locked: change.after };
    case 'privacy':
      return { privacyEnabled: change.after };
    default:
      return {};
  }
}

function delegationCall(change: SettingChange): readonly CallDraft[] {
  const { address, domain } = change;
  switch (change.field) {
    case 'nameservers': {
      const nameservers = change.after.map((name) => name.slice(0, -1));
      const call = draft('POST domains/{domain}:setNameservers', [address], {
        kind: 'nameservers',
        domain,
        nameservers,
      });
      return [{ ...call, notes: unseenDsNotes(change) }];
    }
    case 'dnssec': {
      const steps = dsSteps(change.after, change.live);
      if (steps.length === 0) return [];
      return [draft('domains/{domain}/dnssec', [address], { kind: 'dnssec', domain, steps }, steps.length)];
    }
    default:
      return [];
  }
}

/**
 * What comes is there before what leaves is taken away, so that a signed domain stays so. A DS is known by its digest
 * alone: one that comes with the digest of one that leaves has to wait for it.
 */
function dsSteps(after: readonly DsRdata[], live: LiveRegistration): readonly DsStep[] {
  const present = (live.native as RegistrationNative).ds ?? [];
  const wanted = new Set(after.map(printRdata));
  const leaving = present.filter(({ value }) => !wanted.has(value));
  const coming = after.filter((ds) => !present.some(({ value }) => value === printRdata(ds)));
  const digests = new Set(coming.map(({ digest }) => digest));
  const isInTheWay = ({ digest }: { readonly digest: string }) => digests.has(digest.toUpperCase());
  const drop = ({ digest }: { readonly digest: string }): DsStep => ({ kind: 'drop', digest });
  return [
    ...leaving.filter(isInTheWay).map(drop),
    ...coming.map(({ keyTag, algorithm, digestType, digest }): DsStep => {
      return { kind: 'add', ds: { keyTag, algorithm, digestType, digest } };
    }),
    ...leaving.filter((ds) => !isInTheWay(ds)).map(drop),
  ];
}

function draft(operation: string, covers: readonly string[], body: NamecomCall, requests = 1): CallDraft {
  return { operation, domain: body.domain, covers, requests, body };
}
