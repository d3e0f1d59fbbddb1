/** What the simulator holds: one document per domain, with its registration and its records. */
import { createHash } from 'node:crypto';
import type { SeedDomain, SimulatorContext, SimulatorStore } from '../../simulator/simulator.ts';
import { bare } from '../convert.ts';
import { defaultTtlSeconds, hoverMailHost, hoverNameservers, parkingAddress } from '../record-rules.ts';

export interface DomainDocument {
  readonly domain: string;
  /** `dom1000001` */
  readonly id: string;
  /** In the list of the account's domains. */
  readonly registered: boolean;
  /** `2027-09-26` */
  readonly registeredDate: string;
  readonly renewalDate: string;
  readonly autoRenew: boolean;
  readonly locked: boolean;
  readonly whoisPrivacy: boolean;
  /** Without trailing dot. */
  readonly nameservers: readonly string[];
  readonly emails: number;
  /** Where the web of the domain is forwarded to. */
  readonly forward: string | null;
  readonly records: readonly SimulatedRecord[];
  readonly nextId: number;
}

export interface SimulatedRecord {
  readonly id: number;
  /** Relative; `@` for the apex. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: number;
  readonly isDefault: boolean;
}

/** ns2 first, as dns-lexicon recorded it. */
export const ownNameservers = hoverNameservers.map(bare).reverse();

const defaults = [
  { name: '@', type: 'A', content: parkingAddress },
  { name: '*', type: 'A', content: parkingAddress },
  { name: '@', type: 'MX', content: `10 ${bare(hoverMailHost)}` },
];

/** Whether a record stands where Hover had put one of its own: the panel then offers to bring that back. */
export function replacesDefault(record: SimulatedRecord): boolean {
  return !record.isDefault && defaults.some(({ name, type }) => name === record.name && type === record.type);
}

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

  /** Those that the list shows, by name. */
  registered(): readonly DomainDocument[] {
    const all = this.store.keys().map((key) => this.store.get(key) as DomainDocument);
    return all.filter(({ registered }) => registered);
  }

  /** Every domain of an account has a zone; another one cannot have any. */
  seed({ domain, registered, zone, nameservers }: SeedDomain): void {
    if (this.find(domain) !== undefined || (!registered && zone === 'none')) return;
    const now = this.clock();
    const later = new Date(now);
    later.setUTCFullYear(now.getUTCFullYear() + 1);
    // Ids are the whole service's; those of two domains should not meet.
    const number = createHash('sha256').update(domain).digest().readUInt32BE() % 1_000_000;
    const firstId = 200_000_000 + number * 1000;
    const records = zone === 'default' ? defaults : [];
    this.put({
      domain,
      id: `dom${1_000_000 + number}`,
      registered,
      registeredDate: now.toISOString().slice(0, 10),
      renewalDate: later.toISOString().slice(0, 10),
      autoRenew: true,
      locked: true,
      whoisPrivacy: true,
      nameservers: nameservers?.map((name) => name.replace(/\.$/, '')) ?? ownNameservers,
      emails: 0,
      forward: null,
      records: records.map((record, index) => ({
        id: firstId + index,
        ...record,
        ttl: defaultTtlSeconds,
        isDefault: true,
      })),
      nextId: firstId + records.length,
    });
  }
}

/** Elsewhere, records are kept and not served. */
export function isDelegatedHere({ nameservers }: DomainDocument): boolean {
  return nameservers.every((name) => ownNameservers.includes(name));
}
