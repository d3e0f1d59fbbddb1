/** What accounts hold now, by domain: who has the registration, and whose zone answers for it. */
import type { LiveRegistration, LiveZone } from '../planner/inputs.ts';
import type { IgnoreRule } from '../schema/desired.ts';

export interface Holdings {
  /** Sorted by domain. */
  readonly domains: readonly Held[];
  /** Accounts whose domains are not known, in whole or in part. */
  readonly problems: readonly AccountProblem[];
  /** What else the reader of the config should know; sentences. */
  readonly remarks: readonly string[];
}

/** At least one of `registration` and `zone` is there, or a problem says why not. */
export interface Held {
  /** A-labels, without trailing dot. */
  readonly domain: string;
  readonly registration?: { readonly account: string; readonly live: LiveRegistration };
  readonly zone?: HeldZone;
  /** Other accounts that hold a zone of this name, which answers for nothing. */
  readonly unserved: readonly string[];
  /** Why the domain is not known as a whole. */
  readonly problems: readonly AccountProblem[];
}

export interface HeldZone {
  readonly account: string;
  readonly live: LiveZone;
  /** Whether the domain is delegated to it; null: nobody tells. */
  readonly served: boolean | null;
  /** What whoever managed the zone so far left alone in it. */
  readonly ignore?: readonly IgnoreRule[];
}

export interface AccountProblem {
  readonly account: string;
  readonly message: string;
}
