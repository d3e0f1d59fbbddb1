/** Making, printing, comparing and ordering record sets. */
import { parseQuotedText, quote } from './character-strings.ts';
import type { Fqdn, Rdata, RecordType } from './rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from './record-set.ts';
import { printRdata } from './record-types.ts';
import { withoutStrings } from './types/txt.ts';

const noOptions: RecordOptions = Object.freeze({});

/** What a record set is made from: `values` in any order, duplicates allowed; at least one. */
interface RecordSetParts {
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly ttlSeconds: number;
  readonly values: readonly Rdata[];
  readonly options?: RecordOptions;
}

/** Makes a record set: each value once, sorted by printed form. Throws if there is no value: then there is no set. */
export function makeRecordSet(parts: RecordSetParts): RecordSet {
  const { name, type, ttlSeconds, values, options = noOptions } = parts;
  if (values.length === 0) throw new Error(`a record set has at least one value: ${name} ${type}`);
  return { name, type, ttlSeconds, values: values.length === 1 ? values : sortedUnique(values), options };
}

/** The canonical text of each value, sorted. */
export function printValues(set: { readonly values: readonly Rdata[] }): readonly string[] {
  return set.values.map(printRdata);
}

/**
 * Whether printed values that are there are the wanted ones: the same, or for a TXT that is wanted as one text, any strings
 * that make it. Both sorted.
 */
export function valuesHold(wanted: readonly string[], there: readonly string[]): boolean {
  if (wanted.length !== there.length) return false;
  if (wanted.every((text, index) => text === there[index])) return true;
  const left = [...there];
  return wanted.every((text) => {
    const index = left.findIndex((one) => valueHolds(text, one));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** Of one printed value; see `valuesHold`. */
export function valueHolds(wanted: string, there: string): boolean {
  return wanted === there || wanted === joinedText(there);
}

/** A printed value without the boundaries of its strings, where it is a TXT of several. */
export function joinedText(printed: string): string {
  if (!printed.startsWith('"') || !printed.includes('" "')) return printed;
  const text = parseQuotedText(printed);
  return text.ok ? quote(text.value) : printed;
}

/** The set with each TXT as one text; the very same where no value of it has boundaries. */
export function joinStrings(set: RecordSet): RecordSet {
  if (!set.values.some((value) => value.type === 'TXT' && value.strings !== undefined)) return set;
  return makeRecordSet({
    ...set,
    values: set.values.map((value) => (value.type === 'TXT' ? withoutStrings(value) : value)),
  });
}

/** Whether two sets hold the same data. TTL and options are not looked at. */
export function sameValues(a: RecordSet, b: RecordSet): boolean {
  if (a.values === b.values) return true;
  if (a.type !== b.type || a.values.length !== b.values.length) return false;
  return a.values.every((value, i) => {
    const other = b.values[i];
    return other !== undefined && printRdata(value) === printRdata(other);
  });
}

/** Whether two sets have the same options: the same keys with the same values; lists in the same order. */
export function sameOptions(a: { readonly options: RecordOptions }, b: { readonly options: RecordOptions }): boolean {
  if (a.options === b.options) return true;
  const keys = Object.keys(a.options);
  if (keys.length !== Object.keys(b.options).length) return false;
  return keys.every((key) => Object.hasOwn(b.options, key) && sameOption(a.options[key], b.options[key]));
}

/**
 * Order of sets: names as in the DNS tree (a name before those below it, siblings by label: RFC 4034 section 6.1),
 * so the apex comes first; then by type.
 */
export function compareRecordSets(
  a: { readonly name: Fqdn; readonly type: RecordType },
  b: { readonly name: Fqdn; readonly type: RecordType },
): number {
  return compareNames(a.name, b.name) || compareText(a.type, b.type);
}

/** The order of names in the DNS tree. */
export function compareNames(a: Fqdn, b: Fqdn): number {
  if (a === b) return 0;
  let endA = a.length - 1;
  let endB = b.length - 1;
  while (endA > 0 && endB > 0) {
    const startA = a.lastIndexOf('.', endA - 1) + 1;
    const startB = b.lastIndexOf('.', endB - 1) + 1;
    const order = compareText(a.slice(startA, endA), b.slice(startB, endB));
    if (order !== 0) return order;
    endA = startA - 1;
    endB = startB - 1;
  }
  return endA - endB;
}

/** One key per name and type, for maps: `www.example.com. A`. */
export function recordSetKey(set: { readonly name: Fqdn; readonly type: RecordType }): string {
  return `${set.name} ${set.type}`;
}

function sortedUnique(values: readonly Rdata[]): readonly Rdata[] {
  const byText = new Map<string, Rdata>();
  for (const value of values) byText.set(printRdata(value), value);
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

function sameOption(a: OptionValue | undefined, b: OptionValue | undefined): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** By UTF-16 unit: the same on every machine, whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
