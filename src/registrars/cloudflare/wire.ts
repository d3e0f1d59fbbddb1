/** What Cloudflare's answers look like, read strictly: a shape that is not known here is an error, never a guess. */
import {
  count,
  type Fail,
  flag,
  isJson,
  type Json,
  number,
  object,
  optional,
  show,
  text,
  texts,
} from '../http/fields.ts';
import type { Page } from '../paging.ts';

/** `{"result","success","errors","messages","result_info"}`; every answer is one. */
export interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly WireError[];
  readonly info: Json | null;
}

export interface WireError {
  readonly code: number;
  readonly message: string;
  readonly chain: readonly WireError[];
}

/**
 * `partial`: another host answers, and points some names here. `secondary`: the records come from another server.
 * `internal`: for resolvers inside only; may have the name of a public zone of the account (API reference, 2026-11-30).
 */
const zoneTypes = ['full', 'partial', 'secondary', 'internal'] as const;

export interface WireZone {
  readonly id: string;
  readonly type: (typeof zoneTypes)[number];
  /** May be in Unicode (dnscontrol, fetchAllZones). */
  readonly name: string;
  readonly status: string;
  /** Empty where the answer has none (octodns-cloudflare 0.0.9). */
  readonly nameServers: readonly string[];
  /** `free`, `pro`, `business`, `enterprise`; null: not told. */
  readonly plan: string | null;
  /** Whose it is; null: not told. */
  readonly accountId: string | null;
}

export interface WireRecord {
  readonly id: string;
  /** Of the zone; null: not told. */
  readonly zoneId: string | null;
  readonly zoneName: string | null;
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly content: string | null;
  readonly priority: number | null;
  readonly data: Json | null;
  readonly proxied: boolean;
  readonly comment: string | null;
  readonly tags: readonly string[];
  /** Maintained by a service of Cloudflare: Email Routing. */
  readonly readOnly: boolean;
}

export interface WireRegistration {
  readonly domain: string;
  readonly status: string;
  readonly expiresAt: string | null;
  readonly autoRenew: boolean;
  readonly locked: boolean;
  /** `redaction`, `off`. */
  readonly privacyMode: string | null;
}

interface WireDnssec {
  readonly status: string;
  readonly keyTag: number | null;
  readonly algorithm: string | null;
  readonly digestType: string | null;
  readonly digest: string | null;
}

export interface WireWorkflow {
  readonly state: string;
  readonly completed: boolean;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** What the user has to do, where the workflow says so. */
  readonly action: string | null;
}

export function readEnvelope(value: unknown, fail: Fail): Envelope {
  if (!isJson(value) || typeof value.success !== 'boolean') throw fail(`no success flag in ${show(value)}`);
  return {
    success: value.success,
    result: value.result,
    errors: Array.isArray(value.errors) ? value.errors.flatMap(readError) : [],
    info: isJson(value.result_info) ? value.result_info : null,
  };
}

function readError(value: unknown): readonly WireError[] {
  if (!isJson(value)) return [];
  const { code, message, error_chain: chain } = value;
  return [
    {
      code: typeof code === 'number' ? code : Number(code),
      message: typeof message === 'string' ? message : '',
      chain: Array.isArray(chain) ? chain.flatMap(readError) : [],
    },
  ];
}

export function readList<T>(
  value: unknown,
  what: string,
  read: (item: unknown, fail: Fail) => T,
  fail: Fail,
): readonly T[] {
  if (!Array.isArray(value)) throw fail(`${show(value)} where a list of ${what} was expected`);
  return value.map((item) => read(item, (seen) => fail(`${seen} in a list of ${what}`)));
}

export function readZone(value: unknown, fail: Fail): WireZone {
  const zone = object(value, 'a zone', fail);
  const plan = isJson(zone.plan) ? zone.plan.legacy_id : null;
  return {
    id: text(zone, 'id', fail),
    type: readZoneType(zone, fail),
    name: text(zone, 'name', fail),
    status: text(zone, 'status', fail),
    nameServers: optional(zone, 'name_servers', texts, fail) ?? [],
    plan: typeof plan === 'string' ? plan : null,
    accountId: isJson(zone.account) ? optional(zone.account, 'id', text, fail) : null,
  };
}

function readZoneType(zone: Json, fail: Fail): WireZone['type'] {
  const word = optional(zone, 'type', text, fail) ?? 'full';
  const type = zoneTypes.find((known) => known === word);
  if (type === undefined) throw fail(`a zone of the type ${JSON.stringify(word)}`);
  return type;
}

/** What a list of domains or zones is about, which tells whose error it is where the rest cannot be read. */
export function readName(value: unknown, key: 'name' | 'domain_name', fail: Fail): string {
  return text(object(value, 'an item', fail), key, fail);
}

export function readRecord(value: unknown, fail: Fail): WireRecord {
  const record = object(value, 'a record', fail);
  const { data, meta } = record;
  return {
    id: text(record, 'id', fail),
    zoneId: optional(record, 'zone_id', text, fail),
    zoneName: optional(record, 'zone_name', text, fail),
    name: text(record, 'name', fail),
    type: text(record, 'type', fail),
    ttl: number(record, 'ttl', fail),
    content: optional(record, 'content', text, fail),
    priority: optional(record, 'priority', number, fail),
    data: data == null ? null : object(data, 'data of a record', fail),
    proxied: optional(record, 'proxied', flag, fail) ?? false,
    comment: optional(record, 'comment', text, fail),
    tags: optional(record, 'tags', texts, fail) ?? [],
    readOnly: isJson(meta) && meta.read_only === true,
  };
}

export function readRegistration(value: unknown, fail: Fail): WireRegistration {
  const registration = object(value, 'a registration', fail);
  const { privacy_mode: privacyMode } = registration;
  return {
    domain: text(registration, 'domain_name', fail),
    status: text(registration, 'status', fail),
    // Null only while the registration is under way.
    expiresAt: optional(registration, 'expires_at', text, fail),
    autoRenew: flag(registration, 'auto_renew', fail),
    locked: flag(registration, 'locked', fail),
    privacyMode: typeof privacyMode === 'string' ? privacyMode : null,
  };
}

export function readDnssec(value: unknown, fail: Fail): WireDnssec {
  const dnssec = object(value, 'DNSSEC', fail);
  // Algorithm and digest type are strings in the documents; numbers mean the same.
  const numberOrText = (key: string) => (dnssec[key] == null ? null : String(dnssec[key]));
  return {
    status: text(dnssec, 'status', fail),
    keyTag: optional(dnssec, 'key_tag', number, fail),
    algorithm: numberOrText('algorithm'),
    digestType: numberOrText('digest_type'),
    digest: numberOrText('digest'),
  };
}

export function readWorkflow(value: unknown, fail: Fail): WireWorkflow {
  const workflow = object(value, 'a workflow', fail);
  const error = isJson(workflow.error) ? workflow.error : null;
  const action = isJson(workflow.context) ? workflow.context.action : null;
  return {
    state: text(workflow, 'state', fail),
    completed: flag(workflow, 'completed', fail),
    error: error === null ? null : { code: String(error.code), message: String(error.message) },
    action: action == null ? null : typeof action === 'string' ? action : JSON.stringify(action),
  };
}

/** How many pages are asked for at once where the first has told how many there are. */
const pagesAtOnce = 8;

/** A page of a list whose pages are numbered from 1 and counted in `result_info`. */
export function numberedPage<T>(page: number, items: readonly T[], info: Json | null, fail: Fail): Page<T, number> {
  if (info === null) throw fail('a list without result_info');
  const last = count(info, 'total_pages', fail);
  const length = Math.max(0, Math.min(last - page, pagesAtOnce));
  return {
    items,
    total: count(info, 'total_count', fail),
    next: page < last ? page + 1 : undefined,
    upcoming: Array.from({ length }, (_, index) => page + 1 + index),
    fail,
  };
}
