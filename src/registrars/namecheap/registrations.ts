/** Registrations: one list for all that it tells (auto-renew, lock, privacy, expiry), one getInfo a domain for nameservers. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import { parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { RegistrarError, registrarError } from '../errors.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains, readPages } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { byDomain } from '../rows.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';
import type { Api } from './api.ts';
import type { RegistrationNative } from './compile.ts';
import { defaultNameservers } from './live-zone.ts';
import { type DomainInfo, type ListedDomain, type ListedItem, readDomainInfo, readDomainPage } from './wire.ts';

/** The largest page. */
const pageSize = 100;

type Read = LiveRegistration | RegistrarError;

export interface Registrations {
  /** The account's domains; those that others share with it are not among them. Throws `RegistrarError`. */
  list(): Promise<Listed>;
  /** See `RegistrarClient.readRegistrations`. */
  read(queries: readonly RegistrationQuery[]): Promise<ReadonlyMap<string, Read>>;
  /** The nameservers to delegate a domain to whose records are here. Throws `RegistrarError`. */
  nameserversFor(domain: string): Promise<readonly Fqdn[]>;
}

/** Remembers which domains were listed as registered here, and nothing else. */
export function createRegistrations(api: Api): Registrations {
  const registered = new Set<string>();
  let listing: Promise<unknown> | undefined;

  function list(until?: ReadonlySet<string>): Promise<Listed> {
    const pages = listPages(api, registered, until);
    listing = pages.catch(() => undefined);
    return pages;
  }

  async function read(queries: readonly RegistrationQuery[]): Promise<ReadonlyMap<string, Read>> {
    // A query for nameservers alone needs no list: getInfo tells the rest of what it wants.
    const needsList = queries.some(
      ({ fields }) => fields.some((field) => field !== 'nameservers') || fields.length === 0,
    );
    const listed = needsList ? await list(new Set(queries.map((query) => query.domain))) : undefined;
    const reads = queries.map(async ({ domain, fields }): Promise<readonly [string, Read]> => {
      const entry = listed?.get(domain);
      if (listed !== undefined && entry === undefined) return [domain, notListed(api, domain)];
      if (entry instanceof RegistrarError) return [domain, entry];
      if (entry !== undefined && !fields.includes('nameservers')) return [domain, registrationOf(entry)];
      const info = await readInfo(api, domain).catch(registrarError);
      return [domain, info instanceof RegistrarError ? info : detailed(info, entry)];
    });
    return new Map(await Promise.all(reads));
  }

  /** A domain that is registered elsewhere is in the account for FreeDNS, which has nameservers of its own. */
  async function nameserversFor(domain: string): Promise<readonly Fqdn[]> {
    await listing;
    if (registered.has(domain)) return defaultNameservers;
    const info = await readInfo(api, domain);
    return info.provider.toLowerCase() === 'freedns' ? readNameservers(info) : defaultNameservers;
  }

  return { list: () => list(), read, nameserversFor };
}

type Listed = ReadonlyMap<string, ListedDomain | RegistrarError>;

const listing = {
  command: 'domains.getList',
  kind: 'read',
  operation: 'list domains',
  object: 'the account',
} as const;

/** Page by page, until all are read or those that are asked for. */
async function listPages(api: Api, registered: Set<string>, until?: ReadonlySet<string>): Promise<Listed> {
  const fail = (seen: string) => unexpectedResponse(seen, api.context(listing));
  const found: [string, ListedDomain | RegistrarError][] = [];
  const missing = new Set(until);
  const pages = readPages({
    what: 'domains',
    first: 1,
    readPage: async (page, before) => {
      const parameters = { ListType: 'ALL', SortBy: 'NAME', Page: String(page), PageSize: String(pageSize) };
      const { domains, total } = await api.call({ ...listing, parameters }, readDomainPage);
      return { items: domains, total, fail, ...(before + domains.length < total && { next: page + 1 }) };
    },
    keyOf: ({ domain }) => domain,
    perPage: pageSize,
    atMost: maxAccountDomains,
  });
  for await (const { items } of pages) {
    for (const item of items) {
      found.push([item.domain, ownItem(item, api.user, fail)]);
      missing.delete(item.domain);
      registered.add(item.domain);
    }
    if (until !== undefined && missing.size === 0) break;
  }
  return byDomain(found, fail);
}

/** Account names have no case. */
function ownItem({ read: item }: ListedItem, user: string, fail: Fail): ListedDomain | RegistrarError {
  if (item instanceof UnexpectedShape) return fail(item.message);
  if (item.user === '' || item.user.toLowerCase() === user.toLowerCase()) return item;
  return fail(`${item.domain} of the account ${item.user} where ${user} was asked for`);
}

export function registrationOf(domain: ListedDomain): LiveRegistration {
  const native: RegistrationNative = {
    privacy: domain.privacy === 'absent' ? 'absent' : 'present',
    subscription: null,
  };
  return {
    domain: domain.domain,
    status: domain.expired ? 'expired' : 'active',
    expiresAt: domain.expiresAt,
    settings: {
      auto_renew: domain.autoRenew,
      transfer_lock: domain.locked,
      privacy: domain.privacy === 'on',
    },
    native,
  };
}

/** The details of one domain. Throws `RegistrarError`. */
export function readInfo(api: Api, domain: string): Promise<DomainInfo> {
  return api.call(
    {
      command: 'domains.getInfo',
      parameters: { DomainName: domain },
      kind: 'read',
      operation: 'read registration',
      object: domain,
    },
    (response) => {
      const info = readDomainInfo(response, domain);
      // Read here, so that a name of another form is an unexpected answer.
      readNameservers(info);
      return info;
    },
  );
}

function detailed(info: DomainInfo, listed: ListedDomain | undefined): LiveRegistration {
  const { privacy } = info;
  const native: RegistrationNative = {
    privacy: privacy === null ? 'absent' : 'present',
    subscription: privacy === null ? null : { id: privacy.id, forwardedTo: privacy.forwardedTo },
  };
  const base = listed === undefined ? undefined : registrationOf(listed);
  return {
    domain: info.domain,
    status: base?.status ?? statusOf(info),
    expiresAt: info.expiresAt,
    settings: { privacy: privacy?.enabled ?? false, ...base?.settings, nameservers: readNameservers(info) },
    native,
  };
}

function statusOf({ status }: DomainInfo): string {
  if (status === null) return 'unknown';
  return status.toLowerCase() === 'ok' ? 'active' : status.toLowerCase();
}

function readNameservers(info: DomainInfo): readonly Fqdn[] {
  const names = info.nameservers.map((text) => {
    const name = parseFqdn(text);
    if (!name.ok) throw new UnexpectedShape(`the nameserver "${text}": ${name.problem.message}`);
    return name.value;
  });
  return [...new Set(names)].sort();
}

function notListed(api: Api, domain: string): RegistrarError {
  return answerError(
    {
      code: 'not-found',
      seen: 'it is not in the list of the account',
      advice:
        'Check the name and the account in the config. A domain that another account shares with this one is not listed, and its registration cannot be managed here.',
    },
    api.context({ operation: 'read registration', object: domain, kind: 'read' }),
  );
}
