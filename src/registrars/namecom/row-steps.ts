/** One record set's change as steps on rows: values that stay keep their rows, others are written over old ones. Pure. */
import type { RecordSetChange } from '../../planner/plan.ts';
import type { DesiredRecordSet } from '../../schema/desired.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { type WireRow, wireFromRdata, wireRow } from './convert.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';

export type RowStep = {
  /** The owner name. */
  readonly name: Fqdn;
  /** What it makes, or has a part in. */
  readonly covers: readonly string[];
} & (
  | { readonly kind: 'create'; readonly row: WireRow }
  | { readonly kind: 'update'; readonly id: number; readonly row: WireRow; readonly was: string }
  | { readonly kind: 'delete'; readonly id: number; readonly was: string }
);

/** Writes first and deletions last, so that a set is never empty in between. */
export function stepsOf({ address, before, after }: RecordSetChange, domain: string): readonly RowStep[] {
  const rows = before === null ? [] : (before.native as NativeSet).rows;
  const name = (after ?? before)?.name ?? '';
  const place = { name, covers: [address] };
  const drop = ({ id, type }: NativeRow): RowStep => ({ ...place, kind: 'delete', id, was: type });
  if (after === null) return rows.map(drop);

  const rowOf = (rdata: Rdata) => wireRow(after.name, domain, after.ttlSeconds, rdata);
  const put = (old: NativeRow, rdata: Rdata): RowStep => ({
    ...place,
    kind: 'update',
    id: old.id,
    row: rowOf(rdata),
    was: old.type,
  });
  const { kept, pairs, coming, leaving } = match(rows, after);
  return [
    ...kept.filter(({ old }) => old.ttl !== after.ttlSeconds).map(({ old, rdata }) => put(old, rdata)),
    ...pairs.map(({ old, rdata }) => put(old, rdata)),
    ...coming.map((rdata): RowStep => ({ ...place, kind: 'create', row: rowOf(rdata) })),
    ...leaving.map(drop),
  ];
}

interface Pair {
  readonly old: NativeRow;
  readonly rdata: Rdata;
}

interface Matched {
  /** The same value; perhaps another TTL. */
  readonly kept: readonly Pair[];
  /** An old row, and the value that is written over it. */
  readonly pairs: readonly Pair[];
  readonly coming: readonly Rdata[];
  readonly leaving: readonly NativeRow[];
}

/**
 * Rows with the same value first; then rows with the same answer, whose priority alone changes: written over another
 * row, they would be refused as duplicates of the row that has the answer still. The rest in order.
 */
function match(rows: readonly NativeRow[], after: DesiredRecordSet): Matched {
  let old = [...rows];
  let wanted = [...after.values];
  const take = (isSame: (row: NativeRow, rdata: Rdata) => boolean): readonly Pair[] => {
    const pairs: Pair[] = [];
    for (const rdata of wanted) {
      const row = old.find((candidate) => isSame(candidate, rdata));
      if (row === undefined) continue;
      pairs.push({ old: row, rdata });
      old = old.filter((other) => other !== row);
    }
    wanted = wanted.filter((rdata) => !pairs.some((pair) => pair.rdata === rdata));
    return pairs;
  };
  const kept = take((row, rdata) => row.value === printRdata(rdata));
  const sameAnswer = take((row, rdata) => sameText(row.answer, wireFromRdata(rdata).answer));
  const inOrder = take(() => true);
  return { kept, pairs: [...sameAnswer, ...inOrder], coming: wanted, leaving: old };
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/, '') === b.toLowerCase();
}
