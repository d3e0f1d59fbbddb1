/** Live registrations: from the list of domains, which tells everything, or from the detail of one, in the fewest requests. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { orRegistrarError, type RegistrarError } from '../errors.ts';
import type { Fail } from '../http/fields.ts';
import { readArray } from '../http/guarded-fields.ts';
import { maxAccountDomains, type Paging } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import type { ListedDomain, RegistrationSource } from '../registrations.ts';
import { aboutDomain, listedDomain } from '../rows.ts';
import { type Api, domainPath } from './api.ts';
import { nameserverFrom } from './convert.ts';
import { readDomain, readKey, readShownName, type WireDomain } from './wire.ts';

/** The maximum; more is refused with 422 (Swagger file). */
const domainsPerPage = 1000;

/** Domains that the list keeps although they are no longer the account's: cancelled, transferred, sold, never registered. */
const gone =
  /^(CANCELLED|CONFISCATED|EXPIRED_REASSIGNED|FAILED_(PRE_)?REGISTRATION|REVERTED|TRANSFERRED|UPDATED_OWNERSHIP)/;

/** An item of the list, which has domains in the letters of their owners. */
interface Listed extends ListedDomain<LiveRegistration> {
  readonly shown: string;
  /** What tells it from a former registration of the same name. */
  readonly key: string;
}

/** The list tells everything, but for nameservers that it may leave out. */
export function registrationSource(api: Api, account: string): RegistrationSource<LiveRegistration, string> {
  const detail = ({ domain }: RegistrationQuery) => readDetail(api, domain);
  return {
    pages: () => listing(api, account),
    tell: (registration) => registration,
    complete: async (query, registration) => {
      const isTold = !query.fields.includes('nameservers') || registration.settings.nameservers !== undefined;
      return isTold ? registration : await detail(query);
    },
    detail,
    detailReplacesList: true,
    absent: (domain) => notListed(api, domain),
    refusesAll: ['unauthorized', 'forbidden'],
  };
}

/** GET domains/{domain}. Throws `RegistrarError`. */
export async function readDetail(api: Api, domain: string): Promise<LiveRegistration> {
  const { json, fail } = await api.read({ path: domainPath(domain), operation: 'read registration', object: domain });
  const read = readDomain(json, fail);
  aboutDomain(read.domain, domain, fail);
  if (gone.test(read.status)) throw isGone(api, read);
  return liveRegistration(read, fail);
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
        const read = orRegistrarError(() => registrationOf(readDomain(item, fail), fail));
        return { domain: listedDomain(shown), shown, key: readKey(item, fail), read };
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

/** Null: no longer the account's. A former registration of the same name may stand beside the one that holds. */
function registrationOf(domain: WireDomain, fail: Fail): LiveRegistration | null {
  return gone.test(domain.status) ? null : liveRegistration(domain, fail);
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
