/** Live registrations: one request tells all domains with all settings; there are no pages. */
import type { LiveRegistration } from '../../planner/inputs.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { canonicalNameservers, parseNameserver } from '../../schema/domain/nameservers.ts';
import type { SettingValues } from '../../schema/domain/settings.ts';
import { orRegistrarError, RegistrarError } from '../errors.ts';
import { answerError } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import type { RegistrationQuery } from '../registrar.ts';
import { onlyFields } from '../registrations.ts';
import { byDomain, listedDomain } from '../rows.ts';
import type { Api } from './api.ts';
import { readDomain, readDomainName, readDomains, type WireDomain } from './wire.ts';

/** What the list tells of one domain. */
export interface Listed {
  readonly registration: LiveRegistration;
  /** Mailboxes at Hover; null: not told. */
  readonly emails: number | null;
}

/** By canonical name. An item that cannot be read is the error of its domain alone. */
export type DomainList = ReadonlyMap<string, Listed | RegistrarError>;

/** Throws `RegistrarError`. */
export async function listDomains(api: Api): Promise<DomainList> {
  const { json, fail } = await api.read('/domains', { operation: 'list registrations', object: api.account });
  const items = readDomains(json, fail).map((item) => {
    const domain = listedDomain(readDomainName(item, fail));
    return [domain, orRegistrarError(() => listed(domain, readDomain(item, fail), fail))] as const;
  });
  return byDomain(items, fail);
}

function listed(domain: string, wire: WireDomain, fail: Fail): Listed {
  const { autoRenew, locked, whoisPrivacy, nameservers, emails } = wire;
  const settings: Partial<SettingValues> = {
    ...(autoRenew === null ? {} : { auto_renew: autoRenew }),
    ...(locked === null ? {} : { transfer_lock: locked }),
    ...(whoisPrivacy === null ? {} : { privacy: whoisPrivacy }),
    ...(nameservers === null ? {} : { nameservers: readNameservers(nameservers, fail) }),
  };
  const expiresAt = isoDate(wire.renewalDate);
  return { registration: { domain, status: wire.status.toLowerCase(), expiresAt, settings, native: null }, emails };
}

/** Answered in any order (dns-lexicon's recordings have ns2 first). */
function readNameservers(names: readonly string[], fail: Fail): readonly Fqdn[] {
  const read = names.map((name) => {
    const parsed = parseNameserver(name);
    if (!parsed.ok) throw fail(`the nameserver ${JSON.stringify(name)}`);
    return parsed.value;
  });
  return canonicalNameservers(read);
}

export function readRegistrations(
  api: Api,
  list: DomainList,
  queries: readonly RegistrationQuery[],
): ReadonlyMap<string, LiveRegistration | RegistrarError> {
  return new Map(
    queries.map(({ domain, fields }) => {
      const item = list.get(domain);
      if (item === undefined) return [domain, notInList(api, domain)];
      return [domain, item instanceof RegistrarError ? item : onlyFields(item.registration, fields)];
    }),
  );
}

function notInList(api: Api, domain: string): RegistrarError {
  const advice = 'It is registered elsewhere, or in another account: correct registrar in the config.';
  const seen = 'it is not among the domains of this account';
  const request = { operation: 'read registration', object: domain, kind: 'read' } as const;
  return answerError({ code: 'not-found', seen, advice }, api.contextOf(request));
}

/** `2027-09-26` has no time; the domain runs at least until the day begins. */
function isoDate(text: string | null): string | null {
  return text !== null && /^\d{4}-\d\d-\d\d/.test(text) ? `${text.slice(0, 10)}T00:00:00Z` : null;
}
