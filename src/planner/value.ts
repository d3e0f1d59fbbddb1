/** Record sets and settings as the plan, the state and the reports hold them: printed and plain. */
import type { DsRdata } from '../schema/dns/rdata.ts';
import type { RecordOptions } from '../schema/dns/record-set.ts';
import { joinedText, valuesHold } from '../schema/dns/record-sets.ts';
import { printRdata } from '../schema/dns/record-types.ts';
import type { SettingValue } from '../schema/domain/settings.ts';
import { optionsHold } from './diff/options.ts';
import type { RecordSetValue, SettingJson, Value } from './plan.ts';

export function recordSetValue(
  ttl: number,
  values: readonly string[],
  options: RecordOptions,
  irregular?: string,
): RecordSetValue {
  return {
    ttl,
    values,
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(irregular === undefined ? {} : { irregular }),
  };
}

/** A setting's canonical value as plain JSON: names and printed DS records stay in canonical order. */
export function settingJson(value: SettingValue): boolean | readonly string[] {
  if (typeof value === 'boolean') return value;
  return value.map((item: string | DsRdata) => (typeof item === 'string' ? item : printRdata(item)));
}

export function sameSetting(a: SettingJson, b: SettingJson): boolean {
  if (typeof a === 'boolean' || typeof b === 'boolean' || typeof a === 'string' || typeof b === 'string')
    return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Whether the second holds what the first says; options that the first does not name do not matter. */
export function sameValue(wanted: Value, there: Value): boolean {
  if (isRecordSet(wanted) && isRecordSet(there)) {
    return (
      valuesHold(wanted.values, there.values) &&
      wanted.ttl === there.ttl &&
      wanted.irregular === there.irregular &&
      optionsHold(wanted.options ?? {}, there.options ?? {})
    );
  }
  if (wanted === null || there === null || isRecordSet(wanted) || isRecordSet(there)) return wanted === there;
  return sameSetting(wanted, there);
}

/**
 * Whether a set is on its way from one value to another: it is not the first any more, and holds nothing but what either
 * has. So looks a change of several calls that ended half-way; what somebody else wrote does not.
 */
export function isBetween(before: Value, after: Value, there: Value): boolean {
  const known = new Set([...textsOf(before), ...textsOf(after)]);
  return !sameValue(before, there) && textsOf(there).every((text) => known.has(text) || known.has(joinedText(text)));
}

function textsOf(value: Value): readonly string[] {
  return isRecordSet(value) ? value.values : [];
}

function isRecordSet(value: Value): value is RecordSetValue {
  return value !== null && typeof value === 'object' && 'ttl' in value;
}
