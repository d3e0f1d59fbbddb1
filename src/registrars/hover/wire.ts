/**
 * What Hover's answers look like, read strictly: a shape that is not known here is an error, never a guess. Nothing of
 * it is documented; shapes as dns-lexicon recorded them (2023) and as GoCodeAlone/workflow-plugin-hover and the
 * CaptainCore plugin read them (2026). One fact has several forms: flags are true and false in one list, "on" and "off"
 * in another, and a TTL is sent as text and answered as a number.
 */
import { count, type Fail, type Json, list, object, optional, show, text, texts } from '../http/fields.ts';
import { aboutDomain, onceEach } from '../rows.ts';

export interface WireRecord {
  readonly id: string;
  /** Relative; `@` is the apex. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttlSeconds: number;
}

/** Null: not told. */
export interface WireDomain {
  readonly status: string;
  /** `2027-09-26` */
  readonly renewalDate: string | null;
  readonly autoRenew: boolean | null;
  readonly locked: boolean | null;
  readonly whoisPrivacy: boolean | null;
  readonly nameservers: readonly string[] | null;
  /** How many mailboxes the domain has at Hover. Whether forwards count is NOT VERIFIED. */
  readonly emails: number | null;
}

/** `domain.dns` of the answer to `GET /api/control_panel/dns/{domain}`: all of it, there are no pages. */
export function readRecords(json: Json, domain: string, fail: Fail): readonly WireRecord[] {
  const zone = object(json.domain, 'a domain', fail);
  aboutDomain(text(zone, 'name', fail), domain, fail);
  const records = list(zone.dns, 'dns', fail).map((item) => readRecord(item, fail));
  return onceEach(records, ({ id }) => id, fail);
}

/** `domain.forward` of the answer to `GET /api/control_panel/forwards/{domain}`: whether there is one. Its shape is NOT VERIFIED. */
export function readForwarded(json: Json, domain: string, fail: Fail): boolean {
  const found = object(json.domain, 'a domain', fail);
  const name = text(found, 'name', fail);
  if (name.toLowerCase() !== domain) throw fail(`the forwards of ${name}`);
  const { forward } = found;
  if (forward === undefined) throw fail('no forward');
  return forward !== null && forward !== false && JSON.stringify(forward).length > '""'.length;
}

/** One row; also `dns_record` in the answer to a creation. */
export function readRecord(value: unknown, fail: Fail): WireRecord {
  const record = object(value, 'a record', fail);
  const name = text(record, 'name', fail);
  const inRecord: Fail = (seen) => fail(`${seen} in a record of ${name === '' ? '@' : name}`);
  const id = text(record, 'id', inRecord);
  if (id === '') throw inRecord('an empty id');
  return {
    id,
    name,
    type: text(record, 'type', inRecord),
    content: text(record, 'content', inRecord),
    ttlSeconds: count(record, 'ttl', inRecord),
  };
}

/** The ids that the answer to a deletion names; null: it names none. */
export function readDeletedIds(json: Json, fail: Fail): readonly string[] | null {
  if (json.domains === undefined) return null;
  return list(json.domains, 'domains', fail).flatMap((item) =>
    texts(object(item, 'a domain', fail), 'dns_records', fail),
  );
}

/** `domains` of the answer to `GET /api/domains`. */
export function readDomains(json: Json, fail: Fail): readonly unknown[] {
  return list(json.domains, 'domains', fail);
}

/** The name alone: what else is wrong with an item is the error of that domain. */
export function readDomainName(value: unknown, fail: Fail): string {
  return text(object(value, 'a domain', fail), 'domain_name', fail);
}

export function readDomain(value: unknown, fail: Fail): WireDomain {
  const domain = object(value, 'a domain', fail);
  return {
    status: optional(domain, 'status', text, fail) ?? 'unknown',
    renewalDate: optional(domain, 'renewal_date', text, fail),
    autoRenew: optional(domain, 'auto_renew', flag, fail),
    locked: optional(domain, 'locked', flag, fail),
    whoisPrivacy: optional(domain, 'whois_privacy', flag, fail),
    nameservers: optional(domain, 'nameservers', texts, fail),
    emails: optional(domain, 'num_emails', count, fail),
  };
}

function flag(from: Json, key: string, fail: Fail): boolean {
  const value = from[key];
  if (value === true || value === 'on') return true;
  if (value === false || value === 'off') return false;
  throw fail(`${key} is ${show(value)} where true, false, on or off was expected`);
}
