/**
 * Values of record sets and settings, and the difference between two of them, for people.
 * A short value stays on the line of its change; long ones and long lists follow below it, one per line.
 */
import { knownAfterApply, type RecordSetValue, type SettingJson, type Value } from '../../planner/plan.ts';
import { differentTtls } from '../../registrars/rows.ts';
import type { OptionValue } from '../../schema/dns/record-set.ts';
import type { Paint } from './paint.ts';
import { textDifference } from './text-difference.ts';

/** `inline` continues the line of the change; `below` are lines of their own, not yet indented. */
export interface Described {
  readonly inline: readonly string[];
  readonly below: readonly string[];
}

/** What still fits on the line of a change. */
const inlineLength = 80;

export function describeValue(value: Exclude<Value, null>): Described {
  if (!isRecordSet(value)) return ofList(settingItems(value), []);
  return ofList(value.values, [`ttl ${ttlOf(value)}`, ...oddities(value), ...optionTexts(value)]);
}

/** What is or was there and goes: TTL and options do not matter any more. */
export function describeGone(value: Exclude<Value, null>): Described {
  return ofList(isRecordSet(value) ? value.values : settingItems(value), []);
}

/** Only what differs is told, and all of it: two equal values give nothing. Options that the second does not name are not ours. */
export function describeDifference(before: Exclude<Value, null>, after: Exclude<Value, null>, paint: Paint): Described {
  if (isRecordSet(before) && isRecordSet(after)) {
    const values = listDifference(before.values, after.values, paint);
    const [from, to] = [ttlOf(before), ttlOf(after)];
    const ttl = from === to ? [] : [`ttl ${from} -> ${to}`];
    const odd = before.irregular === after.irregular ? [] : oddities(before);
    const options = optionDifferences(before, after, Object.keys(after.options ?? {}));
    return { inline: [...values.inline, ...ttl, ...odd, ...options], below: values.below };
  }
  if (isRecordSet(before) || isRecordSet(after)) return describeValue(after);
  return listDifference(settingItems(before), settingItems(after), paint);
}

/** On one line, what of a value another one does not have: `192.0.2.5, ttl 300, proxied on`. The values alone where there is no other. */
export function differingParts(value: Exclude<Value, null>, other: Value): string {
  if (!isRecordSet(value)) return settingItems(value).join(', ');
  const listed = (set: RecordSetValue) => set.values.join(', ');
  if (other === null || !isRecordSet(other)) return listed(value);
  const options = Object.keys({ ...value.options, ...value.mixed }).sort();
  const changed = options.filter((key) => optionOf(value, key) !== optionOf(other, key));
  const parts = [
    ...(listed(other) === listed(value) ? [] : [listed(value)]),
    ...(ttlOf(other) === ttlOf(value) ? [] : [`ttl ${ttlOf(value)}`]),
    ...(other.irregular === value.irregular ? [] : oddities(value)),
    ...changed.map((key) => `${key} ${optionOf(value, key)}`),
  ];
  return parts.length > 0 ? parts.join(', ') : listed(value);
}

function ofList(items: readonly string[], rest: readonly string[]): Described {
  const joined = items.join(', ');
  if (items.length === 1 || joined.length <= inlineLength) return { inline: [joined, ...rest], below: [] };
  return { inline: rest, below: items };
}

function listDifference(before: readonly string[], after: readonly string[], paint: Paint): Described {
  const from = new Set(before);
  const to = new Set(after);
  const left = before.filter((item) => !to.has(item));
  const arrived = after.filter((item) => !from.has(item));
  const asBefore = before.length === after.length && before.every((item, index) => item === after[index]);
  if (asBefore) return { inline: [], below: [] };

  const line = `${before.join(', ')} -> ${after.join(', ')}`;
  if (line.length <= inlineLength) return { inline: [line], below: [] };

  // The same values in another order, or another number of times.
  if (left.length === 0 && arrived.length === 0) {
    return { inline: [], below: [paint.red(`- ${before.join(', ')}`), paint.green(`+ ${after.join(', ')}`)] };
  }
  const kept = before.length - left.length;
  const [gone] = left;
  const [come] = arrived;
  const pair = left.length === 1 && arrived.length === 1 && gone !== undefined && come !== undefined;
  const below = pair
    ? [textDifference(gone, come, paint)]
    : [...left.map((item) => paint.red(`- ${item}`)), ...arrived.map((item) => paint.green(`+ ${item}`))];
  return { inline: kept === 0 ? [] : [`${kept} of ${before.length} values unchanged`], below };
}

function settingItems(value: SettingJson): readonly string[] {
  if (typeof value === 'boolean') return [value ? 'on' : 'off'];
  if (value === knownAfterApply) return ['(known after apply)'];
  if (typeof value === 'string') return [value];
  return value.length === 0 ? ['none'] : value;
}

/** `600/3600` where its records have different ones. */
function ttlOf({ ttl, irregular }: RecordSetValue): string {
  const different = irregular === undefined ? null : differentTtls(irregular);
  return different === null ? ttlText(ttl) : different.map(ttlText).join('/');
}

/** Why it is no value that a config can say, unless the TTL has said it. */
function oddities({ irregular }: RecordSetValue): string[] {
  return irregular === undefined || differentTtls(irregular) !== null ? [] : [`(${irregular})`];
}

/** Cloudflare and others write `auto` as a TTL of 1; nobody means one second. */
function ttlText(ttl: number): string {
  return ttl === 1 ? 'auto' : String(ttl);
}

/** An option that is off or empty says nothing about a set that is there. */
function optionTexts(set: RecordSetValue): string[] {
  const said = Object.entries(set.options ?? {}).filter(([, value]) =>
    typeof value === 'boolean' ? value : value.length > 0,
  );
  const keys = [...said.map(([key]) => key), ...Object.keys(set.mixed ?? {})];
  return keys.map((key) => `${key} ${optionOf(set, key)}`).sort();
}

function optionDifferences(before: RecordSetValue, after: RecordSetValue, keys: readonly string[]): string[] {
  return [...keys]
    .sort()
    .filter((key) => optionOf(before, key) !== optionOf(after, key))
    .map((key) => `${key} ${optionOf(before, key)} -> ${optionOf(after, key)}`);
}

/** `"one"/"two"` where its records have different ones. */
function optionOf({ options, mixed }: RecordSetValue, key: string): string {
  return mixed?.[key]?.map(optionText).join('/') ?? optionText(options?.[key]);
}

function optionText(value: OptionValue | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return JSON.stringify(value);
}

function isRecordSet(value: Exclude<Value, null>): value is RecordSetValue {
  return typeof value === 'object' && !Array.isArray(value);
}
