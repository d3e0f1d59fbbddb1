/**
 * What Name.com cannot hold of a set whose type it can. Sources: dnscontrol providers/namedotcom/auditrecords.go and its
 * issue 3259, read 2026-11-23. Pure.
 */
import { apexOf } from '../../schema/dns/name.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { bad, type Problem } from '../../schema/result.ts';
import { wireFromRdata } from './convert.ts';

/** A limit found by trial: 512 characters of quoted text, in strings of 255: two pairs of quotes and the blank between. */
const maxTextLength = 512 - 5;

export function checkRecordSet(set: RecordSet, domain: string): readonly Problem[] {
  if (set.type === 'NS' && set.name === apexOf(domain)) {
    return problem(
      'Name.com makes the NS records of the apex itself',
      'leave them out, and set "nameservers" for the delegation',
    );
  }
  return [...set.values.flatMap(checkValue), ...checkAnswers(set)];
}

function checkValue(value: Rdata): readonly Problem[] {
  switch (value.type) {
    case 'TXT':
      return checkText(value.text);
    case 'MX':
      return value.exchange === '.'
        ? problem('Name.com cannot hold a null MX', 'leave MX out, or host the zone elsewhere')
        : [];
    case 'SRV':
      // "Parameter Value Error - Invalid Srv Format" (dnscontrol providers/namedotcom/records.go).
      return value.target === '.' ? problem('Name.com cannot hold an SRV without target', 'leave the record out') : [];
    default:
      return [];
  }
}

function checkText(text: string): readonly Problem[] {
  if (text === '') return problem('Name.com cannot hold an empty TXT', 'write a text, or leave the value out');
  if (text.includes('"')) {
    return problem(
      'Name.com cannot hold double quotes in TXT',
      'write the text without them, or host the zone elsewhere',
    );
  }
  // A blank at the end is lost; at the beginning NOT VERIFIED.
  if (text !== text.trim()) {
    return problem('Name.com cannot hold a TXT that begins or ends with a blank', 'write the text without it');
  }
  // NOT VERIFIED what becomes of other characters: a text that is answered in another form would never be equal again.
  if (!/^[ -~]+$/.test(text)) {
    return problem('Name.com is only known to hold printable ASCII characters in TXT', 'write the text in ASCII');
  }
  if (text.length <= maxTextLength) return [];
  return problem(
    `Name.com holds a TXT of up to ${maxTextLength} characters, and this one has ${text.length}`,
    'shorten it (a DKIM key of 2048 bits fits), or host the zone elsewhere',
  );
}

/** Records are the same by name, type and answer, whatever their priority. NOT VERIFIED beyond a test server that copies answers. */
function checkAnswers(set: RecordSet): readonly Problem[] {
  if (set.type !== 'MX' && set.type !== 'SRV') return [];
  const answers = set.values.map((value) => wireFromRdata(value).answer);
  const twice = answers.find((answer, index) => answers.indexOf(answer) !== index);
  return twice === undefined
    ? []
    : problem(`Name.com keeps one ${set.type} record for "${twice}", and there are two`, 'keep one priority for it');
}

function problem(message: string, suggestion: string): readonly Problem[] {
  return [bad(message, suggestion).problem];
}
