/** The simulated account's domains: one document each, and the domain of a new registration. */
import type { SeedDomain, SimulatorStore } from '../../simulator/simulator.ts';
import { splitDomain } from '../domain-name.ts';
import { Refusal } from './answers.ts';
import type { Parameters } from './parameters.ts';

export interface SimulatedHost {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly address: string;
  readonly mxPref: number;
  readonly ttl: number;
  readonly appTitle: string;
  readonly friendlyName: string;
  readonly dynamic: boolean;
}

export interface SimulatedDomain {
  readonly domain: string;
  readonly id: number;
  /** False: hosted here as FreeDNS, registered elsewhere. */
  readonly registered: boolean;
  /** ISO 8601. */
  readonly created: string;
  readonly expires: string;
  readonly locked: boolean;
  readonly autoRenew: boolean;
  readonly privacy: { readonly id: number; readonly enabled: boolean; readonly forwardedTo: string } | null;
  /** Null: the registrar's own. */
  readonly nameservers: readonly string[] | null;
  readonly emailType: string;
  readonly forwards: readonly EmailForward[];
  readonly hosts: readonly SimulatedHost[];
  readonly nextHostId: number;
}

export interface EmailForward {
  readonly mailbox: string;
  readonly to: string;
}

export const basicNameservers: readonly string[] = ['dns1.registrar-servers.com', 'dns2.registrar-servers.com'];
export const freeNameservers: readonly string[] = [1, 2, 3, 4, 5].map((n) => `freedns${n}.registrar-servers.com`);

export interface Domains {
  /** All of the account, by name. */
  all(): readonly SimulatedDomain[];
  get(domain: string): SimulatedDomain | undefined;
  /** By `SLD` and `TLD`, split at the right dot. Throws `Refusal` 2019166. */
  bySplit(parameters: Parameters): SimulatedDomain;
  /** By `DomainName`. Throws `Refusal` 2019166. */
  byName(parameters: Parameters): SimulatedDomain;
  save(domain: SimulatedDomain): void;
  seed(seed: SeedDomain, now: Date): void;
}

export function createDomains(store: SimulatorStore): Domains {
  const get = (domain: string) => store.get(domain) as SimulatedDomain | undefined;
  const found = (domain: SimulatedDomain | undefined): SimulatedDomain => {
    if (domain === undefined) throw new Refusal('2019166', 'Domain not found');
    return domain;
  };
  return {
    get,
    all: () => store.keys().flatMap((key) => get(key) ?? []),
    bySplit: (parameters) => {
      const sld = parameters.need('SLD').toLowerCase();
      const tld = parameters.need('TLD').toLowerCase();
      const right = splitDomain(`${sld}.${tld}`);
      return found(right?.sld === sld && right.tld === tld ? get(`${sld}.${tld}`) : undefined);
    },
    byName: (parameters) => found(get(parameters.need('DomainName').toLowerCase())),
    save: (domain) => store.set(domain.domain, domain),
    seed: (seed, now) => {
      // A zone of a domain that is registered elsewhere is made in the panel, or it is not there.
      const known = get(seed.domain) !== undefined || (!seed.registered && seed.zone === 'none');
      if (!known) store.set(seed.domain, newDomain(seed, store.keys().length + 1, now));
    },
  };
}

export function usesOurDns({ nameservers }: SimulatedDomain): boolean {
  return nameservers === null;
}

/** `MM/DD/YYYY` */
export function usDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}

/** As the panel registers: locked, renewing itself, with the free privacy turned on. Mail is set to forwarding. */
function newDomain(seed: SeedDomain, index: number, now: Date): SimulatedDomain {
  const expires = new Date(now);
  expires.setUTCFullYear(expires.getUTCFullYear() + 1);
  const hosts = seed.zone === 'default' ? parkingHosts(seed.domain) : [];
  return {
    domain: seed.domain,
    id: 500_000 + index,
    registered: seed.registered,
    created: now.toISOString(),
    expires: expires.toISOString(),
    locked: seed.registered,
    autoRenew: seed.registered,
    privacy: seed.registered ? { id: 700_000 + index, enabled: true, forwardedTo: 'owner@example.net' } : null,
    nameservers: seed.nameservers === undefined ? null : customOrNull(seed.nameservers),
    emailType: seed.zone === 'default' ? 'FWD' : 'NONE',
    forwards: [],
    hosts,
    nextHostId: 801 + hosts.length,
  };
}

/** Names as the API keeps them; the registrar's own are no custom ones. */
export function customOrNull(names: readonly string[]): readonly string[] | null {
  const bare = names.map((name) => name.trim().toLowerCase().replace(/\.$/, ''));
  const own = bare.length === basicNameservers.length && basicNameservers.every((name) => bare.includes(name));
  return own ? null : bare;
}

function parkingHosts(domain: string): readonly SimulatedHost[] {
  const shared = { mxPref: 10, ttl: 1800, dynamic: false } as const;
  return [
    {
      ...shared,
      id: 801,
      name: 'www',
      type: 'CNAME',
      address: 'parkingpage.namecheap.com.',
      appTitle: '',
      friendlyName: 'CNAME Record',
    },
    {
      ...shared,
      id: 802,
      name: '@',
      type: 'URL',
      // Samples of three clients (2026-11-30).
      address: `http://www.${domain}/?from=@`,
      appTitle: 'URL Forwarding',
      friendlyName: 'URL Record',
    },
  ];
}
