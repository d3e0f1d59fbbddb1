/**
 * What GoDaddy's answers look like, read strictly: a shape that is not known here is an error, never a guess.
 * The detail of a domain holds its transfer code and its owner's address; nothing here reads them.
 */
import type { Fail, Json } from '../http/fields.ts';
import {
  kindOf,
  readArray,
  readBooleanOrNull,
  readDateOrNull,
  readObject,
  readString,
  readStringOrNull,
} from '../http/guarded-fields.ts';
import { listedDomain } from '../rows.ts';

/** One record as it is sent. Records have no id: type, name and data tell them apart. */
export interface Row {
  readonly type: string;
  /** Relative to the zone, `@` for the apex. Of an SRV without its service and protocol. */
  readonly name: string;
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
  /** MX and SRV. */
  readonly priority?: number;
  /** SRV. */
  readonly weight?: number;
  readonly port?: number;
  readonly service?: string;
  readonly protocol?: string;
}

/** One record as it is answered. */
export interface AnsweredRow extends Omit<Row, 'data'> {
  /** Null where a type keeps its data in fields of its own. */
  readonly data: string | null;
  /** All of it, to be sent back unchanged. */
  readonly raw: Json;
}

/** What the list of domains and the detail of one tell alike. */
export interface WireDomain {
  readonly domain: string;
  readonly status: string;
  /** ISO 8601. */
  readonly expiresAt: string | null;
  /** Null: not told. */
  readonly renewAuto: boolean | null;
  readonly locked: boolean | null;
  /** Whether the privacy product is on. */
  readonly privacy: boolean | null;
  /** Whether the owner's data is shown in WHOIS. */
  readonly exposeWhois: boolean | null;
  /** Host names without trailing dot; null: not told. */
  readonly nameServers: readonly string[] | null;
}

/** GET records, one item. */
export function readRow(json: unknown, fail: Fail): AnsweredRow {
  const raw = readObject(json, 'a record', fail);
  const type = readString(raw.type, 'type of a record', fail);
  const name = readString(raw.name, `name of a record of type ${type}`, fail);
  const what = `${name} ${type}`;
  if (raw.data !== undefined && raw.data !== null && typeof raw.data !== 'string') {
    throw fail(`data of ${what} is ${kindOf(raw.data)} where a text was expected`);
  }
  const priority = readNumberOrUndefined(raw.priority, `priority of ${what}`, fail);
  const weight = readNumberOrUndefined(raw.weight, `weight of ${what}`, fail);
  const port = readNumberOrUndefined(raw.port, `port of ${what}`, fail);
  const service = readStringOrNull(told(raw.service), `service of ${what}`, fail);
  const protocol = readStringOrNull(told(raw.protocol), `protocol of ${what}`, fail);
  return {
    type,
    name,
    data: raw.data ?? null,
    ttl: readNumber(raw.ttl, `ttl of ${what}`, fail),
    ...(priority === undefined ? {} : { priority }),
    ...(weight === undefined ? {} : { weight }),
    ...(port === undefined ? {} : { port }),
    ...(service === null ? {} : { service }),
    ...(protocol === null ? {} : { protocol }),
    raw,
  };
}

/** GET domains, one item, and GET domains/{domain}. */
export function readDomain(json: unknown, fail: Fail): WireDomain {
  const raw = readObject(json, 'a domain', fail);
  const domain = listedDomain(readShownName(raw, fail));
  const nameServers = raw.nameServers ?? null;
  return {
    domain,
    status: readString(raw.status, `status of ${domain}`, fail),
    expiresAt: readDateOrNull(told(raw.expires), `expires of ${domain}`, fail),
    renewAuto: readBooleanOrNull(raw.renewAuto, `renewAuto of ${domain}`, fail),
    locked: readBooleanOrNull(raw.locked, `locked of ${domain}`, fail),
    privacy: readBooleanOrNull(raw.privacy, `privacy of ${domain}`, fail),
    exposeWhois: readBooleanOrNull(raw.exposeWhois, `exposeWhois of ${domain}`, fail),
    nameServers:
      nameServers === null
        ? null
        : readArray(nameServers, `nameServers of ${domain}`, fail).map((name) =>
            readString(name, `one of nameServers of ${domain}`, fail),
          ),
  };
}

/** The name of an item of the list, which tells whose error it is where the rest cannot be read. */
export function readShownName(json: unknown, fail: Fail): string {
  return readString(readObject(json, 'a domain', fail).domain, 'domain', fail);
}

/** What tells an item of the list from others of the same name: the id of the registration, or its status. */
export function readKey(json: unknown, fail: Fail): string {
  const { domainId, status } = readObject(json, 'a domain', fail);
  return `${readShownName(json, fail).toLowerCase()} ${String(domainId ?? status)}`;
}

/** Empty text tells nothing. */
function told(json: unknown): unknown {
  return json === '' ? null : json;
}

function readNumber(json: unknown, what: string, fail: Fail): number {
  if (typeof json !== 'number' || !Number.isInteger(json) || json < 0) {
    throw fail(`${what} is ${kindOf(json)} where a whole number was expected`);
  }
  return json;
}

function readNumberOrUndefined(json: unknown, what: string, fail: Fail): number | undefined {
  return json === undefined || json === null ? undefined : readNumber(json, what, fail);
}
