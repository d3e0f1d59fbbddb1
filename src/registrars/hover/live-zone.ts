/** Records as Hover lists them become record sets: one TTL each, or `irregular`. Pure. */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import { compareRecordSets, makeRecordSet } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { compareUnsupported, irregularity } from '../live-records.ts';
import type { StoredRecord } from './calls.ts';
import { type HeldType, isHeldType, ownerName, rdataOf } from './convert.ts';
import { hoverNameservers, type MailUse } from './record-rules.ts';
import type { WireRecord } from './wire.ts';

/** `LiveRecordSet.native`. */
export interface NativeSet extends MailUse {
  readonly rows: readonly NativeRow[];
}

export interface NativeRow extends StoredRecord {
  /** Printed canonical rdata. */
  readonly value: string;
  readonly ttlSeconds: number;
}

interface Member {
  readonly rdata: Rdata;
  readonly row: NativeRow;
}

/** `emails`: the domain's mailboxes at Hover; null: not known. */
export function liveZone(domain: string, records: readonly WireRecord[], emails: number | null): LiveZone {
  const groups = new Map<string, { name: Fqdn; type: HeldType; members: Member[] }>();
  const unsupported: UnsupportedRecord[] = [];
  for (const record of records) {
    const owner = ownerName(record.name, domain);
    // A name that DNS names cannot be becomes something that no other name is.
    const name = owner.ok ? owner.value : `${record.name.toLowerCase()}.${domain}.`;
    const { type } = record;
    const rdata = owner.ok && isHeldType(type) ? rdataOf(record, type) : undefined;
    if (!isHeldType(type) || rdata?.ok !== true) {
      unsupported.push({ name, type, text: record.content });
      continue;
    }
    const key = `${name} ${type}`;
    const group = groups.get(key) ?? { name, type, members: [] };
    groups.set(key, group);
    group.members.push({ rdata: rdata.value, row: nativeRow(record, rdata.value) });
  }
  return {
    domain,
    status: 'present',
    recordSets: [...groups.values()]
      .map(({ name, type, members }) => liveSet(name, type, members, domain, emails === 0))
      .sort(compareRecordSets),
    unsupported: unsupported.sort(compareUnsupported),
    nameservers: hoverNameservers,
    native: null,
  };
}

function liveSet(
  name: Fqdn,
  type: HeldType,
  members: readonly Member[],
  domain: string,
  mailUnused: boolean,
): LiveRecordSet {
  const rows = members.map(({ row }) => row);
  const set = makeRecordSet({
    name,
    type,
    ttlSeconds: Math.min(...rows.map(({ ttlSeconds }) => ttlSeconds)),
    values: members.map(({ rdata }) => rdata),
  });
  const irregular = irregularity(
    rows.map(({ ttlSeconds }) => ttlSeconds),
    set.values.length,
  );
  const native: NativeSet = { rows, ...(type === 'MX' ? { mailUnused } : {}) };
  return {
    ...set,
    ...(irregular === undefined ? {} : { irregular }),
    // None has been seen in an answer.
    ...(type === 'NS' && name === apexOf(domain) ? { system: 'Hover keeps the NS records of the apex itself' } : {}),
    native,
  };
}

function nativeRow({ id, name, type, content, ttlSeconds }: WireRecord, rdata: Rdata): NativeRow {
  const record = { name, type, content, ttl: String(ttlSeconds) };
  return { id, value: printRdata(rdata), ttlSeconds, record };
}
