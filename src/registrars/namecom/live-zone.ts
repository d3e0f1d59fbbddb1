/** Rows as Name.com lists them become record sets: one TTL each, or `irregular`. Pure. */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf, parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import { compareRecordSets, makeRecordSet, recordSetKey } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Fail } from '../http/fields.ts';
import { compareUnsupported, irregularity } from '../live-records.ts';
import { onceEach, withinZone } from '../rows.ts';
import { rdataFromWire } from './convert.ts';
import { ownNameservers } from './nameservers.ts';
import type { WireRecord } from './wire.ts';

/** What compiling a change needs to know of a live record. */
export interface NativeRow {
  readonly id: number;
  /** In Name.com's word. */
  readonly type: string;
  /** Printed canonical rdata. */
  readonly value: string;
  readonly answer: string;
  readonly ttl: number;
}

export interface NativeSet {
  readonly rows: readonly NativeRow[];
}

interface Member {
  readonly rdata: Rdata;
  readonly row: NativeRow;
}

export function liveZone(records: readonly WireRecord[], domain: string, fail: Fail): LiveZone {
  const groups = new Map<string, { name: Fqdn; type: Rdata['type']; members: Member[] }>();
  const unsupported: UnsupportedRecord[] = [];
  for (const record of onceEach(records, ({ id }) => id, fail)) {
    const name = ownerName(record, domain, fail);
    const rdata = rdataFromWire(record);
    if (!rdata.ok) {
      unsupported.push({ name, type: record.type, text: textOf(record) });
      continue;
    }
    const key = recordSetKey({ name, type: rdata.value.type });
    const group = groups.get(key) ?? { name, type: rdata.value.type, members: [] };
    groups.set(key, group);
    const { id, type, answer, ttl } = record;
    group.members.push({ rdata: rdata.value, row: { id, type, value: printRdata(rdata.value), answer, ttl } });
  }
  return {
    domain,
    status: 'present',
    recordSets: [...groups.values()].map((group) => liveSet(group, domain)).sort(compareRecordSets),
    unsupported: unsupported.sort(compareUnsupported),
    nameservers: ownNameservers,
    native: null,
  };
}

/** A zone that Name.com will not show while the domain is delegated elsewhere. */
export function unreachableZone(domain: string): LiveZone {
  return { domain, status: 'unreachable', recordSets: [], unsupported: [], nameservers: ownNameservers, native: null };
}

/** Names that our own rules would refuse are live all the same, and are taken as they stand. */
function ownerName(record: WireRecord, domain: string, fail: Fail): Fqdn {
  const parsed = parseFqdn(record.fqdn);
  const name = parsed.ok ? parsed.value : `${record.fqdn.toLowerCase().replace(/\.$/, '')}.`;
  if (!/^[!-~]+$/.test(name)) throw fail(`a record with the name ${JSON.stringify(record.fqdn)}`);
  return withinZone(name, domain, fail);
}

function liveSet(
  { name, type, members }: { readonly name: Fqdn; readonly type: Rdata['type']; readonly members: readonly Member[] },
  domain: string,
): LiveRecordSet {
  const rows = members.map(({ row }) => row);
  const ttls = rows.map(({ ttl }) => ttl);
  const set = makeRecordSet({ name, type, ttlSeconds: Math.min(...ttls), values: members.map(({ rdata }) => rdata) });
  const irregular = irregularity(ttls, set.values.length);
  // dnscontrol issue 92 and its `checkNSModifications`: made from the domain's nameservers, not to be written.
  const isApexNs = type === 'NS' && name === apexOf(domain);
  return {
    ...set,
    ...(irregular === undefined ? {} : { irregular }),
    ...(isApexNs ? { system: 'Name.com makes the NS records of the apex from the nameservers of the domain' } : {}),
    native: { rows } satisfies NativeSet,
  };
}

function textOf({ answer, priority }: WireRecord): string {
  return priority === null ? answer : `${priority} ${answer}`;
}
