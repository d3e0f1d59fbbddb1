/**
 * A guard looks at what a plan would do to one domain and refuses what deserves a second look.
 * What it cannot evaluate, it refuses.
 */
import type { DesiredDomain } from '../../schema/desired.ts';
import type { DomainDiff } from '../diff/outcome.ts';
import type { LiveRegistration, LiveZone } from '../inputs.ts';
import type { GuardCode, ReadProblem } from '../plan.ts';

export interface GuardInput {
  readonly domain: string;
  /** Null for a domain that left the config. */
  readonly desired: DesiredDomain | null;
  readonly diff: DomainDiff;
  readonly registration: LiveRegistration | null;
  /** The zone at the registrar's own DNS, where a delegation may leave it; undefined: not read. */
  readonly formerZone: LiveZone | ReadProblem | undefined;
  /** Whether a set is one that the registrar puts into each new zone. */
  readonly isDefaultRecordSet: (set: LiveZone['recordSets'][number]) => boolean;
  /** ISO 8601. */
  readonly now: string;
}

export interface Guard {
  readonly code: GuardCode;
  /** Why the plan is refused, with the numbers; null where it is fine. */
  check(input: GuardInput): string | null;
}
