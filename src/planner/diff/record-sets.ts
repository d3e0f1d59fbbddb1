/** Record sets of one zone: desired, recorded and live become changes, drift and foreign sets. */
import { foreignAddress, foreignValue } from '../foreign-sets.ts';
import { ignoreMatcher } from '../ignore.ts';
import type { LiveRecordSet, RecordedRecordSet, UnsupportedRecord } from '../inputs.ts';
import {
  type CallAction,
  type Change,
  type Drift,
  defaultRecord,
  type PlanError,
  type PlannedRecordSet,
} from '../plan.ts';
import { recordSetValue } from '../value.ts';
import { type DriftKind, decide } from './decide.ts';
import { blockedNames, newlyExcludes } from './in-the-way.ts';
import { addedValues, isLoss, lossOf } from './loss.ts';
import type { DomainDiff } from './outcome.ts';
import {
  desiredValue,
  liveValue,
  type Row,
  recordedValue,
  rowsOf,
  threeWay,
  type ZoneSides,
} from './record-set-rows.ts';
import { unreadableBeside, unreadableIn, whyUnmanaged } from './unmanaged.ts';

/** Adds the zone's record-set changes to the domain's diff. */
export function diffRecordSets(sides: ZoneSides, diff: DomainDiff): void {
  const ignored = ignoreMatcher(sides.desired.ignore, sides.desired.domain);
  const rows = rowsOf(sides);
  const blocked = sides.refreshOnly ? new Map<string, string>() : blockedNames(sides, rows, ignored);
  const { domain } = sides.desired;
  for (const message of blocked.values()) {
    diff.errors.push({ account: sides.account, domain, code: 'in-the-way', message });
  }
  for (const row of rows) {
    const set = row.desired ?? row.live ?? row.recorded;
    if (set === undefined) continue;
    const isIgnored = row.desired === undefined && ignored(set.name, set.type);
    const unreadable = blockerOf(sides, row);
    if (unreadable !== undefined) {
      diff.errors.push(cannotRead(sides, row, unreadable));
    } else if (row.live?.system !== undefined) {
      diffSystemSet(sides, row, row.live.system, diff);
    } else if (sides.refreshOnly) {
      refreshRow(sides, row, isIgnored, diff);
    } else if (blocked.has(set.name) && (row.desired !== undefined || row.recorded !== undefined)) {
      // As it is: what a declared set replaces stays until that one can come.
    } else if (blocked.has(set.name) && !isIgnored && row.live !== undefined) {
      reportForeign(sides, row, row.live, diff);
    } else if (isIgnored) {
      if (row.recorded !== undefined) forget(sides, row, null, 'ignored by the config', diff);
    } else {
      diffRow(sides, row, diff);
    }
  }
  if (sides.refreshOnly) letGo(sides, diff);
  else makeRoom(sides, rows, blocked, ignored, diff);
  for (const record of sides.live.unsupported) {
    const why = whyUnmanaged(record, sides.host);
    diff.foreign.push({
      address: foreignAddress(record, sides.desired.domain),
      domain: sides.desired.domain,
      account: sides.account,
      value: { text: record.text },
      supported: false,
      ...(why === undefined ? {} : { why }),
    });
  }
}

/**
 * A record that cannot be read: where a set is declared, or in the way of it; where one is recorded, since it may be what
 * we wrote. Else it is nobody's business here.
 */
function blockerOf(
  { desired: { domain }, live, host, refreshOnly }: ZoneSides,
  row: Row,
): UnsupportedRecord | undefined {
  if (row.desired !== undefined && !refreshOnly) {
    const { name, type, options } = row.desired;
    return unreadableBeside({ name, type, options }, live.unsupported, domain, host.dns);
  }
  return row.recorded && unreadableIn(row.recorded, live.unsupported, host.dns);
}

function cannotRead({ account, desired, host }: ZoneSides, row: Row, { type, text }: UnsupportedRecord): PlanError {
  return {
    account,
    domain: desired.domain,
    code: 'unreadable-record',
    message: `${row.address} cannot be managed: ${type} ${text} stands there, and cannot be read. Correct or remove that record at ${host.title}${row.desired === undefined ? '' : ', or take the set out of the config'}.`,
  };
}

function diffRow(sides: ZoneSides, row: Row, diff: DomainDiff): void {
  const { desired, recorded, live } = row;
  const isParking = recorded === undefined && live !== undefined && desired !== undefined && sides.isDefault(live);
  if (live !== undefined && (desired !== undefined || recorded !== undefined) && !isParking) diff.managed.live++;
  if (live !== undefined && recorded !== undefined) diff.managed.recorded++;
  if (desired !== undefined) diff.managed.after++;
  const decision = decide(threeWay(row));
  switch (decision.action) {
    case 'none':
      return;
    case 'no-op':
      diff.noOp++;
      return protectChange(sides, row, diff);
    case 'adopt':
      if (decision.drifted) diff.drift.push(driftOf(sides, row, false));
      return stateChange(
        sides,
        row,
        'adopt',
        decision.drifted ? 'live now agrees with the config' : newlyManaged(row),
        diff,
      );
    case 'forget':
      return forget(sides, row, decision.drift, 'gone from the config and from the zone', diff);
    case 'foreign':
      return diffForeign(sides, row, diff);
    case 'create':
      return callChange(sides, row, 'create', decision.drift, false, null, diff);
    case 'update': {
      const reason = replaceReason(sides, row);
      if (reason !== null && recorded?.protect) diff.managed.protectedGone.push(row.address);
      else if (recorded?.protect === true) diff.managed.protectedChanged.push(row.address);
      const loses = takeOver(sides, row, diff);
      if (recorded !== undefined || loses) diff.managed.updated.push(row.address);
      return callChange(
        sides,
        row,
        reason === null ? 'update' : 'replace',
        decision.drift,
        decision.takesOver,
        decision.takesOver ? withDefault(sides, row, reason) : reason,
        diff,
      );
    }
    case 'delete':
      diff.managed.deleted.push(row.address);
      if (recorded?.protect) diff.managed.protectedGone.push(row.address);
      takeOver(sides, row, diff);
      return callChange(sides, row, 'delete', decision.drift, false, null, diff);
  }
}

/**
 * Notes what is live, was never ours, and would be lost by an update or a deletion; or that a refresh would record as
 * ours, so that the next apply takes it for that. Whether there is any.
 */
function takeOver(sides: ZoneSides, row: Row, diff: DomainDiff): boolean {
  const { live, recorded } = row;
  if (live === undefined || sides.isDefault(live)) return false;
  const after = plannedSet(sides, row);
  const sets = { live: { values: row.liveValues, options: live.options }, after: desiredValue(row) };
  const known = { values: recorded?.values ?? [], options: Object.keys(recorded?.options ?? {}) };
  const loss = lossOf(sets.live, sets.after, known);
  // A value of ours that is another now is drift, and is put back; what was added is somebody else's.
  const gone = known.values.filter((value) => !row.liveValues.includes(value));
  const values = after === null ? loss.values : addedValues(live.type, loss.values, gone);
  // A refresh records no option that was not.
  const taken = { values, options: sides.refreshOnly ? [] : loss.options };
  if (!isLoss(taken)) return false;
  diff.managed.takenOver.push({ address: row.address, live, after, loss: taken });
  return true;
}

/** With `--refresh-only`, recorded state takes on what is live; nothing is sent. */
function refreshRow(sides: ZoneSides, row: Row, isIgnored: boolean, diff: DomainDiff): void {
  if (row.recorded === undefined) return;
  const sideways = threeWay(row);
  if (row.live === undefined) return forget(sides, row, 'deleted', 'deleted outside', diff);
  if (sideways.recordedIsLive) {
    diff.noOp++;
    return;
  }
  diff.drift.push(driftOf(sides, row, false));
  // What is ignored is never deleted.
  if (!isIgnored) takeOver(sides, row, diff);
  stateChange(sides, row, 'adopt', 'changed outside; recorded as it is', diff);
}

function diffForeign(sides: ZoneSides, row: Row, diff: DomainDiff): void {
  const live = row.live as LiveRecordSet;
  // A deletion may take the record along that nobody could read.
  const isWhole = unreadableIn(live, sides.live.unsupported, sides.host.dns) === undefined;
  if (sides.desired.foreign === 'delete' && isWhole) {
    diff.managed.foreignDeleted.push(row.address);
    return callChange(sides, row, 'delete', null, false, 'foreign: delete', diff);
  }
  reportForeign(sides, row, live, diff);
}

function reportForeign({ desired, account }: ZoneSides, row: Row, live: LiveRecordSet, diff: DomainDiff): void {
  diff.foreign.push({
    address: row.address,
    domain: desired.domain,
    account,
    value: recordSetValue(live.ttlSeconds, row.liveValues, live.options),
    supported: true,
  });
}

/** A refresh records that they are gone; see `hiddenIn` in `calls.ts`. */
function letGo({ desired: { domain }, account, missing }: ZoneSides, diff: DomainDiff): void {
  const rest = { domain, account, kind: 'record_set', action: 'forget', after: null, drift: null } as const;
  for (const set of missing) {
    diff.changes.push({
      address: foreignAddress(set, domain),
      ...rest,
      before: foreignValue(set),
      takes_over: false,
      protect: null,
      reason: 'unmanaged, and not shown any more',
    });
  }
}

/** Sets that belong to the host are not planned for; a config that names one is told so. */
function diffSystemSet(sides: ZoneSides, row: Row, reason: string, diff: DomainDiff): void {
  if (row.desired === undefined) return;
  diff.errors.push({
    account: sides.account,
    domain: sides.desired.domain,
    code: 'system-record',
    message: `${row.address} cannot be managed: ${reason}. Remove it from the config, or change it where it is maintained.`,
  });
}

/**
 * Foreign sets that cannot stand beside a desired one at the same name have to go (a CNAME beside an A, say). What the
 * registrar puts into each new zone goes without further question; anything else needs consent.
 */
function makeRoom(
  sides: ZoneSides,
  rows: readonly Row[],
  blocked: ReadonlyMap<string, string>,
  ignored: (name: string, type: string) => boolean,
  diff: DomainDiff,
): void {
  if (sides.desired.foreign === 'delete') return;
  const wanted = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.desired === undefined || blocked.has(row.desired.name) || blockerOf(sides, row) !== undefined) continue;
    wanted.set(row.desired.name, [...(wanted.get(row.desired.name) ?? []), row]);
  }
  for (const row of rows) {
    if (row.live === undefined || row.desired !== undefined || row.recorded !== undefined) continue;
    if (row.live.system !== undefined || ignored(row.live.name, row.live.type)) continue;
    const live = row.live;
    const rival = wanted.get(live.name)?.find((other) => newlyExcludes(other, live, sides))?.desired;
    if (rival === undefined) continue;
    if (!sides.isDefault(live)) diff.managed.foreignDeleted.push(row.address);
    const at = diff.foreign.findIndex((foreign) => foreign.address === row.address);
    if (at >= 0) diff.foreign.splice(at, 1);
    const why = `${rival.type} cannot stand beside ${live.type} at one name`;
    callChange(sides, row, 'delete', null, true, withDefault(sides, row, why), diff);
  }
}

/** The reason, and that what goes is what the host puts into each new zone. */
function withDefault({ isDefault }: ZoneSides, { live }: Row, reason: string | null): string | null {
  if (live === undefined || !isDefault(live)) return reason;
  return reason === null ? defaultRecord : `${reason}; ${defaultRecord}`;
}

function replaceReason(sides: ZoneSides, row: Row): string | null {
  if (row.live === undefined || row.desired === undefined) return null;
  return sides.host.dns.replaceReason?.(row.live, row.desired) ?? null;
}

function callChange(
  sides: ZoneSides,
  row: Row,
  action: CallAction,
  drift: DriftKind | null,
  takesOver: boolean,
  reason: string | null,
  diff: DomainDiff,
): void {
  if (drift !== null) diff.drift.push(driftOf(sides, row, drift === 'both_changed'));
  const kept = protection(sides, row);
  const protect = action === 'delete' ? { before: kept.before, after: false as const } : kept;
  const after = action === 'delete' ? null : desiredValue(row);
  diff.changes.push(makeChange(sides, row, action, liveValue(row), after, drift, takesOver, protect, reason));
  diff.recordSetChanges.push({
    address: row.address,
    action,
    before: row.live ?? null,
    after: action === 'delete' ? null : plannedSet(sides, row),
  });
}

function plannedSet(sides: ZoneSides, row: Row): PlannedRecordSet | null {
  if (row.desired === undefined) return null;
  // What the config names is what is managed, not what its defaults were resolved to.
  const { name, type, ttlSeconds, values, source, manages = Object.keys(row.desired.options) } = row.desired;
  const options = row.desiredOptions;
  return { name, type, ttlSeconds, values, source, options, manages, protect: protection(sides, row).after };
}

function stateChange(sides: ZoneSides, row: Row, action: 'adopt', reason: string | null, diff: DomainDiff): void {
  const before = row.recorded === undefined ? null : recordedValue(row.recorded);
  const protect = protection(sides, row);
  diff.changes.push(makeChange(sides, row, action, before, liveValue(row), null, false, protect, reason));
}

/** Nothing that is live changes: which of its options the config speaks of does. */
function newlyManaged({ desired, recorded }: Row): string | null {
  if (desired === undefined || recorded === undefined) return null;
  const [named, known] = [Object.keys(desired.options), Object.keys(recorded.options)];
  const gained = named.filter((key) => !known.includes(key));
  const lost = known.filter((key) => !named.includes(key));
  const parts = [
    ...(gained.length === 0 ? [] : [`manages ${gained.join(', ')}, too`]),
    ...(lost.length === 0 ? [] : [`no longer manages ${lost.join(', ')}`]),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

/** The protection of a set is kept in the state: turning it on or off is a change of its own. */
function protectChange(sides: ZoneSides, row: Row, diff: DomainDiff): void {
  const { before, after } = protection(sides, row);
  if (before !== after) stateChange(sides, row, 'adopt', null, diff);
}

/** Of a set that stays managed: as it is recorded, unless the config says otherwise. */
function protection(sides: ZoneSides, row: Row): NonNullable<Change['protect']> {
  const before = row.recorded?.protect ?? false;
  return { before, after: (sides.refreshOnly ? undefined : row.desired?.protect) ?? before };
}

function forget(sides: ZoneSides, row: Row, drift: 'deleted' | null, reason: string, diff: DomainDiff): void {
  if (drift !== null) diff.drift.push(driftOf(sides, row, false));
  if (row.recorded?.protect && row.live !== undefined) diff.managed.protectedGone.push(row.address);
  const before = row.recorded === undefined ? null : recordedValue(row.recorded);
  const protect = { before: row.recorded?.protect ?? false, after: false } as const;
  diff.changes.push(makeChange(sides, row, 'forget', before, null, drift, false, protect, reason));
}

/**
 * Field by field: a plan has a hundred thousand of these, and V8 gives each object that begins with a spread a shape of its
 * own, half a kilobyte (seen in Node 20, 2026-11-30).
 */
function makeChange(
  { desired: { domain }, account }: ZoneSides,
  { address }: Row,
  action: Change['action'],
  before: Change['before'],
  after: Change['after'],
  drift: Change['drift'],
  takes_over: boolean,
  protect: Change['protect'],
  reason: string | null,
): Change {
  return { address, domain, account, kind: 'record_set', action, before, after, drift, takes_over, protect, reason };
}

function driftOf(sides: ZoneSides, row: Row, bothChanged: boolean): Drift {
  const recorded = row.recorded as RecordedRecordSet;
  return {
    address: row.address,
    domain: sides.desired.domain,
    account: sides.account,
    recorded: recordedValue(recorded),
    live: liveValue(row),
    desired: desiredValue(row),
    both_changed: bothChanged,
    not_done: false,
    run: recorded.provenance.run,
    applied_at: recorded.provenance.at,
    actor: recorded.provenance.actor,
    commit: recorded.provenance.commit,
    ci_url: recorded.provenance.ciUrl,
  };
}
