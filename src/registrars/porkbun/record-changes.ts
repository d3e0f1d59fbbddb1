/**
 * Changes of record sets as calls, one request each: the API writes one record at a time. Values that stay keep their
 * records; of the others, old ones are edited into new ones as far as they go, which is max(old, new) calls. Nothing is
 * edited into what it is already: the API refuses that. Pure.
 */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { CallBody, RecordFields } from './calls.ts';
import { fieldsOf, subdomainOf } from './convert.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';
import { canonicalRecordSet } from './record-rules.ts';
import { findSwaps, type Swap } from './swaps.ts';

/** The calls in the order of the changes. */
export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  const swaps = findSwaps(changes);
  return changes.flatMap((change) => {
    const swap = swaps.find(({ leaving, coming }) => change === leaving || change === coming);
    if (swap !== undefined) return change === swap.leaving ? makeRoom(domain, swap) : swapCalls(domain, swap);
    return change.after === null ? deletions(domain, change) : edits(domain, change);
  });
}

/** Records of a set in place: edits, then additions, then deletions, so that it is never smaller than it has to be. */
function edits(domain: string, { address, before, after }: RecordSetChange): readonly CallDraft[] {
  if (after === null) return [];
  const { ttlSeconds, values } = canonicalRecordSet(after);
  const wanted = new Map(values.map((rdata) => [printRdata(rdata), rdata]));
  const old: NativeRow[] = [];
  const pairs: (readonly [NativeRow, Rdata])[] = [];
  // Those with the right TTL first: of two records with one value, they are the ones that stay.
  for (const row of rowsOf(before).toSorted((a, b) => rank(a, ttlSeconds) - rank(b, ttlSeconds))) {
    const rdata = wanted.get(row.value);
    if (rdata === undefined) old.push(row);
    else if (row.ttlSeconds !== ttlSeconds) pairs.push([row, rdata]);
    wanted.delete(row.value);
  }
  const coming = [...wanted.values()];
  coming.slice(0, old.length).forEach((rdata, index) => {
    pairs.push([old[index] as NativeRow, rdata]);
  });
  const covers = [address];
  const record = (rdata: Rdata, notes: string) => fieldsOf({ name: after.name, rdata, ttlSeconds, notes }, domain);
  return [
    ...pairs.map(([{ id, notes }, rdata]) =>
      draft('POST dns/edit', covers, { kind: 'edit', domain, id, record: record(rdata, notes) }),
    ),
    ...coming.slice(old.length).map((rdata) => creation(domain, covers, record(rdata, ''))),
    ...old.slice(coming.length).map((row) => deletion(domain, covers, row)),
  ];
}

function rank(row: NativeRow, ttlSeconds: number): number {
  return row.ttlSeconds === ttlSeconds ? 0 : 1;
}

/**
 * A whole set: in one call by name and type where that cannot take anything else along. Not at the apex, where the
 * call has no name in its path, and not for wildcards: what else it would match there is NOT VERIFIED, and dns-lexicon
 * found the reading by name and type odd about names.
 */
function deletions(domain: string, { address, before }: RecordSetChange): readonly CallDraft[] {
  if (before === null) return [];
  const rows = rowsOf(before);
  const plainName = before.name !== apexOf(domain) && !before.name.startsWith('*');
  if (rows.length === 1 || !plainName || !(before.native as NativeSet).complete) {
    return rows.map((row) => deletion(domain, [address], row));
  }
  const name = subdomainOf(before.name, domain);
  return [draft('POST dns/deleteByNameType', [address], { kind: 'delete-set', domain, type: before.type, name })];
}

/** All records of the leaving set but the one that becomes another. */
function makeRoom(domain: string, { leaving }: Swap): readonly CallDraft[] {
  return rowsOf(leaving.before)
    .slice(1)
    .map((row) => deletion(domain, [leaving.address], row));
}

/** The last record of the leaving set becomes the first of the coming one: the name is never without an answer. */
function swapCalls(domain: string, { leaving, coming }: Swap): readonly CallDraft[] {
  const [row] = rowsOf(leaving.before);
  const after = coming.after === null ? null : canonicalRecordSet(coming.after);
  const [first, ...others] = after?.values ?? [];
  const old = leaving.before?.values.find((rdata) => printRdata(rdata) === row?.value);
  if (row === undefined || after === null || first === undefined || old === undefined) return [];
  const { name, ttlSeconds } = after;
  const record = (rdata: Rdata, notes = '') => fieldsOf({ name, rdata, ttlSeconds, notes }, domain);
  const before = fieldsOf({ name, rdata: old, ttlSeconds: row.ttlSeconds, notes: row.notes }, domain);
  const swap: CallBody = { kind: 'swap', domain, id: row.id, before, record: record(first, row.notes) };
  return [
    draft('POST dns/edit', [leaving.address, coming.address], swap),
    ...others.map((rdata) => creation(domain, [coming.address], record(rdata))),
  ];
}

function rowsOf(before: (RecordSet & { readonly native: unknown }) | null): readonly NativeRow[] {
  return before === null ? [] : (before.native as NativeSet).rows;
}

function creation(domain: string, covers: readonly string[], record: RecordFields): CallDraft {
  return draft('POST dns/create', covers, { kind: 'create', domain, record });
}

function deletion(domain: string, covers: readonly string[], { id }: NativeRow): CallDraft {
  return draft('POST dns/delete', covers, { kind: 'delete', domain, id });
}

function draft(operation: string, covers: readonly string[], body: CallBody & { readonly domain: string }): CallDraft {
  return { operation, domain: body.domain, covers, requests: 1, body };
}
