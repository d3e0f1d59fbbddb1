/**
 * Reading registrations: the list of domains tells everything but the DS records, which are one request for each domain.
 * That the list tells as much as the detail is documented, and NOT VERIFIED: older versions left out privacy and
 * nameservers, and what is false. So what a list item does not tell is asked of the detail.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { SettingField, SettingValues } from '../../schema/domain/settings.ts';
import { orRegistrarError, RegistrarError, registrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains, type Paging, readAllPages, readPages } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { aboutDomain, byDomain, registrationsOf } from '../rows.ts';
import { type Api, domainPath, paging, perPage } from './api.ts';
import { registrationOf, withDs } from './live-registration.ts';
import { readDomain, readDomainName, readDs, readPage } from './wire.ts';

type Read = LiveRegistration | RegistrarError;

/** All domains of the account. `nowMs`: when a domain counts as expired. Throws `RegistrarError`. */
export async function listRegistrations(api: Api, nowMs: number): Promise<readonly LiveRegistration[]> {
  const { items, fail } = await readAllPages(listing(api));
  const read = items.map(({ name, json, fail }) => {
    return [name, orRegistrarError(() => registrationOf(readListed(json, fail), nowMs, fail))] as const;
  });
  return registrationsOf(byDomain(read, fail), (registration) => registration);
}

/**
 * One request for each DS set that is asked for. For the rest the list, unless details are fewer requests: it is not
 * read on for the last few domains. Throws `RegistrarError` where the list cannot be read.
 */
export async function readRegistrations(
  api: Api,
  queries: readonly RegistrationQuery[],
  nowMs: number,
): Promise<ReadonlyMap<string, Read>> {
  const { listed, complete } = queries.length > 1 ? await readWorthwhile(api, queries) : notRead;
  const read = async ({ domain, fields }: RegistrationQuery): Promise<LiveRegistration> => {
    const item = listed.get(domain);
    if (item instanceof RegistrarError) throw item;
    if (item === undefined && complete) throw notHere(api, domain);
    const found = item && registrationOf(readListed(item.json, item.fail), nowMs, item.fail);
    const tells = fields.every((field) => field === 'dnssec' || found?.settings[field] !== undefined);
    const registration = found !== undefined && tells ? found : await readDetail(api, domain, nowMs);
    return onlyFields(fields.includes('dnssec') ? await readDsSet(api, registration) : registration, fields);
  };
  const reads = queries.map(
    async (query): Promise<[string, Read]> => [query.domain, await read(query).catch(registrarError)],
  );
  return new Map(await Promise.all(reads));
}

interface Listed {
  readonly name: string;
  readonly json: unknown;
  readonly fail: Fail;
}

/** Of each domain only the name is read: what else is wrong with one is the error of that one alone. */
function listing(api: Api): Paging<Listed, number> {
  const read = { path: '/domains', operation: 'list registrations', object: api.account };
  const item = (json: unknown, fail: Fail): Listed => ({ name: readDomainName(json, fail), json, fail });
  return paging(api, read, { key: 'domains', item, keyOf: ({ name }) => name, atMost: maxAccountDomains });
}

interface ReadList {
  readonly listed: ReadonlyMap<string, Listed | RegistrarError>;
  /** Whether all pages were read. */
  readonly complete: boolean;
}

const notRead: ReadList = { listed: new Map(), complete: false };

/** The list, up to where the pages that are left are more than the domains that are still missing. */
async function readWorthwhile(api: Api, queries: readonly RegistrationQuery[]): Promise<ReadList> {
  const items: (readonly [string, Listed | RegistrarError])[] = [];
  const missing = new Set(queries.map(({ domain }) => domain));
  for await (const page of readPages(listing(api))) {
    for (const [name, item] of byDomain(
      page.items.map((item) => [item.name, item]),
      page.fail,
    )) {
      items.push([name, item]);
      missing.delete(name);
    }
    if (page.next === undefined) return { listed: new Map(items), complete: true };
    const pagesLeft = page.total === undefined ? 0 : Math.ceil((page.total - items.length) / perPage);
    if (missing.size === 0 || pagesLeft > missing.size) break;
  }
  return { listed: new Map(items), complete: false };
}

/** A list that leaves everything out ("basic details") may say so by an empty list: no domain has no nameservers. */
function readListed(json: unknown, fail: Fail) {
  const domain = readDomain(json, fail);
  return domain.nameservers?.length === 0 ? { ...domain, nameservers: null } : domain;
}

/** The older API leaves out what is false or empty, also of a detail (dns-lexicon's recordings). */
async function readDetail(api: Api, domain: string, nowMs: number): Promise<LiveRegistration> {
  const { json, fail } = await api.read({ path: domainPath(domain), operation: 'read registration', object: domain });
  const detail = readDomain(json, fail);
  aboutDomain(detail.name, domain, fail);
  const told = {
    ...detail,
    autorenewEnabled: detail.autorenewEnabled ?? false,
    locked: detail.locked ?? false,
    privacyEnabled: detail.privacyEnabled ?? false,
    nameservers: detail.nameservers ?? [],
  };
  return registrationOf(told, nowMs, fail);
}

async function readDsSet(api: Api, registration: LiveRegistration): Promise<LiveRegistration> {
  const { domain } = registration;
  const path = `${domainPath(domain)}/dnssec`;
  const { json, fail } = await api.read({ path, operation: 'read DS records', object: domain });
  return withDs(registration, readPage(json, 'dnssec', readDs, fail).items);
}

function onlyFields(registration: LiveRegistration, fields: readonly SettingField[]): LiveRegistration {
  const told = Object.entries(registration.settings).filter(([field]) => fields.includes(field as SettingField));
  return { ...registration, settings: Object.fromEntries(told) as Partial<SettingValues> };
}

function notHere(api: Api, domain: string): RegistrarError {
  return answerError(
    {
      code: 'not-found',
      seen: 'it is not in the list of domains',
      advice: 'It is registered elsewhere, or in another account: correct registrar in the config.',
    },
    api.contextOf({ operation: 'read registration', object: domain, kind: 'read' }),
  );
}
