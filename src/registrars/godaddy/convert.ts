/**
 * Between GoDaddy's rows, one per record, and our record sets; `rowsOfSet` and `liveZoneOf` are inverse on canonical sets.
 * Reading loses nothing but what is no record: SOA, and the empty rows that deleted texts leave behind.
 */
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import { apexOf, parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { makeRecordSet } from '../../schema/dns/record-sets.ts';
import type { ReadTarget } from '../../schema/dns/record-type.ts';
import { parseRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import { irregularity } from '../live-records.ts';
import { isGoDaddyNameserver, parkedData } from './host.ts';
import type { AnsweredRow, Row } from './wire.ts';

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

/** The types whose data we can read. CAA can be answered too, in a form that nobody has recorded. */
const readable: ReadonlySet<string> = new Set<RecordType>(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);

const serviceName = /^(_[^.]+)\.(_[^.]+)(?:\.(.+))?$/;

/** A row in our terms. */
type Reading =
  | { readonly kind: 'record'; readonly rdata: Rdata }
  | { readonly kind: 'parked' }
  | { readonly kind: 'unsupported' };

interface Group {
  readonly name: Fqdn;
  readonly type: string;
  readonly rows: AnsweredRow[];
}

/** All rows of a zone as the live zone. */
export function liveZoneOf(answered: readonly AnsweredRow[], domain: string): LiveZone {
  const rows = answered.filter((row) => !isNothing(row));
  const recordSets: LiveRecordSet[] = [];
  const unsupported: UnsupportedRecord[] = [];
  for (const group of groupRows(rows, domain)) {
    const readings = group.rows.map((row) => readRdata(row, domain));
    const values = readings.flatMap((reading) => (reading.kind === 'record' ? [reading.rdata] : []));
    // A set of which one record cannot be read is shown as it is: writing it would lose that record.
    if (values.length === 0 || readings.some(({ kind }) => kind === 'unsupported') || !parseFqdn(group.name).ok) {
      unsupported.push(...group.rows.map((row) => ({ name: group.name, type: row.type, text: textOf(row) })));
    } else {
      recordSets.push(liveRecordSet(group, values, domain));
    }
  }
  const native: ZoneNative = { rows: countByType(rows) };
  return { domain, status: 'present', recordSets, unsupported, nameservers: nameserversOf(recordSets, domain), native };
}

/** The rows of a set as they are sent, under this spelling of its name. */
export function rowsOfSet(set: RecordSet, domain: string, name = storedName(set, domain)): readonly Row[] {
  return set.values.map((value): Row => {
    const common = { type: set.type, name, ttl: set.ttlSeconds };
    switch (value.type) {
      case 'A':
      case 'AAAA':
        return { ...common, data: value.address };
      case 'CNAME':
      case 'NS':
        return { ...common, data: hostOf(value.target) };
      case 'MX':
        return { ...common, data: hostOf(value.exchange), priority: value.preference };
      case 'TXT':
        return { ...common, data: value.text };
      case 'SRV': {
        const [, service = '', protocol = ''] = serviceName.exec(relative(set.name, domain)) ?? [];
        const { priority, weight, port } = value;
        return { ...common, data: hostOf(value.target), priority, weight, port, service, protocol };
      }
      default:
        throw new Error(`${set.name}: GoDaddy has no ${value.type} records, as its descriptor says`);
    }
  });
}

/** The `name` of a set's rows where it is not stored yet. */
export function storedName(set: Pick<RecordSet, 'name' | 'type'>, domain: string): string {
  const name = relative(set.name, domain);
  return set.type === 'SRV' ? (serviceName.exec(name)?.[3] ?? '@') : name;
}

/** Whether an SRV at this name can be stored: as service, protocol and the name that they are of. */
export function isServiceName(name: Fqdn, domain: string): boolean {
  return serviceName.test(relative(name, domain));
}

/**
 * The owner name of a row: lower case, absolute. An SRV stands at `service.protocol.name`; where its name has them
 * already, they are not put before it a second time (both forms are in use by clients; which is echoed is NOT VERIFIED).
 */
export function ownerName({ type, name, service, protocol }: Omit<AnsweredRow, 'data' | 'raw'>, domain: string): Fqdn {
  const lower = name.toLowerCase();
  const base = lower === '@' ? apexOf(domain) : `${lower}.${domain}.`;
  if (type !== 'SRV' || service === undefined || protocol === undefined) return base;
  const prefix = `${service}.${protocol}.`.toLowerCase();
  return base.startsWith(prefix) ? base : `${prefix}${base}`;
}

/** SOA is the host's own. Deleted texts leave rows without data in some zones, which other clients skip too (lego, acme.sh). */
export function isNothing({ type, data }: Pick<AnsweredRow, 'type' | 'data'>): boolean {
  return type === 'SOA' || (type === 'TXT' && data?.trim() === '');
}

export function isParked({ type, data }: Pick<AnsweredRow, 'type' | 'data'>): boolean {
  return type === 'A' && data?.toLowerCase() === parkedData.toLowerCase();
}

/** A nameserver as the API sends it, without trailing dot. */
export function nameserverFrom(text: string): Fqdn | undefined {
  const name = absoluteTarget(text);
  return name.ok ? name.value : undefined;
}

/** The inverse of `nameserverFrom`. */
export function hostOf(name: Fqdn): string {
  return name.slice(0, -1);
}

function groupRows(rows: readonly AnsweredRow[], domain: string): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const name = ownerName(row, domain);
    const key = `${name} ${row.type}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, type: row.type, rows: [row] });
    else group.rows.push(row);
  }
  return groups.values();
}

function liveRecordSet({ name, type, rows }: Group, values: readonly Rdata[], domain: string): LiveRecordSet {
  const first = rows[0] as AnsweredRow;
  const set = makeRecordSet({ name, type: type as RecordType, ttlSeconds: first.ttl, values });
  const irregular = irregularity(
    rows.map(({ ttl }) => ttl),
    set.values.length,
    rows.some(isParked) ? "GoDaddy's parking page is one of its records" : undefined,
  );
  const system = systemReason(set, rows, domain);
  const native: SetNative = { name: first.name };
  return {
    ...set,
    ...(irregular === undefined ? {} : { irregular }),
    ...(system === undefined ? {} : { system }),
    native,
  };
}

function systemReason(set: RecordSet, rows: readonly AnsweredRow[], domain: string): string | undefined {
  if (set.type === 'NS' && set.name === apexOf(domain)) return 'GoDaddy keeps the NS records of the apex itself';
  if (set.type === 'NS') return noNsWrites;
  const spellings = [...new Set(rows.map(({ name }) => name))];
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

function readRdata(row: AnsweredRow, domain: string): Reading {
  if (isParked(row)) return { kind: 'parked' };
  const rdata = parseRow(row, domain);
  return rdata?.ok === true ? { kind: 'record', rdata: rdata.value } : { kind: 'unsupported' };
}

/** Undefined: of a type, or with fields, that we cannot read. */
function parseRow({ type, data, priority, weight, port }: AnsweredRow, domain: string): Result<Rdata> | undefined {
  if (data === null || !readable.has(type)) return undefined;
  const readTarget = hostTarget(domain);
  switch (type) {
    case 'TXT':
      return ok({ type, text: data });
    case 'MX':
      return priority === undefined ? undefined : parseRdata(type, `${priority} ${data}`, readTarget);
    case 'SRV':
      if (priority === undefined || weight === undefined || port === undefined) return undefined;
      return parseRdata(type, `${priority} ${weight} ${port} ${data}`, readTarget);
    default:
      return parseRdata(type as RecordType, data, readTarget);
  }
}

/** `@` is the apex (recorded); anything else is a full name without trailing dot. What a single label means is NOT VERIFIED. */
function hostTarget(domain: string): ReadTarget {
  return (text) => {
    if (text === '@') return ok(apexOf(domain));
    return text.includes('.') ? absoluteTarget(text) : bad(`"${text}" is not a full name`);
  };
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

function relative(name: Fqdn, domain: string): string {
  return name === apexOf(domain) ? '@' : name.slice(0, name.length - domain.length - 2);
}
