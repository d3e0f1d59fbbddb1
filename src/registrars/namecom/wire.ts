/**
 * What Name.com's answers look like, read strictly: a shape that is not known here is an error, never a guess.
 * Source: the OpenAPI file of the Core API (namedotcom/namecom-mcp assets/namecom.api.yaml, read 2026-11-23).
 */
import { type Fail, flag, integer, type Json, object, optional, show, text, texts } from '../http/fields.ts';
import { aboutDomain, listedDomain } from '../rows.ts';

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
  const zone = optional(record, 'domainName', text, fail);
  if (zone !== null) aboutDomain(zone, domain, fail);
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

/** The name alone. */
export function readDomainName(value: unknown, fail: Fail): string {
  return listedDomain(text(object(value, 'a domain', fail), 'domainName', fail));
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
