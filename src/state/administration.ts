/** The contract of `domctl state`: changes of recorded state by hand. Each is a run of its own, and raises the serial. */

import type { ForeignSet } from '../planner/foreign-sets.ts';
import type { RecordedRecordSet, RecordedSetting } from '../planner/inputs.ts';
import type { Fqdn, RecordType } from '../schema/dns/rdata.ts';
import type { Protection } from '../schema/protection.ts';
import type { RunOutcome, RunStart } from './store.ts';

export interface AdministrationStore {
  /** Stops managing: a domain with all of it, or one thing of it, at whatever account. Returns how many rows went. */
  forget(run: number, targets: readonly StateTarget[]): Promise<number>;
  /** Lifts the protection of domains and record sets. Returns how many were protected. */
  unprotect(run: number, targets: readonly StateTarget[]): Promise<number>;
  /** What `importState` goes by. */
  version(): Promise<StateVersion>;
  /** Makes it a state of simulators, or of registrars, unless it is one of the two already. Returns whether of simulators. */
  claim(simulated: boolean): Promise<boolean>;
  /** All recorded state of the workspace, in one snapshot. */
  exportState(): Promise<StateSnapshot>;
  /**
   * Replaces all recorded state of the workspace. Throws `StateError` `mixed` where one of the two was made against
   * simulators and the other was not, `stale` where the snapshot is of another state, or
   * somebody wrote since it was exported (a workspace that was never written takes any, with its lineage), and
   * `StateLockedError` where a domain of it is being worked on.
   */
  importState(run: number, snapshot: StateSnapshot): Promise<void>;
}

export type StateTarget =
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'record_set'; readonly domain: string; readonly name: Fqdn; readonly type: RecordType }
  | { readonly kind: 'setting'; readonly domain: string; readonly field: RecordedSetting['field'] };

/** Which state it is, and how far it has come. */
export interface StateVersion {
  /** Rises with each write of recorded state; 0 for a workspace that was never written. */
  readonly serial: number;
  /** A UUID, made with the workspace, and kept where a snapshot goes elsewhere; null where there is no workspace yet. */
  readonly lineage: string | null;
  /** Whether it was made against simulators; null: nothing has been applied yet. */
  readonly simulated: boolean | null;
}

export const snapshotFormatVersion = '1.0';

/** The documented JSON of `state pull` and `state push`, hence its snake_case keys. */
export interface StateSnapshot extends StateVersion {
  readonly format_version: typeof snapshotFormatVersion;
  readonly workspace: string;
  /** The runs that wrote what follows. */
  readonly runs: readonly SnapshotRun[];
  /** Sorted by domain. */
  readonly domains: readonly SnapshotDomain[];
}

export interface SnapshotRun {
  readonly run: number;
  readonly operation: RunStart['operation'];
  readonly started_at: string;
  /** Null, as the outcome: at work when this was exported, or killed. */
  readonly finished_at: string | null;
  readonly outcome: RunOutcome['outcome'] | null;
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly commit: string | null;
  readonly ci_url: string | null;
  readonly tool_version: string;
}

export interface SnapshotDomain {
  readonly domain: string;
  readonly registrar: string | null;
  readonly dns: string | null;
  readonly protect: Protection;
  /** As of a recorded domain. */
  readonly zone_rows: number | null;
  readonly foreign_sets: readonly ForeignSet[] | null;
  /** The config that manages it: repository and folder; null: not known yet. */
  readonly root: string | null;
  /** That recorded this of the domain. */
  readonly run: number;
  readonly record_sets: readonly SnapshotRecordSet[];
  readonly settings: readonly SnapshotSetting[];
}

export interface SnapshotRecordSet {
  readonly account: string;
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly ttl: number;
  readonly values: readonly string[];
  readonly options: RecordedRecordSet['options'];
  readonly irregular: string | null;
  readonly protect: Protection;
  readonly run: number;
  readonly applied_at: string;
}

export interface SnapshotSetting {
  readonly account: string;
  readonly field: RecordedSetting['field'];
  readonly value: RecordedSetting['value'];
  readonly run: number;
  readonly applied_at: string;
}
