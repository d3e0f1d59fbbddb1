/**
 * What a registrar can hold and do, as data. Each registrar's descriptor gives these facts; config validation refuses by
 * them, the planner compiles by them, and the capability matrix in the documentation is printed from them.
 */
import type { NameRules } from './dns/coexistence.ts';
import type { Fqdn, RecordType } from './dns/rdata.ts';
import type { OptionValue, RecordSet } from './dns/record-set.ts';
import type { SettingField } from './domain/settings.ts';
import type { Problem } from './result.ts';

/** `write`: can be changed. `read`: can be seen only. `none`: neither. The reason ends up in messages: no full stop. */
export type Support =
  | { readonly access: 'write' }
  | { readonly access: 'read'; readonly reason: string }
  | { readonly access: 'none'; readonly reason: string };

export const can: Support = { access: 'write' };
export const readOnly = (reason: string): Support => ({ access: 'read', reason });
export const cannot = (reason: string): Support => ({ access: 'none', reason });

export interface RegistrarDescriptor {
  /** The word in `registrar:`; lower case. */
  readonly name: string;
  /** The company's own spelling. */
  readonly title: string;
  /** False where the company documents no API and we speak to what its own website uses. */
  readonly official: boolean;
  readonly documentation: string;
  readonly endpoint: string;
  /**
   * Further origins, by the names that requests give, of an API that is on several hosts. Where a config or the sandbox
   * gives an endpoint of its own, each is that endpoint with its name as the first part of the path.
   */
  readonly origins?: Readonly<Record<string, string>>;
  readonly credentials: readonly CredentialKey[];
  /** What holds for each request to the API; all must hold at once. */
  readonly limits: readonly RateLimit[];
  /** Requests in flight at once per account. */
  readonly maxConcurrent: number;
  /** Absent: a DNS host, which registers no domains. */
  readonly registration?: RegistrationCapabilities;
  /** Absent: a registrar, which hosts no zones. */
  readonly dns?: DnsCapabilities;
  /** What is known of reads that follow confirmed writes; absent: they show them. */
  readonly afterWrites?: { readonly records?: AfterWrites; readonly settings?: AfterWrites };
}

/** Of a registrar that holds registrations. */
export type RegistrationDescriptor = RegistrarDescriptor & { readonly registration: RegistrationCapabilities };
/** Of one that hosts zones. */
export type DnsDescriptor = RegistrarDescriptor & { readonly dns: DnsCapabilities };
/** Of one with both halves, as most have. */
export type WholeDescriptor = RegistrationDescriptor & DnsDescriptor;

export function holdsRegistrations(descriptor: RegistrarDescriptor): descriptor is RegistrationDescriptor {
  return descriptor.registration !== undefined;
}

export function hostsZones(descriptor: RegistrarDescriptor): descriptor is DnsDescriptor {
  return descriptor.dns !== undefined;
}

/** What is said wherever an account is asked for what its registrar has no half of. No full stop. */
export function lacksHalf(half: 'registration' | 'dns', account: string, { title }: RegistrarDescriptor): string {
  return half === 'dns'
    ? `${account} (${title}) is a registrar and hosts no zones`
    : `${account} (${title}) is a DNS host and holds no registrations`;
}

/** Each with where it stands, and the date it was read. */
export interface AfterWrites {
  /** Writes were confirmed here and not made: they are read back without being asked to. */
  readonly mayNotBeMade?: { readonly source: string };
  /** For so long a read may show what was there before. */
  readonly lag?: { readonly ms: number; readonly source: string };
}

export interface CredentialKey {
  readonly key: string;
  readonly required: boolean;
  /** The environment variable that documentation and the sandbox use. */
  readonly variable: string;
  /** Whether the value must never be shown. False only for what a message has to name: the caller's IP address. */
  readonly secret: boolean;
  /** A made-up value of the right form, accepted by the simulator. */
  readonly sandbox: string;
  /** What to use instead of this key, for keys that replace each other: Hover's cookie and password. */
  readonly insteadOf?: readonly string[];
}

export interface RateLimit {
  readonly requests: number;
  readonly perMs: number;
  /** Where the number stands, with the date it was read. */
  readonly source: string;
}

export interface RegistrationCapabilities {
  readonly settings: { readonly [F in SettingField]: Support };
  /**
   * The nameservers as the registrar will answer them after they were set, where it renames its own. Applied to desired
   * and to live ones, so that they compare equal. Idempotent; sorted. Pure.
   */
  canonicalNameservers?(names: readonly Fqdn[]): readonly Fqdn[];
  /**
   * The registrar charges a renewal from so many days before the expiry on, so that auto-renew that goes on later may be
   * charged at once. Absent: that is not known of it.
   */
  readonly earlyRenewal?: { readonly days: number; readonly source: string };
}

export interface DnsCapabilities extends NameRules {
  readonly types: { readonly [T in RecordType]: Support };
  readonly ttl: TtlBounds;
  /** Whether names and targets may have slashes, as those of RFC 2317; absent: not known to be taken. */
  readonly slashInNames?: true;
  /** Whether a zone can be made through the API for a domain registered elsewhere. */
  readonly createZone: Support;
  /** Whether records can be written only while the domain is delegated to this host. */
  readonly needsDelegation: boolean;
  /**
   * What else ends when the nameservers of a domain leave this host, and what becomes of the zone there: a sentence, for
   * people. What is known to be live is told by the zone itself (`LiveZone.services`).
   */
  readonly leaving?: string;
  /** Whether a call may replace records beside those that it changes: the whole zone, all of a type or a name. */
  readonly rewrites: boolean;
  /**
   * What a TXT is at this host. `strings`: quoted strings, whose boundaries and octets it keeps. `text`: one Unicode text,
   * that the host splits.
   */
  readonly txt: 'strings' | 'text';
  /** Options of a record set under the registrar's own key in the config. */
  readonly options: Readonly<Record<string, OptionCapability>>;
  /** Largest number of records in a zone, where one is known. */
  readonly maxRecords?: number;
  /** What this host cannot hold of a set whose type it can: quotes in TXT, a null MX. Empty: it can. Pure. */
  checkRecordSet(set: RecordSet, domain: string): readonly Problem[];
  /**
   * The set as the host will answer it after it was written: a TTL that means the same as another, an option that
   * changes the TTL. Applied to desired sets and to live sets, so that they compare equal. Idempotent. Pure.
   */
  canonicalRecordSet(set: RecordSet, domain: string): RecordSet;
  /** Why this change cannot be an update but must be a deletion and a creation; absent or undefined: it can. Pure. */
  replaceReason?(before: RecordSet, after: RecordSet): string | undefined;
  /** Whether a record that cannot be read is none: what the host shows in place of records, and a write replaces. Pure. */
  isPlaceholder?(record: { readonly type: string; readonly text: string }): boolean;
  /**
   * Whether this is a record set that the registrar puts into each new zone: parking, default mail. Looks at the set
   * alone; whether it still is nobody's in its zone, `defaultsOf` of the planner says. Pure.
   */
  isDefaultRecordSet(set: RecordSet, domain: string): boolean;
}

interface TtlBounds {
  readonly minSeconds: number;
  readonly maxSeconds: number;
  /** Used where the config gives no TTL. */
  readonly defaultSeconds: number;
  /** The number that stands for `ttl: auto`, where the host has it. */
  readonly autoSeconds?: number;
}

export interface OptionCapability {
  readonly kind: 'boolean' | 'string' | 'strings';
  readonly types: readonly RecordType[];
  /** The value of a record set that does not name the option. */
  readonly default: OptionValue;
  /** Whether a set that does not name the option is held to the default, or the option left as it is. */
  readonly absentMeans: 'default' | 'unmanaged';
}
