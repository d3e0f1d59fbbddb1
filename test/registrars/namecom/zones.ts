/** Name.com's zones and changes from short texts. */
import type { LiveRecordSet, LiveZone } from '../../../src/planner/inputs.ts';
import { orderChanges } from '../../../src/planner/order.ts';
import type { CallDraft, PlannedRecordSet, RecordSetChange } from '../../../src/planner/plan.ts';
import type { NamecomCall } from '../../../src/registrars/namecom/calls.ts';
import { compileZone } from '../../../src/registrars/namecom/compile.ts';
import { wireRow } from '../../../src/registrars/namecom/convert.ts';
import { liveZone } from '../../../src/registrars/namecom/live-zone.ts';
import { readRecord } from '../../../src/registrars/namecom/wire.ts';
import { recordSetAddress } from '../../../src/schema/dns/address.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSetKey } from '../../../src/schema/dns/record-sets.ts';
import { recordSet } from '../../conformance/samples.ts';
import { domain } from './mocked.ts';

export function unexpected(seen: string): never {
  throw new Error(seen);
}

/** `www A 300 192.0.2.1 | 192.0.2.2` */
export function set(text: string): RecordSet {
  const [, name = '', type = '', ttl = '', values = ''] = /^(\S+) (\S+) (\d+) (.+)$/.exec(text) ?? [];
  return recordSet(domain, name, type as RecordType, values.split(' | '), Number(ttl));
}

/** The zone as it is read; ids are 1, 2, ... in order. */
export function zoneOf(...texts: readonly string[]): LiveZone {
  const rows = texts.map(set).flatMap(({ name, ttlSeconds, values }) => {
    return values.map((rdata) => ({ name, row: wireRow(name, domain, ttlSeconds, rdata) }));
  });
  const records = rows.map(({ name, row }, index) =>
    readRecord({ ...row, id: index + 1, domainName: domain, fqdn: name }, domain, unexpected),
  );
  return liveZone(domain, records, unexpected);
}

/** From the zone to these sets; those that are only in the zone leave. */
export function changesTo(live: LiveZone, ...texts: readonly string[]): readonly RecordSetChange[] {
  const wanted = new Map(texts.map(set).map((one) => [recordSetKey(one), one]));
  const present = new Map(live.recordSets.map((one) => [recordSetKey(one), one]));
  const change = (before: LiveRecordSet | null, after: PlannedRecordSet | null): RecordSetChange => {
    const { name, type } = (after ?? before) as RecordSet;
    const action = before === null ? 'create' : after === null ? 'delete' : 'update';
    return { address: recordSetAddress(domain, name, type), action, before, after };
  };
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const coming = [...wanted].map(([key, one]) => change(present.get(key) ?? null, { ...one, protect: false, source }));
  const leaving = [...present].filter(([key]) => !wanted.has(key)).map(([, one]) => change(one, null));
  return orderChanges([...coming, ...leaving]);
}

export function callsTo(live: LiveZone, ...texts: readonly string[]): readonly CallDraft[] {
  return compileZone({ domain, live, changes: changesTo(live, ...texts) });
}

/** `PUT 3 www A 300 192.0.2.1`, `POST www A 300 192.0.2.1`, `DELETE 3`. */
export function printed(calls: readonly CallDraft[]): readonly string[] {
  return calls.map(({ body }) => {
    const call = body as NamecomCall;
    switch (call.kind) {
      case 'create':
        return `POST ${rowText(call.row)}`;
      case 'update':
        return `PUT ${call.id} ${rowText(call.row)}`;
      case 'delete':
        return `DELETE ${call.id}`;
      default:
        return call.kind;
    }
  });
}

function rowText({ host, type, ttl, answer, priority }: Extract<NamecomCall, { kind: 'create' }>['row']): string {
  return `${host} ${type} ${ttl} ${priority === undefined ? '' : `${priority} `}${answer}`;
}
