/** Between LiveDNS's values and ours, both directions; `storedSetFrom` and `live-zone.ts` are inverse on canonical sets. */
import { asciiOnly, quote } from '../../schema/dns/character-strings.ts';
import { relativeName } from '../../schema/dns/name.ts';
import type { DsRdata, Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { isRecordType, parseRdata, printRdata, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget, zoneFileTarget } from '../../schema/dns/targets.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { bad, type Result } from '../../schema/result.ts';
import type { StoredSet } from './stored-set.ts';

/** One value of a stored set; a problem where its type is not held here, or the value not of its form. */
export function rdataOf(type: string, value: string, domain: string): Result<Rdata> {
  if (!isRecordType(type) || type === 'URL') return bad(`${type} is not a type that is managed at Gandi`);
  return rdataFromPrinted(type, value, zoneFileTarget(domain));
}

/** The set as it is sent to LiveDNS, under this spelling of its name. Targets are absolute, so that they mean what they say. */
export function storedSetFrom(set: RecordSet, domain: string, name = relativeName(set.name, domain)): StoredSet {
  return { name, type: set.type, ttlSeconds: set.ttlSeconds, values: set.values.map(storedValue) };
}

/** A nameserver as the Domain API sends it, without trailing dot. */
export function nameserverFrom(text: string): Fqdn | undefined {
  const name = absoluteTarget(text);
  return name.ok ? name.value : undefined;
}

/** The inverse of `nameserverFrom`. */
export function nameserverText(name: Fqdn): string {
  return name.slice(0, -1);
}

/** The DS of a signing key, from a whole line of a zone file: `example.com. 3600 IN DS 50651 13 2 01cc…`. */
export function dsFromLine(line: string): DsRdata | undefined {
  const data = /^\S+\s+(?:\d+\s+)?IN\s+DS\s+(\S.*)$/.exec(line)?.[1];
  const rdata = data === undefined ? undefined : parseRdata('DS', data, absoluteTarget);
  return rdata?.ok === true && rdata.value.type === 'DS' ? rdata.value : undefined;
}

function storedValue(rdata: Rdata): string {
  // Strings of at most 255 bytes (RFC 1035 section 3.3): one that is longer cannot be published. The pattern of
  // `rrset_values` takes printable ASCII only, so any other character is sent as its bytes, `\DDD` (RFC 1035 section 5.1);
  // that LiveDNS reads them so, as BIND and dnspython do, is NOT VERIFIED.
  return asciiOnly(rdata.type === 'TXT' ? stringsOf(rdata).map(quote).join(' ') : printRdata(rdata));
}
