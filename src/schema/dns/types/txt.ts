/**
 * TXT (RFC 1035 section 3.3.14): one text of any length. Object form `{ text }`, taken as it is.
 * Written text that begins with `"`, or with `(` before one, is read as in a zone file: one or more quoted strings, which
 * are joined. So is the generic form (RFC 3597), which begins with `\#`. Any other text is taken as it is.
 */
import { bad, ok, type Result } from '../../result.ts';
import { parseQuotedText, quote } from '../character-strings.ts';
import { readString } from '../fields.ts';
import { isUnicode, octetsOf } from '../octets.ts';
import type { TxtRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';
import { seen } from '../seen.ts';

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
  fromObject(fields) {
    const text = readString(fields.text, 'TXT text');
    return text.ok ? buildUnicode(text.value) : text;
  },
  print: (rdata) => quote(rdata.text),
};

function buildUnicode(text: string): Result<TxtRdata> {
  if (isUnicode(text)) return build(text);
  return bad('TXT text holds half of a Unicode character, which UTF-8 cannot carry');
}

function build(text: string): Result<TxtRdata> {
  // A UTF-16 unit is at most three octets, so only a very long text needs counting.
  if (text.length > maxRdataOctets / 4) {
    const octets = octetsOf(text).length;
    if (octets + Math.ceil(octets / 255) > maxRdataOctets)
      return bad(`TXT text has ${octets} bytes; a record holds about 65,000`);
  }
  return ok({ type: 'TXT', text });
}
