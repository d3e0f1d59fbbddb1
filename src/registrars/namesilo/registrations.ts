/**
 * Registrations. The list tells names and expiry only, so every other setting takes a getDomainInfo for each domain, and
 * DS records a dnsSecListRecords.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import { RegistrarError, registrarError } from '../errors.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import { maxAccountDomains, readAllPages } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { byDomain } from '../rows.ts';
import { UnexpectedShape } from '../unexpected-shape.ts';
import type { Api, Operation } from './api.ts';
import {
  type DomainInfo,
  type DomainPage,
  type ListedDomain,
  readDomainInfo,
  readDomainPage,
  readDsRecords,
} from './wire.ts';

type Read = LiveRegistration | RegistrarError;

/** Fields that getDomainInfo tells. */
const infoFields: readonly SettingField[] = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'];

/**
 * All domains of the account. Without paging parameters the API sends all of them at once (seen in September 2026 by
 * nijave/terraform-provider-namesilo); should it page all the same, the other pages are read too. Throws `RegistrarError`.
 */
export async function listDomains(api: Api): Promise<ReadonlyMap<string, ListedDomain | RegistrarError>> {
  const fail = (seen: string) => unexpectedResponse(seen, api.context(listing));
  let pageSize = 0;
  const { items } = await readAllPages({
    what: 'domains',
    first: 1,
    readPage: async (page, before) => {
      const { domains, pager } = await readPage(api, page === 1 ? {} : { page, pageSize });
      if (page === 1) pageSize = pager?.pageSize ?? 0;
      const goesOn = pager !== undefined && before + domains.length < pager.total;
      return { items: domains, total: pager?.total, fail, ...(goesOn && { next: page + 1 }) };
    },
    keyOf: ({ domain }) => domain,
    perPage: smallestPage,
    atMost: maxAccountDomains,
  });
  return byDomain(
    items.map(({ domain, read }) => [domain, read instanceof UnexpectedShape ? fail(read.message) : read] as const),
    fail,
  );
}

/** No page is known to be smaller; its size is the API's own. */
const smallestPage = 10;

/**
 * See `RegistrarClient.readRegistrations`. The first one alone: where the account itself is refused, the others would be
 * too, and many refusals in a row are held against it.
 */
export async function readRegistrations(
  api: Api,
  queries: readonly RegistrationQuery[],
): Promise<ReadonlyMap<string, Read>> {
  const listed = queries.every(needsInfo) ? new Map<string, ListedDomain | RegistrarError>() : await listDomains(api);
  const read = async (query: RegistrationQuery): Promise<readonly [string, Read]> => {
    return [query.domain, await readRegistration(api, query, listed.get(query.domain)).catch(registrarError)];
  };
  const [first, ...others] = queries;
  if (first === undefined) return new Map();
  const [domain, firstRead] = await read(first);
  if (firstRead instanceof RegistrarError && isOfAccount(firstRead)) throw firstRead;
  return new Map([[domain, firstRead], ...(await Promise.all(others.map(read)))]);
}

export function listedRegistration({ domain, expiresAt }: ListedDomain): LiveRegistration {
  // The list has no status.
  return { domain, status: 'registered', expiresAt, settings: {}, native: null };
}

/** The DS set at the parent, in canonical order. Throws `RegistrarError`. */
export async function readDs(api: Api, domain: string): Promise<readonly DsRdata[]> {
  const place = { operation: 'read DS records', object: domain, kind: 'read' } as const;
  const records = await api.call({ ...place, name: 'dnsSecListRecords', parameters: { domain } }, readDsRecords);
  const byText = new Map(records.map((record) => [printRdata(record), record]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

const listing: Operation = {
  name: 'listDomains',
  parameters: {},
  kind: 'read',
  operation: 'list domains',
  object: 'the account',
};

function readPage(api: Api, parameters: Operation['parameters']): Promise<DomainPage> {
  return api.call({ ...listing, parameters }, readDomainPage);
}

function needsInfo({ fields }: RegistrationQuery): boolean {
  return fields.some((field) => infoFields.includes(field));
}

async function readRegistration(
  api: Api,
  query: RegistrationQuery,
  listed: ListedDomain | RegistrarError | undefined,
): Promise<LiveRegistration> {
  if (listed instanceof RegistrarError) throw listed;
  const { domain, fields } = query;
  const place = { operation: 'read registration', object: domain, kind: 'read' } as const;
  const base = needsInfo(query)
    ? detailed(domain, await api.call({ ...place, name: 'getDomainInfo', parameters: { domain } }, readDomainInfo))
    : listed && listedRegistration(listed);
  if (base === undefined) {
    const error = {
      code: 'not-found',
      seen: 'it is not in the list of the account',
      advice: 'Check the name, and which account the key belongs to.',
    } as const;
    throw answerError(error, api.context({ ...listing, ...place }));
  }
  if (!fields.includes('dnssec')) return base;
  return { ...base, settings: { ...base.settings, dnssec: await readDs(api, domain) } };
}

function detailed(domain: string, info: DomainInfo): LiveRegistration {
  return {
    domain,
    status: info.status.toLowerCase(),
    expiresAt: info.expiresAt,
    settings: {
      auto_renew: info.autoRenew,
      transfer_lock: info.locked,
      privacy: info.private,
      nameservers: info.nameservers,
    },
    native: null,
  };
}

function isOfAccount({ code }: RegistrarError): boolean {
  return code === 'unauthorized' || code === 'forbidden' || code === 'rate-limited';
}
