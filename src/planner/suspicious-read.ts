/**
 * A read that shows much less of a zone than there was: the zone may have lost it, or the answer was cut. To plan from a
 * list that was cut would make records again that are there, forget them, or, where an API writes whole zones, delete them.
 */
import { recordSetAddress } from '../schema/dns/address.ts';
import { apexOf } from '../schema/dns/name.ts';
import { recordSetKey } from '../schema/dns/record-sets.ts';
import { type ForeignSet, missingForeign } from './foreign-sets.ts';
import type { LiveZone, RecordedDomain, RecordedRecordSet } from './inputs.ts';
import { zoneRows } from './zone-rows.ts';

/** With fewer recorded sets, or records, a share says nothing: two of two may well go at once. */
const leastRecordedSets = 3;
const leastRows = 4;

interface Suspicion {
  /** Record sets that are recorded at the host. */
  readonly recorded: number;
  /** Addresses of those that the zone lacks; those first that would be missed first. */
  readonly missing: readonly string[];
  /** How many records an apply last saw there; null: not known. */
  readonly rowsBefore: number | null;
  readonly rows: number;
  /** How many records of nobody are gone since, where a write would take along what is not shown. */
  readonly lost: number;
  /** Which; of a state that does not remember them, none. */
  readonly foreign: readonly ForeignSet[];
}

/**
 * Whether a zone at this account reads suspiciously; null: it does not, or will not show itself at all. `rewrites`: whether
 * a write replaces what a read did not show; then each record of nobody counts.
 */
export function suspicionOf(
  zone: LiveZone,
  account: string,
  recorded: RecordedDomain | null,
  rewrites: boolean,
): Suspicion | null {
  if (zone.status === 'unreachable' || recorded === null) return null;
  const sets = recorded.recordSets.filter((set) => set.account === account);
  const live = new Set(zone.recordSets.map(recordSetKey));
  const missing = sets.filter((set) => !live.has(recordSetKey(set)));
  const rows = zoneRows(zone);
  const rowsBefore = recorded.dns === account ? recorded.zoneRows : null;
  const remembered = rewrites && recorded.dns === account ? recorded.foreign : null;
  const foreign = remembered === null ? [] : missingForeign(remembered, zone, ourSets(sets));
  const lost =
    remembered !== null
      ? foreign.reduce((sum, { values }) => sum + values.length, 0)
      : rewrites && rowsBefore !== null
        ? foreignRowsLost(zone, sets, rowsBefore)
        : 0;
  const suspicious =
    lost > 0 ||
    (rows === 0 && missing.length > 0) ||
    (sets.length >= leastRecordedSets && missing.length > sets.length / 2) ||
    (rowsBefore !== null && rowsBefore >= leastRows && rows < rowsBefore / 2);
  if (!suspicious) return null;
  return { recorded: sets.length, missing: addressesOf(missing, zone.domain), rowsBefore, rows, lost, foreign };
}

/** Whether a set is one of these. */
export function ourSets(
  recorded: readonly RecordedRecordSet[],
): (set: { readonly name: string; readonly type: string }) => boolean {
  const keys = new Set(recorded.map(({ name, type }) => `${name} ${type}`));
  return ({ name, type }) => keys.has(`${name} ${type}`);
}

function foreignRowsLost(zone: LiveZone, recorded: readonly RecordedRecordSet[], rowsBefore: number): number {
  const ours = new Set(recorded.map(recordSetKey));
  const foreign = { ...zone, recordSets: zone.recordSets.filter((set) => !ours.has(recordSetKey(set))) };
  const before = rowsBefore - recorded.reduce((sum, { values }) => sum + values.length, 0);
  return Math.max(0, before - zoneRows(foreign));
}

/** Mail first, then the apex: what is missed first. */
function addressesOf(sets: readonly RecordedRecordSet[], domain: string): readonly string[] {
  const rank = ({ name, type }: RecordedRecordSet) => (type === 'MX' ? 0 : name === apexOf(domain) ? 1 : 2);
  return [...sets].sort((a, b) => rank(a) - rank(b)).map(({ name, type }) => recordSetAddress(domain, name, type));
}
