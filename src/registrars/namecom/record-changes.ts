/**
 * Changes of record sets as calls, one request each: records are written one at a time, by id; an update may give a record
 * another type ("replaces an existing DNS record with new data", OpenAPI file, UpdateRecord). Pure.
 */
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import { type RowRules, type RowStep, rowSteps } from '../row-steps.ts';
import type { NamecomCall } from './calls.ts';
import { wireFromRdata, wireRow } from './convert.ts';
import { descriptor } from './descriptor.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';

const rules: RowRules<NativeRow> = {
  rowsOf: ({ native }) => (native as NativeSet).rows,
  idOf: ({ id }) => id,
  valueOf: ({ value }) => value,
  same: ({ ttl }, { ttlSeconds }) => ttl === ttlSeconds,
  // Of which the priority alone differs: another record of that answer is refused as a duplicate.
  twins: ({ answer }, rdata) => sameText(answer, wireFromRdata(rdata).answer),
  mayEdit: true,
  mayChangeType: true,
  names: descriptor.dns,
};

export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  return rowSteps(domain, changes, rules).map((step) => callOf(domain, step));
}

function callOf(domain: string, step: RowStep<NativeRow>): CallDraft {
  const draft = (operation: string, body: NamecomCall): CallDraft => {
    return { operation, domain, covers: step.covers, requests: 1, body };
  };
  switch (step.kind) {
    case 'create': {
      const row = wireRow(step.name, domain, step.set.ttlSeconds, step.rdata);
      return draft('POST records', { kind: 'create', domain, row });
    }
    case 'edit': {
      const { id, type: was } = step.row;
      const row = wireRow(step.name, domain, step.set.ttlSeconds, step.rdata);
      return draft('PUT records/{id}', { kind: 'update', domain, id, row, was });
    }
    case 'delete':
      return draft('DELETE records/{id}', { kind: 'delete', domain, id: step.rows[0].id });
    case 'replace':
      throw new Error('Name.com edits records');
  }
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\.$/, '') === b.toLowerCase();
}
