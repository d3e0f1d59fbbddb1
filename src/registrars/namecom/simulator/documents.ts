/** What the simulator keeps: one document for each domain of the account. */
import { createHash } from 'node:crypto';
import type { SeedDomain, SimulatorStore } from '../../simulator/simulator.ts';

export interface StoredRecord {
  readonly id: number;
  /** Relative; empty for the apex. */
  readonly host: string;
  readonly type: string;
  readonly answer: string;
  readonly ttl: number;
  readonly priority?: number;
}

export interface StoredDs {
  readonly domainName: string;
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: string;
}

export interface DomainDocument {
  readonly domainName: string;
  readonly createDate: string;
  readonly expireDate: string;
  readonly autorenewEnabled: boolean;
  readonly locked: boolean;
  readonly privacyEnabled: boolean;
  readonly nameservers: readonly string[];
  readonly dnssec: readonly StoredDs[];
  readonly records: readonly StoredRecord[];
  readonly nextId: number;
}

export interface Documents {
  all(): readonly DomainDocument[];
  get(domain: string): DomainDocument | undefined;
  save(document: DomainDocument): void;
}

const prefix = 'domain/';

export function openDocuments(store: SimulatorStore): Documents {
  const get = (domain: string) => store.get(`${prefix}${domain}`) as DomainDocument | undefined;
  return {
    all: () => store.keys().flatMap((key) => get(key.slice(prefix.length)) ?? []),
    get,
    save: (document) => store.set(`${prefix}${document.domainName}`, document),
  };
}

const day = 24 * 60 * 60 * 1000;

/** Auto-renew, lock and privacy are on in a new domain; that new zones hold no records is NOT VERIFIED. */
export function newDomain({ domain, nameservers }: SeedDomain, now: Date): DomainDocument {
  return {
    domainName: domain,
    createDate: timestamp(now.getTime() - 65 * day),
    expireDate: timestamp(now.getTime() + 300 * day),
    autorenewEnabled: true,
    locked: true,
    privacyEnabled: true,
    nameservers: nameservers?.map((name) => name.replace(/\.$/, '')) ?? ownNameservers(domain),
    dnssec: [],
    records: [],
    nextId: 178_000_000 + (hash(domain).readUInt16BE(0) % 1000) * 10_000,
  };
}

/** The four nameservers with the letters of this domain: `ns1dhl.name.com`. */
export function ownNameservers(domain: string): readonly string[] {
  return [1, 2, 3, 4].map((digit) => letteredNameserver(digit, domain));
}

export function letteredNameserver(digit: number, domain: string): string {
  const letters = [...hash(`${digit} ${domain}`).subarray(0, 3)].map((byte) => String.fromCharCode(97 + (byte % 26)));
  return `ns${digit}${letters.join('')}.name.com`;
}

export function isDelegatedHere({ nameservers }: DomainDocument): boolean {
  return nameservers.some((name) => /^ns[1-4][a-z]{3}\.name\.com$/.test(name));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Without milliseconds, as Name.com writes it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
