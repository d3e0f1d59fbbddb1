/**
 * What Porkbun's answers look like, read strictly: a shape that is not known here is an error, never a guess. The API
 * mixes numbers and their texts, and an empty map comes as an empty list (tuzzmaniandevil/porkbun-go, its fixtures).
 */
import { count, type Fail, isJson, type Json, list, object, optional, show, text } from '../http/fields.ts';

/** What the API says when it refuses. Before 2026 there was only a message. */
export interface WireRefusal {
  readonly code: string | null;
  readonly message: string;
  /** `fix_request`, `authenticate`, `enable_setting`, `wait_and_retry` ... */
  readonly action: string | null;
  readonly hint: string | null;
}

export interface WireRecord {
  readonly id: string;
  /** In full, without trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttlSeconds: number | null;
  readonly prio: number | null;
  readonly notes: string;
}

export interface WireDomain {
  readonly domain: string;
  readonly status: string;
  /** `2027-08-20 17:52:51` */
  readonly expireDate: string | null;
  readonly autoRenew: boolean | null;
  readonly securityLock: boolean | null;
  readonly whoisPrivacy: boolean | null;
  /** Whether the API may touch the domain. */
  readonly apiAccess: boolean | null;
  /** Delegated elsewhere. */
  readonly notLocal: boolean | null;
}

export interface WireDs {
  readonly keyTag: string;
  readonly alg: string;
  readonly digestType: string;
  readonly digest: string;
}

/** Null: success. The body's own word counts, not the HTTP status: a refusal may come with 200 (updateNs). */
export function readRefusal(json: unknown, fail: Fail): WireRefusal | null {
  if (!isJson(json) || typeof json.status !== 'string') throw fail(`no status in ${show(json)}`);
  if (json.status.toUpperCase() === 'SUCCESS') return null;
  return readResultRefusal(json);
}

function readResultRefusal(json: Json): WireRefusal {
  const next = isJson(json.next_action) ? json.next_action : {};
  return {
    code: textOrNull(json.code),
    message: textOrNull(json.message) ?? String(json.status),
    action: textOrNull(next.type),
    hint: textOrNull(next.hint),
  };
}

/** `records` of dns/retrieve. */
export function readRecords(json: Json, fail: Fail): readonly WireRecord[] {
  return list(json.records, 'records', fail).map((item) => readRecord(item, fail));
}

function readRecord(value: unknown, fail: Fail): WireRecord {
  const record = object(value, 'a record', fail);
  const name = text(record, 'name', fail);
  const inRecord: Fail = (seen) => fail(`${seen} in a record of ${name}`);
  return {
    id: idOf(record.id, inRecord),
    name,
    type: text(record, 'type', inRecord),
    content: text(record, 'content', inRecord),
    ttlSeconds: numberOrNull(record, 'ttl', inRecord),
    prio: numberOrNull(record, 'prio', inRecord),
    notes: textOrNull(record.notes) ?? '',
  };
}

/** A number when a record is made, text when it is read; both have been seen of both. */
function idOf(value: unknown, fail: Fail): string {
  // In one form: `007` and `7` would be two ids of one record.
  if (typeof value === 'string' && /^(0|[1-9]\d*)$/.test(value)) return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw fail(`id is ${show(value)} where a number was expected`);
}

/** `domains` of domain/listAll. */
export function readDomains(json: Json, fail: Fail): readonly unknown[] {
  return list(json.domains, 'domains', fail);
}

/** One domain of domain/listAll and domain/get. */
export function readDomain(value: unknown, fail: Fail): WireDomain {
  const domain = object(value, 'a domain', fail);
  const name = readDomainName(domain, fail);
  const flag = (key: string) => flagOrNull(domain, key, (seen) => fail(`${seen} in ${name}`));
  return {
    domain: name,
    status: textOrNull(domain.status) ?? 'unknown',
    expireDate: textOrNull(domain.expireDate),
    autoRenew: flag('autoRenew'),
    securityLock: flag('securityLock'),
    whoisPrivacy: flag('whoisPrivacy'),
    apiAccess: flag('apiAccess'),
    notLocal: flag('notLocal'),
  };
}

export function readDomainName(value: unknown, fail: Fail): string {
  return text(object(value, 'a domain', fail), 'domain', fail);
}

/** `ns` of domain/getNs. */
export function readNameservers(json: Json, fail: Fail): readonly string[] {
  return list(json.ns, 'ns', fail).map((name) => {
    if (typeof name === 'string') return name;
    throw fail(`${show(name)} in ns where a host name was expected`);
  });
}

/** `records` of dns/getDnssecRecords: by key tag. */
export function readDsRecords(json: Json, fail: Fail): readonly WireDs[] {
  return entries(json.records, 'records', fail).map(([key, value]) => {
    const ds = object(value, 'a DS record', fail);
    const field = (name: string) => scalar(ds, name, (seen) => fail(`${seen} in the DS record ${key}`));
    return {
      keyTag: ds.keyTag === undefined ? key : field('keyTag'),
      alg: field('alg'),
      digestType: field('digestType'),
      digest: field('digest'),
    };
  });
}

/** `results` of domain/updateAutoRenew: by domain; null for success. */
export function readResults(json: Json, fail: Fail): ReadonlyMap<string, WireRefusal | null> {
  return new Map(
    entries(json.results, 'results', fail).map(([domain, value]) => {
      const result = object(value, `the result of ${domain}`, fail);
      return [domain.toLowerCase(), readRefusal(result, fail)];
    }),
  );
}

function entries(value: unknown, what: string, fail: Fail): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value) && value.length === 0) return [];
  return Object.entries(object(value, what, fail));
}

/** Text or a number, as text. */
function scalar(from: Json, key: string, fail: Fail): string {
  const value = from[key];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw fail(`${key} is ${show(value)} where text was expected`);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOrNull(from: Json, key: string, fail: Fail): number | null {
  return from[key] === '' ? null : optional(from, key, count, fail);
}

/** `1` and `"1"`, `0` and `"0"`. */
function flagOrNull(from: Json, key: string, fail: Fail): boolean | null {
  const value = from[key];
  if (value === null || value === undefined || value === '') return null;
  if (value === 1 || value === '1' || value === true) return true;
  if (value === 0 || value === '0' || value === false) return false;
  throw fail(`${key} is ${show(value)} where 0 or 1 was expected`);
}
