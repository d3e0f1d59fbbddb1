/**
 * The order of a zone's record-set changes, so that no name is ever without an answer for longer than the API forces:
 * 1. deletions that make room: a CNAME leaves before other types come to its name, and the other way round;
 * 2. creations and updates, targets before the records that point to them, NS of a sub-zone before its DS;
 * 3. the other deletions, pointers before their targets, DS before NS.
 * Ties go by name, then type: the same changes always come in the same order.
 */
import type { Fqdn } from '../schema/dns/rdata.ts';
import { compareRecordSets } from '../schema/dns/record-sets.ts';
import { targetsOf } from '../schema/dns/targets-of.ts';
import type { RecordSetChange } from './plan.ts';

export function orderChanges(changes: readonly RecordSetChange[]): readonly RecordSetChange[] {
  const made = new Set(changes.filter((change) => change.after !== null).map(nameOf));
  const depth = pointerDepths(changes);
  const rank = (change: RecordSetChange) => (change.after !== null ? 1 : made.has(nameOf(change)) ? 0 : 2);
  const ofDs = (change: RecordSetChange) => (setOf(change).type !== 'DS' ? 0 : change.after === null ? -0.5 : 0.5);
  const tie = (change: RecordSetChange) =>
    (rank(change) === 2 ? -1 : 1) * (depth.get(nameOf(change)) ?? 0) + ofDs(change);
  return [...changes].sort((a, b) => rank(a) - rank(b) || tie(a) - tie(b) || compareRecordSets(setOf(a), setOf(b)));
}

/** How many pointers in a row lead from a name to one that points nowhere in this zone; loops count once. */
function pointerDepths(changes: readonly RecordSetChange[]): ReadonlyMap<Fqdn, number> {
  const targets = new Map<Fqdn, Fqdn[]>();
  for (const change of changes) {
    const pointsTo = setOf(change).values.flatMap(targetsOf);
    targets.set(nameOf(change), [...(targets.get(nameOf(change)) ?? []), ...pointsTo]);
  }
  const depths = new Map<Fqdn, number>();
  const visiting = new Set<Fqdn>();
  const visit = (name: Fqdn): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    if (visiting.has(name)) return 0;
    visiting.add(name);
    const below = (targets.get(name) ?? []).filter((target) => target !== name && targets.has(target)).map(visit);
    visiting.delete(name);
    const depth = below.length === 0 ? 0 : 1 + Math.max(...below);
    depths.set(name, depth);
    return depth;
  };
  for (const name of targets.keys()) visit(name);
  return depths;
}

function setOf(change: RecordSetChange) {
  const set = change.after ?? change.before;
  if (set === null) throw new Error(`${change.address}: a change without before and after`);
  return set;
}

function nameOf(change: RecordSetChange): Fqdn {
  return setOf(change).name;
}
