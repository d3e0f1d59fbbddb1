/**
 * What nobody manages in a zone. Where a host replaces records beside those that a call changes, the state remembers it: a
 * write deletes what a read does not show, and nobody else could say what that was.
 */
import { relativeName } from '../schema/dns/name.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import { visible } from '../schema/visible.ts';
import type { LiveZone } from './inputs.ts';
import type { Value } from './plan.ts';
import { recordSetValue } from './value.ts';

/** All records of one name and type. */
export interface ForeignSet {
  readonly name: Fqdn;
  /** Also one that is not managed. */
  readonly type: string;
  /** In seconds; null where its records could not be read. */
  readonly ttl: number | null;
  /** Printed, or as the host shows what could not be read. */
  readonly values: readonly string[];
}

type Key = Pick<ForeignSet, 'name' | 'type'>;

/** Without what is the host's own. */
export function foreignSetsOf(
  { recordSets, unsupported }: LiveZone,
  isOurs: (set: Key) => boolean,
): readonly ForeignSet[] {
  const found = new Map<string, ForeignSet>();
  for (const set of recordSets) {
    if (set.system === undefined && !isOurs(set)) found.set(keyOf(set), foreignSet(set));
  }
  for (const record of unsupported) {
    if (record.system !== undefined || isOurs(record)) continue;
    const { ttl, values } = found.get(keyOf(record)) ?? { ttl: null, values: [] };
    const { name, type, text } = record;
    found.set(keyOf(record), { name, type, ttl, values: [...values, text] });
  }
  return sorted([...found.values()]);
}

export function foreignSet(set: RecordSet): ForeignSet {
  const { name, type, ttlSeconds: ttl } = set;
  return { name, type, ttl, values: printValues(set) };
}

/** The first, with what was in the second and is missing from it. */
export function withForeign(seen: readonly ForeignSet[], before: readonly ForeignSet[]): readonly ForeignSet[] {
  const sets = new Map(before.map((set) => [keyOf(set), set]));
  for (const set of seen) {
    if (holds(set.values, sets.get(keyOf(set))?.values ?? [])) sets.set(keyOf(set), set);
  }
  return sorted([...sets.values()]);
}

function sorted(sets: readonly ForeignSet[]): readonly ForeignSet[] {
  return [...sets].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * What is remembered and not shown any more, each set with the values that are missing. A set that has as many records as
 * before is there, whatever its values: its owner may change them. Values that came to hold what nobody sees were not changed
 * by an owner: the answer was spoilt.
 */
export function missingForeign(
  remembered: readonly ForeignSet[],
  zone: LiveZone,
  isOurs: (set: Key) => boolean,
): readonly ForeignSet[] {
  const shown = shownIn(zone);
  return remembered.flatMap((set) => {
    const there = shown(set);
    if (isOurs(set) || holds(there, set.values)) return [];
    const values = set.values.filter((value) => !there.includes(value));
    return values.length === 0 ? [] : [{ ...set, values }];
  });
}

/** What is remembered and shown with other values: a write that takes it along makes these last. One line for each. */
export function changedForeign(
  remembered: readonly ForeignSet[],
  zone: LiveZone,
  isOurs: (set: Key) => boolean,
): readonly string[] {
  const shown = shownIn(zone);
  return remembered.flatMap((set) => {
    const there = shown(set);
    if (isOurs(set) || set.values.every((value) => there.includes(value))) return [];
    return [`${foreignText(set, zone.domain)} -> ${there.join(', ')}`];
  });
}

/** By set: its values as `ForeignSet` has them. */
function shownIn({ recordSets, unsupported }: LiveZone): (set: Key) => readonly string[] {
  const shown = new Map<string, string[]>();
  const show = (set: Key, values: readonly string[]) =>
    shown.set(keyOf(set), [...(shown.get(keyOf(set)) ?? []), ...values]);
  for (const set of recordSets) show(set, printValues(set));
  for (const record of unsupported) show(record, [record.text]);
  return (set) => shown.get(keyOf(set)) ?? [];
}

/** Whether a set with these values may be the one of before. */
function holds(there: readonly string[], before: readonly string[]): boolean {
  const gone = before.filter((value) => !there.includes(value));
  const come = there.filter((value) => !before.includes(value));
  const isSpoilt = gone.length > 0 && !gone.some(hasHidden) && come.some(hasHidden);
  return there.length >= before.length && !isSpoilt;
}

/** Printed values have some of what nobody sees as octets: `\226\128\174`. */
const escapedOctet = /(?<!\\)(?:\\\\)*\\\d{3}/;

/** Controls and format characters: the direction of writing, zero width. */
function hasHidden(value: string): boolean {
  return escapedOctet.test(value) || visible(value) !== value;
}

/** `example.com/old/A`. */
export function foreignAddress({ name, type }: Key, domain: string): string {
  return `${domain}/${relativeName(name, domain)}/${type}`;
}

/** `old A 192.0.2.9`. */
export function foreignText({ name, type, values }: ForeignSet, domain: string): string {
  return `${relativeName(name, domain)} ${type} ${values.join(', ')}`;
}

/** As a plan says it. */
export function foreignValue({ ttl, values }: ForeignSet): Value {
  return ttl === null ? values : recordSetValue(ttl, values, {});
}

function keyOf({ name, type }: Key): string {
  return `${name} ${type}`;
}
