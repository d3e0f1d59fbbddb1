/** What the simulator holds: one document per domain, with its registration here and its zone here, or either. */
import { createHash, randomUUID } from 'node:crypto';
import type { SeedDomain, SimulatorContext, SimulatorStore } from '../../simulator/simulator.ts';
import { defaultRecords } from '../default-records.ts';
import type { StoredSet } from '../stored-set.ts';
import { notFound } from './http.ts';

export interface DomainDocument {
  readonly fqdn: string;
  readonly registration: Registration | null;
  readonly zone: Zone | null;
}

export interface Registration {
  readonly id: string;
  readonly autorenew: { readonly enabled: boolean; readonly duration: number; readonly org_id: string };
  readonly status: readonly string[];
  readonly canTldLock: boolean;
  readonly nameservers: readonly string[];
  /** Accepted, but not shown before its time; in the order of arrival. */
  readonly pending: readonly Pending[];
  readonly createdAt: string;
  readonly endsAt: string;
  readonly updatedAt: string;
  readonly contacts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly tags: readonly string[];
  readonly hosts: readonly { readonly name: string; readonly ips: readonly string[] }[];
  readonly dnskeys: readonly DnsKey[];
  readonly livednssec: 'active' | 'inactive';
  readonly authinfo: string;
}

/** What the registry has to make, and Gandi therefore answers with 202. */
interface Pending {
  readonly changes: Partial<Pick<Registration, 'nameservers' | 'status'>>;
  readonly visibleAt: number;
}

export interface DnsKey {
  readonly id: number;
  readonly algorithm: number;
  readonly type: string;
  readonly public_key: string;
  readonly keytag: number;
  readonly digest: string;
  readonly digest_type: number;
}

export interface Zone {
  readonly automaticSnapshots: boolean;
  readonly sets: readonly StoredSet[];
  readonly snapshots: readonly Snapshot[];
  readonly keys: readonly SigningKey[];
}

export interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly automatic: boolean;
  readonly sets: readonly StoredSet[];
}

export interface SigningKey {
  readonly id: string;
  readonly flags: number;
  readonly deleted: boolean;
}

export const emptyZone: Zone = { automaticSnapshots: false, sets: [], snapshots: [], keys: [] };

/** The organization that owns everything here. */
export const organization = 'fe0b1c52-0000-4000-8000-5a1db0c55a1d';
export const transferLock = 'clientTransferProhibited';

const yearMs = 365 * 24 * 3600 * 1000;

export class World {
  private readonly store: SimulatorStore;
  private readonly clock: () => Date;
  /** How long accepted changes stay unseen. */
  private readonly delayMs: number;

  constructor(context: SimulatorContext, delayMs: number) {
    this.store = context.store;
    this.clock = () => context.now();
    this.delayMs = delayMs;
  }

  now(): Date {
    return this.clock();
  }

  find(fqdn: string): DomainDocument | undefined {
    return this.store.get(fqdn.toLowerCase()) as DomainDocument | undefined;
  }

  all(): readonly DomainDocument[] {
    return this.store.keys().map((key) => this.store.get(key) as DomainDocument);
  }

  put(document: DomainDocument): void {
    this.store.set(document.fqdn, document);
  }

  seed({ domain, registered, zone, nameservers }: SeedDomain): void {
    if (this.find(domain) !== undefined) return;
    this.put({
      fqdn: domain,
      registration: registered ? this.newRegistration(domain, nameservers ?? liveDnsNameservers(domain)) : null,
      zone: zone === 'none' ? null : { ...emptyZone, sets: zone === 'default' ? defaultRecords : [] },
    });
  }

  newRegistration(fqdn: string, nameservers: readonly string[]): Registration {
    const now = this.now();
    return {
      id: randomUUID(),
      autorenew: { enabled: false, duration: 1, org_id: organization },
      status: [transferLock],
      canTldLock: true,
      nameservers: nameservers.map((name) => name.replace(/\.$/, '')),
      pending: [],
      createdAt: isoSeconds(now),
      endsAt: isoSeconds(new Date(now.getTime() + yearMs)),
      updatedAt: isoSeconds(now),
      contacts: {
        owner: sandboxOwner,
        admin: { same_as_owner: true },
        bill: { same_as_owner: true },
        tech: { same_as_owner: true },
      },
      tags: [],
      hosts: [],
      dnskeys: [],
      livednssec: 'inactive',
      authinfo: `transfer-secret-of-${fqdn}`,
    };
  }

  /** Throws the answer for a domain that is not registered here. */
  registered(fqdn: string): DomainDocument & { readonly registration: Registration } {
    const document = this.find(fqdn);
    if (document === undefined || document.registration === null) throw notFound();
    return { ...document, registration: this.settled(document.registration) };
  }

  /** Throws the answer for a zone that is not here. */
  hosted(fqdn: string): DomainDocument & { readonly zone: Zone } {
    const document = this.find(fqdn);
    if (document === undefined || document.zone === null) throw notFound();
    return { ...document, zone: document.zone };
  }

  updateRegistration(fqdn: string, changes: Partial<Registration>): void {
    const document = this.registered(fqdn);
    const updatedAt = isoSeconds(this.now());
    this.put({ ...document, registration: { ...document.registration, updatedAt, ...changes } });
  }

  updateZone(fqdn: string, changes: Partial<Zone>): void {
    const document = this.hosted(fqdn);
    this.put({ ...document, zone: { ...document.zone, ...changes } });
  }

  /** Asynchronous: shown after the delay. */
  updateLater(fqdn: string, changes: Pending['changes']): void {
    const { pending } = this.registered(fqdn).registration;
    const visibleAt = this.now().getTime() + this.delayMs;
    this.updateRegistration(fqdn, { pending: [...pending, { changes, visibleAt }] });
  }

  private settled(registration: Registration): Registration {
    const now = this.now().getTime();
    const due = registration.pending.filter(({ visibleAt }) => visibleAt <= now);
    const changes: Partial<Registration> = Object.assign({}, ...due.map((pending) => pending.changes));
    return { ...registration, ...changes, pending: registration.pending.filter(({ visibleAt }) => visibleAt > now) };
  }
}

/** Three hosts whose number is a hash of the name, as LiveDNS spreads zones over its hosts. */
export function liveDnsNameservers(fqdn: string): readonly string[] {
  const hash = createHash('sha256').update(fqdn).digest();
  return ['a', 'b', 'c'].map((letter, i) => `ns-${(hash[i] ?? 0) + 1}-${letter}.gandi.net`);
}

export function isLiveDns(nameservers: readonly string[]): boolean {
  return nameservers.length > 0 && nameservers.every((name) => /^ns-\d+-[abc]\.gandi\.net$/.test(name));
}

export function isoSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

const sandboxOwner = {
  type: 'individual',
  given: 'Alice',
  family: 'Doe',
  email: 'alice@example.org',
  country: 'FR',
  streetaddr: '5 rue de la Paix',
  city: 'Paris',
  zip: '75002',
  phone: '+33.123456789',
  data_obfuscated: true,
  mail_obfuscated: true,
};
