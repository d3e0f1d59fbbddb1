/**
 * What Gandi's answers look like, read strictly: a shape that is not known here is an error, never a guess.
 * The detail of a domain holds its transfer secret (`authinfo`); nothing here reads it.
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
import { aboutDomain, listedDomain } from '../rows.ts';
import { defaultTtlSeconds } from './default-records.ts';
import type { StoredSet } from './stored-set.ts';

/** What the list of domains tells of one. */
export interface WireDomain {
  readonly fqdn: string;
  /** Null: not told. */
  readonly autoRenew: boolean | null;
  /** EPP status codes. */
  readonly status: readonly string[];
  readonly expiresAt: string | null;
  /** `livedns`, `other` ...: whose nameservers the domain uses. Null: not told. */
  readonly dns: string | null;
}

/** What only the detail of a domain tells. */
export interface WireDomainDetail extends Omit<WireDomain, 'dns'> {
  /** Years per renewal, and who pays; null where not told. */
  readonly renewal: RenewalTerms;
  /** Whether the registry of this domain can lock it; null: not told. */
  readonly canLock: boolean | null;
  /** Host names without trailing dot. */
  readonly nameservers: readonly string[];
  /** Whether the owner's data and mail address are hidden in WHOIS; null: not told. */
  readonly ownerHidden: boolean | null;
}

export interface RenewalTerms {
  readonly duration: number | null;
  readonly orgId: string | null;
}

/** One signing key of LiveDNS. */
interface WireKey {
  readonly flags: number;
  readonly deleted: boolean;
  readonly status: string;
  /** A DS record as a line of a zone file. */
  readonly ds: string;
}

/** GET livedns/domains/{fqdn}/records, one item. Its name is relative; `rrset_href` tells of which zone it is. */
export function readStoredSet(json: unknown, domain: string, fail: Fail): StoredSet {
  const set = readObject(json, 'a record set', fail);
  const name = readString(set.rrset_name, 'rrset_name', fail);
  const type = readString(set.rrset_type, 'rrset_type', fail);
  const zone = /\/livedns\/domains\/([^/]+)\//.exec(readStringOrNull(set.rrset_href, 'rrset_href', fail) ?? '')?.[1];
  if (zone !== undefined) aboutDomain(zone, domain, fail);
  const what = `${name} ${type}`;
  const values = readArray(set.rrset_values, `rrset_values of ${what}`, fail).map((value) =>
    readString(value, `a value of ${what}`, fail),
  );
  if (values.length === 0) throw fail(`${what} has no values`);
  // The documented schema has the TTL optional; a set without one has the default.
  const ttl = set.rrset_ttl ?? defaultTtlSeconds;
  if (!isInteger(ttl)) throw fail(`rrset_ttl of ${what} is ${kindOf(ttl)} where a number was expected`);
  return { name, type, ttlSeconds: ttl, values };
}

/** GET domain/domains, one item. In the list `autorenew` is a boolean. */
export function readDomain(json: unknown, fail: Fail): WireDomain {
  const domain = readObject(json, 'a domain', fail);
  const fqdn = readFqdn(domain, fail);
  const nameserver = domain.nameserver ?? null;
  const current = nameserver === null ? null : readObject(nameserver, `nameserver of ${fqdn}`, fail).current;
  return {
    fqdn,
    autoRenew: readBooleanOrNull(domain.autorenew, `autorenew of ${fqdn}`, fail),
    status: readStatus(domain, fail),
    expiresAt: readExpiry(domain, fail),
    dns: readStringOrNull(current, `nameserver.current of ${fqdn}`, fail),
  };
}

/** The name of an item of the list, which tells whose error it is where the rest cannot be read. */
export function readFqdn(json: unknown, fail: Fail): string {
  return listedDomain(readString(readObject(json, 'a domain', fail).fqdn, 'fqdn', fail));
}

/** GET domain/domains/{fqdn}. Here `autorenew` is an object. */
export function readDomainDetail(json: unknown, fail: Fail): WireDomainDetail {
  const domain = readObject(json, 'the domain', fail);
  const fqdn = readFqdn(domain, fail);
  const autorenew = readObject(domain.autorenew ?? {}, 'autorenew', fail);
  return {
    fqdn,
    autoRenew: readBooleanOrNull(autorenew.enabled, 'autorenew.enabled', fail),
    renewal: {
      duration: isInteger(autorenew.duration) ? autorenew.duration : null,
      orgId: readStringOrNull(autorenew.org_id, 'autorenew.org_id', fail),
    },
    status: readStatus(domain, fail),
    canLock: readBooleanOrNull(domain.can_tld_lock, 'can_tld_lock', fail),
    nameservers: readNames(domain.nameservers ?? [], 'nameservers', fail),
    expiresAt: readExpiry(domain, fail),
    ownerHidden: readOwnerHidden(domain, fail),
  };
}

/** GET livedns/nameservers/{fqdn}, GET domain/domains/{fqdn}/nameservers. */
export function readNames(json: unknown, what: string, fail: Fail): readonly string[] {
  return readArray(json, what, fail).map((name) => readString(name, `one of ${what}`, fail));
}

/** GET livedns/domains/{fqdn}/keys, one item. */
export function readKey(json: unknown, fail: Fail): WireKey {
  const key = readObject(json, 'a key', fail);
  if (!isInteger(key.flags)) throw fail(`flags of a key is ${kindOf(key.flags)} where a number was expected`);
  return {
    flags: key.flags,
    deleted: readBooleanOrNull(key.deleted, 'deleted of a key', fail) ?? false,
    status: readString(key.status, 'status of a key', fail),
    ds: readString(key.ds, 'ds of a key', fail),
  };
}

function readStatus(domain: Json, fail: Fail): readonly string[] {
  return readNames(domain.status, 'status', fail);
}

function readExpiry(domain: Json, fail: Fail): string | null {
  const dates = readObject(domain.dates, 'dates', fail);
  return readDateOrNull(dates.registry_ends_at, 'dates.registry_ends_at', fail);
}

/** Both default to true in the documented schema of a contact. */
function readOwnerHidden(domain: Json, fail: Fail): boolean | null {
  if ((domain.contacts ?? null) === null) return null;
  const owner = readObject(domain.contacts, 'contacts', fail).owner ?? null;
  if (owner === null) return null;
  const { data_obfuscated, mail_obfuscated } = readObject(owner, 'contacts.owner', fail);
  const data = readBooleanOrNull(data_obfuscated, 'contacts.owner.data_obfuscated', fail) ?? true;
  const mail = readBooleanOrNull(mail_obfuscated, 'contacts.owner.mail_obfuscated', fail) ?? true;
  return data && mail;
}

function isInteger(json: unknown): json is number {
  return Number.isInteger(json);
}
