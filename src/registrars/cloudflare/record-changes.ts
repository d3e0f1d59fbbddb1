/**
 * One record set's change as operations on records. Values that stay keep their records; of the others, old ones are
 * edited into new ones as far as they go, so that what else hangs on them (comment, tags, settings) stays. Pure.
 */
import type { RecordSetChange } from '../../planner/plan.ts';
import type { DesiredRecordSet } from '../../schema/desired.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import { valueHolds } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Json } from '../http/fields.ts';
import { wireFromRdata } from './convert.ts';
import type { NativeRecord, NativeSet } from './live-zone.ts';
import { bare } from './names.ts';

export interface Operation {
  readonly kind: 'delete' | 'patch' | 'post';
  readonly address: string;
  readonly body: Json;
}

export function operationsOf({ address, before, after }: RecordSetChange): readonly Operation[] {
  const live = before === null ? [] : (before.native as NativeSet).records;
  const wanted = after === null ? [] : after.values.map((rdata) => ({ rdata, text: printRdata(rdata) }));
  const operations: Operation[] = [];
  const leaving: NativeRecord[] = [];
  const kept = new Set<string>();
  for (const record of live) {
    const stays = wanted.find(({ text }) => !kept.has(text) && valueHolds(text, record.value));
    if (after === null || stays === undefined) {
      leaving.push(record);
      continue;
    }
    kept.add(stays.text);
    const fields = changedFields(after, record);
    if (Object.keys(fields).length > 0) operations.push({ kind: 'patch', address, body: { id: record.id, ...fields } });
  }
  const coming = wanted.filter(({ text }) => !kept.has(text));
  for (const [index, { rdata }] of coming.entries()) {
    const old = leaving[index];
    if (after === null) break;
    operations.push(
      old === undefined
        ? { kind: 'post', address, body: newRecord(after, rdata) }
        : {
            kind: 'patch',
            address,
            body: { id: old.id, ...wireFromRdata(rdata), ...changedFields(after, old) },
          },
    );
  }
  const surplus = leaving.slice(coming.length);
  return [...surplus.map((record): Operation => ({ kind: 'delete', address, body: { id: record.id } })), ...operations];
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
function changedFields(set: DesiredRecordSet, record: NativeRecord): Json {
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
