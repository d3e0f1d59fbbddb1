/** What the simulator holds: one document per domain, with its registration and its zone. */
import { createHash } from 'node:crypto';
import type { SeedDomain, SimulatorContext, SimulatorStore } from '../../simulator/simulator.ts';
import { parkingHost } from '../record-rules.ts';

export interface DomainDocument {
  readonly domain: string;
  /** In the list of the account's domains. */
  readonly registered: boolean;
  readonly createDate: string;
  readonly expireDate: string;
  readonly autoRenew: boolean;
  readonly securityLock: boolean;
  readonly whoisPrivacy: boolean;
  /** Whether the API may touch it. */
  readonly apiAccess: boolean;
  /** Without trailing dot. */
  readonly nameservers: readonly string[];
  readonly ds: readonly Ds[];
  readonly records: readonly SimulatedRecord[];
  readonly forwards: readonly Forward[];
  readonly nextId: number;
}

export interface SimulatedRecord {
  readonly id: number;
  /** Relative; empty for the apex. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: number;
  readonly prio: number;
  readonly notes: string | null;
}

export interface Ds {
  readonly keyTag: string;
  readonly alg: string;
  readonly digestType: string;
  readonly digest: string;
}

export interface Forward {
  readonly id: string;
  readonly subdomain: string;
  readonly location: string;
  readonly type: string;
  readonly includePath: string;
  readonly wildcard: string;
}

export const ownNameservers = ['maceio', 'salvador', 'fortaleza', 'curitiba'].map((host) => `${host}.ns.porkbun.com`);
const defaultTtl = 600;

export class World {
  private readonly store: SimulatorStore;
  private readonly clock: () => Date;

  constructor(context: SimulatorContext) {
    this.store = context.store;
    this.clock = () => context.now();
  }

  find(domain: string): DomainDocument | undefined {
    return this.store.get(domain) as DomainDocument | undefined;
  }

  put(document: DomainDocument): void {
    this.store.set(document.domain, document);
  }

  /** Those that listAll shows: by expiry, the next first. */
  registered(): readonly DomainDocument[] {
    const all = this.store.keys().map((key) => this.store.get(key) as DomainDocument);
    return all.filter(({ registered }) => registered).sort((a, b) => compare(a.expireDate, b.expireDate));
  }

  /** Every domain of an account has a zone; another one cannot have any. */
  seed({ domain, registered, zone, nameservers }: SeedDomain): void {
    if (this.find(domain) !== undefined || (!registered && zone === 'none')) return;
    const now = this.clock();
    const later = new Date(now);
    later.setUTCFullYear(now.getUTCFullYear() + 1);
    // Ids are the whole service's; those of two domains should not meet.
    const firstId = 400_000_000 + (createHash('sha256').update(domain).digest().readUInt32BE() % 1_000_000) * 1000;
    const parking = (id: number, name: string, type: string): SimulatedRecord => {
      const content = parkingHost.slice(0, -1);
      return { id, name, type, content, ttl: defaultTtl, prio: 0, notes: null };
    };
    this.put({
      domain,
      registered,
      createDate: sqlDate(now),
      expireDate: sqlDate(later),
      autoRenew: true,
      securityLock: true,
      whoisPrivacy: true,
      apiAccess: true,
      nameservers: (nameservers ?? ownNameservers).map((name) => name.replace(/\.$/, '')),
      ds: [],
      records: zone === 'default' ? [parking(firstId, '', 'ALIAS'), parking(firstId + 1, '*', 'CNAME')] : [],
      forwards: [],
      nextId: firstId + 2,
    });
  }
}

export function isDelegatedElsewhere({ nameservers }: DomainDocument): boolean {
  return !nameservers.every((name) => ownNameservers.includes(name));
}

/** `2027-08-20 17:52:51` */
function sqlDate(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
