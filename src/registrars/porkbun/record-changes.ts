/**
 * Changes of record sets as calls, one request each: the API writes one record at a time, by an edit of its type, too. An
 * edit into what a record is already is refused. Pure.
 */

import type { LiveRecordSet } from '../../planner/inputs.ts';
import type { CallDraft, RecordSetChange } from '../../planner/plan.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { type RowEdit, type RowRules, type RowStep, rowSteps } from '../row-steps.ts';
import type { CallBody, RecordFields } from './calls.ts';
import { fieldsOf, subdomainOf } from './convert.ts';
import { descriptor } from './descriptor.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';
import { canonicalTtl } from './record-rules.ts';

const rules: Omit<RowRules<NativeRow>, 'goesWhole'> = {
  rowsOf: ({ native }) => (native as NativeSet).rows,
  idOf: ({ id }) => id,
  valueOf: ({ value }) => value,
  same: ({ ttlSeconds }, set) => ttlSeconds === canonicalTtl(set.ttlSeconds),
  mayEdit: true,
  mayChangeType: true,
  names: descriptor.dns,
};

export function recordCalls(domain: string, changes: readonly RecordSetChange[]): readonly CallDraft[] {
  const goesWhole = (set: LiveRecordSet) => mayGoByName(set, domain);
  return rowSteps(domain, changes, { ...rules, goesWhole }).map((step) => callOf(domain, step));
}

/**
 * In one call by name and type where that cannot take anything else along. Not at the apex, where the call has no name in
 * its path, and not for wildcards: what else it would match there is NOT VERIFIED, and dns-lexicon found the reading by
 * name and type odd about names.
 */
function mayGoByName({ name, native }: LiveRecordSet, domain: string): boolean {
  return name !== apexOf(domain) && !name.startsWith('*') && (native as NativeSet).complete;
}

function callOf(domain: string, step: RowStep<NativeRow>): CallDraft {
  const draft = (operation: string, body: CallBody): CallDraft => {
    return { operation, domain, covers: step.covers, requests: 1, body };
  };
  switch (step.kind) {
    case 'create':
      return draft('POST dns/create', { kind: 'create', domain, record: recordOf(step, '', domain) });
    case 'edit': {
      const { id, notes } = step.row;
      const record = recordOf(step, notes, domain);
      if (step.from.type === step.set.type) return draft('POST dns/edit', { kind: 'edit', domain, id, record });
      return draft('POST dns/edit', { kind: 'swap', domain, id, before: storedOf(step, domain), record });
    }
    case 'delete': {
      const [{ id }, ...others] = step.rows;
      if (others.length === 0) return draft('POST dns/delete', { kind: 'delete', domain, id });
      const { name, type } = step.from;
      return draft('POST dns/deleteByNameType', { kind: 'delete-set', domain, type, name: subdomainOf(name, domain) });
    }
    case 'replace':
      throw new Error('Porkbun edits records');
  }
}

function recordOf({ set, rdata }: Pick<RowEdit<NativeRow>, 'set' | 'rdata'>, notes: string, domain: string) {
  return fieldsOf({ name: set.name, rdata, ttlSeconds: canonicalTtl(set.ttlSeconds), notes }, domain);
}

function storedOf({ from, row }: RowEdit<NativeRow>, domain: string): RecordFields {
  const rdata = from.values.find((value) => printRdata(value) === row.value);
  if (rdata === undefined) throw new Error(`${from.name} ${from.type} has no value for its record ${row.id}`);
  return fieldsOf({ name: from.name, rdata, ttlSeconds: row.ttlSeconds, notes: row.notes }, domain);
}
