/** Records as Hover lists them become record sets. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { makeRow, type Row, recordSetsOf, relativeOwner } from '../rows.ts';
import type { StoredRecord } from './calls.ts';
import { rdataOf } from './convert.ts';
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

/** `emails`: the domain's mailboxes at Hover; null: not known. */
export function liveZone(domain: string, records: readonly WireRecord[], emails: number | null): LiveZone {
  const { recordSets, unsupported } = recordSetsOf(
    records.map((record) => rowOf(record, domain)),
    (rows) => {
      const [{ name, rdata }] = rows;
      const native: NativeSet = {
        rows: rows.map((row) => row.native),
        ...(rdata.type === 'MX' ? { mailUnused: emails === 0 } : {}),
      };
      // None has been seen in an answer.
      const isApexNs = rdata.type === 'NS' && name === apexOf(domain);
      return { native, ...(isApexNs ? { system: 'Hover keeps the NS records of the apex itself' } : {}) };
    },
  );
  return { domain, status: 'present', recordSets, unsupported, nameservers: hoverNameservers, native: null };
}

/** That the server does not strip a domain that is typed along is NOT VERIFIED. */
export function rowOf(record: WireRecord, domain: string): Row<NativeRow> {
  const { id, type, content, ttlSeconds } = record;
  return makeRow({
    owner: relativeOwner(record.name, domain),
    type,
    rdata: rdataOf(record),
    text: content,
    ttlSeconds,
    native: (rdata) => ({
      id,
      value: printRdata(rdata),
      ttlSeconds,
      record: { name: record.name, type, content, ttl: String(ttlSeconds) },
    }),
  });
}
