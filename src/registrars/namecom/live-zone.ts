/** Rows as Name.com lists them become record sets. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { Fail } from '../http/fields.ts';
import { fullOwner, makeRow, onceEach, type Row, recordSetsOf } from '../rows.ts';
import { rdataOf, typeFromWire } from './convert.ts';
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

export function liveZone(domain: string, records: readonly WireRecord[], fail: Fail): LiveZone {
  const { recordSets, unsupported } = recordSetsOf(
    onceEach(records, ({ id }) => id, fail).map((record) => rowOf(record, domain, fail)),
    (rows) => {
      const [{ name, rdata }] = rows;
      const native: NativeSet = { rows: rows.map((row) => row.native) };
      // dnscontrol issue 92 and its `checkNSModifications`: made from the domain's nameservers, not to be written.
      const system = 'Name.com makes the NS records of the apex from the nameservers of the domain';
      return { native, ...(rdata.type === 'NS' && name === apexOf(domain) ? { system } : {}) };
    },
  );
  return { domain, status: 'present', recordSets, unsupported, nameservers: ownNameservers, native: null };
}

/** A zone that Name.com will not show while the domain is delegated elsewhere. */
export function unreachableZone(domain: string): LiveZone {
  return { domain, status: 'unreachable', recordSets: [], unsupported: [], nameservers: ownNameservers, native: null };
}

export function rowOf(record: WireRecord, domain: string, fail: Fail): Row<NativeRow> {
  const { id, fqdn, type, answer, ttl, priority } = record;
  return makeRow({
    owner: fullOwner(fqdn, domain, fail),
    type: typeFromWire(type) ?? type,
    rdata: rdataOf(record),
    text: priority === null ? answer : `${priority} ${answer}`,
    ttlSeconds: ttl,
    native: (rdata) => ({ id, type, value: printRdata(rdata), answer, ttl }),
  });
}
