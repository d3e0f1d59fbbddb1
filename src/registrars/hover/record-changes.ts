/**
 * Changes of record sets as calls. A record is made by a call of its own; any number of records of a domain goes with
 * one. No call that changes a record is known to work (bttnns/hover-dns of 2026 was refused; dns-lexicon never tried),
 * so new records come first and all old ones go together at the end: no name is without an answer in between.
 * Where old and new cannot stand together, a rewrite deletes and creates in one call. Pure.
 */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { CallBody, RecordFields, StoredRecord } from './calls.ts';
import { fieldsOf } from './convert.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';

/** What has to be done for one change, or for those that make room for each other. */
interface Step {
  readonly covers: readonly string[];
  readonly creations: readonly RecordFields[];
  /** One after the other, after the creations. */
  readonly rewrites: readonly { readonly leaving: readonly NativeRow[]; readonly coming: readonly RecordFields[] }[];
  /** Can wait until everything else is done. */
  readonly deletions: readonly NativeRow[];
}

/** The calls in the order of the changes; the deletion of all that leaves comes last. */
export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  const swaps = findSwaps(changes);
  const making = new Set([...swaps.values()].flat());
  const steps = changes
    .filter((change) => !making.has(change))
    .map((change) => {
      const leaving = swaps.get(change);
      return leaving === undefined ? stepOf(domain, change) : swapStep(domain, change, leaving);
    });
  return [...steps.flatMap((step) => writes(domain, step)), ...lastDeletion(domain, steps)];
}

/**
 * For each creation that cannot stand beside what leaves its name (a CNAME stands alone), the changes that make room:
 * at most one creation at a name, the first, since the others come after it.
 */
function findSwaps(changes: readonly RecordSetChange[]): ReadonlyMap<RecordSetChange, readonly RecordSetChange[]> {
  const leaving = new Map<Fqdn, RecordSetChange[]>();
  for (const change of changes) {
    if (change.before === null || change.after !== null) continue;
    leaving.set(change.before.name, [...(leaving.get(change.before.name) ?? []), change]);
  }
  const swaps = new Map<RecordSetChange, readonly RecordSetChange[]>();
  for (const coming of changes) {
    if (coming.before !== null || coming.after === null) continue;
    const { name, type } = coming.after;
    const rivals = leaving.get(name)?.filter(({ before }) => type === 'CNAME' || before?.type === 'CNAME') ?? [];
    if (rivals.length === 0) continue;
    swaps.set(coming, rivals);
    leaving.delete(name);
  }
  return swaps;
}

function swapStep(domain: string, coming: RecordSetChange, leaving: readonly RecordSetChange[]): Step {
  return {
    covers: [...leaving.map(({ address }) => address), coming.address],
    creations: [],
    rewrites: [{ leaving: leaving.flatMap(({ before }) => rowsOf(before)), coming: recordsOf(domain, coming.after) }],
    deletions: [],
  };
}

function stepOf(domain: string, { address, before, after }: RecordSetChange): Step {
  const rows = rowsOf(before);
  const plain = { covers: [address], rewrites: [] };
  if (after === null) return { ...plain, creations: [], deletions: rows };

  const kept = after.values.flatMap((rdata) => {
    return rows.find((row) => row.value === printRdata(rdata) && row.ttlSeconds === after.ttlSeconds) ?? [];
  });
  const missing = after.values.filter((rdata) => !kept.some(({ value }) => value === printRdata(rdata)));
  const others = rows.filter((row) => !kept.includes(row));
  const field = (rdata: Rdata) => fieldsOf(after.name, rdata, after.ttlSeconds, domain);

  if (after.type === 'CNAME' && missing.length > 0 && rows.length > 0) {
    return { ...plain, creations: [], rewrites: [{ leaving: others, coming: missing.map(field) }], deletions: [] };
  }
  // There already, but with another TTL: whether a record may be there twice for a moment is not known.
  const retimed = missing.filter((rdata) => others.some(({ value }) => value === printRdata(rdata)));
  const fresh = missing.filter((rdata) => !retimed.includes(rdata));
  const isRetimed = ({ value }: NativeRow) => retimed.some((rdata) => printRdata(rdata) === value);
  const stays = kept.length + fresh.length > 0 || others.some((row) => !isRetimed(row));
  const rounds = stays ? [retimed] : [retimed.slice(0, -1), retimed.slice(-1)];
  return {
    ...plain,
    creations: fresh.map(field),
    rewrites: rounds
      .filter((round) => round.length > 0)
      .map((round) => ({
        leaving: others.filter(({ value }) => round.some((rdata) => printRdata(rdata) === value)),
        coming: round.map(field),
      })),
    deletions: others.filter((row) => !isRetimed(row)),
  };
}

function writes(domain: string, { covers, creations, rewrites }: Step): readonly CallDraft[] {
  return [
    ...creations.map((record) => draft('POST dns', covers, 1, { kind: 'create', domain, record })),
    ...rewrites.map(({ leaving, coming }) =>
      draft('DELETE dns, POST dns', covers, 1 + coming.length, {
        kind: 'rewrite',
        domain,
        leaving: leaving.map(stored),
        coming,
      }),
    ),
  ];
}

/** Any number of ids in one request; no limit is known. */
function lastDeletion(domain: string, steps: readonly Step[]): readonly CallDraft[] {
  const deleting = steps.filter(({ deletions }) => deletions.length > 0);
  if (deleting.length === 0) return [];
  const covers = deleting.flatMap((step) => step.covers);
  const ids = deleting.flatMap(({ deletions }) => deletions.map(({ id }) => id));
  return [draft('DELETE dns', covers, 1, { kind: 'delete', domain, ids })];
}

function recordsOf(domain: string, set: RecordSet | null): readonly RecordFields[] {
  return set === null ? [] : set.values.map((rdata) => fieldsOf(set.name, rdata, set.ttlSeconds, domain));
}

function rowsOf(before: (RecordSet & { readonly native: unknown }) | null): readonly NativeRow[] {
  return before === null ? [] : (before.native as NativeSet).rows;
}

function stored({ id, record }: NativeRow): StoredRecord {
  return { id, record };
}

function draft(operation: string, covers: readonly string[], requests: number, body: CallBody): CallDraft {
  return { operation, domain: body.domain, covers, requests, body };
}
