/**
 * TXT (RFC 1035 section 3.3.14): one text of any length. Object form `{ text }`, taken as it is.
 * Written text that begins with `"` is one or more quoted strings, which are joined; any other text is taken as it is.
 */
import { bad, ok, type Result } from '../../result.ts';
import { parseQuotedText, quote } from '../character-strings.ts';
import { readString } from '../fields.ts';
import type { TxtRdata } from '../rdata.ts';
import type { RecordTypeSpec } from '../record-type.ts';

/** RFC 1035 section 3.2.1: rdata has a 16-bit length, and each 255 bytes of text cost one more. */
const maxRdataBytes = 65535;

export const txtType: RecordTypeSpec<'TXT'> = {
  type: 'TXT',
  source: 'RFC 1035',
  form: 'the text, for example "v=spf1 -all"',
  parse(text) {
    if (!text.startsWith('"')) {
      return text === '' ? bad('TXT has no text', 'for an empty text write two quotes: \'""\'') : build(text);
    }
    const joined = parseQuotedText(text);
    return joined.ok ? build(joined.value) : joined;
  },
  fromObject(fields) {
    const text = readString(fields.text, 'TXT text');
    return text.ok ? build(text.value) : text;
  },
  print: (rdata) => quote(rdata.text),
};

function build(text: string): Result<TxtRdata> {
  if (/\p{Surrogate}/u.test(text)) return bad('TXT text holds half of a Unicode character, which UTF-8 cannot carry');
  // A UTF-16 unit is at most three bytes, so only a very long text needs counting.
  if (text.length > maxRdataBytes / 4) {
    const bytes = Buffer.byteLength(text, 'utf8');
    if (bytes + Math.ceil(bytes / 255) > maxRdataBytes)
      return bad(`TXT text has ${bytes} bytes; a record holds about 65,000`);
  }
  return ok({ type: 'TXT', text });
}
