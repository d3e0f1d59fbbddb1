/**
 * Changes of record sets as operations on records. Old records are edited into new ones of their set as far as they go, so
 * that what else hangs on them (comment, tags, settings) stays. Pure.
 */
import type { RecordSetChange } from '../../planner/plan.ts';
import type { DesiredRecordSet } from '../../schema/desired.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import { valueHolds } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Json } from '../http/fields.ts';
import { type RowRules, type RowStep, rowSteps } from '../row-steps.ts';
import { wireFromRdata } from './convert.ts';
import { descriptor } from './descriptor.ts';
import type { NativeRow, NativeSet } from './live-zone.ts';
import { bare } from './names.ts';
import { canonicalRecordSet } from './record-rules.ts';

export interface Operation {
  readonly kind: 'delete' | 'patch' | 'post';
  readonly name: Fqdn;
  readonly address: string;
  readonly body: Json;
}

const rules: RowRules<NativeRow> = {
  rowsOf: ({ native }) => (native as NativeSet).rows,
  idOf: ({ id }) => id,
  valueOf: ({ value }) => value,
  same: (row, set) => Object.keys(changedFields(set, row)).length === 0,
  mayEdit: true,
  // A PATCH could; it would take the comment, tags and settings of the one record over to the other.
  mayChangeType: false,
  names: descriptor.dns,
};

export function operationsOf(domain: string, changes: readonly RecordSetChange[]): readonly Operation[] {
  const canonical = changes.map((change) => {
    return change.after === null
      ? change
      : { ...change, after: { ...change.after, ...canonicalRecordSet(change.after) } };
  });
  return rowSteps(domain, canonical, rules).map(operationOf);
}

function operationOf(step: RowStep<NativeRow>): Operation {
  const { name, covers } = step;
  const place = { name, address: covers[0] as string };
  switch (step.kind) {
    case 'create':
      return { ...place, kind: 'post', body: newRecord(step.set, step.rdata) };
    case 'edit': {
      const { row, set, rdata } = step;
      const fields = valueHolds(printRdata(rdata), row.value) ? {} : wireFromRdata(rdata);
      return { ...place, kind: 'patch', body: { id: row.id, ...fields, ...changedFields(set, row) } };
    }
    case 'delete':
      return { ...place, kind: 'delete', body: { id: step.rows[0].id } };
    case 'replace':
      throw new Error('Cloudflare edits records');
  }
}
/** Names are sent in full: one that is outside the zone would be taken as relative to it. */
function newRecord(set: DesiredRecordSet, rdata: Rdata): Json {
  const { proxied, comment, tags } = set.options;
  return {
    type: set.type,
    name: bare(set.name),
    ...wireFromRdata(rdata),
    ttl: set.ttlSeconds,
    ...(proxied === undefined ? {} : { proxied }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(isEmptyList(tags) ? {} : { tags }),
  };
}

/** What a PATCH has to say; what it does not say stays. */
function changedFields(set: DesiredRecordSet, record: NativeRow): Json {
  const { proxied, comment, tags } = set.options;
  return {
    ...(set.ttlSeconds === record.ttl ? {} : { ttl: set.ttlSeconds }),
    ...(proxied === undefined || proxied === record.proxied ? {} : { proxied }),
    ...(comment === undefined || comment === record.comment ? {} : { comment }),
    ...(tags === undefined || String(tags) === String(record.tags) ? {} : { tags }),
  };
}

function isEmptyList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}
