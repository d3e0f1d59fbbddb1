/** What the simulator holds: one document per domain, with its registration here and its zone here, or either. */
import { createHash } from 'node:crypto';
import type { SeedDomain, SimulatorContext, SimulatorStore } from '../../simulator/simulator.ts';
import { parkingAddresses, parkingTtlSeconds } from '../host.ts';
import type { Row } from '../wire.ts';
import { domainNotFound, refused } from './http.ts';
import type { GoDaddyOptions } from './options.ts';

export interface DomainDocument {
  readonly domain: string;
  readonly registration: Registration | null;
  readonly zone: Zone | null;
}

export interface Registration {
  readonly domainId: number;
  readonly createdAt: string;
  readonly expires: string;
  readonly status: string;
  readonly renewAuto: boolean;
  readonly locked: boolean;
  readonly privacy: boolean;
  readonly exposeWhois: boolean;
  readonly nameServers: readonly string[];
  /** Accepted, but not shown before this time. */
  readonly pending: { readonly nameServers: readonly string[]; readonly visibleAt: number } | null;
}

export interface Zone {
  readonly rows: readonly Row[];
  readonly busyUntil: number;
}

const yearMs = 365 * 24 * 3600 * 1000;

export class World {
  private readonly store: SimulatorStore;
  private readonly clock: () => Date;
  readonly options: GoDaddyOptions;

  constructor(context: SimulatorContext, options: GoDaddyOptions) {
    this.store = context.store;
    this.clock = () => context.now();
    this.options = options;
  }

  now(): number {
    return this.clock().getTime();
  }

  /** Sorted by domain. */
  registrations(): readonly (readonly [domain: string, Registration])[] {
    return this.store.keys().flatMap((key) => {
      const { domain, registration } = this.store.get(key) as DomainDocument;
      return registration === null ? [] : [[domain, this.settled(registration)] as const];
    });
  }

  seed({ domain, registered, zone, nameservers }: SeedDomain): void {
    if (this.find(domain) !== undefined) return;
    const assigned = assignedNameservers(domain);
    const own = (nameservers ?? assigned).map((name) => name.replace(/\.$/, ''));
    this.store.set(domain, {
      domain,
      registration: registered ? this.newRegistration(domain, own) : null,
      zone:
        zone === 'none' ? null : { rows: [...(zone === 'default' ? newZone : []), ...apexNs(assigned)], busyUntil: 0 },
    });
  }

  /** Throws the answer for a domain that is not registered here. */
  registered(domain: string): Registration {
    const registration = this.find(domain)?.registration;
    if (registration === undefined || registration === null) throw domainNotFound(domain);
    return this.settled(registration);
  }

  updateRegistration(domain: string, changes: Partial<Registration>): void {
    const document = this.find(domain) as DomainDocument;
    this.store.set(document.domain, { ...document, registration: { ...this.registered(domain), ...changes } });
  }

  /** The zone's rows. Throws the answer for a zone that is not here, or that is busy with the last write. */
  rows(domain: string): Zone['rows'] {
    const document = this.find(domain);
    if (document === undefined || (document.zone === null && document.registration === null))
      throw domainNotFound(domain);
    // Code and message NOT VERIFIED.
    if (document.zone === null) {
      throw refused(404, 'UNKNOWN_DOMAIN', 'The given domain is not registered, or does not have a zone file');
    }
    if (document.zone.busyUntil > this.now()) {
      throw refused(409, 'CONFLICT', 'The zone is being updated');
    }
    return document.zone.rows;
  }

  putRows(domain: string, rows: Zone['rows']): void {
    const document = this.find(domain) as DomainDocument;
    this.store.set(document.domain, { ...document, zone: { rows, busyUntil: this.now() + this.options.busyMs } });
  }

  private find(domain: string): DomainDocument | undefined {
    return this.store.get(domain.toLowerCase()) as DomainDocument | undefined;
  }

  private settled(registration: Registration): Registration {
    const { pending } = registration;
    if (pending === null || pending.visibleAt > this.now()) return registration;
    return { ...registration, nameServers: pending.nameServers, pending: null };
  }

  private newRegistration(domain: string, nameServers: readonly string[]): Registration {
    const now = this.clock();
    return {
      domainId: hashOf(domain).readUInt32BE(0),
      createdAt: now.toISOString(),
      expires: new Date(now.getTime() + yearMs).toISOString(),
      status: 'ACTIVE',
      renewAuto: true,
      locked: true,
      privacy: false,
      exposeWhois: false,
      nameServers,
      pending: null,
    };
  }
}

/** A pair of neighbours, as `ns09` and `ns10` were recorded. */
function assignedNameservers(domain: string): readonly string[] {
  const number = (hashOf(domain).readUInt8(4) % 39) * 2 + 1;
  return [number, number + 1].map((n) => `ns${String(n).padStart(2, '0')}.domaincontrol.com`);
}

/** What the zone of a new domain holds, as recorded by dns-lexicon on 2021-12-29; SOA is not listed. */
const newZone: readonly Row[] = [
  ...parkingAddresses.map((data) => ({ data, name: '@', ttl: parkingTtlSeconds, type: 'A' })),
  { data: '@', name: 'www', ttl: 3600, type: 'CNAME' },
  { data: '_domainconnect.gd.domaincontrol.com', name: '_domainconnect', ttl: 3600, type: 'CNAME' },
];

function apexNs(nameservers: readonly string[]): readonly Row[] {
  return nameservers.map((data) => ({ data, name: '@', ttl: 3600, type: 'NS' }));
}

function hashOf(domain: string): Buffer {
  return createHash('sha256').update(domain).digest();
}
