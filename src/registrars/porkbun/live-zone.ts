/** Records as Porkbun lists them become record sets: one TTL each, or `irregular`. Pure. */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import { compareRecordSets, makeRecordSet } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Fail } from '../http/fields.ts';
import { compareUnsupported, irregularity } from '../live-records.ts';
import { onceEach, withinZone } from '../rows.ts';
import { bare, type HeldType, isHeldType, ownerName, rdataOf } from './convert.ts';
import { canonicalTtl, minTtlSeconds } from './record-rules.ts';
import type { WireRecord } from './wire.ts';

/** `LiveRecordSet.native`. */
export interface NativeSet {
  readonly rows: readonly NativeRow[];
  /**
   * Whether a deletion by name and type would take these rows and no others: none of that name and type is unsupported,
   * and none is spelled in other letters (how the API compares them is NOT VERIFIED).
   */
  readonly complete: boolean;
}

export interface NativeRow {
  readonly id: string;
  /** Printed canonical rdata. */
  readonly value: string;
  readonly ttlSeconds: number;
  readonly notes: string;
}

/** Those that Porkbun gives every domain; no call tells them (dnscontrol, providers/porkbun; knowledge base, article 63). */
export const porkbunNameservers: readonly Fqdn[] = ['curitiba', 'fortaleza', 'maceio', 'salvador'].map(
  (host) => `${host}.ns.porkbun.com.`,
);

interface Member {
  readonly rdata: Rdata;
  readonly row: NativeRow;
  /** As it stands in the answer. */
  readonly name: string;
}

/** Throws what `fail` makes of a record outside the domain: its name would be taken for another. */
export function liveZone(domain: string, records: readonly WireRecord[], fail: Fail): LiveZone {
  const groups = new Map<string, { name: Fqdn; type: HeldType; members: Member[] }>();
  const unsupported: UnsupportedRecord[] = [];
  for (const record of onceEach(records, ({ id }) => id, fail)) {
    const owner = ownerName(record.name);
    // A name that DNS names cannot be becomes something that no other name is.
    const name = withinZone(owner.ok ? owner.value : `${record.name.toLowerCase()}.`, domain, fail);
    const { type } = record;
    const rdata = owner.ok && isHeldType(type) ? rdataOf(record, type) : undefined;
    if (!isHeldType(type) || rdata?.ok !== true) {
      unsupported.push({ name, type, text: textOf(record) });
      continue;
    }
    const key = `${name} ${type}`;
    const group = groups.get(key) ?? { name, type, members: [] };
    groups.set(key, group);
    group.members.push({ rdata: rdata.value, row: nativeRow(record, rdata.value), name: record.name });
  }
  const odd = new Set(unsupported.map(({ name, type }) => `${name} ${type}`));
  return {
    domain,
    status: 'present',
    recordSets: [...groups]
      .map(([key, { name, type, members }]) => liveSet(name, type, members, !odd.has(key), domain))
      .sort(compareRecordSets),
    unsupported: unsupported.sort(compareUnsupported),
    nameservers: porkbunNameservers,
    native: null,
  };
}

function liveSet(
  name: Fqdn,
  type: HeldType,
  members: readonly Member[],
  alone: boolean,
  domain: string,
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
  const complete = alone && members.every((member) => member.name === bare(name));
  return {
    ...set,
    ...(irregular === undefined ? {} : { irregular }),
    // Said to be hidden since 2026; every recording of 2024 shows them.
    ...(type === 'NS' && name === apexOf(domain) ? { system: 'Porkbun keeps the NS records of the apex itself' } : {}),
    native: { rows, complete } satisfies NativeSet,
  };
}

function nativeRow({ id, ttlSeconds, notes }: WireRecord, rdata: Rdata): NativeRow {
  return { id, value: printRdata(rdata), ttlSeconds: canonicalTtl(ttlSeconds ?? minTtlSeconds), notes };
}

/** `prio` is 0 for all types that have none. */
function textOf({ content, prio }: WireRecord): string {
  return prio === null || prio === 0 ? content : `${prio} ${content}`;
}
