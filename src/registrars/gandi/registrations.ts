/**
 * Live registrations: from the list of domains where it tells enough, else from the detail of each, in the fewest requests.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import type { SettingField } from '../../schema/domain/settings.ts';
import { orRegistrarError } from '../errors.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains } from '../paging.ts';
import type { ListedDomain, RegistrationSource } from '../registrations.ts';
import { aboutDomain } from '../rows.ts';
import type { Api } from './api.ts';
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

/** The default of the API; no maximum is documented. */
const domainsPerPage = 100;

const transferLock = 'clientTransferProhibited';
const fieldsOfDetail: readonly SettingField[] = ['nameservers', 'privacy'];

/**
 * The list tells all but what is in `fieldsOfDetail`. That it has every domain that a token may see is NOT VERIFIED: one that
 * is missing there is asked for by its name.
 */
export function registrationSource(api: Api, account: string): RegistrationSource<WireDomain, number> {
  return {
    pages: () =>
      api.pagingOf({
        what: 'domains',
        read: { path: '/domain/domains', operation: 'list registrations', object: account },
        perPage: domainsPerPage,
        atMost: maxAccountDomains,
        keyOf: ({ domain }) => domain,
        readItem: readListed,
      }),
    tell: registrationFromList,
    listed: ({ fields }) => !fields.some((field) => fieldsOfDetail.includes(field)),
    detail: ({ domain }) => readDetail(api, domain),
    detailReplacesList: true,
  };
}

function readListed(json: unknown, fail: Fail): ListedDomain<WireDomain> {
  return { domain: readFqdn(json, fail), read: orRegistrarError(() => readDomain(json, fail)) };
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

function statusOf({ status }: Pick<WireDomain, 'status'>): string {
  const others = status.filter((code) => code !== transferLock);
  return others.length === 0 ? 'active' : others.join(', ');
}
