/** Whether a change is in force: asked after a call whose outcome is not known, and before one that was planned blind. */
import { printValues, recordSetKey, valuesHold } from '../../schema/dns/record-sets.ts';
import type { LiveRecordSet, LiveRegistration, LiveZone } from '../inputs.ts';
import type { RecordSetChange, SettingChange } from '../plan.ts';
import { sameSetting, settingJson } from '../value.ts';
import { optionsHold } from './options.ts';

export function liveSetOf(change: RecordSetChange, zone: LiveZone): LiveRecordSet | undefined {
  const set = change.after ?? change.before;
  if (set === null) return undefined;
  const key = recordSetKey(set);
  return zone.recordSets.find((live) => recordSetKey(live) === key);
}

export function recordSetHolds(change: RecordSetChange, zone: LiveZone): boolean {
  const live = liveSetOf(change, zone);
  if (change.after === null) return live === undefined;
  if (live === undefined || live.irregular !== undefined || live.ttlSeconds !== change.after.ttlSeconds) return false;
  if (!valuesHold(printValues(change.after), printValues(live))) return false;
  return optionsHold(change.after.options, live.options);
}

export function settingHolds(change: SettingChange, live: LiveRegistration): boolean {
  const value = live.settings[change.field];
  return value !== undefined && sameSetting(settingJson(change.after), settingJson(value));
}
