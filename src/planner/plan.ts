/**
 * The plan: the ordered changes that turn live state into desired state, with drift, refusals and the API calls.
 * Data only. This is also the documented JSON form, hence its snake_case keys; there is no second shape.
 */

import type { DesiredRecordSet } from '../schema/desired.ts';
import type { OptionValue } from '../schema/dns/record-set.ts';
import type { SettingField, SettingValues } from '../schema/domain/settings.ts';
import type { Protection } from '../schema/protection.ts';
import type { LiveRecordSet, LiveRegistration, LiveZone } from './inputs.ts';

export const planFormatVersion = '1.0';

export interface Plan {
  readonly format_version: typeof planFormatVersion;
  readonly tool_version: string;
  /** ISO 8601. */
  readonly created_at: string;
  readonly workspace: string;
  readonly state_serial: number;
  readonly options: {
    readonly targets: readonly string[];
    readonly refresh_only: boolean;
    readonly consents: readonly string[];
    /** The run that this plan undoes. */
    readonly undo_run: number | null;
  };
  readonly summary: Summary;
  /** Every domain of the plan, sorted; what a view prints above its changes. */
  readonly domains: readonly PlannedDomain[];
  /** Sorted by domain, then in the order of application. No-ops are counted in the summary only. */
  readonly changes: readonly Change[];
  /** In the order of application within a domain. */
  readonly calls: readonly Call[];
  readonly drift: readonly Drift[];
  readonly foreign: readonly Foreign[];
  /** Sorted by domain, then mail and the apex first. */
  readonly unanswered: readonly Unanswered[];
  readonly refusals: readonly Refusal[];
  /** Of `options.consents`, those that no refusal needed. */
  readonly idle_consents: readonly string[];
  readonly errors: readonly PlanError[];
  readonly notes: readonly Note[];
}

export interface Summary {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly adopt: number;
  readonly forget: number;
  readonly no_op: number;
  /** Changes of live values that were never ours. */
  readonly take_over: number;
  readonly drift: number;
  readonly foreign: number;
  readonly unanswered: number;
  /** Those that nobody consented to. */
  readonly refusals: number;
  readonly errors: number;
  readonly calls: number;
}

export interface PlannedDomain {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  readonly expires_at: string | null;
  readonly auto_renew: boolean | null;
  /** Why nothing is planned here: the read that failed. */
  readonly frozen: boolean;
}

/** What is sent to a registrar. `replace` is delete then create, and says why in `reason`. */
export type CallAction = 'create' | 'update' | 'replace' | 'delete';
/** Changes of the state only: start managing what is there, stop managing. */
type StateAction = 'adopt' | 'forget';
export type Action = CallAction | StateAction;

export interface Change {
  readonly address: string;
  readonly domain: string;
  readonly account: string;
  readonly kind: 'record_set' | 'setting' | 'registration';
  readonly action: Action;
  readonly before: Value;
  readonly after: Value;
  readonly drift: 'changed' | 'deleted' | 'both_changed' | null;
  /** A live value that was never ours is overwritten. */
  readonly takes_over: boolean;
  /** What the set, or the domain, is protected from; null for a setting, which has no protection of its own. */
  readonly protect: { readonly before: Protection; readonly after: Protection } | null;
  readonly reason: string | null;
}

/** A record set's value, a setting's value, `known-after-apply` for what only the apply can tell, or null for absent. */
export type Value = RecordSetValue | SettingJson | null;
export interface RecordSetValue {
  readonly ttl: number;
  readonly values: readonly string[];
  readonly options?: Readonly<Record<string, OptionValue>>;
  /** Why it is none that a config can say: its records have different TTLs, or one is there twice. */
  readonly irregular?: string;
  /** By option in which its live records differ: what they have. */
  readonly mixed?: Readonly<Record<string, readonly OptionValue[]>>;
}
export type SettingJson = boolean | readonly string[] | typeof knownAfterApply;
export const knownAfterApply = 'known-after-apply';

/**
 * The order within a domain: a zone exists before its records; DS leaves before a delegation changes and comes after;
 * the new host is complete before the delegation switches. A stage whose predecessor failed is not attempted.
 * Where a host writes records only while delegated to, its `records` come after `delegation`.
 */
export const stages = ['settings', 'zone', 'unsign', 'records', 'delegation', 'sign'] as const;
export type Stage = (typeof stages)[number];

/** One call as a registrar compiles it. */
export interface CallDraft {
  /** For people and for counting: `POST dns_records/batch`. */
  readonly operation: string;
  /** The domain, or null for a call that settles several at once. */
  readonly domain: string | null;
  /** Addresses of the changes that this call makes, or has a part in. */
  readonly covers: readonly string[];
  /** How many requests the call takes, without retries. */
  readonly requests: number;
  /** What the registrar's own `execute` needs; JSON, no secrets. */
  readonly body: unknown;
  /**
   * What has to be live still when the call is sent, as digests by place: where somebody else has written since, it would
   * be overwritten unseen. See `registrars/expected.ts`.
   */
  readonly expects?: Readonly<Record<string, string>>;
  /** It replaces records beside those that it changes: what a read did not show is lost. */
  readonly rewrites?: true;
  /**
   * Why the changes that this covers cannot be made, and what to do, as sentences: a write that would lose what cannot
   * be sent back, say. The plan then has an error instead of these changes, and nothing is sent.
   */
  readonly refused?: string;
  /**
   * What else the call brings about, that no change of the plan says: as sentences, each needs consent. A call that settles
   * several domains has none, or consent to one of them would be consent to all.
   */
  readonly side_effects?: readonly string[];
  /** What people should know of the call though nothing is lost by it: as sentences, which become notes of the plan. */
  readonly notes?: readonly string[];
}

export interface Call extends Omit<CallDraft, 'notes'> {
  readonly account: string;
  readonly stage: Stage;
  /** The body is known only after an earlier stage: the nameservers of a zone that is still to be made. */
  readonly deferred: boolean;
}

export interface Drift {
  readonly address: string;
  readonly domain: string;
  readonly account: string;
  readonly recorded: Value;
  readonly live: Value;
  readonly desired: Value;
  readonly both_changed: boolean;
  /**
   * What was live before the run is live: the registrar confirmed the change and did not make it, or somebody took it back.
   * False where a read has shown that it was made.
   */
  readonly not_done: boolean;
  readonly run: number;
  readonly applied_at: string;
  readonly actor: string | null;
  readonly commit: string | null;
  readonly ci_url: string | null;
}

export interface Foreign {
  readonly address: string;
  readonly domain: string;
  readonly account: string;
  readonly value: RecordSetValue | { readonly text: string };
  /** False: no record set, but a record that is never touched. */
  readonly supported: boolean;
  /** Why it is not supported; absent: its type is unknown to this tool. */
  readonly why?: string;
}

/** A record set that is answered now, and no longer, or otherwise, once the plan is applied, though no change touches it. */
export interface Unanswered {
  readonly address: string;
  readonly domain: string;
  /** Whose zone answers it now. */
  readonly account: string;
  readonly value: RecordSetValue | { readonly text: string };
  /** One that the host puts into each new zone: parking, mail of its own. */
  readonly default: boolean;
  /** What answers the same question then; null: nothing of this zone. */
  readonly after: Answer | null | typeof notKnown;
  /** The nameservers change; the name becomes part of a new sub-zone; it comes to exist, which ends a wildcard's answer. */
  readonly cause: UnansweredCause;
  /** Address of the NS set of the new sub-zone, or of the wildcard that answers now; null: the nameservers. */
  readonly by: string | null;
  /** The line that keeps it in the domain's `records`; null where the new host cannot hold it, or nobody can read it. */
  readonly config: string | null;
}

export const unansweredCauses = ['nameservers', 'sub-zone', 'new-name'] as const;
type UnansweredCause = (typeof unansweredCauses)[number];

/** Often a set of the same name and type; a CNAME or a wildcard answers, too. */
export interface Answer extends RecordSetValue {
  readonly address: string;
}

/** What a record is called that a registrar puts into each new zone. */
export const defaultRecord = "registrar's default record";

/** Nobody that this config manages has the new nameservers, or their zone does not show itself. */
export const notKnown = 'not-known';

export const guardCodes = [
  'take-over',
  'foreign-delete',
  'vital-record',
  'shadowed',
  'protected',
  'too-many-deletes',
  'too-many-updates',
  'empty-zone',
  'suspicious-read',
  'delegation',
  'side-effect',
  'auto-renew-off',
  'transfer-lock-off',
  'privacy-off',
  'changed-since',
  'managed-elsewhere',
  'too-many-deletes-in-plan',
  'too-many-updates-in-plan',
  'forget-domains',
  'spend',
] as const;
export type GuardCode = (typeof guardCodes)[number];

export interface Refusal {
  readonly code: GuardCode;
  /** Null: the plan as a whole. */
  readonly domain: string | null;
  readonly message: string;
  /** Lines below the message, where it is about several things: what goes from what to what, and how to keep it. */
  readonly details: readonly string[];
  /** What to pass to consent: `--consent delegation:example.com`. */
  readonly consent: string;
  readonly consented: boolean;
}

export interface PlanError {
  readonly account: string;
  readonly domain: string;
  readonly code: string;
  /** What failed, what was seen, what to do next. */
  readonly message: string;
}

export interface Note {
  readonly domain: string;
  readonly message: string;
}

/** A read that failed, as a value. */
export interface ReadProblem {
  readonly problem: { readonly code: string; readonly message: string };
}

/** The record-set changes of one zone, for `compileZone`. */
export interface ZoneChange {
  readonly domain: string;
  readonly live: LiveZone;
  /** In the order of application. */
  readonly changes: readonly RecordSetChange[];
}

export interface RecordSetChange {
  readonly address: string;
  readonly action: CallAction;
  readonly before: LiveRecordSet | null;
  readonly after: PlannedRecordSet | null;
}

export interface PlannedRecordSet extends DesiredRecordSet {
  /** As it will be recorded, also where the config says nothing of it. */
  readonly protect: Protection;
}

/** One setting of one domain, for `compileSettings`. */
export type SettingChange = {
  readonly [F in SettingField]: {
    readonly address: string;
    readonly domain: string;
    readonly field: F;
    readonly before: SettingValues[F] | null;
    readonly after: SettingValues[F];
    /** It is nobody's once it is changed, as an undo gives it back. */
    readonly givenBack?: true;
    readonly live: LiveRegistration;
  };
}[SettingField];
