/**
 * TXT (RFC 1035 section 3.3.14): one text of any length, or strings whose boundaries count (RFC 6763). Object form
 * `{ text }` or `{ strings }`, taken as they are.
 * Written text that begins with `"`, or with `(` before one, is read as in a zone file: one or more quoted strings, which
 * are joined. So is the generic form (RFC 3597), which begins with `\#`. Any other text is taken as it is.
 */
import { bad, ok, type Result } from '../../result.ts';
import { maxStringOctets, parseCharacterStrings, parseQuotedText, quote, splitText } from '../character-strings.ts';
import { type Fields, readString } from '../fields.ts';
import { isUnicode, octetsOf, textOfOctets } from '../octets.ts';
import type { TxtRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';
import { absoluteTarget } from '../targets.ts';

/** RFC 1035 section 3.2.1: rdata has a 16-bit length, and each 255 octets of text cost one more. */
const maxRdataOctets = 65535;

/** Parentheses before the first quote may be followed by blanks and comments. */
const zoneForm = /^(\((\s|;[^\n]*\n)*)*"/;

/** A whole line of a zone file, as opendkim-genkey writes it: its name and type would become part of the text. */
const wholeLine = /^\S+\s+(\d+\s+)?IN\s+(\d+\s+)?TXT\s/;

export const txtType: RecordTypeSpec<'TXT'> = {
  type: 'TXT',
  source: 'RFC 1035',
  form: 'the text, for example "v=spf1 -all"',
  parse(text) {
    if (zoneForm.test(text)) {
      const joined = parseQuotedText(text);
      return joined.ok ? build(joined.value) : joined;
    }
    if (wholeLine.test(text)) {
      return bad(
        `${seen(text)} is a whole line of a zone file`,
        'write what follows TXT; if the text itself is meant, write value: { text: ... }',
      );
    }
    return text === '' ? bad('TXT has no text', 'for an empty text write two quotes: \'""\'') : buildUnicode(text);
  },
  parsePrinted(text) {
    if (!zoneForm.test(text)) return txtType.parse(text, absoluteTarget);
    const strings = parseCharacterStrings(text);
    return strings.ok ? buildStrings(strings.value) : strings;
  },
  fromObject(fields) {
    if (fields.strings !== undefined) return readStrings(fields);
    const text = readString(fields.text, 'TXT text');
    return text.ok ? buildUnicode(text.value) : text;
  },
  print: (rdata) => (rdata.strings ?? [rdata.text]).map(quote).join(' '),
};

/** The strings that go on the wire, of at most 255 octets each. */
export function stringsOf({ text, strings }: TxtRdata): readonly string[] {
  return strings ?? splitText(text);
}

/** The generic form (RFC 3597), which holds the strings of any octets. */
export function genericTxt(rdata: TxtRdata): string {
  const wire = Buffer.concat(
    stringsOf(rdata)
      .map(octetsOf)
      .flatMap((octets) => [Buffer.of(octets.length), octets]),
  );
  return `\\# ${wire.length} ${wire.toString('hex')}`;
}

/** The same text, however it is split. */
export function withoutStrings({ type, text }: TxtRdata): TxtRdata {
  return { type, text };
}

function readStrings(fields: Fields): Result<TxtRdata> {
  const { strings, text } = fields;
  if (text !== undefined) return bad('TXT has both text and strings', 'write one of the two');
  if (!Array.isArray(strings) || strings.length === 0) {
    return bad(`TXT strings is ${seen(strings)}`, 'write a list of texts: strings: [..., ...]');
  }
  const read: string[] = [];
  for (const string of strings) {
    const one = readString(string, 'TXT string');
    if (!one.ok) return one;
    if (!isUnicode(one.value)) return notUnicode();
    const octets = octetsOf(one.value).length;
    if (octets > maxStringOctets) {
      return bad(
        `TXT string ${seen(string)} has ${octets} octets; one has at most ${maxStringOctets}`,
        'write text: ... for one that may be split anywhere',
      );
    }
    read.push(one.value);
  }
  return buildStrings(read);
}

/** Boundaries that the text has by itself are none. */
function buildStrings(strings: readonly string[]): Result<TxtRdata> {
  const octets = strings.map(octetsOf);
  const built = build(textOfOctets(Buffer.concat(octets)));
  if (!built.ok || strings.length === 1) return built;
  const own = splitText(built.value.text);
  const isOwn = own.length === strings.length && own.every((string, index) => string === strings[index]);
  if (isOwn || octets.some(({ length }) => length > maxStringOctets)) return built;
  const length = octets.reduce((sum, string) => sum + 1 + string.length, 0);
  return length > maxRdataOctets ? tooLong(length) : ok({ ...built.value, strings });
}

function buildUnicode(text: string): Result<TxtRdata> {
  if (isUnicode(text)) return build(text);
  return notUnicode();
}

function notUnicode(): Result<never> {
  return bad('TXT text holds half of a Unicode character, which UTF-8 cannot carry');
}

function tooLong(octets: number): Result<never> {
  return bad(`TXT text has ${octets} bytes; a record holds about 65,000`);
}

function build(text: string): Result<TxtRdata> {
  // A UTF-16 unit is at most three octets, so only a very long text needs counting.
  if (text.length > maxRdataOctets / 4) {
    const octets = octetsOf(text).length;
    if (octets + Math.ceil(octets / 255) > maxRdataOctets) return tooLong(octets);
  }
  return ok({ type: 'TXT', text });
}
