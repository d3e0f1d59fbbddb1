/**
 * Strict readers of JSON answers that hold secrets of a domain, as its transfer code: like `fields.ts`, but messages tell
 * what kind of value came, never the value. `what`: what is read, for the message: `status of example.com`.
 */
import { type Fail, isJson, type Json } from './fields.ts';

export function readObject(json: unknown, what: string, fail: Fail): Json {
  if (isJson(json)) return json;
  throw fail(`${what} is ${kindOf(json)} where an object was expected`);
}

export function readArray(json: unknown, what: string, fail: Fail): readonly unknown[] {
  if (Array.isArray(json)) return json;
  throw fail(`${what} is ${kindOf(json)} where a list was expected`);
}

/** Never empty. */
export function readString(json: unknown, what: string, fail: Fail): string {
  if (typeof json === 'string' && json !== '') return json;
  throw fail(`${what} is ${kindOf(json)} where a text was expected`);
}

/** Null where it is missing or null. */
export function readStringOrNull(json: unknown, what: string, fail: Fail): string | null {
  return json == null ? null : readString(json, what, fail);
}

/** Null where it is missing or null. */
export function readBooleanOrNull(json: unknown, what: string, fail: Fail): boolean | null {
  if (json == null) return null;
  if (typeof json === 'boolean') return json;
  throw fail(`${what} is ${kindOf(json)} where true or false was expected`);
}

/** As it was written; null where it is missing or null. What is no date is shown: these fields hold no secrets. */
export function readDateOrNull(json: unknown, what: string, fail: Fail): string | null {
  const text = readStringOrNull(json, what, fail);
  if (text === null || !Number.isNaN(Date.parse(text))) return text;
  throw fail(`${what} is "${text}" where a date was expected`);
}

/** For messages. */
export function kindOf(json: unknown): string {
  if (json === undefined) return 'missing';
  if (json === null) return 'null';
  if (json === '') return 'empty';
  if (Array.isArray(json)) return 'a list';
  return typeof json === 'object' ? 'an object' : `a ${typeof json}`;
}
