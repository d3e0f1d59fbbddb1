/** What Porkbun makes of a record set, and what of one it cannot hold. Pure. */
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';

/**
 * The account's minimum, and the TTL of a record that is written without one. Lower values are not refused but raised
 * (acme.sh has sent 120 for years; that it is raised is inferred, NOT VERIFIED).
 */
export const minTtlSeconds = 600;

/** Below the minimum all TTLs mean the minimum. */
export function canonicalTtl(ttlSeconds: number): number {
  return Math.max(ttlSeconds, minTtlSeconds);
}

export function canonicalRecordSet(set: RecordSet): RecordSet {
  const ttlSeconds = canonicalTtl(set.ttlSeconds);
  return ttlSeconds === set.ttlSeconds ? set : { ...set, ttlSeconds };
}

export function checkRecordSet(set: RecordSet): readonly Problem[] {
  return set.values.flatMap(checkValue);
}

/** dnscontrol, providers/porkbun/auditrecords.go: verified by its integration tests 2022-11-19 (TXT), 2024-11-11 (CAA). */
function checkValue(value: Rdata): readonly Problem[] {
  switch (value.type) {
    case 'TXT':
      if (value.text === '') return problem('Porkbun cannot hold an empty TXT', 'write a text, or remove the record');
      // Seen of blanks at the end; at the beginning, and for control characters, NOT VERIFIED.
      if (/^\s|\s$/.test(value.text)) return problem('Porkbun cuts blanks off the ends of a TXT', 'write it without');
      return /\p{Cc}/u.test(value.text)
        ? problem('Porkbun may not keep control characters in a TXT', 'write the text without them')
        : [];
    case 'CAA':
      // Quotes and backslashes: NOT VERIFIED.
      return /[\s"\\]/.test(value.value)
        ? problem('Porkbun cannot hold blanks, quotes or backslashes in a CAA value', 'leave the parameters out')
        : [];
    default:
      return [];
  }
}

function problem(message: string, suggestion: string): readonly Problem[] {
  return [bad(message, suggestion).problem];
}

/** Where the parking page of a new domain is (tuzzmaniandevil/porkbun-go, its fixtures; qdm12/ddns-updater). */
export const parkingHost = 'pixie.porkbun.com.';

/** Parking: `@ ALIAS` and `* CNAME`. */
export function isDefaultRecordSet(set: RecordSet, domain: string): boolean {
  const [value] = set.values;
  if (value === undefined || set.values.length > 1) return false;
  if (value.type !== 'ALIAS' && value.type !== 'CNAME') return false;
  const place = value.type === 'ALIAS' ? apexOf(domain) : `*.${domain}.`;
  return set.name === place && value.target === parkingHost;
}
