/** What GoDaddy's own DNS looks like: its nameservers, and the records that it puts into the zone of a new domain. */
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';

/** Server default where a record is written without one (terraform-provider-godaddy); NOT VERIFIED. */
export const defaultTtlSeconds = 3600;

/** Recorded by dns-lexicon on 2021-12-29. */
export const parkingAddresses: readonly string[] = ['15.197.142.173', '3.33.152.147'];
export const parkingTtlSeconds = 600;
export const domainConnectTarget = '_domainconnect.gd.domaincontrol.com.';

/** In the place of an address, at the apex of a zone that has been parked for long (terraform-provider-godaddy issue 32, 2020). */
export const parkedData = 'Parked';

/** Whether a nameserver, with or without trailing dot, is one of GoDaddy's own. */
export function isGoDaddyNameserver(name: string): boolean {
  return /\.domaincontrol\.com\.?$/i.test(name);
}

/**
 * `www` (with a TTL of 3600 in the recording), `_domainconnect`, and the parking page at the apex. Older zones also have aliases for GoDaddy's mail, which are
 * in use where the mail is, and so are nobody's leftovers.
 */
export function isDefaultRecordSet(set: RecordSet, domain: string): boolean {
  const [value] = set.values;
  if (value === undefined) return false;
  if (set.type === 'A') return set.name === `${domain}.` && set.values.every(isParking);
  if (value.type !== 'CNAME') return false;
  if (set.name === `www.${domain}.`) return value.target === `${domain}.` && set.ttlSeconds === defaultTtlSeconds;
  return set.name === `_domainconnect.${domain}.` && value.target === domainConnectTarget;
}

function isParking(value: Rdata): boolean {
  return value.type === 'A' && parkingAddresses.includes(value.address);
}
