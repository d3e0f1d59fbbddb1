/**
 * Desired state: what the config means, canonical, with templates, defaults and targets resolved.
 * The only road from config to planner.
 */

import type { DsRdata, Fqdn, RecordType } from './dns/rdata.ts';
import type { RecordSet } from './dns/record-set.ts';
import type { SettingField } from './domain/settings.ts';
import type { Protection } from './protection.ts';
import type { SourcePosition } from './source.ts';

export interface Desired {
  readonly accounts: readonly AccountConfig[];
  /** Sorted by domain. */
  readonly domains: readonly DesiredDomain[];
  readonly planThresholds: PlanThresholds;
}

/** One set of credentials at one registrar; the unit of rate limiting. */
export interface AccountConfig {
  readonly name: string;
  /** The registrar's name in the registry table: `cloudflare`. */
  readonly registrar: string;
  /** By the keys of the descriptor; `${VAR}` already replaced. Secret. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Base URL to use instead of the registrar's own. */
  readonly endpoint?: string;
  readonly source: SourcePosition;
}

export interface DesiredDomain {
  /** Lower-case A-labels without trailing dot: `example.com`. */
  readonly domain: string;
  readonly source: SourcePosition;
  /** Name of the account that holds the registration; absent: the registration is not managed here. */
  readonly registrar?: string;
  /** Name of the account that hosts the zone; absent: records are not managed here. */
  readonly dns?: string;
  /** Absent fields are not managed. */
  readonly settings: DesiredSettings;
  /** Those of `settings` that are nobody's from now on, as an undo gives them back. */
  readonly givesBack?: readonly SettingField[];
  /** Sorted by name, then type. */
  readonly recordSets: readonly DesiredRecordSet[];
  /** Absent: not said; the domain stays as protected as it is recorded. */
  readonly protect?: Protection;
  readonly foreign: 'keep' | 'delete';
  readonly ignore: readonly IgnoreRule[];
  readonly thresholds: Thresholds;
  /** What the reader of the plan should know: a default TTL that was raised to the host's bound, say. */
  readonly notes: readonly string[];
}

export interface DesiredSettings {
  readonly auto_renew?: boolean;
  readonly transfer_lock?: boolean;
  readonly privacy?: boolean;
  /** `auto`: those of the DNS host. */
  readonly nameservers?: 'auto' | readonly Fqdn[];
  /** `auto`: the DS set of the zone that the DNS host signs. Empty: off. */
  readonly dnssec?: 'auto' | readonly DsRdata[];
}

export interface DesiredRecordSet extends RecordSet {
  /** Absent: not said; the set stays as protected as it is recorded. */
  readonly protect?: Protection;
  /** The options that are managed from now on; null: the set is nobody's, as an undo gives it back. Absent: those it has. */
  readonly manages?: readonly string[] | null;
  readonly source: SourcePosition;
}

/** Record sets that this tool must neither change nor report: glob over the relative name, and a type or all types. */
export interface IgnoreRule {
  readonly name: string;
  readonly type?: RecordType;
}

/** Share of a zone's managed sets, 0 to 1, above which a plan needs consent. 1: never, whatever the zone's size. */
export interface Thresholds {
  readonly deletes: number;
  readonly updates: number;
}

/** Over all domains of a plan: shares of their managed sets, 0 to 1, and numbers of sets; above either it needs consent. */
export interface PlanThresholds {
  readonly deletes: number;
  readonly maxDeletes: number;
  readonly updates: number;
  readonly maxUpdates: number;
}
