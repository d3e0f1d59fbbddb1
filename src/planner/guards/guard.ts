/**
 * A guard looks at what a plan would do, to one domain or as a whole, and refuses what deserves a second look.
 * What it cannot evaluate, it refuses.
 */
import type { DnsDescriptor, RegistrationDescriptor } from '../../schema/capabilities.ts';
import type { DesiredDomain, PlanThresholds } from '../../schema/desired.ts';
import type { DomainDiff } from '../diff/outcome.ts';
import type { FormerZone, LiveRegistration, LiveZone, RecordedDomain } from '../inputs.ts';
import type { Call, GuardCode, Unanswered } from '../plan.ts';

export interface GuardInput {
  readonly domain: string;
  /** Null for a domain that left the config. */
  readonly desired: DesiredDomain | null;
  /** Null where nothing is recorded yet. */
  readonly recorded: RecordedDomain | null;
  readonly diff: DomainDiff;
  readonly refreshOnly: boolean;
  /** Those that have a part in this domain. */
  readonly calls: readonly Call[];
  readonly registration: LiveRegistration | null;
  /** The registrar of the config; null where the config names none. */
  readonly registrar: RegistrationDescriptor | null;
  /** The zone at the DNS host of the config; null where there is none, or it could not be read. */
  readonly zone: LiveZone | null;
  /** That DNS host. */
  readonly host: DnsDescriptor | null;
  /** What answers for the domain now; undefined: not looked for. */
  readonly former: FormerZone | undefined;
  /** What a change of nameservers leaves behind, and what a change of records hides. */
  readonly unanswered: readonly Unanswered[];
  /** Whether a set of the former zone is one that its host puts into each new zone. */
  readonly isDefault: (set: LiveZone['recordSets'][number]) => boolean;
  /** Of this config; see `PlanInput.root`. */
  readonly root: string;
  /** ISO 8601. */
  readonly now: string;
}

/** Why the plan is refused, with the numbers; with lines below it where it is about several things. */
export type Finding = string | { readonly message: string; readonly details: readonly string[] };

/** Looks at one domain. */
export interface DomainGuard {
  readonly code: GuardCode;
  /** A plan that only refreshes is held to it, too: that sends nothing, but records what was read. */
  readonly alsoOfRefresh?: true;
  /** Null: it is fine. */
  check(input: GuardInput): Finding | null;
}

/** Looks at all domains of the plan together. */
export interface PlanGuard {
  readonly code: GuardCode;
  /** Null: it is fine. */
  check(domains: readonly GuardInput[], thresholds: PlanThresholds): Finding | null;
}
