/**
 * What the planner reads: live state and recorded state. Registrars produce the first, the state store the second;
 * both with `import type`, so that the planner stays free of them.
 */

import type { RegistrarDescriptor } from '../schema/capabilities.ts';
import type { Desired } from '../schema/desired.ts';
import type { DsRdata, Fqdn, RecordType } from '../schema/dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../schema/dns/record-set.ts';
import type { SettingField, SettingValues } from '../schema/domain/settings.ts';
import type { Protection } from '../schema/protection.ts';
import type { ForeignSet } from './foreign-sets.ts';
import type { CallDraft, Note, ReadProblem, SettingChange, Value, ZoneChange } from './plan.ts';

/** A registration as the registrar answers it now. */
export interface LiveRegistration {
  readonly domain: string;
  /** The registrar's own word, for people: `active`, `expired`. */
  readonly status: string;
  /** ISO 8601 date and time, or null where the registrar does not tell. */
  readonly expiresAt: string | null;
  /** The fields that were asked for and that the registrar can tell. */
  readonly settings: Partial<SettingValues>;
  /** What the registrar's own `compileSettings` needs; JSON. Opaque to everybody else. */
  readonly native: unknown;
}

/** A zone as the DNS host answers it now. */
export interface LiveZone {
  readonly domain: string;
  /** `absent`: the host has no such zone and can make one. `unreachable`: it has one but will not show or change it until the domain is delegated to it. */
  readonly status: 'present' | 'absent' | 'unreachable';
  readonly recordSets: readonly LiveRecordSet[];
  /** Records of types that are not managed, or that cannot be read: shown as foreign, never touched. */
  readonly unsupported: readonly UnsupportedRecord[];
  /** The nameservers to delegate to; sorted. Empty where they are not known before the zone exists. */
  readonly nameservers: readonly Fqdn[];
  /** The DS set to put at the parent, where the zone is signed and it was asked for. */
  readonly ds?: readonly DsRdata[];
  /**
   * What the host does for the domain that no record shows, as nouns (`e-mail forwarding of 2 addresses`); it ends when
   * the nameservers leave. Absent: not asked for, or the host does not tell.
   */
  readonly services?: readonly string[];
  /** What the registrar's own `compileZone` needs; JSON. Opaque to everybody else. */
  readonly native: unknown;
}

export interface LiveRecordSet extends RecordSet {
  /** Why the set cannot equal any desired one as it stands: its records have different TTLs, or one is there twice. */
  readonly irregular?: string;
  /** By option in which its records differ, and which is none of `options` then: what they have. */
  readonly mixed?: Readonly<Record<string, readonly OptionValue[]>>;
  /** Why the set is not the user's to change: the apex NS, records that a service of the host maintains. */
  readonly system?: string;
  /** Record ids and the like, for `compileZone`; JSON. */
  readonly native: unknown;
}

/** The zone that a domain leaves: the one whose nameservers are those of the registration now. */
export type FormerZone =
  | ServingZone
  /** None at the accounts of the config; `unread`: where it could not be looked for. */
  | { readonly account: null; readonly unread: readonly UnreadZone[] };

export interface ServingZone {
  readonly account: string;
  readonly zone: LiveZone;
  /** What will answer, where the domain goes to nameservers of another account than its DNS host's; absent: not known. */
  readonly next?: LiveZone;
}

export interface UnreadZone {
  readonly account: string;
  /** What failed. */
  readonly message: string;
}

export interface UnsupportedRecord {
  readonly name: Fqdn;
  readonly type: string;
  /** The record's data as the host shows it. */
  readonly text: string;
  /** Why it is not read as a record. */
  readonly problem?: string;
  /** As of a live set: it can be read, and is not the user's to change. */
  readonly system?: string;
}

/** Which run wrote a value, for drift. */
export interface Provenance {
  readonly run: number;
  /** ISO 8601. */
  readonly at: string;
  readonly actor: string | null;
  readonly commit: string | null;
  readonly ciUrl: string | null;
}

export interface RecordedDomain {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  readonly protect: Protection;
  /** Records that the zone at `dns` had when an apply last saw it, as `zoneRows` counts them; null: not known. */
  readonly zoneRows: number | null;
  /** Those of nobody, where the host replaces records beside those that a call changes; null: not known. */
  readonly foreign: readonly ForeignSet[] | null;
  /** Absent where nobody knows yet which config manages it. */
  readonly manager?: Manager;
  readonly recordSets: readonly RecordedRecordSet[];
  readonly settings: readonly RecordedSetting[];
}

/** The config that manages a domain, and the run that recorded that. */
export interface Manager {
  /** See `PlanInput.root`. */
  readonly root: string;
  readonly run: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface RecordedRecordSet {
  /** The account that hosts the zone. A set recorded at another account than the config's is no longer ours to plan for. */
  readonly account: string;
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly ttlSeconds: number;
  /** Printed canonical values, sorted. */
  readonly values: readonly string[];
  readonly options: RecordOptions;
  /** As of a live set, where that is how a run left it. */
  readonly irregular?: string;
  readonly protect: Protection;
  readonly provenance: Provenance;
}

export interface RecordedSetting {
  readonly account: string;
  readonly field: SettingField | 'zone';
  /** Canonical JSON: boolean, list of names, list of printed DS; `true` for a zone. */
  readonly value: boolean | readonly string[];
  readonly provenance: Provenance;
}

/** What the planner needs of a registrar: its facts, and a pure compiler for each half that they speak of. */
export interface Compiler {
  readonly descriptor: RegistrarDescriptor;
  readonly registration?: SettingsCompiler;
  readonly dns?: ZoneCompiler;
}

export interface SettingsCompiler {
  /** The cheapest safe calls for these changes, of any number of domains of one account. Pure. */
  compileSettings(changes: readonly SettingChange[]): readonly CallDraft[];
}

export interface ZoneCompiler {
  /** The call that makes an empty zone for a domain. Absent where `createZone` of the descriptor says why not. Pure. */
  compileCreateZone?(domain: string): CallDraft;
  /** The cheapest safe calls for these changes of one zone that is there; none for no changes. Pure. */
  compileZone(change: ZoneChange): readonly CallDraft[];
}

export interface PlanInput {
  readonly workspace: string;
  /** Which config this is: its repository and the folder in it, `github.com/northwind/dns//prod`. */
  readonly root: string;
  readonly stateSerial: number;
  readonly toolVersion: string;
  /** ISO 8601. The planner has no clock of its own. */
  readonly now: string;
  readonly options: PlanOptions;
  readonly desired: Desired;
  /** By account name. */
  readonly compilers: ReadonlyMap<string, Compiler>;
  /** By domain; the domains of the config and those that left it. */
  readonly recorded: ReadonlyMap<string, RecordedDomain>;
  /** By domain; an error freezes the domain. */
  readonly registrations: ReadonlyMap<string, LiveRegistration | ReadProblem>;
  readonly zones: ReadonlyMap<string, LiveZone | ReadProblem>;
  /** By domain: what answers for it now, looked for where its delegation or its DNS host changes. */
  readonly formerZones: ReadonlyMap<string, FormerZone>;
  /** By address: what must be live still, or the plan is refused; what a run left there that is to be undone. */
  readonly expected: ReadonlyMap<string, Value>;
  /** What else the reader of the plan should know: calls of an interrupted run that were in doubt. */
  readonly notes: readonly Note[];
}

export interface PlanOptions {
  /** Addresses; empty: everything. */
  readonly targets: readonly string[];
  readonly refreshOnly: boolean;
  /** `CODE` or `CODE:DOMAIN`. */
  readonly consents: readonly string[];
  /** The run that is undone; absent: a plan of the config. */
  readonly undoRun?: number;
}
