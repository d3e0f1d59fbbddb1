/**
 * The data of a record as a zone file writes it (RFC 1035 section 5.1): fields separated by blanks, some in quotes, with
 * escapes, parentheses around what goes over several lines, and comments from `;` to the end of the line.
 */
import { bad, ok, type Result } from '../result.ts';
import { isUnicode, textOfOctets } from './octets.ts';
import { seen } from './seen.ts';

/** `raw` has no quotes, and its escapes as they were written. `value`: `key="value"`, as HTTPS and SVCB have it. */
export interface Field {
  readonly raw: string;
  readonly quotes: 'none' | 'all' | 'value';
}

const special = /["\\;()]/;

/** `;` right after a word is refused: the types that have strings may mean it as part of one, and it would be cut off. */
export function readZoneText(text: string): Result<readonly Field[]> {
  return readFields(text, 'refused');
}

function readFields(text: string, attachedComment: 'taken' | 'refused'): Result<readonly Field[]> {
  if (!isUnicode(text)) return bad(`${seen(text)} holds half of a Unicode character, which UTF-8 cannot carry`);
  if (special.test(text)) return scan(text, attachedComment);
  const trimmed = text.trim();
  const words = trimmed === '' ? [] : trimmed.split(/\s+/);
  return ok(words.map((raw) => ({ raw, quotes: 'none' })));
}

/** The fields of a type that has numbers, names and digits only: as they are written, escapes and all; none in quotes. */
export function readPlainFields(text: string, type: string): Result<readonly string[]> {
  const read = readFields(text, 'taken');
  if (!read.ok) return read;
  const quoted = read.value.find(({ quotes }) => quotes !== 'none');
  if (quoted !== undefined) return bad(`${type} ${seen(text)} has quotes, and no field of it may`, 'leave them out');
  return ok(read.value.map(({ raw }) => raw));
}

/** Like `readPlainFields`, for a type with one field: blanks between words are kept as one, for the type to judge. */
export function readPlainText(text: string, type: string): Result<string> {
  if (!special.test(text)) return ok(text.trim());
  const fields = readPlainFields(text, type);
  return fields.ok ? ok(fields.value.join(' ')) : fields;
}

/** The octets that a field stands for: `\DDD` is one octet, `\X` is X itself. */
export function unescapeField({ raw }: Field): string {
  return raw.includes('\\') ? textOfOctets(unescapeOctets(raw)) : raw;
}

/** Of a text whose escapes have been found whole. */
export function unescapeOctets(raw: string): Buffer {
  const octets = Buffer.from(raw, 'utf8');
  let length = 0;
  for (let i = 0; i < octets.length; i++, length++) {
    if (octets[i] !== 92) octets[length] = octets[i] ?? 0;
    else if (isDigit(octets[i + 1])) {
      octets[length] = Number(octets.toString('latin1', i + 1, i + 4));
      i += 3;
    } else {
      octets[length] = octets[i + 1] ?? 0;
      i += 1;
    }
  }
  return octets.subarray(0, length);
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= 48 && code <= 57;
}

const escaped = String.raw`\\(?:[01]\d\d|2[0-4]\d|25[0-5]|\D)`;
const quotedRun = String.raw`[^"\\]*(?:${escaped}[^"\\]*)*`;
/** A word ends before a blank or a parenthesis; a quote may open in it after `=` only, and a comment not at all. */
const word = String.raw`(?:[^\s"\\;()]|${escaped})+`;

const patterns = {
  blanks: /\s+/y,
  comment: /;[^\n]*/y,
  quoted: new RegExp(`"(${quotedRun})"`, 'y'),
  openQuote: new RegExp(`"${quotedRun}`, 'y'),
  pair: new RegExp(`(${word}=)"(${quotedRun})"`, 'y'),
  word: new RegExp(word, 'y'),
};

function scan(text: string, attachedComment: 'taken' | 'refused'): Result<readonly Field[]> {
  const fields: Field[] = [];
  let depth = 0;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const quoted = take(patterns.quoted);
    const pair = quoted ?? take(patterns.pair);
    if (quoted !== null) fields.push({ raw: quoted[1] ?? '', quotes: 'all' });
    else if (pair !== null) fields.push({ raw: `${pair[1]}${pair[2]}`, quotes: 'value' });
    else if (text[at] === '(' || text[at] === ')') {
      depth += text[at] === '(' ? 1 : -1;
      if (depth < 0) return bad(`${seen(text)} has a ")" without its "("`);
      at += 1;
    } else if (take(patterns.blanks) === null && take(patterns.comment) === null) {
      const found = take(patterns.word);
      if (found === null) return broken(text, take(patterns.openQuote) !== null && text[at] !== '\\');
      if (text[at] === '"')
        return bad(`${seen(text)} has a quote inside a word`, 'write \\" for a quote that is part of the text');
      if (text[at] === ';' && attachedComment === 'refused') return commentOrValue(text);
      fields.push({ raw: found[0], quotes: 'none' });
    }
  }
  if (depth > 0) return bad(`${seen(text)} has a "(" that is not closed`, 'close it, or write the value without it');
  return ok(fields);
}

function broken(text: string, open: boolean): Result<never> {
  return open
    ? bad(`${seen(text)} has a quote that is not closed`, 'close it, or write \\" for a quote that is part of the text')
    : bad(`${seen(text)} has a broken escape`, 'write "\\\\" for a backslash');
}

function commentOrValue(text: string): Result<never> {
  return bad(
    `${seen(text)} has a ";" right after a word, where a comment would begin`,
    'put the value in quotes if the ";" is part of it, or a blank before the comment',
  );
}
