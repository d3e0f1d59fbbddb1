/**
 * Changes of record sets as calls. A record is made by a call of its own; any number of records of a domain goes with
 * one. No call that changes a record is known to work (bttnns/hover-dns of 2026 was refused; dns-lexicon never tried),
 * so new records come first and all old ones go together at the end: no name is without an answer in between.
 * Where old and new cannot stand together, a rewrite deletes and creates in one call. Pure.
 */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { type RowDeletion, type RowRules, rowSteps } from '../row-steps.ts';
import type { CallBody } from './calls.ts';
import { fieldsOf } from './convert.ts';
import { descriptor } from './descriptor.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';

const rules: RowRules<NativeRow> = {
  rowsOf: ({ native }) => (native as NativeSet).rows,
  idOf: ({ id }) => id,
  valueOf: ({ value }) => value,
  same: ({ ttlSeconds }, set) => ttlSeconds === set.ttlSeconds,
  mayEdit: false,
  mayChangeType: false,
  names: descriptor.dns,
};

/** The calls in the order of the changes; the deletion of all that leaves comes last. */
export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  const steps = rowSteps(domain, changes, rules);
  const fields = (set: RecordSet, rdata: Rdata) => fieldsOf(set.name, rdata, set.ttlSeconds, domain);
  const writes = steps.flatMap((step): readonly CallDraft[] => {
    const { kind, covers } = step;
    if (kind === 'create') {
      return [draft('POST dns', covers, 1, { kind, domain, record: fields(step.set, step.rdata) })];
    }
    if (kind !== 'replace') return [];
    const coming = step.values.map((rdata) => fields(step.set, rdata));
    const leaving = step.rows.map(({ id, record }) => ({ id, record }));
    return [draft('DELETE dns, POST dns', covers, 1 + coming.length, { kind: 'rewrite', domain, leaving, coming })];
  });
  const deletions = steps.filter((step) => step.kind === 'delete');
  return [...writes, ...lastDeletion(domain, deletions)];
}

/** Any number of ids in one request; no limit is known. */
function lastDeletion(domain: string, deletions: readonly RowDeletion<NativeRow>[]): readonly CallDraft[] {
  if (deletions.length === 0) return [];
  const covers = [...new Set(deletions.flatMap((step) => step.covers))];
  const ids = deletions.flatMap(({ rows }) => rows.map(({ id }) => id));
  return [draft('DELETE dns', covers, 1, { kind: 'delete', domain, ids })];
}

function draft(operation: string, covers: readonly string[], requests: number, body: CallBody): CallDraft {
  return { operation, domain: body.domain, covers, requests, body };
}
