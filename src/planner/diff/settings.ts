/** Registration settings of one domain: desired, recorded and live become changes and drift. */
import type { RegistrationDescriptor } from '../../schema/capabilities.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { settingAddress } from '../../schema/dns/address.ts';
import { type SettingField, type SettingValue, settingFields } from '../../schema/domain/settings.ts';
import type { LiveRegistration, LiveZone, RecordedSetting } from '../inputs.ts';
import { type Change, type Drift, knownAfterApply, type SettingChange, type SettingJson } from '../plan.ts';
import { sameSetting, settingJson } from '../value.ts';
import { type DriftKind, decide } from './decide.ts';
import type { DomainDiff } from './outcome.ts';

interface SettingSides {
  readonly desired: DesiredDomain;
  readonly account: string;
  readonly descriptor: RegistrationDescriptor;
  /** Recorded at this account. */
  readonly recorded: readonly RecordedSetting[];
  readonly live: LiveRegistration;
  /** The zone at the DNS host, for `nameservers: auto` and `dnssec: auto`; null where the host is not managed here. */
  readonly zone: LiveZone | null;
  readonly refreshOnly: boolean;
}

/** Adds the domain's setting changes to its diff. */
export function diffSettings(sides: SettingSides, diff: DomainDiff): void {
  const recorded = new Map(sides.recorded.map((setting) => [setting.field, setting]));
  for (const field of settingFields) {
    const desired = desiredSetting(sides, field);
    if (desired === 'unknown') {
      diff.errors.push(unknownDesired(sides, field));
      continue;
    }
    diffField(sides, field, desired, recorded.get(field), diff);
  }
}

function diffField(
  sides: SettingSides,
  field: SettingField,
  desired: SettingValue | typeof knownAfterApply | undefined,
  recorded: RecordedSetting | undefined,
  diff: DomainDiff,
): void {
  const live = sides.live.settings[field];
  if (desired === undefined && recorded === undefined) return;
  if (live === undefined && (desired !== undefined || sides.refreshOnly)) {
    diff.errors.push(unknownLive(sides, field));
    return;
  }
  const row: FieldRow = {
    field,
    desired: desired === undefined || desired === knownAfterApply ? desired : settingJson(desired),
    recorded,
    live: live === undefined ? null : settingJson(live),
  };
  if (sides.refreshOnly) return refreshField(sides, row, diff);
  // A setting has no absence to go back to: one that left the config is no longer managed, and stays as it is.
  if (desired === undefined) {
    const drift = row.live === null || threeWay(row).recordedIsLive ? null : 'changed';
    if (drift !== null) diff.drift.push(driftOf(sides, row, false));
    return pushChange(sides, row, 'forget', drift, false, 'no longer in the config', diff);
  }
  const decision = decide(threeWay(row));
  if (decision.action === 'no-op') {
    diff.noOp++;
  } else if (decision.action === 'adopt') {
    if (decision.drifted) diff.drift.push(driftOf(sides, row, false));
    pushChange(sides, row, 'adopt', null, false, decision.drifted ? 'live now agrees with the config' : null, diff);
  } else if (decision.action === 'update') {
    update(sides, row, desired, decision.drift, decision.takesOver, diff);
  }
}

interface FieldRow {
  readonly field: SettingField;
  readonly desired: SettingJson | undefined;
  readonly recorded: RecordedSetting | undefined;
  readonly live: boolean | readonly string[] | null;
}

function update(
  sides: SettingSides,
  row: FieldRow,
  desired: SettingValue | typeof knownAfterApply,
  drift: DriftKind | null,
  takesOver: boolean,
  diff: DomainDiff,
): void {
  const support = sides.descriptor.registration.settings[row.field];
  if (drift !== null) diff.drift.push(driftOf(sides, row, drift === 'both_changed'));
  if (support.access !== 'write') {
    diff.errors.push({
      account: sides.account,
      domain: sides.desired.domain,
      code: 'read-only',
      message:
        `${address(sides, row.field)} is ${show(row.live)} and cannot be changed to ${show(row.desired ?? null)} at ` +
        `${sides.descriptor.title}: ${support.reason}. Change it there by hand, or remove it from the config.`,
    });
    return;
  }
  const deferred = desired === knownAfterApply;
  pushChange(
    sides,
    row,
    'update',
    drift,
    takesOver,
    deferred ? 'those of the zone that is still to be made' : null,
    diff,
  );
  diff.settingChanges.push({
    deferred,
    change: {
      address: address(sides, row.field),
      domain: sides.desired.domain,
      field: row.field,
      before: sides.live.settings[row.field] ?? null,
      after: deferred ? [] : desired,
      ...(sides.desired.givesBack?.includes(row.field) ? { givenBack: true } : {}),
      live: sides.live,
    } as SettingChange,
  });
}

function refreshField(sides: SettingSides, row: FieldRow, diff: DomainDiff): void {
  if (row.recorded === undefined) return;
  if (threeWay(row).recordedIsLive) {
    diff.noOp++;
    return;
  }
  diff.drift.push(driftOf(sides, row, false));
  pushChange(sides, row, 'adopt', null, false, 'changed outside; recorded as it is', diff);
}

/** What the config means, `auto` resolved by the zone; `unknown` where the zone does not tell. */
function desiredSetting(
  sides: SettingSides,
  field: SettingField,
): SettingValue | typeof knownAfterApply | 'unknown' | undefined {
  const { settings } = sides.desired;
  if (field === 'nameservers' && settings.nameservers === 'auto') {
    if (sides.zone === null) return 'unknown';
    if (sides.zone.nameservers.length > 0) return sides.zone.nameservers;
    return sides.zone.status === 'absent' ? knownAfterApply : 'unknown';
  }
  if (field === 'dnssec' && settings.dnssec === 'auto') {
    if (sides.zone === null) return 'unknown';
    return sides.zone.ds ?? (sides.zone.status === 'absent' ? knownAfterApply : 'unknown');
  }
  if (field === 'nameservers' && typeof settings.nameservers === 'object') {
    return sides.descriptor.registration.canonicalNameservers?.(settings.nameservers) ?? settings.nameservers;
  }
  return settings[field] as SettingValue | undefined;
}

function unknownDesired(sides: SettingSides, field: SettingField) {
  const { domain, dns } = sides.desired;
  return {
    account: sides.account,
    domain,
    code: 'unknown-value',
    message:
      `${address(sides, field)} is auto, but ${dns ?? 'no account'} does not tell the ${field} of ${domain}. ` +
      `Write the ${field} out in the config.`,
  };
}

function unknownLive(sides: SettingSides, field: SettingField) {
  return {
    account: sides.account,
    domain: sides.desired.domain,
    code: 'unexpected-response',
    message:
      `${sides.descriptor.title} did not tell ${address(sides, field)}, so nothing is changed there. ` +
      'Try again; if it stays so, remove the setting from the config.',
  };
}

function threeWay(row: FieldRow) {
  return {
    desired: row.desired !== undefined,
    recorded: row.recorded !== undefined,
    live: row.live !== null,
    desiredIsLive: row.desired !== undefined && row.live !== null && sameSetting(row.desired, row.live),
    desiredIsRecorded:
      row.desired !== undefined && row.recorded !== undefined && sameSetting(row.desired, row.recorded.value),
    recordedIsLive: row.recorded !== undefined && row.live !== null && sameSetting(row.recorded.value, row.live),
  };
}

function pushChange(
  sides: SettingSides,
  row: FieldRow,
  action: Change['action'],
  drift: DriftKind | null,
  takesOver: boolean,
  reason: string | null,
  diff: DomainDiff,
): void {
  const recordOnly = action === 'adopt' || action === 'forget';
  diff.changes.push({
    address: address(sides, row.field),
    domain: sides.desired.domain,
    account: sides.account,
    kind: 'setting',
    action,
    before: recordOnly ? (row.recorded?.value ?? null) : row.live,
    after: action === 'forget' ? null : action === 'adopt' ? row.live : (row.desired ?? null),
    drift,
    takes_over: takesOver,
    protect: null,
    reason,
  });
}

function driftOf(sides: SettingSides, row: FieldRow, bothChanged: boolean): Drift {
  const recorded = row.recorded as RecordedSetting;
  return {
    address: address(sides, row.field),
    domain: sides.desired.domain,
    account: sides.account,
    recorded: recorded.value,
    live: row.live,
    desired: row.desired ?? null,
    both_changed: bothChanged,
    not_done: false,
    run: recorded.provenance.run,
    applied_at: recorded.provenance.at,
    actor: recorded.provenance.actor,
    commit: recorded.provenance.commit,
    ci_url: recorded.provenance.ciUrl,
  };
}

function address(sides: SettingSides, field: SettingField): string {
  return settingAddress(sides.desired.domain, field);
}

function show(value: SettingJson | null): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (value === null) return 'not known';
  if (typeof value === 'string') return value;
  return value.length === 0 ? 'none' : value.join(', ');
}
