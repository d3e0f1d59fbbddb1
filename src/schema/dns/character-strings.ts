/**
 * Quoted text of zone files: RFC 1035 section 5.1, with UTF-8 as the encoding of anything beyond ASCII.
 * `\DDD` is one octet, `\X` is X itself; so `\195\188` and `ü` are the same text. Octets that are not UTF-8: `octets.ts`.
 */
import { bad, ok, type Result } from '../result.ts';
import { isUnicode, octetsOf, textOfOctets } from './octets.ts';
import { seen } from './seen.ts';
import { readZoneText, unescapeField, unescapeOctets } from './zone-text.ts';

/** RFC 1035 section 3.3. */
export const maxStringOctets = 255;

/** Control characters, marks that would reorder or break a line on a reviewer's screen, octets, `"` and `\`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const unprintable = /["\\\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\p{Surrogate}]/u;
const everyUnprintable = new RegExp(unprintable, 'gu');
const everyBeyondAscii = /[^\x20-\x7e]/gu;

/** Reads one or more quoted strings, separated by blanks: `"a" "b"`. Text outside quotes is a problem. */
export function parseCharacterStrings(text: string): Result<string[]> {
  const simple = simpleString(text);
  if (simple !== undefined) return ok([simple]);
  const read = readStrings(text);
  return read.ok ? ok(read.value.map((raw) => unescapeField({ raw, quotes: 'all' }))) : read;
}

/** Like `parseCharacterStrings`, joined. A character that somebody cut in two at a string's end becomes whole again. */
export function parseQuotedText(text: string): Result<string> {
  const simple = simpleString(text);
  if (simple !== undefined) return ok(simple);
  const read = readStrings(text);
  return read.ok ? ok(textOfOctets(unescapeOctets(read.value.join('')))) : read;
}

/** One quoted string, however long. */
export function quote(text: string): string {
  return `"${unprintable.test(text) ? text.replace(everyUnprintable, escapeCharacter) : text}"`;
}

/** Quoted strings of at most `maxOctets` octets each (RFC 1035: 255); no character is cut in two. */
export function quoteSplit(text: string, maxOctets = maxStringOctets): string {
  return splitText(text, maxOctets).map(quote).join(' ');
}

/** The text in strings of at most `maxOctets` octets each; no character is cut in two. At least one string. */
export function splitText(text: string, maxOctets = maxStringOctets): readonly string[] {
  if (text.length * 3 <= maxOctets) return [text];
  const parts: string[] = [];
  let start = 0;
  let octets = 0;
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const size = octetsOfCode(code);
    if (octets + size > maxOctets && i > start) {
      parts.push(text.slice(start, i));
      start = i;
      octets = 0;
    }
    octets += size;
    i += code < 0x10000 ? 1 : 2;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Zone-file text with everything beyond printable ASCII as `\DDD`. Only quoted strings may hold such characters. */
export function asciiOnly(printed: string): string {
  return printed.replace(everyBeyondAscii, escapeOctets);
}

function octetsOfCode(code: number): number {
  if (code < 0x80 || (code >= 0xd800 && code < 0xe000)) return 1;
  return code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function escapeCharacter(character: string): string {
  return character === '"' || character === '\\' ? `\\${character}` : escapeOctets(character);
}

function escapeOctets(character: string): string {
  return [...octetsOf(character)].map((octet) => `\\${String(octet).padStart(3, '0')}`).join('');
}

/** The content of one quoted string without escapes, which nearly all are. */
function simpleString(text: string): string | undefined {
  if (!text.startsWith('"') || text.length < 2 || text.includes('\\')) return undefined;
  return text.indexOf('"', 1) === text.length - 1 && isUnicode(text) ? text.slice(1, -1) : undefined;
}

function readStrings(text: string): Result<readonly string[]> {
  const read = readZoneText(text);
  if (!read.ok) return read;
  if (read.value.every(({ quotes }) => quotes === 'all')) return ok(read.value.map(({ raw }) => raw));
  return bad(
    `${seen(text)} has text outside its quotes`,
    'put each string in quotes, or drop the quotes around all of it',
  );
}
