/** The rows of a zone as the live zone of the planner. The rows stay in `native`, since every write sends all of them. */
import type { LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { makeRow, type RecordRow, type Row, recordSetsOf } from '../rows.ts';
import { ownerOfRow, rdataOf, typeOfRow } from './convert.ts';
import { mailService } from './mail.ts';
import { automaticTtlSeconds, type HostRow, type HostZone } from './wire.ts';

/** BasicDNS. Who pays for PremiumDNS lists its nameservers in the config. */
export const defaultNameservers = ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'] as const;

/** 1800 is what the documents call the default and 1799 is how "Automatic" is echoed: one class (fact of 2026-11-23). */
export function canonicalTtl(ttlSeconds: number): number {
  return ttlSeconds === 1800 ? automaticTtlSeconds : ttlSeconds;
}

/** Without nameservers: they are another question. */
export function liveZone(domain: string, zone: HostZone): LiveZone {
  const { recordSets, unsupported } = recordSetsOf(
    zone.rows.map((row) => rowOf(row, domain)),
    ([first]) => {
      const system = systemReason(first, domain, zone);
      return { native: null, ...(system === undefined ? {} : { system }) };
    },
  );
  return { domain, status: 'present', recordSets, unsupported, nameservers: [], native: zone };
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

export function rowOf(row: HostRow, domain: string): Row<null> {
  return makeRow({
    owner: ownerOfRow(row, domain),
    type: typeOfRow(row) ?? row.type,
    rdata: rdataOf(row),
    text: row.type === 'MX' ? `${row.mxPref} ${row.address}` : row.address,
    ttlSeconds: canonicalTtl(row.ttlSeconds),
    system: lostByWriting(row),
    native: () => null,
  });
}

function systemReason({ name, rdata }: RecordRow<null>, domain: string, zone: HostZone): string | undefined {
  if (rdata.type === 'NS' && name === apexOf(domain)) return "the apex NS set is the DNS host's own";
  return rdata.type === 'MX' ? mailService(zone) : undefined;
}

/** Whether both hold the same mail type and records, up to spelling. Of two rows that are the same the API keeps one. */
export function sameRecords(domain: string, a: HostZone, b: HostZone): boolean {
  const texts = ({ rows }: HostZone) => [...new Set(rows.map((row) => textOfRow(row, domain)))].sort().join('\n');
  return a.emailType === b.emailType && texts(a) === texts(b);
}

function textOfRow(row: HostRow, domain: string): string {
  const read = rowOf(row, domain);
  if ('rdata' in read) return `${read.name} ${read.rdata.type} ${printRdata(read.rdata)} ${read.ttlSeconds}`;
  return `${row.name} ${row.type} ${row.address} ${row.mxPref} ${canonicalTtl(row.ttlSeconds)}`.toLowerCase();
}

/** What a setHosts would take from this row without a word: these flags cannot be sent. */
export function lostByWriting(row: HostRow): string | undefined {
  if (row.dynamic) return 'it is an "A + Dynamic DNS" record, and a write would make it a plain A record';
  return row.active ? undefined : 'Namecheap answers it as inactive, and a write would make it active';
}
