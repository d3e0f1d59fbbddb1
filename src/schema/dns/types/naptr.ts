/** NAPTR (RFC 3403): rewriting to a service. Object form `{ order, preference, flags, service, regexp, replacement }`. */
import { bad, ok, type Result } from '../../result.ts';
import { maxStringOctets, quote } from '../character-strings.ts';
import { type Fields, readInteger, readString, wrongForm } from '../fields.ts';
import { isUnicode } from '../octets.ts';
import { readTargetField } from '../pointer.ts';
import type { NaptrRdata } from '../rdata.ts';
import type { ReadTarget, RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { readZoneText, unescapeField } from '../zone-text.ts';

const form =
  'ORDER PREFERENCE "FLAGS" "SERVICE" "REGEXP" REPLACEMENT, for example \'100 10 "S" "SIP+D2U" "" _sip._udp.example.com.\'';

export const naptrType: RecordTypeSpec<'NAPTR'> = {
  type: 'NAPTR',
  source: 'RFC 3403',
  form,
  parse(text, readTarget) {
    const read = readZoneText(text);
    if (!read.ok) return read;
    const fields = read.value;
    // Numbers and the name as they are written, escapes and all; in quotes the three strings alone.
    const isString = (index: number) => index >= 2 && index <= 4;
    const misquoted = fields.some(({ quotes }, index) => quotes === 'value' || (quotes === 'all' && !isString(index)));
    if (fields.length !== 6 || misquoted) return wrongForm('NAPTR', text, form);
    const [order, preference, flags, service, regexp, replacement] = fields.map((field, index) =>
      isString(index) ? unescapeField(field) : field.raw,
    );
    return build({ order, preference, flags, service, regexp, replacement }, readTarget);
  },
  fromObject: build,
  print: (rdata) =>
    `${rdata.order} ${rdata.preference} ${quote(rdata.flags)} ${quote(rdata.service)} ${quote(rdata.regexp)} ${rdata.replacement}`,
};

function build(fields: Fields, readTarget: ReadTarget): Result<NaptrRdata> {
  const order = readInteger(fields.order, 'NAPTR order', 65535);
  if (!order.ok) return order;
  const preference = readInteger(fields.preference, 'NAPTR preference', 65535);
  if (!preference.ok) return preference;
  const flags = readString(fields.flags, 'NAPTR flags');
  if (!flags.ok) return flags;
  if (!/^[a-z0-9]*$/i.test(flags.value)) {
    return bad(`NAPTR flags ${seen(flags.value)} are not letters and digits`, 'write "S", "A", "U", "P" or ""');
  }
  const service = readCharacters(fields.service, 'NAPTR service');
  if (!service.ok) return service;
  const regexp = readCharacters(fields.regexp, 'NAPTR regexp');
  if (!regexp.ok) return regexp;
  const replacement = readTargetField(fields.replacement, 'NAPTR', 'replacement', readTarget);
  if (!replacement.ok) return replacement;
  if (regexp.value !== '' && replacement.value !== '.') {
    return bad(
      'NAPTR has both a regexp and a replacement, and only one can apply',
      'write "." for the replacement, or "" for the regexp',
    );
  }
  const wrong = regexp.value === '' ? undefined : checkSubstitution(regexp.value);
  if (wrong !== undefined) return wrong;
  return ok({
    type: 'NAPTR',
    order: order.value,
    preference: preference.value,
    // RFC 3403 section 4.1: flags are compared without regard to case.
    flags: flags.value.toUpperCase(),
    service: service.value,
    regexp: regexp.value,
    replacement: replacement.value,
  });
}

/** One string of at most 255 octets. RFC 3402 section 3.2: UTF-8. */
function readCharacters(value: unknown, name: string): Result<string> {
  const text = readString(value, name);
  if (!text.ok) return text;
  if (!isUnicode(text.value)) return bad(`${name} ${seen(text.value)} holds octets that are not UTF-8`);
  const octets = Buffer.byteLength(text.value);
  if (octets <= maxStringOctets) return text;
  return bad(`${name} has ${octets} octets; one string of a record has at most ${maxStringOctets}`);
}

/** RFC 3402 section 3.2: delimiter, pattern, delimiter, replacement, delimiter, and perhaps the flag `i`. */
function checkSubstitution(text: string): Result<never> | undefined {
  const delimiter = text.charAt(0);
  const parts = [''];
  for (let i = 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === delimiter) parts.push('');
    else {
      const length = character === '\\' ? 2 : 1;
      parts.push(parts.pop() + text.slice(i, i + length));
      i += length - 1;
    }
  }
  const [pattern = '', replacement = '', flags = ''] = parts;
  if (/[0-9i\\]/i.test(delimiter) || parts.length !== 3 || !/^i?$/i.test(flags)) {
    return bad(`NAPTR regexp ${seen(text)} is not a substitution`, 'write it like "!^.*$!sip:info@example.com!"');
  }
  const groups = countGroups(pattern);
  const missing = [...replacement.matchAll(/\\(.)/gs)].find(
    ([, digit]) => /[1-9]/.test(`${digit}`) && Number(digit) > groups,
  );
  if (missing === undefined) return undefined;
  return bad(
    `NAPTR regexp ${seen(text)} puts ${missing[0]} into its replacement, and its pattern has ${groups} groups`,
    'put parentheses around what it is to take over',
  );
}

/** The parenthesised groups of a POSIX extended regular expression; one within `[...]` or after a backslash is none. */
function countGroups(pattern: string): number {
  const tokens = pattern.match(/\\.|\[\^?\]?(?:\[[.:=].*?[.:=]\]|[^\]])*\]|\(/gs) ?? [];
  return tokens.filter((token) => token === '(').length;
}
