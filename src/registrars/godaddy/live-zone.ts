/**
 * All rows of a zone as the live zone. Reading loses nothing but what is no record: SOA, and the empty rows that deleted
 * texts leave behind. Pure.
 */
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { makeRow, type Owner, type RecordRow, type Row, recordSetsOf, relativeOwner, unsupportedIn } from '../rows.ts';
import { rdataOf } from './convert.ts';
import { isGoDaddyNameserver, parkedData } from './host.ts';
import type { AnsweredRow } from './wire.ts';

/** `LiveZone.native`. */
export interface ZoneNative {
  /** Number of rows by type. */
  readonly rows: Readonly<Record<string, number>>;
}

/** `LiveRecordSet.native`. */
export interface SetNative {
  /** The name in the letters in which it is stored; of an SRV without its service and protocol. */
  readonly name: string;
}

type SetRows = readonly [RecordRow<SetNative>, ...RecordRow<SetNative>[]];

export function liveZone(domain: string, answered: readonly AnsweredRow[]): LiveZone {
  const rows = answered.filter((row) => !isNothing(row));
  const read = rows.map((row) => rowOf(row, domain));
  const parked = read.flatMap((row) => ('rdata' in row || !isParked({ type: row.type, data: row.text }) ? [] : [row]));
  const { recordSets, unsupported } = recordSetsOf(read, (set) => {
    const [{ name, rdata, native }] = set;
    const isParkedToo = unsupportedIn(parked, { name, type: rdata.type }).length > 0;
    const system = systemReason(set, domain);
    return {
      native,
      ...(isParkedToo ? { irregular: "GoDaddy's parking page is one of its records" } : {}),
      ...(system === undefined ? {} : { system }),
    };
  });
  const native: ZoneNative = { rows: countByType(rows) };
  return { domain, status: 'present', recordSets, unsupported, nameservers: nameserversOf(recordSets, domain), native };
}

export function rowOf(row: AnsweredRow, domain: string): Row<SetNative> {
  const { name, type, ttl } = row;
  return makeRow({
    owner: ownerOfRow(row, domain),
    type,
    rdata: rdataOf(row, domain),
    text: textOf(row),
    ttlSeconds: ttl,
    native: () => ({ name }),
  });
}

/**
 * An SRV stands at `service.protocol.name`; where its name has them already, they are not put before it a second time
 * (both forms are in use by clients; which is echoed is NOT VERIFIED).
 */
export function ownerOfRow(
  { type, name, service, protocol }: Omit<AnsweredRow, 'data' | 'raw'>,
  domain: string,
): Owner {
  if (type !== 'SRV' || service === undefined || protocol === undefined) return relativeOwner(name, domain);
  const prefix = `${service}.${protocol}`.toLowerCase();
  if (name === '@' || name === '') return relativeOwner(prefix, domain);
  const isWhole = `${name}.`.toLowerCase().startsWith(`${prefix}.`);
  return relativeOwner(isWhole ? name : `${prefix}.${name}`, domain);
}

/** SOA is the host's own. Deleted texts leave rows without data in some zones, which other clients skip too (lego, acme.sh). */
export function isNothing({ type, data }: Pick<AnsweredRow, 'type' | 'data'>): boolean {
  return type === 'SOA' || (type === 'TXT' && data?.trim() === '');
}

export function isParked({ type, data }: Pick<AnsweredRow, 'type' | 'data'>): boolean {
  return type === 'A' && data?.toLowerCase() === parkedData.toLowerCase();
}

function systemReason(rows: SetRows, domain: string): string | undefined {
  const [{ name, rdata }] = rows;
  if (rdata.type === 'NS') {
    return name === apexOf(domain) ? 'GoDaddy keeps the NS records of the apex itself' : noNsWrites;
  }
  const spellings = [...new Set(rows.map(({ native }) => native.name))];
  // Whether a write of one spelling touches the others is not known.
  return spellings.length === 1
    ? undefined
    : `it is stored under several spellings of its name (${spellings.join(', ')})`;
}

export const noNsWrites =
  "GoDaddy's API cannot delete NS records, so a delegation made through it could not be taken back";

/** Those of GoDaddy. The zone keeps showing them where the domain is delegated elsewhere (terraform-provider-godaddy issue 32). */
function nameserversOf(recordSets: readonly LiveRecordSet[], domain: string): readonly Fqdn[] {
  const apex = recordSets.find(({ name, type }) => type === 'NS' && name === apexOf(domain));
  const targets = apex?.values.flatMap((value) => (value.type === 'NS' ? [value.target] : [])) ?? [];
  return targets.filter(isGoDaddyNameserver).sort();
}

function textOf({ data, raw, priority }: AnsweredRow): string {
  if (data === null) return JSON.stringify(raw);
  return priority === undefined ? data : `${priority} ${data}`;
}

function countByType(rows: readonly AnsweredRow[]): ZoneNative['rows'] {
  const counts: Record<string, number> = {};
  for (const { type } of rows) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
