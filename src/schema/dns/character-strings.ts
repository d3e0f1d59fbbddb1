/**
 * Quoted text of zone files: RFC 1035 section 5.1, with UTF-8 as the encoding of anything beyond ASCII.
 * `\DDD` is one byte, `\X` is X itself; so `\195\188` and `ü` are the same text.
 */
import { bad, ok, type Result } from '../result.ts';
import { seen } from './seen.ts';

const quoteCode = 34;
const backslashCode = 92;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Control characters, and marks that would reorder or break a line on a reviewer's screen, beside `"` and `\`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const unprintable = /["\\\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;
const everyUnprintable = new RegExp(unprintable, 'g');

/** Reads one or more quoted strings, separated by blanks: `"a" "b"`. Text outside quotes is a problem. */
export function parseCharacterStrings(text: string): Result<string[]> {
  const simple = simpleString(text);
  if (simple !== undefined) return ok([simple]);
  const scanned = scan(text, true);
  if (!scanned.ok) return scanned;
  return decodeAll(scanned.value, text);
}

/** Like `parseCharacterStrings`, joined. A character that somebody cut in two at a string's end becomes whole again. */
export function parseQuotedText(text: string): Result<string> {
  const simple = simpleString(text);
  if (simple !== undefined) return ok(simple);
  const scanned = scan(text, true);
  if (!scanned.ok) return scanned;
  const joined = decodeAll({ ...scanned.value, fields: [scanned.value.fields.join('')] }, text);
  return joined.ok ? ok(joined.value[0] ?? '') : joined;
}

/** Splits rdata text into its fields at blanks; quotes and escapes are undone, also within a field (`alpn="h3,h2"`). */
export function splitFields(text: string): Result<string[]> {
  if (!text.includes('"') && !text.includes('\\')) {
    const trimmed = text.trim();
    return ok(trimmed === '' ? [] : trimmed.split(/\s+/));
  }
  const scanned = scan(text, false);
  return scanned.ok ? decodeAll(scanned.value, text) : scanned;
}

/** One quoted string, however long. */
export function quote(text: string): string {
  return `"${unprintable.test(text) ? text.replace(everyUnprintable, escapeCharacter) : text}"`;
}

/** Quoted strings of at most `maxBytes` bytes of UTF-8 each (RFC 1035: 255); no character is cut in two. */
export function quoteSplit(text: string, maxBytes = 255): string {
  if (text.length * 3 <= maxBytes) return quote(text);
  const parts: string[] = [];
  let start = 0;
  let bytes = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes + size > maxBytes && i > start) {
      parts.push(quote(text.slice(start, i)));
      start = i;
      bytes = 0;
    }
    bytes += size;
    i += code < 0x10000 ? 1 : 2;
  }
  parts.push(quote(text.slice(start)));
  return parts.join(' ');
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  let escaped = '';
  for (const byte of Buffer.from(character, 'utf8')) escaped += `\\${String(byte).padStart(3, '0')}`;
  return escaped;
}

/** The content of one quoted string without escapes, which nearly all are. */
function simpleString(text: string): string | undefined {
  if (text.length < 2 || text.charCodeAt(0) !== quoteCode || text.includes('\\')) return undefined;
  return text.indexOf('"', 1) === text.length - 1 ? text.slice(1, -1) : undefined;
}

interface Scanned {
  /** With `bytes`, each character stands for one byte of UTF-8. */
  readonly fields: readonly string[];
  readonly bytes: boolean;
}

function scan(text: string, onlyQuoted: boolean): Result<Scanned> {
  // Escapes are bytes, so a text with any of them is read as bytes throughout.
  const bytes = text.includes('\\');
  const input = bytes ? Buffer.from(text, 'utf8').toString('latin1') : text;
  const fields: string[] = [];
  let field = '';
  let inField = false;
  let inQuotes = false;
  let runStart = 0;
  const endField = () => {
    if (inField) fields.push(field);
    field = '';
    inField = false;
  };
  for (let i = 0; i < input.length; i++) {
    const code = input.charCodeAt(i);
    if (code === quoteCode) {
      field += input.slice(runStart, i);
      runStart = i + 1;
      inQuotes = !inQuotes;
      inField = true;
      if (onlyQuoted && !inQuotes) endField();
    } else if (!inQuotes && (code === 32 || (code >= 9 && code <= 13))) {
      field += input.slice(runStart, i);
      runStart = i + 1;
      endField();
    } else if (onlyQuoted && !inQuotes) {
      return bad(
        `${seen(text)} has text outside its quotes`,
        'put each string in quotes, or drop the quotes around all of it',
      );
    } else if (code === backslashCode) {
      const escaped = readEscape(input, i);
      if (escaped === undefined) return bad(`${seen(text)} has a broken escape`, 'write "\\\\" for a backslash');
      field += input.slice(runStart, i) + escaped.character;
      i += escaped.length - 1;
      runStart = i + 1;
      inField = true;
    } else {
      inField = true;
    }
  }
  if (inQuotes)
    return bad(
      `${seen(text)} has a quote that is not closed`,
      'close it, or write \\" for a quote that is part of the text',
    );
  field += input.slice(runStart);
  endField();
  return ok({ fields, bytes });
}

/** The escape whose backslash is at `at`: `\DDD` or `\X`. */
function readEscape(input: string, at: number): { readonly character: string; readonly length: number } | undefined {
  const next = input.charCodeAt(at + 1);
  if (Number.isNaN(next)) return undefined;
  if (next < 48 || next > 57) return { character: input.charAt(at + 1), length: 2 };
  const digits = input.slice(at + 1, at + 4);
  if (!/^\d{3}$/.test(digits) || Number(digits) > 255) return undefined;
  return { character: String.fromCharCode(Number(digits)), length: 4 };
}

function decodeAll(scanned: Scanned, text: string): Result<string[]> {
  if (!scanned.bytes) return ok([...scanned.fields]);
  try {
    return ok(scanned.fields.map((field) => utf8.decode(Buffer.from(field, 'latin1'))));
  } catch {
    return bad(`${seen(text)} holds bytes that are not UTF-8 text`);
  }
}
