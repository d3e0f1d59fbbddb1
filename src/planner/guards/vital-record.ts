import { apexOf, displayName, isWithin } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { answersOf } from '../answers.ts';
import { defaultsOf } from '../defaults.ts';
import { setsAfter } from '../unanswered.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** A zone as the guard compares it: before the plan, and after. */
interface Zone {
  readonly domain: string;
  readonly sets: readonly RecordSet[];
  answers(name: Fqdn, type: RecordType): boolean;
}

/**
 * Mail, the web at the apex, or a sub-zone would stop: one record is enough, in a zone of any size. What stays live
 * counts, whoever made it.
 */
export const vitalRecord: DomainGuard = {
  code: 'vital-record',
  check({ domain, zone, diff, host }) {
    if (zone?.status !== 'present' || diff.recordSetChanges.length === 0) return null;
    // What a new zone comes with is nobody's mail or web site yet.
    const isParking = host === null ? () => false : defaultsOf(zone, host.dns);
    const used = zone.recordSets.filter((set) => !isParking(set));
    const before = zoneOf(domain, used);
    const after = zoneOf(domain, setsAfter(zone, diff.recordSetChanges));
    const losses = [lostMail, lostApex, lostSubZones, lostServers].flatMap((lost) => lost(before, after));
    return losses.length === 0 ? null : losses.join('; ');
  },
};

function zoneOf(domain: GuardInput['domain'], sets: readonly RecordSet[]): Zone {
  const answers = answersOf(domain, sets);
  return {
    domain,
    sets,
    answers: (name, type) => {
      const answer = answers(name, type);
      return answer !== null && answer.type !== 'NS';
    },
  };
}

/** Of the domain itself; and of a zone that takes mail at other names only, where the last of them goes. */
function lostMail(before: Zone, after: Zone): readonly string[] {
  const apex = apexOf(before.domain);
  const had = before.sets.filter(takesMail);
  const has = new Set(after.sets.filter(takesMail).map(({ name }) => name));
  const gone = had.filter(({ name }) => !has.has(name) && (name === apex || has.size === 0));
  return gone.map(
    (set) =>
      `${set.name === apex ? 'it' : displayName(set.name)} would no longer receive mail; its MX is now ${printValues(set).join(', ')}`,
  );
}

/** RFC 7505: an MX with the target `.` says that there is no mail. */
function takesMail({ type, values }: RecordSet): boolean {
  return type === 'MX' && values.some((value) => value.type === 'MX' && value.exchange !== '.');
}

/** IPv4 alone serves everybody; IPv6 alone does not. */
function lostApex(before: Zone, after: Zone): readonly string[] {
  const apex = apexOf(before.domain);
  if (after.answers(apex, 'A')) return [];
  if (before.answers(apex, 'A')) {
    const rest = after.answers(apex, 'AAAA') ? 'an IPv4 address' : 'an address';
    return [`it would no longer have ${rest} at the apex; now ${addressesAt(apex, before)}`];
  }
  if (!before.answers(apex, 'AAAA') || after.answers(apex, 'AAAA')) return [];
  return [`it would no longer have an address at the apex; now ${addressesAt(apex, before)}`];
}

const addressTypes: readonly RecordType[] = ['A', 'AAAA', 'ALIAS', 'CNAME', 'URL'];

function addressesAt(name: Fqdn, { sets }: Zone): string {
  const there = sets.filter((set) => set.name === name && addressTypes.includes(set.type));
  return there.map((set) => `${set.type} ${printValues(set).join(', ')}`).join(' and ');
}

function lostSubZones(before: Zone, after: Zone): readonly string[] {
  const kept = new Set(delegations(after).map(({ name }) => name));
  return delegations(before)
    .filter(({ name }) => !kept.has(name))
    .map(
      (set) => `${displayName(set.name)} would no longer be delegated; its NS is now ${printValues(set).join(', ')}`,
    );
}

function delegations({ domain, sets }: Zone): readonly RecordSet[] {
  return sets.filter(({ name, type }) => type === 'NS' && name !== apexOf(domain));
}

/** Mail servers and nameservers of this zone that are still pointed to. */
function lostServers(before: Zone, after: Zone): readonly string[] {
  const pointing = [...after.sets.filter(takesMail), ...delegations(after)];
  const targets = new Map(
    pointing.flatMap((set) => set.values.flatMap(targetOf).map((target) => [target, set] as const)),
  );
  return [...targets]
    .filter(([target]) => isWithin(target, before.domain) && hasAddress(before, target) && !hasAddress(after, target))
    .map(
      ([target, { name, type }]) =>
        `${displayName(target)}, where the ${type} of ${displayName(name)} points, would no longer have an address`,
    );
}

/** Below a delegation, an address is glue: asked for by nobody, and needed all the same. */
function hasAddress(zone: Zone, name: Fqdn): boolean {
  const isGlue = zone.sets.some((set) => set.name === name && addressTypes.includes(set.type));
  return isGlue || zone.answers(name, 'A') || zone.answers(name, 'AAAA');
}

function targetOf(value: Rdata): readonly Fqdn[] {
  if (value.type === 'MX') return [value.exchange];
  return value.type === 'NS' ? [value.target] : [];
}
