/** Changes become calls: one request for each record, one for auto-renew of many domains. Pure. */
import type { CallDraft, SettingChange, ZoneChange } from '../../planner/plan.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { unseenDsNotes } from '../side-effects.ts';
import type { CallBody, DnssecStep } from './calls.ts';
import { recordCalls } from './record-changes.ts';

/** No limit is documented; this is how many domains one page of the list has. */
const domainsPerCall = 1000;

export function compileZone({ domain, changes }: ZoneChange): readonly CallDraft[] {
  return recordCalls(domain, changes);
}

export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return [...autoRenewCalls(changes, true), ...autoRenewCalls(changes, false), ...changes.flatMap(delegationCalls)];
}

/** domain/updateAutoRenew sets one value for any number of domains. */
function autoRenewCalls(changes: readonly SettingChange[], enabled: boolean): readonly CallDraft[] {
  const chosen = changes.filter(({ field, after }) => field === 'auto_renew' && after === enabled);
  const count = Math.ceil(chosen.length / domainsPerCall);
  return Array.from({ length: count }, (_, index) => {
    const some = chosen.slice(index * domainsPerCall, (index + 1) * domainsPerCall);
    const domains = some.map(({ domain }) => domain);
    const body: CallBody = { kind: 'auto-renew', enabled, domains };
    return {
      operation: 'POST domain/updateAutoRenew',
      domain: domains.length === 1 ? (domains[0] as string) : null,
      covers: some.map(({ address }) => address),
      requests: 1,
      body,
    };
  });
}

function delegationCalls(change: SettingChange): readonly CallDraft[] {
  const { domain, address } = change;
  const draft = (operation: string, requests: number, body: CallBody): readonly CallDraft[] => [
    { operation, domain, covers: [address], requests, body },
  ];
  switch (change.field) {
    case 'auto_renew':
      return [];
    case 'nameservers':
      // Written, then read once, or more often until it shows.
      return [
        {
          ...{ operation: 'POST domain/updateNs', domain, covers: [address], requests: 2 },
          body: { kind: 'nameservers', domain, nameservers: change.after } satisfies CallBody,
          notes: unseenDsNotes(change),
        },
      ];
    case 'dnssec': {
      const steps = dnssecSteps(change.before ?? [], change.after);
      return draft('POST dns/createDnssecRecord, deleteDnssecRecord', steps.length, { kind: 'dnssec', domain, steps });
    }
    case 'transfer_lock':
    case 'privacy':
      throw new Error(`${change.field} cannot be written at Porkbun, as its descriptor says: ${address}`);
  }
}

/**
 * New keys come before old ones go, so that the domain stays signed. A deletion names a key tag and takes all records
 * of that key (API documents: of the key data at most registries), so that those that stay are made again after it.
 */
export function dnssecSteps(before: readonly DsRdata[], after: readonly DsRdata[]): readonly DnssecStep[] {
  const printed = (list: readonly DsRdata[]) => new Set(list.map(printRdata));
  const [live, wanted] = [printed(before), printed(after)];
  const leaving = before.filter((ds) => !wanted.has(printRdata(ds)));
  const tags = [...new Set(leaving.map(({ keyTag }) => keyTag))];
  const create = (list: readonly DsRdata[]) => list.map((ds): DnssecStep => ({ kind: 'create', ds }));
  return [
    ...create(after.filter((ds) => !live.has(printRdata(ds)) && !tags.includes(ds.keyTag))),
    ...tags.map((keyTag): DnssecStep => ({ kind: 'delete', keyTag })),
    ...create(after.filter(({ keyTag }) => tags.includes(keyTag))),
  ];
}
