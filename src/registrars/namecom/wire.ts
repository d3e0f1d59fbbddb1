/**
 * What Name.com's answers look like, read strictly: a shape that is not known here is an error, never a guess.
 * Source: the OpenAPI file of the Core API (namedotcom/namecom-mcp assets/namecom.api.yaml, read 2026-11-23).
 */
import type { RegistrarError } from '../errors.ts';

/** Makes the error for an answer of another shape; the text says what was seen. */
export type Fail = (seen: string) => RegistrarError;

export type Json = Readonly<Record<string, unknown>>;

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Of all pages; null where it is not told. */
  readonly total: number | null;
  /** Null: this was the last page. */
  readonly next: number | null;
}

/** A DNS record as it is answered: one row for each value. */
export interface WireRecord {
  /** Stays the same when the record is changed. */
  readonly id: number;
  /** Full name with trailing dot. */
  readonly fqdn: string;
  readonly type: string;
  readonly answer: string;
  readonly ttl: number;
  /** Of MX and SRV; null where it is not told. */
  readonly priority: number | null;
}

/** A domain; null: not told. Lists may tell less than the detail does. */
export interface WireDomain {
  readonly name: string;
  readonly expireDate: string | null;
  readonly autorenewEnabled: boolean | null;
  readonly locked: boolean | null;
  readonly privacyEnabled: boolean | null;
  readonly nameservers: readonly string[] | null;
}

export interface WireDs {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: string;
}

/** `key`: where the items are: `records`, `domains`. */
export function readPage<T>(
  value: unknown,
  key: string,
  readItem: (item: unknown, fail: Fail) => T,
  fail: Fail,
): Page<T> {
  const page = object(value, `a page of ${key}`, fail);
  const total = optional(page, 'totalCount', integer, fail);
  const next = optional(page, 'nextPage', integer, fail);
  return {
    items: itemsOf(page, key, total, fail).map((item) => readItem(item, (seen) => fail(`${seen} in a list of ${key}`))),
    total,
    next: next === 0 ? null : next,
  };
}

const pageKeys = ['totalCount', 'from', 'to', 'nextPage', 'lastPage'];

/** The older API leaves out what is empty (dns-lexicon's recordings); anything but such a page without items is unknown. */
function itemsOf(page: Json, key: string, total: number | null, fail: Fail): readonly unknown[] {
  const items = page[key];
  if (Array.isArray(items)) return items;
  const isEmptyPage =
    items == null && (total ?? 0) === 0 && Object.keys(page).every((other) => [...pageKeys, key].includes(other));
  if (isEmptyPage) return [];
  throw fail(`${show(page)} where a list of ${key} was expected`);
}

/** `domain`: the zone that was asked for. */
export function readRecord(value: unknown, domain: string, fail: Fail): WireRecord {
  const record = object(value, 'a record', fail);
  return {
    id: integer(record, 'id', fail),
    fqdn: fqdnOf(record, domain, fail),
    type: text(record, 'type', fail),
    answer: optional(record, 'answer', text, fail) ?? '',
    ttl: integer(record, 'ttl', fail),
    priority: optional(record, 'priority', integer, fail),
  };
}

/** From `fqdn`; `host` is left out for the apex by some versions, and written in two ways by others. */
function fqdnOf(record: Json, domain: string, fail: Fail): string {
  if (record.fqdn != null) return text(record, 'fqdn', fail);
  const host = text(record, 'host', fail);
  return host === '' || host === '@' ? `${domain}.` : `${host}.${domain}.`;
}

export function readDomain(value: unknown, fail: Fail): WireDomain {
  const domain = object(value, 'a domain', fail);
  return {
    name: text(domain, 'domainName', fail),
    expireDate: optional(domain, 'expireDate', text, fail),
    autorenewEnabled: optional(domain, 'autorenewEnabled', flag, fail),
    locked: optional(domain, 'locked', flag, fail),
    privacyEnabled: optional(domain, 'privacyEnabled', flag, fail),
    nameservers: optional(domain, 'nameservers', texts, fail),
  };
}

/** The name alone, in lower case. */
export function readDomainName(value: unknown, fail: Fail): string {
  return text(object(value, 'a domain', fail), 'domainName', fail).toLowerCase();
}

export function readDs(value: unknown, fail: Fail): WireDs {
  const ds = object(value, 'a DS record', fail);
  return {
    keyTag: integer(ds, 'keyTag', fail),
    algorithm: integer(ds, 'algorithm', fail),
    digestType: integer(ds, 'digestType', fail),
    digest: text(ds, 'digest', fail),
  };
}

/** `{"serverName","motd","username","serverTime"}`: `GET hello`. */
export function readHello(value: unknown, fail: Fail): void {
  text(object(value, 'a greeting', fail), 'username', fail);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown, what: string, fail: Fail): Json {
  if (isJson(value)) return value;
  throw fail(`${show(value)} where ${what} was expected`);
}

function optional<T>(from: Json, key: string, read: (from: Json, key: string, fail: Fail) => T, fail: Fail): T | null {
  return from[key] == null ? null : read(from, key, fail);
}

function text(from: Json, key: string, fail: Fail): string {
  const value = from[key];
  if (typeof value === 'string') return value;
  throw fail(`${key} is ${show(value)} where text was expected`);
}

function texts(from: Json, key: string, fail: Fail): readonly string[] {
  const value = from[key];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw fail(`${key} is ${show(value)} where a list of texts was expected`);
}

function integer(from: Json, key: string, fail: Fail): number {
  const value = from[key];
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw fail(`${key} is ${show(value)} where a whole number was expected`);
}

function flag(from: Json, key: string, fail: Fail): boolean {
  const value = from[key];
  if (typeof value === 'boolean') return value;
  throw fail(`${key} is ${show(value)} where true or false was expected`);
}

function show(value: unknown): string {
  const shown = JSON.stringify(value) ?? 'nothing';
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
