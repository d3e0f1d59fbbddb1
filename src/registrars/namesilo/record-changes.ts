/**
 * Changes of record sets as calls, one request each: there is no batch. An update can change all of a record but its type.
 * The API knows a record by type, host and value, and refuses a second one. Pure.
 */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { type RowCreation, type RowRules, type RowStep, rowSteps } from '../row-steps.ts';
import type { RecordWrite } from './calls.ts';
import { canonicalTtl, type Row, rdataOf, rowsOfSet, type StoredRow, writtenValue } from './convert.ts';
import { descriptor } from './descriptor.ts';
import type { NativeSet } from './live-zone.ts';

const rules: RowRules<StoredRow> = {
  rowsOf: ({ native }) => (native as NativeSet).rows,
  idOf: ({ id }) => id,
  valueOf: (row) => printRdata(readBack(row)),
  same: ({ ttlSeconds }, set) => canonicalTtl(ttlSeconds) === canonicalTtl(set.ttlSeconds),
  twins: (row, rdata) => writtenValue(readBack(row)).value === writtenValue(rdata).value,
  mayEdit: true,
  mayChangeType: false,
  names: descriptor.dns,
};

const recordOperations: { readonly [K in RecordWrite['kind']]: string } = {
  add: 'dnsAddRecord',
  update: 'dnsUpdateRecord',
  delete: 'dnsDeleteRecord',
};

export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  return rowSteps(domain, changes, rules).map((step) => {
    const body = writeOf(domain, step);
    return { operation: recordOperations[body.kind], domain, covers: step.covers, requests: 1, body };
  });
}

function writeOf(domain: string, step: RowStep<StoredRow>): RecordWrite {
  switch (step.kind) {
    case 'create':
      return { kind: 'add', domain, row: rowOf(step, domain) };
    case 'edit':
      return { kind: 'update', domain, before: step.row, row: rowOf(step, domain) };
    case 'delete':
      return { kind: 'delete', domain, before: step.rows[0] };
    case 'replace':
      throw new Error('NameSilo edits records');
  }
}

function rowOf({ set, rdata }: Pick<RowCreation, 'set' | 'rdata'>, domain: string): Row {
  const [row] = rowsOfSet({ ...set, values: [rdata] }, domain);
  if (row === undefined) throw new Error('a record has a row');
  return row;
}

function readBack(row: StoredRow) {
  const rdata = rdataOf(row);
  if (!rdata.ok) throw new Error(`a row of a record set that is not a record: ${row.type} ${row.host}`);
  return rdata.value;
}
