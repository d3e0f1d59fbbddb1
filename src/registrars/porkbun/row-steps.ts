/**
 * One record set's change as steps on records. Values that stay keep their records; of the others, old ones are edited
 * into new ones as far as they go. Nothing is edited into what it is already: the API refuses that. Pure.
 */
import type { RecordSetChange } from '../../planner/plan.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { RecordFields } from './calls.ts';
import { fieldsOf } from './convert.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';
import { canonicalRecordSet } from './record-rules.ts';

interface Place {
  /** Of the set that it is for. */
  readonly address: string;
  readonly name: Fqdn;
  readonly type: RecordType;
}

export interface Edit extends Place {
  readonly kind: 'edit';
  readonly id: string;
  readonly record: RecordFields;
}

export interface Creation extends Place {
  readonly kind: 'create';
  readonly record: RecordFields;
}

export interface Deletion extends Place {
  readonly kind: 'delete';
  /** One by its id; several are a whole set, which goes by name and type. */
  readonly rows: readonly NativeRow[];
}

export type RowStep = Edit | Creation | Deletion;

const none: NativeSet = { rows: [], complete: false };

/** Edits, then additions, then deletions, so that a set is never smaller than it has to be. */
export function stepsOf({ address, before, after }: RecordSetChange, domain: string): readonly RowStep[] {
  const native: NativeSet = before === null ? none : (before.native as NativeSet);
  const set = after ?? before;
  if (set === null) return [];
  const place: Place = { address, name: set.name, type: set.type };
  if (after === null) return deletions(place, native, domain);

  const { ttlSeconds, values } = canonicalRecordSet(after);
  const wanted = new Map(values.map((rdata) => [printRdata(rdata), rdata]));
  const old: NativeRow[] = [];
  const pairs: (readonly [NativeRow, Rdata])[] = [];
  // Those with the right TTL first: of two records with one value, they are the ones that stay.
  const rank = (row: NativeRow) => (row.ttlSeconds === ttlSeconds ? 0 : 1);
  for (const row of native.rows.toSorted((a, b) => rank(a) - rank(b))) {
    const rdata = wanted.get(row.value);
    if (rdata === undefined) old.push(row);
    else if (row.ttlSeconds !== ttlSeconds) pairs.push([row, rdata]);
    wanted.delete(row.value);
  }
  const coming = [...wanted.values()];
  coming.slice(0, old.length).forEach((rdata, index) => {
    pairs.push([old[index] as NativeRow, rdata]);
  });
  const record = (rdata: Rdata, notes: string) => fieldsOf({ name: after.name, rdata, ttlSeconds, notes }, domain);
  return [
    ...pairs.map(([{ id, notes }, rdata]): Edit => ({ ...place, kind: 'edit', id, record: record(rdata, notes) })),
    ...coming.slice(old.length).map((rdata): Creation => ({ ...place, kind: 'create', record: record(rdata, '') })),
    ...old.slice(coming.length).map((row): Deletion => ({ ...place, kind: 'delete', rows: [row] })),
  ];
}

/**
 * A whole set: in one call by name and type where that cannot take anything else along. Not at the apex, where the
 * call has no name in its path, and not for wildcards: what else it would match there is NOT VERIFIED, and dns-lexicon
 * found the reading by name and type odd about names.
 */
function deletions(place: Place, { rows, complete }: NativeSet, domain: string): readonly Deletion[] {
  const plainName = place.name !== apexOf(domain) && !place.name.startsWith('*');
  if (plainName && complete) return [{ ...place, kind: 'delete', rows }];
  return rows.map((row) => ({ ...place, kind: 'delete', rows: [row] }));
}
