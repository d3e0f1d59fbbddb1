/** What NameSilo cannot hold of the types that it has, and which records it puts into new zones itself. Pure. */
import { apexOf } from '../../schema/dns/name.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { zoneNameTwice } from '../zone-name-twice.ts';

/**
 * Values travel in the URL. Its longest is not documented; common servers take 8,190 bytes, of which the rest of the
 * request needs some.
 */
const longestEncodedValue = 7000;

/** What NameSilo is not known to hold is refused too: that a record is changed in silence shows only after the apply. */
export function checkRecordSet(set: RecordSet, domain: string): readonly Problem[] {
  return [...zoneNameTwice(set, domain, 'NameSilo'), ...set.values.flatMap(checkValue), ...checkExchanges(set)];
}

/**
 * Parking: three addresses at the apex and a CNAME at www. The addresses change over the years; a TTL of 172816 is
 * NameSilo's own (dns-lexicon's recordings; acme.sh issue 2391).
 */
export function isDefaultRecordSet(set: RecordSet, domain: string): boolean {
  const isParking = set.values.every((value) => {
    if (value.type === 'CNAME') return set.name === `www.${domain}.` && value.target === 'parking.namesilo.com.';
    return value.type === 'A' && (parkingAddresses.includes(value.address) || set.ttlSeconds === parkingTtlSeconds);
  });
  return isParking && (set.type === 'CNAME' || set.name === apexOf(domain));
}

/** The addresses of a parked domain, which a forwarded one has, too. */
export function isParkingAddress(set: RecordSet, domain: string): boolean {
  return set.type === 'A' && isDefaultRecordSet(set, domain);
}

const parkingAddresses: readonly string[] = ['107.161.23.204', '192.161.187.200', '209.141.38.71'];
const parkingTtlSeconds = 172_816;

function checkValue(value: RecordSet['values'][number]): readonly Problem[] {
  switch (value.type) {
    case 'TXT':
      return checkText(value.text);
    case 'MX':
      return value.exchange === '.' ? problem('NameSilo is not known to hold a null MX', 'leave MX out') : [];
    case 'SRV':
      return value.target === '.'
        ? problem('NameSilo is not known to hold an SRV that says there is no service', 'leave this SRV out')
        : [];
    case 'CAA':
      // Values stand in quotes (kamalyes/go-namesilo); how one within them is written is not documented.
      return /["\\]/.test(value.value)
        ? problem('NameSilo is not known to hold quotes or backslashes in a CAA value', 'leave the parameter out')
        : [];
    case 'CNAME':
      return value.target === '.' ? problem('NameSilo cannot point a CNAME at the root', 'leave it out') : [];
    default:
      return [];
  }
}

function checkText(text: string): readonly Problem[] {
  if (text === '') return problem('NameSilo cannot hold an empty TXT', 'write a text, or remove the record');
  // Answers are XML, which has no such characters.
  if (/[\p{Cc}\ufffe\uffff]/u.test(text)) {
    return problem('NameSilo cannot hold control characters in TXT', 'write the text without them');
  }
  if (text !== text.trim()) {
    return problem('NameSilo is not known to keep blanks at the ends of a TXT', 'write the text without them');
  }
  // Texts are sent unquoted; whether quotes around all of it would be kept is not known.
  if (text.startsWith('"') && text.endsWith('"')) {
    return problem('NameSilo is not known to keep quotes around a whole TXT', 'write the text without them');
  }
  return encodeURIComponent(text).length > longestEncodedValue
    ? problem('NameSilo takes values in the URL, and this TXT is too long for one', 'write a shorter text')
    : [];
}

/** A record is the same by type, host and value (dns-lexicon's recordings): whether preferences count is NOT VERIFIED. */
function checkExchanges(set: RecordSet): readonly Problem[] {
  const exchanges = set.values.flatMap((value) => (value.type === 'MX' ? [value.exchange] : []));
  const twice = exchanges.find((exchange, index) => exchanges.indexOf(exchange) !== index);
  return twice === undefined
    ? []
    : problem(`NameSilo keeps one MX record for each host, and ${twice} is there twice`, 'keep one preference for it');
}

function problem(message: string, suggestion: string): readonly Problem[] {
  return [bad(message, suggestion).problem];
}
