/**
 * Rows of getHosts and setHosts to records, and back: an inverse pair on what the API holds. Names are relative with `@`
 * for the apex; targets are full names with a trailing dot (not always: both are read); TXT is raw text, unquoted; a URL
 * redirect has one row type for each kind (302 for `URL` and masked for `FRAME`: recalled, NOT VERIFIED).
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata, RecordType, UrlRdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { parseRdata, printRdata, rdataFromObject } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, type Result } from '../../schema/result.ts';
import { type Owner, relativeOwner } from '../rows.ts';
import type { HostRow } from './wire.ts';

type PlainType = 'A' | 'AAAA' | 'ALIAS' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'TXT';

const plainTypes: readonly PlainType[] = ['A', 'AAAA', 'ALIAS', 'CAA', 'CNAME', 'MX', 'NS', 'TXT'];
const redirects: Readonly<Record<string, UrlRdata['kind']>> = {
  URL: 'temporary',
  URL301: 'permanent',
  FRAME: 'masked',
};
const redirectWords: Readonly<Record<UrlRdata['kind'], string>> = {
  temporary: 'URL',
  permanent: 'URL301',
  masked: 'FRAME',
};

/** The record type that a row type belongs to; undefined for MXE and what we do not know. */
export function typeOfRow(row: Pick<HostRow, 'type'>): RecordType | undefined {
  if (Object.hasOwn(redirects, row.type)) return 'URL';
  return plainTypes.find((type) => type === row.type);
}

/** The row's owner. Only an MXE row stands at the domain's own name. */
export function ownerOfRow(row: Pick<HostRow, 'name' | 'type'>, domain: string): Owner {
  return relativeOwner(row.type === 'MXE' && row.name === domain ? '@' : row.name, domain);
}

/** The row's data; a problem where its type is not managed here, or the data not of its form. */
export function rdataOf(row: Pick<HostRow, 'type' | 'address' | 'mxPref'>): Result<Rdata> {
  const type = typeOfRow(row);
  if (type === undefined) return bad(`${row.type} is not a type that is managed at Namecheap`);
  if (type === 'URL') return rdataFromObject('URL', { kind: redirects[row.type], url: row.address }, absoluteTarget);
  if (type === 'TXT') return rdataFromObject('TXT', { text: row.address }, absoluteTarget);
  if (type !== 'MX') return parseRdata(type, row.address, absoluteTarget);
  return rdataFromObject('MX', { preference: row.mxPref, exchange: row.address }, absoluteTarget);
}

/** The rows that hold a record set, one for each value. */
export function rowsOfSet(set: RecordSet, domain: string): readonly HostRow[] {
  const name = set.name === apexOf(domain) ? '@' : set.name.slice(0, -domain.length - 2);
  return set.values.map((value) => ({
    name,
    ...addressOf(value),
    ttlSeconds: set.ttlSeconds,
    active: true,
    dynamic: false,
  }));
}

function addressOf(value: Rdata): Pick<HostRow, 'type' | 'address' | 'mxPref'> {
  switch (value.type) {
    case 'MX':
      return { type: 'MX', address: value.exchange, mxPref: value.preference };
    case 'TXT':
      return { type: 'TXT', address: value.text, mxPref: 10 };
    case 'URL':
      return { type: redirectWords[value.kind], address: value.url, mxPref: 10 };
    default:
      return { type: value.type, address: printRdata(value), mxPref: 10 };
  }
}
