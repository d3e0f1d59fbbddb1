/** Record sets and settings as the plan, the state and the reports hold them: printed and plain. */
import type { DsRdata } from '../schema/dns/rdata.ts';
import type { RecordOptions } from '../schema/dns/record-set.ts';
import { printRdata } from '../schema/dns/record-types.ts';
import type { SettingValue } from '../schema/domain/settings.ts';
import type { RecordSetValue, SettingJson } from './plan.ts';

export function recordSetValue(ttl: number, values: readonly string[], options: RecordOptions): RecordSetValue {
  return Object.keys(options).length === 0 ? { ttl, values } : { ttl, values, options };
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
