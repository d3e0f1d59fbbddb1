/** What Hover makes of a record set, and what of one it cannot hold, or is not known to. Pure. */
import { apexOf } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { bad, type Problem } from '../../schema/result.ts';

/** Those that Hover gives every domain, sorted (dns-lexicon's recordings). */
export const hoverNameservers: readonly Fqdn[] = ['ns1.hover.com.', 'ns2.hover.com.'];

/** Of a record that is written without a TTL, and of those that a new domain has (dns-lexicon's recordings). */
export const defaultTtlSeconds = 900;

export function checkRecordSet(set: RecordSet): readonly Problem[] {
  return set.values.flatMap(checkValue);
}

/** Where no client has tried, what may get lost without a word is refused; what would be seen in the answer is not. */
function checkValue(value: Rdata): readonly Problem[] {
  switch (value.type) {
    case 'TXT':
      if (value.text === '') return problem('Hover has no empty TXT', 'write a text, or remove the record');
      if (/^\s|\s$/.test(value.text)) return problem('Hover may cut blanks off the ends of a TXT', 'write it without');
      return /\p{Cc}/u.test(value.text)
        ? problem('Hover may not keep control characters in a TXT', 'write the text without them')
        : [];
    case 'MX':
      return value.exchange === '.'
        ? problem('Hover is not known to take a null MX', 'leave MX out, and publish "v=spf1 -all" as TXT')
        : [];
    case 'SRV':
      return value.target === '.' ? problem('Hover is not known to take a null SRV', 'leave the service out') : [];
    default:
      return [];
  }
}

function problem(message: string, suggestion: string): readonly Problem[] {
  return [bad(message, suggestion).problem];
}

/**
 * No call is known to change a record in place, so it is deleted and created again. Other changes bring the new records
 * before the old ones go; these two cannot: a CNAME stands alone, and a record may not be there twice.
 */
export function replaceReason(before: RecordSet, after: RecordSet): string | undefined {
  const [only, ...others] = before.values;
  const sameValue =
    only !== undefined && others.length === 0 && after.values.some((value) => printRdata(value) === printRdata(only));
  const replaced = before.type === 'CNAME' || (sameValue && after.values.length === 1);
  return replaced ? 'Hover cannot change this record in place: for a moment the name is without it' : undefined;
}

/** Where the parking page of a new domain is (dns-lexicon's recordings of 2023). */
export const parkingAddress = '216.40.34.41';
/** The mail servers of Hover's own mailboxes. */
export const hoverMailHost = 'mx.hover.com.cust.hostedemail.com.';

/** The addresses of a parked domain, by which a forwarded one works, too. */
export function isParkingAddress(set: RecordSet, domain: string): boolean {
  return set.type === 'A' && isDefaultRecordSet(set, domain);
}

/** `native` of a live set of the default MX of a domain that has no mailbox at Hover. */
export interface MailUse {
  readonly mailUnused?: boolean;
}

/**
 * Parking addresses at `@` and `*`, and the MX of Hover's mailboxes, which stands in every new domain. That MX counts
 * as one of a new domain only where the domain is known to have no mailbox: with one, it is in use though nobody ever
 * touched it.
 */
export function isDefaultRecordSet(set: RecordSet & { readonly native?: unknown }, domain: string): boolean {
  const [value] = set.values;
  if (value === undefined || set.values.length > 1) return false;
  const atApex = set.name === apexOf(domain);
  if (value.type === 'A') return (atApex || set.name === `*.${domain}.`) && value.address === parkingAddress;
  const isHoverMail = value.type === 'MX' && atApex && value.preference === 10 && value.exchange === hoverMailHost;
  return isHoverMail && (set.native as MailUse | undefined)?.mailUnused === true;
}
