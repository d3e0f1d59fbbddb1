/**
 * Strict readers of JSON answers: a value of another kind than expected is an error that shows it, never a guess. They
 * throw what `fail` makes. For answers that hold secrets of a domain there are `guarded-fields.ts`, which show nothing.
 */

import { parseJsonText } from '../../schema/json-text.ts';
import type { RegistrarError } from '../errors.ts';

/** Makes the error for an answer of another shape; the text says what was seen and what was expected. */
export type Fail = (seen: string) => RegistrarError;

/** A JSON object whose fields nobody has looked at yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Reads one field of an object; `fail` gets the name of the field too. */
export type ReadField<T> = (from: Json, key: string, fail: Fail) => T;

/** Neither a list nor null. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON text of an object; null for anything else. */
export function parseObject(text: string): Json | null {
  try {
    const value = parseJsonText(text);
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

/** `what`: what the object is: `a record`. */
export function object(value: unknown, what: string, fail: Fail): Json {
  if (isJson(value)) return value;
  throw fail(`${show(value)} where ${what} was expected`);
}

/** `what`: where the list stands: `records`. */
export function list(value: unknown, what: string, fail: Fail): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fail(`${what} is ${show(value)} where a list was expected`);
}

/** Null where the field is missing or null. */
export function optional<T>(from: Json, key: string, read: ReadField<T>, fail: Fail): T | null {
  return from[key] == null ? null : read(from, key, fail);
}

/** May be empty. */
export function text(from: Json, key: string, fail: Fail): string {
  const value = from[key];
  if (typeof value === 'string') return value;
  throw fail(`${key} is ${show(value)} where text was expected`);
}

export function texts(from: Json, key: string, fail: Fail): readonly string[] {
  const value = from[key];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw fail(`${key} is ${show(value)} where a list of texts was expected`);
}

export function number(from: Json, key: string, fail: Fail): number {
  const value = from[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw fail(`${key} is ${show(value)} where a number was expected`);
}

/** One that a number holds exactly: of two ids beyond 2^53, each may be read as the other. */
export function integer(from: Json, key: string, fail: Fail): number {
  const value = from[key];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw fail(`${key} is ${show(value)} where a whole number was expected`);
}

/** A whole number from 0, or its digits as text. */
export function count(from: Json, key: string, fail: Fail): number {
  const value = from[key];
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  throw fail(`${key} is ${show(value)} where a number was expected`);
}

export function flag(from: Json, key: string, fail: Fail): boolean {
  const value = from[key];
  if (typeof value === 'boolean') return value;
  throw fail(`${key} is ${show(value)} where true or false was expected`);
}

/** A value for a message, as JSON of at most 80 characters. */
export function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing';
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
