/** What calls bring about besides, where it is the same at several registrars. Pure. */
import type { LiveRecordSet } from '../planner/inputs.ts';
import type { CallDraft, SettingChange, ZoneChange } from '../planner/plan.ts';

/** A domain whose DS stay while it gets nameservers that do not sign with its keys fails to resolve. */
export function unseenDsNotes({ field, live }: SettingChange): readonly string[] {
  if (field !== 'nameservers' || live.settings.dnssec !== undefined) return [];
  return [
    'whether the domain is signed was not looked at: with a DS at the registry, turn DNSSEC off and wait a day or two before its nameservers change, or it fails to resolve',
  ];
}

/**
 * Where a host forwards the web by the records that it puts into each new zone, the call that first takes one of them away
 * says that the forwarding ends.
 */
export function withForwardingEnded(
  drafts: readonly CallDraft[],
  { domain, live, changes }: ZoneChange,
  isForwarding: (set: LiveRecordSet, domain: string) => boolean,
): readonly CallDraft[] {
  const services = live.services ?? [];
  const ends = changes
    .filter(({ before }) => before !== null && isForwarding(before, domain))
    .map((one) => one.address);
  const first = drafts.find(({ covers }) => covers.some((address) => ends.includes(address)));
  if (services.length === 0 || first === undefined) return drafts;
  const side_effects = services.map((one) => `${one} of ${domain} ends when ${ends.join(' and ')} changes`);
  return drafts.map((draft) => (draft === first ? { ...draft, side_effects } : draft));
}
