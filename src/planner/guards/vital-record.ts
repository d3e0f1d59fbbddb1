import { apexOf, displayName, isWithin } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printValues, recordSetKey } from '../../schema/dns/record-sets.ts';
import { answersOf } from '../answers.ts';
import { defaultsOf } from '../defaults.ts';
import { setsAfter } from '../unanswered.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** A zone as the guard compares it: before the plan, and after. */
interface Zone {
  readonly domain: string;
  readonly sets: readonly RecordSet[];
  /** Whether the zone itself has an address for the name, or leads to a name outside it. */
  answers(name: Fqdn, type: 'A' | 'AAAA'): boolean;
  /** Whether nobody can tell from the zone: below a delegation, and where there are records that cannot be read. */
  isUnknown(name: Fqdn): boolean;
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
    const unreadable = new Set(zone.unsupported.map(({ name }) => name));
    const before = zoneOf(domain, used, unreadable);
    const after = zoneOf(domain, setsAfter(zone, diff.recordSetChanges), unreadable);
    const losses = [lostMail, lostApex, lostSubZones, lostServers, deadTargets].flatMap((lost) => lost(before, after));
    return losses.length === 0 ? null : losses.join('; ');
  },
};

function zoneOf(domain: GuardInput['domain'], sets: readonly RecordSet[], unreadable: ReadonlySet<Fqdn>): Zone {
  const answerOf = answersOf(domain, sets);
  const answers = (name: Fqdn, type: 'A' | 'AAAA', passed: readonly Fqdn[] = []): boolean => {
    const answer = answerOf(name, type);
    if (answer === null || answer.type === 'NS') return false;
    const next = answer.values.flatMap(aliasOf)[0];
    if (next === undefined || !isWithin(next, domain) || unreadable.has(next)) return true;
    return !passed.includes(next) && answers(next, type, [...passed, next]);
  };
  return {
    domain,
    sets,
    answers: (name, type) => answers(name, type),
    isUnknown: (name) => unreadable.has(name) || answerOf(name, 'A')?.type === 'NS',
  };
}

function aliasOf(value: Rdata): readonly Fqdn[] {
  return value.type === 'CNAME' || value.type === 'ALIAS' ? [value.target] : [];
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

function pointing(zone: Zone): readonly RecordSet[] {
  return [...zone.sets.filter(takesMail), ...delegations(zone)];
}

/** Mail servers and nameservers of this zone that are still pointed to. */
function lostServers(before: Zone, after: Zone): readonly string[] {
  const targets = new Map(
    pointing(after).flatMap((set) => set.values.flatMap(targetOf).map((target) => [target, set] as const)),
  );
  return [...targets]
    .filter(([target]) => isWithin(target, before.domain) && hasAddress(before, target) && !hasAddress(after, target))
    .map(
      ([target, { name, type }]) =>
        `${displayName(target)}, where the ${type} of ${displayName(name)} points, would no longer have an address`,
    );
}

/** Where mail or a sub-zone was reached, and all that is pointed to now are names of this zone without an address: a typo. */
function deadTargets(before: Zone, after: Zone): readonly string[] {
  const reached = new Set(
    pointing(before)
      .filter((set) => isReached(before, set))
      .map(recordSetKey),
  );
  return pointing(after)
    .filter((set) => reached.has(recordSetKey(set)) && !isReached(after, set))
    .filter((set) => !set.values.flatMap(targetOf).some((target) => hasAddress(before, target)))
    .map(
      (set) =>
        `${displayName(set.name)} would no longer be reached by its ${set.type}: nothing in ${printValues(set).join(', ')} has an address`,
    );
}

function isReached(zone: Zone, { values }: RecordSet): boolean {
  return values
    .flatMap(targetOf)
    .some((target) => !isWithin(target, zone.domain) || zone.isUnknown(target) || hasAddress(zone, target));
}

/** Below a delegation, an address is glue: asked for by nobody, and needed all the same. */
function hasAddress(zone: Zone, name: Fqdn): boolean {
  const isGlue = zone.sets.some((set) => set.name === name && (set.type === 'A' || set.type === 'AAAA'));
  return isGlue || zone.answers(name, 'A') || zone.answers(name, 'AAAA');
}

function targetOf(value: Rdata): readonly Fqdn[] {
  if (value.type === 'MX') return [value.exchange];
  return value.type === 'NS' ? [value.target] : [];
}
