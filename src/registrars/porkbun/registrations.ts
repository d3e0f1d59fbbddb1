/**
 * Live registrations: auto-renew, lock and privacy of all domains stand in one list; nameservers and DS take a request
 * each for every domain.
 */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { DsRdata, Fqdn } from '../../schema/dns/rdata.ts';
import { parseRdata, printRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import type { SettingValues } from '../../schema/domain/settings.ts';
import { orRegistrarError, type RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import { maxAccountDomains, type Paging } from '../paging.ts';
import type { RegistrationQuery } from '../registrar.ts';
import type { ListedDomain, RegistrationSource } from '../registrations.ts';
import { aboutDomain, listedDomain } from '../rows.ts';
import type { Api } from './api.ts';
import { apiAccessOff } from './refusal.ts';
import { readDomain, readDomainName, readDomains, readDsRecords, readNameservers, type WireDomain } from './wire.ts';

/** API documents, domain/listAll. */
const domainsPerPage = 1000;

/** The list tells flags and expiry; nameservers and DS are a request each, and so is the rest of a domain by its name. */
export function registrationSource(api: Api, account: string): RegistrationSource<WireDomain, number> {
  return {
    pages: () => listing(api, account),
    tell: registrationOf,
    complete: (query, wire) => readRegistration(api, query, wire),
    detail: async (query) => readRegistration(api, query, await getDomain(api, query.domain)),
    detailReplacesList: true,
    absent: (domain) => notInList(api, domain),
  };
}

export function registrationOf(wire: WireDomain): LiveRegistration {
  const { autoRenew, securityLock, whoisPrivacy } = wire;
  return {
    domain: listedDomain(wire.domain),
    status: wire.status.toLowerCase(),
    expiresAt: isoDate(wire.expireDate),
    settings: {
      ...(autoRenew === null ? {} : { auto_renew: autoRenew }),
      ...(securityLock === null ? {} : { transfer_lock: securityLock }),
      ...(whoisPrivacy === null ? {} : { privacy: whoisPrivacy }),
    },
    native: null,
  };
}

/** The registry's view of the delegation. Names come with a trailing dot for .de and without for others (dnscontrol). */
export async function readDelegation(api: Api, domain: string): Promise<readonly Fqdn[]> {
  const purpose = { operation: 'read nameservers', object: domain };
  const { json, fail } = await api.read(`/domain/getNs/${encodeURIComponent(domain)}`, purpose);
  const names = readNameservers(json, fail).map((text) => {
    const name = absoluteTarget(text);
    if (!name.ok) throw fail(`the nameserver ${JSON.stringify(text)}`);
    return name.value;
  });
  return [...new Set(names)].sort();
}

async function readDs(api: Api, domain: string): Promise<readonly DsRdata[]> {
  const purpose = { operation: 'read DNSSEC', object: domain };
  const { json, fail } = await api.read(`/dns/getDnssecRecords/${encodeURIComponent(domain)}`, purpose);
  const records = readDsRecords(json, fail).map(({ keyTag, alg, digestType, digest }) => {
    const text = `${keyTag} ${alg} ${digestType} ${digest}`;
    const ds = parseRdata('DS', text, absoluteTarget);
    if (!ds.ok || ds.value.type !== 'DS') throw fail(`the DS record ${text}`);
    return ds.value;
  });
  const byText = new Map(records.map((ds) => [printRdata(ds), ds]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ds]) => ds);
}

async function getDomain(api: Api, domain: string): Promise<WireDomain> {
  const purpose = { operation: 'read registration', object: domain };
  const { json, fail } = await api.read(`/domain/get/${encodeURIComponent(domain)}`, purpose);
  const wire = readDomain(json.domain, fail);
  aboutDomain(wire.domain, domain, fail);
  return wire;
}

/** The pages of the list, each by where it starts. The first that is not full is the last. */
function listing(api: Api, account: string): Paging<ListedDomain<WireDomain>, number> {
  const purpose = { operation: 'list registrations', object: account };
  return {
    what: 'domains',
    first: 0,
    readPage: async (start) => {
      const { json, fail } = await api.read('/domain/listAll', purpose, { start });
      const items = readDomains(json, fail).map((item) => listItem(item, fail));
      const isFull = items.length >= domainsPerPage;
      return { items, perhaps: true, fail, ...(isFull && { next: start + domainsPerPage }) };
    },
    keyOf: ({ domain }) => domain,
    perPage: domainsPerPage,
    atMost: maxAccountDomains,
  };
}

function listItem(item: unknown, fail: Fail): ListedDomain<WireDomain> {
  return {
    domain: listedDomain(readDomainName(item, fail)),
    read: orRegistrarError(() => readDomain(item, fail)),
  };
}

async function readRegistration(
  api: Api,
  { domain, fields }: RegistrationQuery,
  wire: WireDomain,
): Promise<LiveRegistration> {
  if (wire.apiAccess === false) throw gate(api, domain);
  const registration = registrationOf(wire);
  const [nameservers, dnssec] = await Promise.all([
    fields.includes('nameservers') ? readDelegation(api, domain) : undefined,
    fields.includes('dnssec') ? readDs(api, domain) : undefined,
  ]);
  const settings: Partial<SettingValues> = {
    ...registration.settings,
    ...(nameservers === undefined ? {} : { nameservers }),
    ...(dnssec === undefined ? {} : { dnssec }),
  };
  return { ...registration, settings };
}

/** Told before anything is planned: every call for such a domain would be refused. */
function gate(api: Api, domain: string): RegistrarError {
  const { code, advice } = apiAccessOff;
  const request = { operation: 'read registration', object: domain, kind: 'read' } as const;
  return answerError({ code, seen: 'its API Access is off (apiAccess 0)', advice }, api.context(request));
}

function notInList(api: Api, domain: string): RegistrarError {
  return answerError(
    {
      code: 'not-found',
      seen: 'it is not among the domains of this account',
      advice: 'It is registered elsewhere, or in another account: correct registrar in the config.',
    },
    api.context({ operation: 'list registrations', object: domain, kind: 'read' }),
  );
}

/** `2027-08-20 17:52:51` has no zone; that it is UTC is NOT VERIFIED. */
function isoDate(text: string | null): string | null {
  const date = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/.exec(text ?? '');
  return date === null ? null : `${date[1]}T${date[2] ?? '00:00:00'}Z`;
}
