/** What Cloudflare's answers look like, read strictly: a shape that is not known here is an error, never a guess. */
import type { RegistrarError } from '../errors.ts';

/** Makes the error for an answer of another shape; the text says what was seen. */
export type Fail = (seen: string) => RegistrarError;

export type Json = Readonly<Record<string, unknown>>;

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

export interface WireZone {
  readonly id: string;
  /** May be in Unicode (dnscontrol, fetchAllZones). */
  readonly name: string;
  readonly status: string;
  /** Empty where the answer has none (octodns-cloudflare 0.0.9). */
  readonly nameServers: readonly string[];
  /** `free`, `pro`, `business`, `enterprise`; null: not told. */
  readonly plan: string | null;
}

export interface WireRecord {
  readonly id: string;
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

export interface WireDnssec {
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
    name: text(zone, 'name', fail),
    status: text(zone, 'status', fail),
    nameServers: zone.name_servers == null ? [] : texts(zone, 'name_servers', fail),
    plan: typeof plan === 'string' ? plan : null,
  };
}

export function readRecord(value: unknown, fail: Fail): WireRecord {
  const record = object(value, 'a record', fail);
  const { content, priority, data, proxied, comment, tags, meta } = record;
  return {
    id: text(record, 'id', fail),
    name: text(record, 'name', fail),
    type: text(record, 'type', fail),
    ttl: number(record, 'ttl', fail),
    content: content == null ? null : text(record, 'content', fail),
    priority: priority == null ? null : number(record, 'priority', fail),
    data: data == null ? null : object(data, 'data of a record', fail),
    proxied: proxied == null ? false : flag(record, 'proxied', fail),
    comment: comment == null ? null : text(record, 'comment', fail),
    tags: tags == null ? [] : texts(record, 'tags', fail),
    readOnly: isJson(meta) && meta.read_only === true,
  };
}

export function readRegistration(value: unknown, fail: Fail): WireRegistration {
  const registration = object(value, 'a registration', fail);
  const { expires_at: expiresAt, privacy_mode: privacyMode } = registration;
  return {
    domain: text(registration, 'domain_name', fail),
    status: text(registration, 'status', fail),
    // Null only while the registration is under way.
    expiresAt: expiresAt == null ? null : text(registration, 'expires_at', fail),
    autoRenew: flag(registration, 'auto_renew', fail),
    locked: flag(registration, 'locked', fail),
    privacyMode: typeof privacyMode === 'string' ? privacyMode : null,
  };
}

export function readDnssec(value: unknown, fail: Fail): WireDnssec {
  const dnssec = object(value, 'DNSSEC', fail);
  // Algorithm and digest type are strings in the documents; numbers mean the same.
  const optional = (key: string) => (dnssec[key] == null ? null : String(dnssec[key]));
  return {
    status: text(dnssec, 'status', fail),
    keyTag: dnssec.key_tag == null ? null : number(dnssec, 'key_tag', fail),
    algorithm: optional('algorithm'),
    digestType: optional('digest_type'),
    digest: optional('digest'),
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

/** A number of `result_info`. */
export function infoNumber(info: Json | null, key: string, fail: Fail): number {
  if (info === null) throw fail('a list without result_info');
  return number(info, key, fail);
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown, what: string, fail: Fail): Json {
  if (isJson(value)) return value;
  throw fail(`${show(value)} where ${what} was expected`);
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

function number(from: Json, key: string, fail: Fail): number {
  const value = from[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw fail(`${key} is ${show(value)} where a number was expected`);
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
