/** The rows of a zone as the live zone of the planner. */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { makeRecordSet, recordSetKey } from '../../schema/dns/record-sets.ts';
import { irregularity } from '../live-records.ts';
import { canonicalTtl, nameOfRow, type RowRecord, recordOfRow, type StoredRow } from './convert.ts';

/** Those of every domain whose records are here; there is no operation that tells them. */
export const defaultNameservers: readonly Fqdn[] = ['ns1.dnsowl.com.', 'ns2.dnsowl.com.', 'ns3.dnsowl.com.'];

/** `LiveRecordSet.native`: the rows behind a set. */
export interface SetNative {
  readonly rows: readonly StoredRow[];
}

export function liveZone(domain: string, rows: readonly StoredRow[]): LiveZone {
  const groups = new Map<string, Group>();
  const unsupported: UnsupportedRecord[] = [];
  for (const row of rows) {
    const record = recordOfRow(row, domain);
    if (!record.ok) {
      unsupported.push(unsupportedRow(row, domain));
      continue;
    }
    const key = recordSetKey(record.value);
    groups.set(key, [...(groups.get(key) ?? []), { row, record: record.value }]);
  }
  return {
    domain,
    status: 'present',
    recordSets: [...groups.values()].map(liveSet),
    unsupported,
    nameservers: defaultNameservers,
    native: null,
  };
}

/** The rows of one name and type. */
type Group = readonly { readonly row: StoredRow; readonly record: RowRecord }[];

function liveSet(group: Group): LiveRecordSet {
  const [{ row, record }] = group as [Group[number]];
  const set = makeRecordSet({
    name: record.name,
    type: record.type,
    ttlSeconds: canonicalTtl(row.ttlSeconds),
    values: group.map((member) => member.record.value),
  });
  const irregular = irregularity(
    group.map((member) => canonicalTtl(member.row.ttlSeconds)),
    set.values.length,
  );
  const native: SetNative = { rows: group.map((member) => member.row) };
  return { ...set, ...(irregular !== undefined && { irregular }), native };
}

/** A name that cannot be read is shown as it stands. */
function unsupportedRow(row: StoredRow, domain: string): UnsupportedRecord {
  const name = nameOfRow(row, domain);
  const text = row.distance > 0 ? `${row.distance} ${row.value}` : row.value;
  return { name: name.ok ? name.value : `${row.host}.${domain}.`, type: row.type, text };
}
