/** The simulated account's domains: one document each, and the domain of a new registration. */
import type { SeedDomain, SimulatorStore } from '../../simulator/simulator.ts';
import { Refusal } from './answers.ts';

export interface SimulatedDomain {
  readonly domain: string;
  /** `YYYY-MM-DD` */
  readonly created: string;
  readonly expires: string;
  /** In the API's words: `Active`. */
  readonly status: string;
  readonly locked: boolean;
  readonly private: boolean;
  readonly autoRenew: boolean;
  readonly trafficType: string;
  /** Where the web of the domain is forwarded to. */
  readonly forward: { readonly url: string; readonly type: string } | null;
  /** Lower case, without trailing dot. */
  readonly nameservers: readonly string[];
  readonly records: readonly SimulatedRecord[];
  readonly dsRecords: readonly SimulatedDs[];
}

export interface SimulatedRecord {
  readonly type: string;
  /** Relative; empty for the apex. */
  readonly host: string;
  readonly value: string;
  readonly ttl: number;
  readonly distance: number;
}

export interface SimulatedDs {
  readonly keyTag: string;
  readonly algorithm: string;
  readonly digestType: string;
  /** Upper case. */
  readonly digest: string;
  /** ISO 8601. */
  readonly addedAt: string;
}

export const ownNameservers: readonly string[] = ['ns1.dnsowl.com', 'ns2.dnsowl.com', 'ns3.dnsowl.com'];

export interface Domains {
  /** By name. */
  all(): readonly SimulatedDomain[];
  /** Throws `Refusal` 200. */
  get(domain: string): SimulatedDomain;
  save(domain: SimulatedDomain): void;
  seed(seed: SeedDomain, now: Date): void;
}

export function createDomains(store: SimulatorStore): Domains {
  const find = (domain: string) => store.get(domain) as SimulatedDomain | undefined;
  return {
    all: () => store.keys().flatMap((key) => find(key) ?? []),
    get: (name) => {
      const domain = find(name.toLowerCase());
      if (domain === undefined) throw new Refusal('200', 'Domain is not active, or does not belong to this user');
      return domain;
    },
    save: (domain) => store.set(domain.domain, domain),
    seed: (seed, now) => {
      // NameSilo has no zones of domains that are registered elsewhere: one that has a zone here is registered here too.
      const isElsewhere = !seed.registered && seed.zone === 'none';
      if (find(seed.domain) === undefined && !isElsewhere) store.set(seed.domain, newDomain(seed, now));
    },
  };
}

/** As the panel registers: locked and renewing itself; privacy is asked for by the buyer. */
function newDomain(seed: SeedDomain, now: Date): SimulatedDomain {
  const expires = new Date(now);
  expires.setUTCFullYear(expires.getUTCFullYear() + 1);
  return {
    domain: seed.domain,
    created: day(now),
    expires: day(expires),
    status: 'Active',
    locked: true,
    private: false,
    autoRenew: true,
    forward: null,
    trafficType: seed.zone === 'default' ? 'Parked' : 'Custom DNS',
    nameservers: seed.nameservers?.map((name) => name.toLowerCase().replace(/\.$/, '')) ?? ownNameservers,
    records: seed.zone === 'default' ? parkingRecords : [],
    dsRecords: [],
  };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const parkingRecords: readonly SimulatedRecord[] = [
  ...['107.161.23.204', '192.161.187.200', '209.141.38.71'].map((value) => ({
    type: 'A',
    host: '',
    value,
    ttl: 3603,
    distance: 0,
  })),
  { type: 'CNAME', host: 'www', value: 'parking.namesilo.com', ttl: 3603, distance: 0 },
];
