/**
 * Reading registrations: the list of domains tells everything but the DS records, which are one request for each domain.
 * That the list tells as much as the detail is documented, and NOT VERIFIED: older versions left out privacy and
 * nameservers, and what is false. So what a list item does not tell is asked of the detail.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import { orRegistrarError, type RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { onlyFields, type RegistrationSource } from '../registrations.ts';
import { aboutDomain } from '../rows.ts';
import { type Api, domainPath, paging } from './api.ts';
import { registrationOf, withDs } from './live-registration.ts';
import { readDomain, readDomainName, readDs, readPage } from './wire.ts';

/**
 * One request for each DS set that is asked for; the detail where the list has left something out. Of each item only the
 * name is read with its page. `nowMs`: when a domain counts as expired.
 */
export function registrationSource(api: Api, nowMs: () => number): RegistrationSource<LiveRegistration, number> {
  const withAll = async ({ domain, fields }: RegistrationQuery, told?: LiveRegistration) => {
    const isTold = fields.every((field) => field === 'dnssec' || told?.settings[field] !== undefined);
    const registration = told !== undefined && isTold ? told : await readDetail(api, domain, nowMs());
    return onlyFields(fields.includes('dnssec') ? await readDsSet(api, registration) : registration, fields);
  };
  return {
    pages: () => {
      const read = { path: '/domains', operation: 'list registrations', object: api.account };
      const item = (json: unknown, fail: Fail) => {
        const domain = readDomainName(json, fail);
        return { domain, read: orRegistrarError(() => registrationOf(readListed(json, fail), nowMs(), fail)) };
      };
      return paging(api, read, { key: 'domains', item, keyOf: ({ domain }) => domain, atMost: maxAccountDomains });
    },
    tell: (registration) => registration,
    complete: withAll,
    detail: (query) => withAll(query),
    detailReplacesList: true,
    absent: (domain) => notHere(api, domain),
  };
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
