/** The rows of a zone as the live zone of the planner. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { makeRow, type Row, recordSetsOf, relativeOwner } from '../rows.ts';
import { canonicalTtl, rdataOf, type StoredRow } from './convert.ts';

/** Those of every domain whose records are here; there is no operation that tells them. */
export const defaultNameservers: readonly Fqdn[] = ['ns1.dnsowl.com.', 'ns2.dnsowl.com.', 'ns3.dnsowl.com.'];

/** `LiveRecordSet.native`: the rows behind a set. */
export interface NativeSet {
  readonly rows: readonly StoredRow[];
}

export function liveZone(domain: string, rows: readonly StoredRow[]): LiveZone {
  const { recordSets, unsupported } = recordSetsOf(
    rows.map((row) => rowOf(row, domain)),
    (read) => ({ native: { rows: read.map(({ native }) => native) } satisfies NativeSet }),
  );
  return { domain, status: 'present', recordSets, unsupported, nameservers: defaultNameservers, native: null };
}

export function rowOf(row: StoredRow, domain: string): Row<StoredRow> {
  return makeRow({
    owner: relativeOwner(row.host, domain),
    type: row.type,
    rdata: rdataOf(row),
    text: row.distance > 0 ? `${row.distance} ${row.value}` : row.value,
    ttlSeconds: canonicalTtl(row.ttlSeconds),
    native: () => row,
  });
}
