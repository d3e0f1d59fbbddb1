/** The rows of a zone as the live zone of the planner. The rows stay in `native`, since every write sends all of them. */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { makeRecordSet, recordSetKey } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { irregularity } from '../live-records.ts';
import { nameOfRow, type RowRecord, recordOfRow, typeOfRow } from './convert.ts';
import { mailService } from './mail.ts';
import { automaticTtlSeconds, type HostRow, type HostZone } from './wire.ts';
import { UnexpectedShape } from './xml.ts';

/** BasicDNS. Who pays for PremiumDNS lists its nameservers in the config. */
export const defaultNameservers = ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'] as const;

/** 1800 is what the documents call the default and 1799 is how "Automatic" is echoed: one class (fact of 2026-11-23). */
export function canonicalTtl(ttlSeconds: number): number {
  return ttlSeconds === 1800 ? automaticTtlSeconds : ttlSeconds;
}

/** Without nameservers: they are another question. Throws `UnexpectedShape` for a row that stands at no name we can read. */
export function liveZone(domain: string, zone: HostZone): LiveZone {
  const groups = new Map<string, Group>();
  const unsupported: UnsupportedRecord[] = [];
  for (const row of zone.rows) {
    const record = recordOfRow(row, domain);
    if (!record.ok) {
      unsupported.push(unsupportedRow(row, domain, record.problem.message));
      continue;
    }
    const key = recordSetKey(record.value);
    groups.set(key, [...(groups.get(key) ?? []), { row, record: record.value }]);
  }
  return {
    domain,
    status: 'present',
    recordSets: [...groups.values()].map((group) => liveSet(group, domain, zone)),
    unsupported,
    nameservers: [],
    native: zone,
  };
}

/** A zone that the API hides while the domain is delegated to other nameservers (error 2030288); its rows are kept. */
export function unreachableZone(domain: string): LiveZone {
  return {
    domain,
    status: 'unreachable',
    recordSets: [],
    unsupported: [],
    nameservers: [],
    native: null,
  };
}

/** The rows of one name and type. */
type Group = readonly { readonly row: HostRow; readonly record: RowRecord }[];

function liveSet(group: Group, domain: string, zone: HostZone): LiveRecordSet {
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
  const system = systemReason(group, domain, zone);
  return {
    ...set,
    ...(irregular !== undefined && { irregular }),
    ...(system !== undefined && { system }),
    native: null,
  };
}

function systemReason(group: Group, domain: string, zone: HostZone): string | undefined {
  const [{ record }] = group as [Group[number]];
  const lost = group.map(({ row }) => lostByWriting(row)).find((reason) => reason !== undefined);
  if (lost !== undefined) return lost;
  if (record.type === 'NS' && record.name === apexOf(domain)) return "the apex NS set is the DNS host's own";
  return record.type === 'MX' ? mailService(zone) : undefined;
}

/** Whether both hold the same mail type and records, up to spelling. Of two rows that are the same the API keeps one. */
export function sameRecords(domain: string, a: HostZone, b: HostZone): boolean {
  const texts = ({ rows }: HostZone) => [...new Set(rows.map((row) => textOfRow(row, domain)))].sort().join('\n');
  return a.emailType === b.emailType && texts(a) === texts(b);
}

function textOfRow(row: HostRow, domain: string): string {
  const record = recordOfRow(row, domain);
  const ttl = canonicalTtl(row.ttlSeconds);
  if (!record.ok) return `${row.name} ${row.type} ${row.address} ${row.mxPref} ${ttl}`.toLowerCase();
  const { name, type, value } = record.value;
  return `${name} ${type} ${printRdata(value)} ${ttl}`;
}

/** What a setHosts would take from this row without a word: these flags cannot be sent. */
export function lostByWriting(row: HostRow): string | undefined {
  if (row.dynamic) return 'it is an "A + Dynamic DNS" record, and a write would make it a plain A record';
  return row.active ? undefined : 'Namecheap answers it as inactive, and a write would make it active';
}

function unsupportedRow(row: HostRow, domain: string, problem: string): UnsupportedRecord {
  const name = nameOfRow(row, domain);
  if (!name.ok) throw new UnexpectedShape(`the ${row.type} record at "${row.name}": ${name.problem.message}`);
  const text = row.type === 'MX' ? `${row.mxPref} ${row.address}` : row.address;
  // What is wrong with a value of a known type, its type says by itself.
  const isSaid = row.type === 'MXE' || typeOfRow(row) !== undefined;
  return { name: name.value, type: row.type, text: isSaid ? text : `${text} (${problem})` };
}
