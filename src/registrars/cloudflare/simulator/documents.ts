/** What the simulator keeps: one document per zone, one per registration. Never changed in place. */
import { createHash } from 'node:crypto';
import type { SimulatorStore } from '../../simulator/simulator.ts';

export interface ZoneDocument {
  readonly id: string;
  /** Lower-case Punycode. */
  readonly name: string;
  readonly status: 'active' | 'pending';
  readonly paused: boolean;
  /** `free`, `pro`, `business`, `enterprise`. */
  readonly plan: string;
  /** Absent: `full`. */
  readonly type?: 'full' | 'partial' | 'secondary' | 'internal';
  readonly nameServers: readonly string[];
  readonly createdOn: string;
  readonly dnssec: 'disabled' | 'pending' | 'active';
  /** Counts records that were ever made, for ids. */
  readonly serial: number;
  readonly records: readonly StoredRecord[];
}

export interface StoredRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly priority?: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly proxiable: boolean;
  readonly proxied: boolean;
  readonly ttl: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly comment: string | null;
  readonly tags: readonly string[];
  readonly created_on: string;
  readonly modified_on: string;
}

export interface RegistrationDocument {
  readonly domain_name: string;
  readonly status: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly auto_renew: boolean;
  readonly privacy_mode: string;
  readonly locked: boolean;
  /** How the next changes end; absent: at once and well. */
  readonly workflow?: 'later' | 'action_required' | 'blocked' | 'failed';
  /** The change that is under way. */
  readonly pending?: { readonly auto_renew: boolean };
}

export interface Documents {
  zones(): readonly ZoneDocument[];
  zoneById(id: string): ZoneDocument | undefined;
  zoneByName(name: string): ZoneDocument | undefined;
  saveZone(zone: ZoneDocument): void;
  deleteZone(zone: ZoneDocument): void;
  registrations(): readonly RegistrationDocument[];
  registration(domain: string): RegistrationDocument | undefined;
  saveRegistration(registration: RegistrationDocument): void;
}

export function openDocuments(store: SimulatorStore): Documents {
  const names = (kind: string) =>
    store.keys().flatMap((key) => (key.startsWith(`${kind}:`) ? [key.slice(kind.length + 1)] : []));
  /** Ids follow from names, so that finding a zone does not read all of them. */
  const namesById = new Map(names('zone').map((name) => [idOf('zone', name), name]));
  const zoneByName = (name: string) => store.get(`zone:${name}`) as ZoneDocument | undefined;
  const registration = (domain: string) => store.get(`registration:${domain}`) as RegistrationDocument | undefined;
  return {
    zones: () => names('zone').flatMap((name) => zoneByName(name) ?? []),
    zoneById: (id) => {
      const name = namesById.get(id);
      return name === undefined ? undefined : zoneByName(name);
    },
    zoneByName,
    saveZone: (zone) => {
      namesById.set(zone.id, zone.name);
      store.set(`zone:${zone.name}`, zone);
    },
    deleteZone: (zone) => {
      namesById.delete(zone.id);
      store.delete(`zone:${zone.name}`);
    },
    registrations: () => names('registration').flatMap((name) => registration(name) ?? []),
    registration,
    saveRegistration: (document) => store.set(`registration:${document.domain_name}`, document),
  };
}

/** 32 lower-case hexadecimal digits. */
export function idOf(...parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32);
}
