/**
 * Registrations. The list tells names and expiry only, so every other setting takes a getDomainInfo for each domain, and
 * DS records a dnsSecListRecords.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { DsRdata } from '../../schema/dns/rdata.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import type { RegistrarError } from '../errors.ts';
import { answerError, unexpectedResponse } from '../http/answers.ts';
import { maxAccountDomains, type Paging } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import type { ListedDomain as Listed, RegistrationSource } from '../registrations.ts';
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

/** Fields that getDomainInfo tells. */
const infoFields: readonly SettingField[] = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'];

/** The list tells the expiry; everything else is asked for of each domain. */
export function registrationSource(api: Api): RegistrationSource<ListedDomain, number> {
  return {
    pages: () => pagesOf(api),
    tell: listedRegistration,
    listed: (query) => !needsInfo(query),
    complete: async (query, listed) => withDs(api, query, listedRegistration(listed)),
    detail: async (query) => withDs(api, query, await readDetail(api, query.domain)),
    absent: (domain) => notListed(api, domain),
    // Many refusals in a row are held against an account.
    refusesAll: ['unauthorized', 'forbidden', 'rate-limited'],
  };
}

/**
 * Without paging parameters the API sends all of them at once (seen in September 2026 by
 * nijave/terraform-provider-namesilo); should it page all the same, the other pages are read too.
 */
function pagesOf(api: Api): Paging<Listed<ListedDomain>, number> {
  const fail = (seen: string) => unexpectedResponse(seen, api.context(listing));
  let pageSize = 0;
  return {
    what: 'domains',
    first: 1,
    readPage: async (page, before) => {
      const { domains, pager } = await readPage(api, page === 1 ? {} : { page, pageSize });
      if (page === 1) pageSize = pager?.pageSize ?? 0;
      const items = domains.map(({ domain, read }) => ({
        domain,
        read: read instanceof UnexpectedShape ? fail(read.message) : read,
      }));
      const goesOn = pager !== undefined && before + domains.length < pager.total;
      return { items, total: pager?.total, fail, ...(goesOn && { next: page + 1 }) };
    },
    keyOf: ({ domain }) => domain,
    perPage: smallestPage,
    atMost: maxAccountDomains,
  };
}

/** No page is known to be smaller; its size is the API's own. */
const smallestPage = 10;

function listedRegistration({ domain, expiresAt }: ListedDomain): LiveRegistration {
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

async function readDetail(api: Api, domain: string): Promise<LiveRegistration> {
  const place = { operation: 'read registration', object: domain, kind: 'read' } as const;
  return detailed(domain, await api.call({ ...place, name: 'getDomainInfo', parameters: { domain } }, readDomainInfo));
}

async function withDs(
  api: Api,
  { domain, fields }: RegistrationQuery,
  told: LiveRegistration,
): Promise<LiveRegistration> {
  if (!fields.includes('dnssec')) return told;
  return { ...told, settings: { ...told.settings, dnssec: await readDs(api, domain) } };
}

function notListed(api: Api, domain: string): RegistrarError {
  const error = {
    code: 'not-found',
    seen: 'it is not in the list of the account',
    advice: 'Check the name, and which account the key belongs to.',
  } as const;
  return answerError(error, api.context({ ...listing, operation: 'read registration', object: domain }));
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
