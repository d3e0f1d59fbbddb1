/** Changes to calls. Record changes of a zone are one setHosts, however many they are; settings are one call each. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { CallDraft, RecordSetChange, SettingChange, ZoneChange } from '../../planner/plan.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import type { Problem } from '../../schema/result.ts';
import type { Place } from '../expected.ts';
import { writeZone } from './edit.ts';
import { defaultNameservers } from './live-zone.ts';
import { mayForward } from './mail.ts';
import type { HostZone } from './wire.ts';

/** What `execute` is given. */
export type CallBody =
  | { readonly kind: 'set-hosts'; readonly domain: string; readonly steps: readonly HostZone[] }
  /** Null: the registrar's own. */
  | { readonly kind: 'set-nameservers'; readonly domain: string; readonly nameservers: readonly string[] | null }
  | { readonly kind: 'set-lock'; readonly domain: string; readonly locked: boolean }
  | {
      readonly kind: 'set-privacy';
      readonly domain: string;
      readonly enabled: boolean;
      readonly subscription: PrivacySubscription | null;
    }
  /** What this tool will not do; executing it says why and sends nothing. */
  | { readonly kind: 'refuse'; readonly domain: string; readonly problem: Required<Problem> };

/** `LiveRegistration.native`. The list of domains tells whether there is a subscription, but not its id. */
export interface RegistrationNative {
  readonly privacy: 'absent' | 'present';
  readonly subscription: PrivacySubscription | null;
}

export interface PrivacySubscription {
  readonly id: string;
  /** The mail address behind the public one; empty where Namecheap does not tell it. */
  readonly forwardedTo: string;
}

export function compileZone({ domain, live, changes }: ZoneChange): readonly CallDraft[] {
  if (changes.length === 0) return [];
  const covers = changes.map((change) => change.address);
  const draft = (operation: string, requests: number, body: CallBody): readonly CallDraft[] => [
    { operation, domain, covers, requests, body },
  ];
  const zone = live.native as HostZone | null;
  // The rows behind other nameservers are hidden: a write without them would delete them. It is made after the next read.
  if (zone === null) return draft('setHosts', 1, { kind: 'refuse', domain, problem: notRead(domain) });
  const write = writeZone(domain, zone, changes);
  if (write.kind === 'refused') {
    return [refusal('setHosts', domain, covers, write.problem)];
  }
  const after = write.steps.at(-1) as HostZone;
  const remarks = [
    ...(write.twice === undefined ? [] : [`twice: ${write.twice}`]),
    ...(after.emailType === zone.emailType ? [] : [`mail type ${zone.emailType} to ${after.emailType}`]),
  ];
  const operation = remarks.length === 0 ? 'setHosts' : `setHosts (${remarks.join('; ')})`;
  const body: CallBody = { kind: 'set-hosts', domain, steps: write.steps };
  const side_effects = forwardingEnds(live, zone, after);
  const notes = [srvNote, ...(after.rows.length === 0 ? [emptyNote] : [])];
  // Each further step after a look at what the one before has left.
  const requests = 2 * write.steps.length - 1;
  return [{ operation, domain, covers, requests, body, rewrites: true, side_effects, notes }];
}

/** A write replaces everything, other people's records too. */
export function placesOf(_change: RecordSetChange, { body }: CallDraft): readonly Place[] | null {
  return (body as CallBody).kind === 'set-hosts' ? ['zone'] : null;
}

export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return changes.map(compileSetting);
}

function compileSetting(change: SettingChange): CallDraft {
  const { domain, address } = change;
  const draft = (operation: string, body: CallBody, requests = 1): CallDraft => ({
    operation,
    domain,
    covers: [address],
    requests,
    body,
  });
  switch (change.field) {
    case 'transfer_lock':
      return draft('setRegistrarLock', { kind: 'set-lock', domain, locked: change.after });
    case 'nameservers':
      return isDefault(change.after)
        ? { ...draft('setDefault', { kind: 'set-nameservers', domain, nameservers: null }), notes: [dnssecNote] }
        : {
            ...draft('setCustom', { kind: 'set-nameservers', domain, nameservers: change.after.map(withoutDot) }),
            notes: [dnssecNote],
          };
    case 'privacy': {
      const operation = change.after ? 'whoisguard.enable' : 'whoisguard.disable';
      const { privacy, subscription } = change.live.native as RegistrationNative;
      if (privacy === 'absent') {
        return refusal(operation, domain, [address], noSubscription(domain));
      }
      const body = { kind: 'set-privacy', domain, enabled: change.after, subscription } as const;
      return draft(operation, body, subscription === null ? 2 : 1);
    }
    case 'auto_renew':
    case 'dnssec':
      return refusal(`set ${change.field}`, domain, [address], noCommand(change.field));
  }
}

/** A plan's error instead of a call. */
function refusal(
  operation: string,
  domain: string,
  covers: readonly string[],
  { message, suggestion }: Required<Problem>,
): CallDraft {
  return { operation, domain, covers, requests: 0, body: null, refused: `${message}. ${suggestion}` };
}

/** A zone that was read without asking for its services may forward mail, too. */
function forwardingEnds({ domain, services }: LiveZone, before: HostZone, after: HostZone): readonly string[] {
  if (!mayForward(before) || after.emailType === before.emailType) return [];
  const forwarding = services ?? ['e-mail forwarding, if there is any,'];
  return forwarding.map((one) => `${one} of ${domain} ends when its MX records come`);
}

/** LEX warns that they "may get lost", newer clients treat the lists as separate: NOT VERIFIED. */
const srvNote =
  "SRV records made in Namecheap's panel are not shown by its API; whether they outlast a write of the zone is not verified";

/** A comment in DNSControl's GetZoneRecords; NOT VERIFIED. */
const emptyNote = 'nothing is left in the zone, and Namecheap may put its parking records back (not verified)';

function isDefault(nameservers: readonly Fqdn[]): boolean {
  const wanted = new Set(nameservers);
  return wanted.size === defaultNameservers.length && defaultNameservers.every((name) => wanted.has(name));
}

/** terraform-provider-namecheap issue 83. The API does not tell whether DNSSEC is on. */
const dnssecNote =
  "Namecheap takes the domain's DNSSEC (its DS) away when the nameservers change (not verified): if it was on, turn it on again in the panel";

function withoutDot(name: Fqdn): string {
  return name.slice(0, -1);
}

function notRead(domain: string): Required<Problem> {
  return {
    message: `the records of ${domain} cannot be read while it is delegated to other nameservers, and a write replaces all of them`,
    suggestion: 'Plan again once the domain is delegated to Namecheap.',
  };
}

export function noSubscription(domain: string): Required<Problem> {
  return {
    message: `${domain} has no Domain Privacy subscription to turn on`,
    suggestion:
      "Add Domain Privacy to it in Namecheap's panel (it is free where the registry allows it), then plan again.",
  };
}

function noCommand(field: SettingField): Required<Problem> {
  return {
    message: `Namecheap's API has no command that sets ${field}`,
    suggestion: "Change it in Namecheap's panel.",
  };
}
