/** Registrations: one list for all that it tells (auto-renew, lock, privacy, expiry), one getInfo a domain for nameservers. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import { parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { RegistrarError, registrarError } from '../errors.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import type { RegistrationQuery } from '../registrar.ts';
import type { Api } from './api.ts';
import type { RegistrationNative } from './compile.ts';
import { type DomainInfo, type ListedDomain, readDomainInfo, readDomainPage } from './wire.ts';
import { UnexpectedShape } from './xml.ts';
import { defaultNameservers } from './zone.ts';

/** The largest page. */
const pageSize = 100;

type Read = LiveRegistration | RegistrarError;

export interface Registrations {
  /** The account's domains; those that others share with it are not among them. Throws `RegistrarError`. */
  list(): Promise<readonly ListedDomain[]>;
  /** See `RegistrarClient.readRegistrations`. */
  read(queries: readonly RegistrationQuery[]): Promise<ReadonlyMap<string, Read>>;
  /** The nameservers to delegate a domain to whose records are here. Throws `RegistrarError`. */
  nameserversFor(domain: string): Promise<readonly Fqdn[]>;
}

/** Remembers which domains were listed as registered here, and nothing else. */
export function createRegistrations(api: Api): Registrations {
  const registered = new Set<string>();
  let listing: Promise<unknown> | undefined;

  function list(until?: ReadonlySet<string>): Promise<ReadonlyMap<string, ListedDomain>> {
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

  return { list: async () => [...(await list()).values()], read, nameserversFor };
}

/** Page by page, until all are read or those that are asked for. */
async function listPages(
  api: Api,
  registered: Set<string>,
  until?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ListedDomain>> {
  const found = new Map<string, ListedDomain>();
  const command = {
    command: 'domains.getList',
    kind: 'read',
    operation: 'list domains',
    object: 'the account',
  } as const;
  let seen = 0;
  for (let page = 1; ; page += 1) {
    const parameters = { ListType: 'ALL', SortBy: 'NAME', Page: String(page), PageSize: String(pageSize) };
    const { domains, total } = await api.call({ ...command, parameters }, readDomainPage);
    for (const domain of domains) {
      found.set(domain.domain, domain);
      registered.add(domain.domain);
    }
    seen += domains.length;
    if (seen >= total) return found;
    if (until !== undefined && [...until].every((domain) => found.has(domain))) return found;
    if (domains.length === 0) {
      throw unexpectedResponse(
        `page ${page} of the list is empty after ${seen} of ${total} domains`,
        api.context(command),
      );
    }
  }
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
    status: base?.status ?? (info.status.toLowerCase() === 'ok' ? 'active' : info.status.toLowerCase()),
    expiresAt: info.expiresAt,
    settings: { privacy: privacy?.enabled ?? false, ...base?.settings, nameservers: readNameservers(info) },
    native,
  };
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
