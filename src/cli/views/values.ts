/**
 * Values of record sets and settings, and the difference between two of them, for people.
 * A short value stays on the line of its change; long ones and long lists follow below it, one per line.
 */
import { knownAfterApply, type RecordSetValue, type SettingJson, type Value } from '../../planner/plan.ts';
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
  return ofList(value.values, [`ttl ${ttlText(value.ttl)}`, ...optionTexts(value.options ?? {})]);
}

/** What is or was there and goes: TTL and options do not matter any more. */
export function describeGone(value: Exclude<Value, null>): Described {
  return ofList(isRecordSet(value) ? value.values : settingItems(value), []);
}

/**
 * Only what differs is told. Two equal values give nothing. `managed`: which side names the options that are ours; a live
 * value has others beside them, which are none of our business.
 */
export function describeDifference(
  before: Exclude<Value, null>,
  after: Exclude<Value, null>,
  paint: Paint,
  managed: 'before' | 'after' = 'after',
): Described {
  if (isRecordSet(before) && isRecordSet(after)) {
    const values = listDifference(before.values, after.values, paint);
    const ttl = before.ttl === after.ttl ? [] : [`ttl ${ttlText(before.ttl)} -> ${ttlText(after.ttl)}`];
    const keys = Object.keys((managed === 'after' ? after : before).options ?? {});
    return { inline: [...values.inline, ...ttl, ...optionDifferences(before, after, keys)], below: values.below };
  }
  if (isRecordSet(before) || isRecordSet(after)) return describeValue(after);
  return listDifference(settingItems(before), settingItems(after), paint);
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
  if (left.length === 0 && arrived.length === 0) return { inline: [], below: [] };

  const line = `${before.join(', ')} -> ${after.join(', ')}`;
  if (line.length <= inlineLength) return { inline: [line], below: [] };

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

/** Cloudflare and others write `auto` as a TTL of 1; nobody means one second. */
function ttlText(ttl: number): string {
  return ttl === 1 ? 'auto' : String(ttl);
}

/** An option that is off or empty says nothing about a set that is there. */
function optionTexts(options: Readonly<Record<string, OptionValue>>): string[] {
  return Object.entries(options)
    .filter(([, value]) => (typeof value === 'boolean' ? value : value.length > 0))
    .map(([key, value]) => `${key} ${optionText(value)}`)
    .sort();
}

function optionDifferences(before: RecordSetValue, after: RecordSetValue, keys: readonly string[]): string[] {
  const from = before.options ?? {};
  const to = after.options ?? {};
  return [...keys]
    .sort()
    .filter((key) => optionText(from[key]) !== optionText(to[key]))
    .map((key) => `${key} ${optionText(from[key])} -> ${optionText(to[key])}`);
}

function optionText(value: OptionValue | undefined): string {
  if (value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return JSON.stringify(value);
}

function isRecordSet(value: Exclude<Value, null>): value is RecordSetValue {
  return typeof value === 'object' && !Array.isArray(value);
}
