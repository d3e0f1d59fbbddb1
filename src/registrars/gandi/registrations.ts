/**
 * Live registrations: from the list of domains where it tells enough, else from the detail of each, in the fewest requests.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import { orRegistrarError, RegistrarError, registrarError } from '../errors.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { aboutDomain, byDomain } from '../rows.ts';
import type { Api, Read } from './api.ts';
import { nameserverFrom } from './convert.ts';
import {
  type RenewalTerms,
  readDomain,
  readDomainDetail,
  readFqdn,
  type WireDomain,
  type WireDomainDetail,
} from './wire.ts';

/** `LiveRegistration.native`: what only the detail tells; null where it was not read. */
export interface RegistrationNative {
  readonly renewal: RenewalTerms | null;
  readonly canLock: boolean | null;
}

export type Registrations = ReadonlyMap<string, LiveRegistration | RegistrarError>;

/** The default of the API; no maximum is documented. */
const domainsPerPage = 100;

const transferLock = 'clientTransferProhibited';
const fieldsOfDetail: readonly SettingField[] = ['nameservers', 'privacy'];

/** All domains of the account. Throws `RegistrarError`. */
export async function listDomains(
  api: Api,
  account: string,
): Promise<ReadonlyMap<string, WireDomain | RegistrarError>> {
  const list = await api.readList({ ...domainList(account), keyOf: ({ fqdn }) => fqdn, readItem: readListed });
  return list === null
    ? new Map()
    : byDomain(
        list.items.map(({ fqdn, read }) => [fqdn, read] as const),
        list.fail,
      );
}

interface Listed {
  readonly fqdn: string;
  /** An item that cannot be read is the error of its domain alone. */
  readonly read: WireDomain | RegistrarError;
}

function readListed(json: unknown, fail: Fail): Listed {
  return { fqdn: readFqdn(json, fail), read: orRegistrarError(() => readDomain(json, fail)) };
}

/**
 * One detail per domain that needs one. For the others the list, unless details are fewer requests: reading on in a
 * list of many pages does not pay for the last few domains.
 */
export async function readRegistrations(
  api: Api,
  queries: readonly RegistrationQuery[],
  account: string,
): Promise<Registrations> {
  const names = queries.map(({ domain }) => domain);
  const needDetail = new Set(queries.filter(needsDetail).map(({ domain }) => domain));
  const listed = names.filter((domain) => !needDetail.has(domain));
  const found =
    listed.length > 1 ? await findInList(api, listed, account) : new Map<string, LiveRegistration | RegistrarError>();
  await readDetails(
    api,
    names.filter((domain) => !found.has(domain)),
    found,
  );
  return found;
}

/** GET domain/domains/{fqdn}. Throws `RegistrarError`. */
export async function readDetail(api: Api, domain: string): Promise<LiveRegistration> {
  const answer = await api.read({
    path: `/domain/domains/${encodeURIComponent(domain)}`,
    operation: 'read registration',
    object: domain,
  });
  const detail = readDomainDetail(answer.json, answer.fail);
  aboutDomain(detail.fqdn, domain, answer.fail);
  return registrationFromDetail(detail, answer.fail);
}

export function registrationFromList(domain: WireDomain): LiveRegistration {
  return {
    domain: domain.fqdn,
    status: statusOf(domain),
    expiresAt: domain.expiresAt,
    settings: {
      ...(domain.autoRenew === null ? {} : { auto_renew: domain.autoRenew }),
      transfer_lock: domain.status.includes(transferLock),
    },
    native: { renewal: null, canLock: null } satisfies RegistrationNative,
  };
}

export function registrationFromDetail(domain: WireDomainDetail, fail: Fail): LiveRegistration {
  return {
    domain: domain.fqdn,
    status: statusOf(domain),
    expiresAt: domain.expiresAt,
    settings: {
      ...(domain.autoRenew === null ? {} : { auto_renew: domain.autoRenew }),
      transfer_lock: domain.status.includes(transferLock),
      ...(domain.ownerHidden === null ? {} : { privacy: domain.ownerHidden }),
      nameservers: nameserversFrom(domain.nameservers, fail),
    },
    native: { renewal: domain.renewal, canLock: domain.canLock } satisfies RegistrationNative,
  };
}

/** Canonical: unique and sorted. */
export function nameserversFrom(names: readonly string[], fail: Fail): readonly Fqdn[] {
  const nameservers = names.map((text) => {
    const name = nameserverFrom(text);
    if (name === undefined) throw fail(`the nameserver "${text}" is not a host name`);
    return name;
  });
  return [...new Set(nameservers)].sort();
}

function needsDetail({ fields }: RegistrationQuery): boolean {
  return fields.some((field) => fieldsOfDetail.includes(field));
}

function domainList(account: string) {
  const read: Read = { path: '/domain/domains', operation: 'list registrations', object: account };
  return { what: 'domains', read, perPage: domainsPerPage, atMost: maxAccountDomains };
}

/** Stops where the pages that are left are more than the domains that are still missing. */
async function findInList(
  api: Api,
  domains: readonly string[],
  account: string,
): Promise<Map<string, LiveRegistration | RegistrarError>> {
  const missing = new Set(domains);
  const found = new Map<string, LiveRegistration | RegistrarError>();
  let number = 0;
  for await (const page of api.readPages({ ...domainList(account), keyOf: ({ fqdn }) => fqdn, readItem: readListed })) {
    number += 1;
    const items = byDomain(
      page.items.map(({ fqdn, read }) => [fqdn, read] as const),
      page.fail,
    );
    for (const [domain, item] of items) {
      if (missing.delete(domain)) found.set(domain, item instanceof RegistrarError ? item : registrationFromList(item));
    }
    const pagesLeft = page.total === undefined ? 1 : Math.ceil(page.total / domainsPerPage) - number;
    if (missing.size === 0 || pagesLeft > missing.size) break;
  }
  return found;
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
  if (result instanceof RegistrarError && result.code === 'unauthorized') throw result;
  into.set(first, result);
  await Promise.all(others.map(async (domain) => into.set(domain, await readOne(api, domain))));
}

async function readOne(api: Api, domain: string): Promise<LiveRegistration | RegistrarError> {
  return await readDetail(api, domain).catch(registrarError);
}

function statusOf({ status }: Pick<WireDomain, 'status'>): string {
  const others = status.filter((code) => code !== transferLock);
  return others.length === 0 ? 'active' : others.join(', ');
}
