/** Registrations: one list for all that it tells (auto-renew, lock, privacy, expiry), one getInfo a domain for nameservers. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import { parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { RegistrarError } from '../errors.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains, type Paging } from '../paging.ts';
import type { RegistrationClient, RegistrationQuery } from '../registrar.ts';
import {
  type ListedDomain as Listed,
  listDomains,
  listRegistrations,
  type RegistrationSource,
  readRegistrations,
} from '../registrations.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';
import type { Api } from './api.ts';
import type { RegistrationNative } from './compile.ts';
import { defaultNameservers } from './live-zone.ts';
import { type DomainInfo, type ListedDomain, type ListedItem, readDomainInfo, readDomainPage } from './wire.ts';

/** The largest page. */
const pageSize = 100;

export interface Registrations {
  /** The account's domains; those that others share with it are not among them. Throws `RegistrarError`. */
  domains(): ReturnType<typeof listDomains<ListedDomain, number>>;
  /** See `RegistrationClient`. */
  list: RegistrationClient['listRegistrations'];
  read: RegistrationClient['readRegistrations'];
  /** The nameservers to delegate a domain to whose records are here. Throws `RegistrarError`. */
  nameserversFor(domain: string): Promise<readonly Fqdn[]>;
}

/** Remembers which domains were listed as registered here, and nothing else. */
export function createRegistrations(api: Api): Registrations {
  const registered = new Set<string>();
  let reading: Promise<unknown> | undefined;

  const source: RegistrationSource<ListedDomain, number> = {
    pages: () => pagesOf(api, registered),
    tell: registrationOf,
    complete: async ({ domain, fields }, listed) =>
      fields.includes('nameservers') ? detailed(await readInfo(api, domain), listed) : registrationOf(listed),
    detail: async ({ domain }) => detailed(await readInfo(api, domain), undefined),
    absent: (domain) => notListed(api, domain),
  };

  function remembered<T>(read: Promise<T>): Promise<T> {
    reading = read.catch(() => undefined);
    return read;
  }

  function read(queries: readonly RegistrationQuery[]) {
    // Queries for nameservers alone need no list: getInfo tells the rest of what they want.
    const needsList = queries.some(
      ({ fields }) => fields.some((field) => field !== 'nameservers') || fields.length === 0,
    );
    return remembered(readRegistrations({ ...source, listed: () => needsList }, queries));
  }

  /** A domain that is registered elsewhere is in the account for FreeDNS, which has nameservers of its own. */
  async function nameserversFor(domain: string): Promise<readonly Fqdn[]> {
    await reading;
    if (registered.has(domain)) return defaultNameservers;
    const info = await readInfo(api, domain);
    return info.provider.toLowerCase() === 'freedns' ? readNameservers(info) : defaultNameservers;
  }

  return {
    domains: () => remembered(listDomains(source)),
    list: () => remembered(listRegistrations(source)),
    read,
    nameserversFor,
  };
}

const listing = {
  command: 'domains.getList',
  kind: 'read',
  operation: 'list domains',
  object: 'the account',
} as const;

function pagesOf(api: Api, registered: Set<string>): Paging<Listed<ListedDomain>, number> {
  const fail = (seen: string) => unexpectedResponse(seen, api.context(listing));
  return {
    what: 'domains',
    first: 1,
    readPage: async (page, before) => {
      const parameters = { ListType: 'ALL', SortBy: 'NAME', Page: String(page), PageSize: String(pageSize) };
      const { domains, total } = await api.call({ ...listing, parameters }, readDomainPage);
      for (const { domain } of domains) registered.add(domain);
      const items = domains.map((item) => ({ domain: item.domain, read: ownItem(item, api.user, fail) }));
      return { items, total, fail, ...(before + domains.length < total && { next: page + 1 }) };
    },
    keyOf: ({ domain }) => domain,
    perPage: pageSize,
    atMost: maxAccountDomains,
  };
}

/** Account names have no case. */
function ownItem({ read: item }: ListedItem, user: string, fail: Fail): ListedDomain | RegistrarError {
  if (item instanceof UnexpectedShape) return fail(item.message);
  if (item.user === '' || item.user.toLowerCase() === user.toLowerCase()) return item;
  return fail(`${item.domain} of the account ${item.user} where ${user} was asked for`);
}

function registrationOf(domain: ListedDomain): LiveRegistration {
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
