/** Live registrations: from the list of domains, which tells everything, or from the detail of one, in the fewest requests. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { orRegistrarError, RegistrarError, registrarError } from '../errors.ts';
import type { Fail } from '../http/fields.ts';
import { readArray } from '../http/guarded-fields.ts';
import { maxAccountDomains, type Paging, readAllPages, readPages } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { aboutDomain, byDomain, listedDomain, registrationsOf } from '../rows.ts';
import { type Api, domainPath } from './api.ts';
import { nameserverFrom } from './convert.ts';
import { readDomain, readKey, readShownName, type WireDomain } from './wire.ts';

export type Registrations = ReadonlyMap<string, LiveRegistration | RegistrarError>;

/** The maximum; more is refused with 422 (Swagger file). */
const domainsPerPage = 1000;

/** Domains that the list keeps although they are no longer the account's: cancelled, transferred, sold, never registered. */
const gone =
  /^(CANCELLED|CONFISCATED|EXPIRED_REASSIGNED|FAILED_(PRE_)?REGISTRATION|REVERTED|TRANSFERRED|UPDATED_OWNERSHIP)/;

/** An item of the list: its domain, and the rest or why it cannot be read. */
interface Listed {
  readonly domain: string;
  readonly shown: string;
  /** What tells it from a former registration of the same name. */
  readonly key: string;
  readonly read: WireDomain | RegistrarError;
  readonly fail: Fail;
}

/** All domains of the account. Throws `RegistrarError`. */
export async function listRegistrations(api: Api, account: string): Promise<readonly LiveRegistration[]> {
  const { items, fail } = await readAllPages(listing(api, account));
  return registrationsOf(present(items, fail), (item) => item);
}

/**
 * The list, until all are found; one detail where one domain is asked for, or where no more are missing than pages have
 * been read, since reading on in a long list does not pay for the last few.
 */
export async function readRegistrations(
  api: Api,
  queries: readonly RegistrationQuery[],
  account: string,
): Promise<Registrations> {
  const found = new Map<string, LiveRegistration | RegistrarError>();
  const missing = new Set(queries.map(({ domain }) => domain));
  if (missing.size > 1) {
    let pagesRead = 0;
    let ended = true;
    for await (const { items, next, fail } of readPages(listing(api, account))) {
      pagesRead += 1;
      for (const [domain, read] of present(items, fail)) if (missing.delete(domain)) found.set(domain, read);
      ended = next === undefined;
      if (missing.size <= pagesRead) break;
    }
    if (ended) {
      for (const domain of missing) found.set(domain, notListed(api, domain));
      missing.clear();
    }
  }
  // A detail also where the list left out the nameservers.
  for (const { domain, fields } of queries) {
    const read = found.get(domain);
    if (read === undefined || read instanceof RegistrarError) continue;
    if (fields.includes('nameservers') && read.settings.nameservers === undefined) missing.add(domain);
  }
  await readDetails(api, [...missing], found);
  return found;
}

/** GET domains/{domain}. Throws `RegistrarError`. */
export async function readDetail(api: Api, domain: string): Promise<LiveRegistration> {
  const { json, fail } = await api.read({ path: domainPath(domain), operation: 'read registration', object: domain });
  const read = readDomain(json, fail);
  aboutDomain(read.domain, domain, fail);
  if (gone.test(read.status)) throw isGone(api, read);
  return liveRegistration(read, fail);
}

/** Those that are the account's still. A former registration of the same name may stand beside the one that holds. */
function present(items: readonly Listed[], fail: Fail): ReadonlyMap<string, LiveRegistration | RegistrarError> {
  const held = items.flatMap((item) => {
    const read = registrationOf(item);
    return read === undefined ? [] : [[item.domain, read] as const];
  });
  return byDomain(held, fail);
}

/** The pages of the list, each after the last domain of the one before. The first that is not full is the last. */
function listing(api: Api, account: string): Paging<Listed, string> {
  return {
    what: 'domains',
    first: '',
    readPage: async (marker) => {
      const { json, fail } = await api.read({
        path: '/domains',
        query: { includes: 'nameServers', limit: domainsPerPage, ...(marker === '' ? {} : { marker }) },
        operation: 'list registrations',
        object: account,
      });
      const items = readArray(json, 'the list of domains', fail).map((item): Listed => {
        const shown = readShownName(item, fail);
        return {
          domain: listedDomain(shown),
          shown,
          key: readKey(item, fail),
          read: orRegistrarError(() => readDomain(item, fail)),
          fail,
        };
      });
      // In the letters of the list itself.
      const last = items.length < domainsPerPage ? undefined : items.at(-1)?.shown;
      return { items, perhaps: true, fail, ...(last !== undefined && { next: last }) };
    },
    keyOf: ({ key }) => key,
    perPage: domainsPerPage,
    atMost: maxAccountDomains,
  };
}

/** Undefined: no longer the account's. */
function registrationOf({ read, fail }: Listed): LiveRegistration | RegistrarError | undefined {
  if (read instanceof RegistrarError) return read;
  return gone.test(read.status) ? undefined : orRegistrarError(() => liveRegistration(read, fail));
}

function liveRegistration(domain: WireDomain, fail: Fail): LiveRegistration {
  const { renewAuto, locked, nameServers } = domain;
  const hidden = isHidden(domain);
  return {
    domain: domain.domain,
    status: domain.status.toLowerCase(),
    expiresAt: domain.expiresAt,
    settings: {
      ...(renewAuto === null ? {} : { auto_renew: renewAuto }),
      ...(locked === null ? {} : { transfer_lock: locked }),
      ...(hidden === null ? {} : { privacy: hidden }),
      ...(nameServers === null ? {} : { nameservers: nameserversOf(nameServers, fail) }),
    },
    native: null,
  };
}

/** By the privacy product, or because the domain does not show its contacts in WHOIS. */
function isHidden({ privacy, exposeWhois }: WireDomain): boolean | null {
  if (privacy === true || exposeWhois === null) return privacy;
  return !exposeWhois;
}

/** Canonical: unique and sorted. */
function nameserversOf(names: readonly string[], fail: Fail): readonly Fqdn[] {
  const nameservers = names.map((text) => {
    const name = nameserverFrom(text);
    if (name === undefined) throw fail(`the nameserver "${text}" is not a host name`);
    return name;
  });
  return [...new Set(nameservers)].sort();
}

/** The first alone: credentials that do not serve are then found out by one request. */
async function readDetails(
  api: Api,
  domains: readonly string[],
  into: Map<string, LiveRegistration | RegistrarError>,
): Promise<void> {
  const [first, ...others] = domains;
  if (first === undefined) return;
  const result = await readOne(api, first);
  if (result instanceof RegistrarError && (result.code === 'unauthorized' || result.code === 'forbidden')) throw result;
  into.set(first, result);
  await Promise.all(others.map(async (domain) => into.set(domain, await readOne(api, domain))));
}

async function readOne(api: Api, domain: string): Promise<LiveRegistration | RegistrarError> {
  return await readDetail(api, domain).catch(registrarError);
}

function notListed(api: Api, domain: string): RegistrarError {
  return notHere(api, domain, 'the list of domains does not have it');
}

function isGone(api: Api, { domain, status }: WireDomain): RegistrarError {
  return notHere(api, domain, `its status is ${status}`);
}

function notHere(api: Api, domain: string, seen: string): RegistrarError {
  return api.error({
    operation: 'read registration',
    object: domain,
    code: 'not-found',
    seen,
    advice: 'The domain is not in this GoDaddy account: check its name, and which account the key belongs to.',
    effect: 'none',
  });
}
