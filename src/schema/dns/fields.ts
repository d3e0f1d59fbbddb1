/**
 * Reading the fields of one rdata. A field comes from zone-file text (always a string) or from the config's typed object
 * (a number or string), so both roads meet in one builder per record type and cannot disagree.
 */
import { bad, ok, type Result } from '../result.ts';
import { seen } from './seen.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A whole number from 0 to `max`, as a number or as decimal digits. `name` is the field's name in messages. */
export function readInteger(value: unknown, name: string, max: number): Result<number> {
  const number = typeof value === 'string' ? parseDigits(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= max) return ok(number);
  return bad(`${name} is ${seen(value)}`, `write a whole number from 0 to ${max}`);
}

/** A string. Numbers are refused: YAML may have changed their spelling. */
export function readString(value: unknown, name: string): Result<string> {
  if (typeof value === 'string') return ok(value);
  return bad(`${name} is ${seen(value)}`, 'write a text, in quotes if it looks like a number');
}

/** Hexadecimal digits in whole bytes, lower case; blanks between them are dropped (zone files wrap long ones). */
export function readHex(value: unknown, name: string): Result<string> {
  const text = readString(value, name);
  if (!text.ok) return text;
  const hex = text.value.replace(/\s+/g, '').toLowerCase();
  if (hex === '') return bad(`${name} is missing`, 'write it in hexadecimal');
  if (!/^[0-9a-f]+$/.test(hex)) return bad(`${name} ${seen(text.value)} is not hexadecimal`);
  if (hex.length % 2 !== 0)
    return bad(`${name} has ${hex.length} hexadecimal digits, an odd number`, 'check for a digit that was lost');
  return ok(hex);
}

/** Checks the length of a digest against its type; `lengths` maps type number to name and hexadecimal digits. */
export function checkDigest(hex: string, name: string, type: number, lengths: DigestLengths): Result<string> {
  const expected = lengths[type];
  if (expected === undefined || hex.length === expected.digits) return ok(hex);
  const fitting = Object.entries(lengths).filter(([, other]) => other.digits === hex.length);
  const hint = fitting.map(([number, other]) => `${number} (${other.name})`).join(' or ');
  return bad(
    `${name} has ${hex.length} hexadecimal digits, but type ${type} (${expected.name}) has ${expected.digits}`,
    hint === '' ? 'copy the whole digest' : `if the digest is right, its type is ${hint}`,
  );
}

export type DigestLengths = Readonly<Record<number, { readonly name: string; readonly digits: number }>>;

/** The problem of rdata with too few or too many fields. */
export function wrongForm(type: string, text: string, form: string): Result<never> {
  return bad(`${seen(text)} is not the form of ${type} data`, `write ${form}`);
}

function parseDigits(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}
