/**
 * The change of one record set as the fewest changes of its rows. Each costs a request: there is no batch. An update can
 * change all but the type. A row is never moved from one set to another, although that would be possible: what leaves
 * would be gone before what points to it. Pure.
 */
import type { LiveRecordSet } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import { canonicalTtl, type Row, rdataOf, rowsOfSet, type StoredRow } from './convert.ts';
import type { SetNative } from './live-zone.ts';

export type RowChange =
  | { readonly kind: 'add'; readonly row: Row }
  | { readonly kind: 'update'; readonly before: StoredRow; readonly row: Row }
  | { readonly kind: 'delete'; readonly before: StoredRow };

/** In the order in which they may be sent: a set that keeps a value is never without one on the way. */
export function rowChanges({ before, after }: RecordSetChange, domain: string): readonly RowChange[] {
  const there = before === null ? [] : (before.native as SetNative).rows.map((row) => stored(row, before, domain));
  const wanted = after === null ? [] : rowsOfSet(after, domain);

  const same = pair(there, wanted, (a, b) => sameValue(a, b) && sameRest(a, b));
  const value = pair(same.there, same.wanted, sameValue);
  const rest = pair(value.there, value.wanted, () => true);

  // The API knows a record by type, host and value, and refuses a second one: an extra one goes before it is met.
  const [extra, others] = split(rest.there, (row) => wanted.some((each) => sameValue(row, each)));
  return [
    ...extra.map(deletion),
    ...[...value.pairs, ...rest.pairs].map(([a, row]): RowChange => ({ kind: 'update', before: a.row, row })),
    ...rest.wanted.map((row): RowChange => ({ kind: 'add', row })),
    ...others.map(deletion),
  ];
}

/** A stored row, and how we would write it ourselves. */
interface Stored {
  readonly row: StoredRow;
  readonly written: Row;
}

function stored(row: StoredRow, set: LiveRecordSet, domain: string): Stored {
  const rdata = rdataOf(row);
  if (!rdata.ok) throw new Error(`a row of a record set that is not a record: ${row.type} ${row.host}`);
  const [written] = rowsOfSet({ ...set, ttlSeconds: row.ttlSeconds, values: [rdata.value] }, domain);
  if (written === undefined) throw new Error('a record has a row');
  return { row, written };
}

function sameValue({ written }: Stored, row: Row): boolean {
  return written.value === row.value;
}

function sameRest({ written }: Stored, row: Row): boolean {
  return written.distance === row.distance && canonicalTtl(written.ttlSeconds) === canonicalTtl(row.ttlSeconds);
}

interface Pairs {
  readonly pairs: readonly (readonly [Stored, Row])[];
  /** Without a partner. */
  readonly there: readonly Stored[];
  readonly wanted: readonly Row[];
}

/** Each stored row with the first wanted row that fits it and is still free. */
function pair(there: readonly Stored[], wanted: readonly Row[], fits: (a: Stored, b: Row) => boolean): Pairs {
  const free = [...wanted];
  const pairs: (readonly [Stored, Row])[] = [];
  const alone: Stored[] = [];
  for (const each of there) {
    const index = free.findIndex((row) => fits(each, row));
    const [row] = index === -1 ? [] : free.splice(index, 1);
    if (row === undefined) alone.push(each);
    else pairs.push([each, row]);
  }
  return { pairs, there: alone, wanted: free };
}

function deletion({ row }: Stored): RowChange {
  return { kind: 'delete', before: row };
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
