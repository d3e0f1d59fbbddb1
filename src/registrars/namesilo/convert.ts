/**
 * Rows of the API to records, and back: an inverse pair on what the API holds. Names are relative, the apex is empty;
 * targets are full names without trailing dot; TXT is raw text, unquoted. SRV and CAA are documented types, but only
 * kamalyes/go-namesilo shows their values (`10 5 5060 sip.example.com`, `0 issue "letsencrypt.org"`): NOT VERIFIED.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { parseRdata, printRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import { relativeOwner } from '../rows.ts';
import type { AnsweredRow } from './wire.ts';

/** What a row says, and what a write of it sends. */
export interface Row {
  readonly type: string;
  /** Relative to the domain; empty for the apex. */
  readonly host: string;
  readonly value: string;
  /** Sent for MX and SRV only. */
  readonly distance: number;
  readonly ttlSeconds: number;
}

/** A row that is there. Its id is good for one change: an update gives it another. */
export interface StoredRow extends Row {
  readonly id: string;
}

export const writableTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'SRV', 'TXT'] as const satisfies readonly RecordType[];

/** What `ttl: auto` means here, and the answer for it: the documented default, and what parking records have. */
export const automaticTtlSeconds = 7207;
/** NameSilo sets these itself and may change one to the other (qdm12/ddns-updater, docs/namesilo.md): one class. */
const automaticTtls: readonly number[] = [automaticTtlSeconds, 3603];

export function canonicalTtl(ttlSeconds: number): number {
  return automaticTtls.includes(ttlSeconds) ? automaticTtlSeconds : ttlSeconds;
}

/**
 * Rows with relative hosts. Until about April 2026 answers had full names, since then relative ones (acme.sh issues 6907
 * and 6969), so the zone decides: full, if all of its hosts are at or below the domain. Beside relative hosts,
 * `www.example.com` in example.com is what somebody made who typed the domain along: `www.example.com.example.com`.
 * Where most hosts are full and others are not, the others are of another zone: null.
 */
export function storedRows(rows: readonly AnsweredRow[], domain: string): readonly StoredRow[] | null {
  const lower = rows.map((row) => ({ ...row, host: row.host.toLowerCase().replace(/\.$/, '') }));
  const atOrBelow = lower.filter(({ host }) => host === domain || host.endsWith(`.${domain}`)).length;
  const full = atOrBelow === rows.length;
  if (!full && atOrBelow > rows.length / 2) return null;
  return lower.map((row) => ({ ...row, host: relativeHost(row.host, domain, full) }));
}

/** The rows that hold a record set, one for each value, in the order of the values. */
export function rowsOfSet(set: RecordSet, domain: string): readonly Row[] {
  const host = set.name === apexOf(domain) ? '' : set.name.slice(0, -domain.length - 2);
  return set.values.map((value) => ({ type: value.type, host, ...writtenValue(value), ttlSeconds: set.ttlSeconds }));
}

/** Whether two rows are the same record, up to spelling; a record with another TTL is another one. */
export function sameRow(a: Row, b: Row, domain: string): boolean {
  if (a.type !== b.type || canonicalTtl(a.ttlSeconds) !== canonicalTtl(b.ttlSeconds)) return false;
  if (relativeOwner(a.host, domain).name !== relativeOwner(b.host, domain).name) return false;
  const [dataA, dataB] = [rdataOf(a), rdataOf(b)];
  return dataA.ok && dataB.ok && printRdata(dataA.value) === printRdata(dataB.value);
}

function relativeHost(host: string, domain: string, full: boolean): string {
  if (host === '@' || host === domain) return '';
  return full ? host.slice(0, -domain.length - 1) : host;
}

/** The record's data; a problem where its type is not managed here, or the data not of its form. */
export function rdataOf(row: Pick<Row, 'type' | 'value' | 'distance'>): Result<Rdata> {
  const type = writableTypes.find((each) => each === row.type);
  switch (type) {
    case undefined:
      return bad(`${row.type} is not a type that is managed at NameSilo`);
    case 'TXT':
      return rdataFromObject('TXT', { text: row.value }, absoluteTarget);
    case 'MX':
      return rdataFromObject('MX', { preference: row.distance, exchange: row.value }, absoluteTarget);
    case 'SRV': {
      // The priority is in the value (go-namesilo), or beside it, as that of MX.
      const inValue = row.value.trim().split(/\s+/).length !== 3;
      return parseRdata('SRV', inValue ? row.value : `${row.distance} ${row.value}`, absoluteTarget);
    }
    default:
      return parseRdata(type, row.value, absoluteTarget);
  }
}

export function writtenValue(value: Rdata): Pick<Row, 'value' | 'distance'> {
  switch (value.type) {
    case 'TXT':
      return { value: value.text, distance: 0 };
    case 'MX':
      return { value: withoutDot(value.exchange), distance: value.preference };
    case 'SRV':
      return { value: withoutDot(printRdata(value)), distance: value.priority };
    case 'CNAME':
      return { value: withoutDot(value.target), distance: 0 };
    default:
      return { value: printRdata(value), distance: 0 };
  }
}

function withoutDot(name: string): string {
  return name.slice(0, -1);
}
