/**
 * The state store's contract: recorded state, runs and the journal of one workspace.
 * Each method is a fixed number of statements, however many domains, changes or calls it is given.
 */

import type { ForeignSet } from '../planner/foreign-sets.ts';
import type { RecordedDomain } from '../planner/inputs.ts';
import type { Fqdn, RecordType } from '../schema/dns/rdata.ts';
import type { RecordOptions } from '../schema/dns/record-set.ts';
import type { SettingField } from '../schema/domain/settings.ts';
import type { Protection } from '../schema/protection.ts';
import type { AdministrationStore } from './administration.ts';
import type { HistoryStore } from './history.ts';
import type { LeaseStore } from './leases.ts';

/** All that `openState` gives. Callers ask for the part that they need. */
export interface State extends StateStore, LeaseStore, HistoryStore, AdministrationStore {}

export interface StateStore {
  /** For messages, without password: `.domctl/state`, `postgres://db.example.com/domctl`. */
  readonly location: string;
  /** A number that rises with each write of recorded state in this workspace; 0 for one that was never written. */
  serial(): Promise<number>;
  /** Recorded state of exactly these domains (absent ones are left out of the answer). */
  readRecorded(domains: readonly string[]): Promise<readonly RecordedDomain[]>;
  /**
   * Names of all recorded domains that are not among these. With the root of a config: only those that it manages, or of
   * which nobody knows who does; the ones that left it.
   */
  otherDomains(domains: readonly string[], root?: string): Promise<readonly string[]>;
  /** Those of these that are recorded. */
  knownDomains(domains: readonly string[]): Promise<readonly KnownDomain[]>;

  startRun(run: RunStart): Promise<number>;
  finishRun(run: number, outcome: RunOutcome): Promise<void>;

  /** Durable before it resolves: what is about to be sent. Returns the journal ids, in order. */
  intend(run: number, intents: readonly JournalIntent[]): Promise<readonly number[]>;
  /** In one transaction: how calls ended, and what is now known to be live. Raises the serial where effects are given. */
  settle(run: number, outcomes: readonly JournalOutcome[], effects: readonly RecordedEffect[]): Promise<void>;

  close(): Promise<void>;
}

export interface KnownDomain {
  readonly domain: string;
  /** The config that manages it; null: not known yet. */
  readonly root: string | null;
}

export interface RunStart {
  readonly operation: 'apply' | 'undo' | 'state';
  readonly startedAt: string;
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly commit: string | null;
  readonly ciUrl: string | null;
  readonly toolVersion: string;
}

export interface RunOutcome {
  readonly outcome: 'done' | 'failed' | 'interrupted' | 'refused';
  /** Of a refused run: the codes of what refused it; see `PlanRefused`. */
  readonly refused?: readonly string[];
  readonly finishedAt: string;
}

/** How a record set is ours, beside its value. A zone and a setting have neither. */
export interface Management {
  readonly protect: Protection;
  /** Those of its options that are managed. */
  readonly options: readonly string[];
}

export interface JournalIntent {
  readonly account: string;
  /** Null for a call that settles several domains. */
  readonly domain: string | null;
  readonly operation: string;
  readonly covers: readonly string[];
  /** By address, those of `covers` that are recorded at this account before the call: ours, also after an undo. */
  readonly recorded: Readonly<Record<string, Management>>;
  /** By address, those of `covers` that are ours once the call is done: not what it deletes, nor what an undo gives back. */
  readonly managed: Readonly<Record<string, Management>>;
  /** Live values of the covered addresses as they were read: what an undo goes back to. By address; null for absent. */
  readonly before: Readonly<Record<string, unknown>>;
  /** What the call is to bring about. By address; null for absent. */
  readonly after: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface JournalOutcome {
  readonly id: number;
  /** `in-doubt`: it may have taken effect, and a read could not tell. */
  readonly outcome: 'done' | 'failed' | 'in-doubt';
  readonly error: string | null;
  readonly at: string;
  /**
   * By address: what a read found that the call left there, of a call that did not do all it had to. Addresses that it
   * did not change are left out; absent: it was done, or changed nothing.
   */
  readonly found?: Readonly<Record<string, unknown>>;
  /** A read has shown how it ended, and not the registrar's answer alone. */
  readonly readBack?: true;
}

/** A change of recorded state. */
export type RecordedEffect =
  | {
      readonly kind: 'domain';
      readonly domain: string;
      readonly registrar: string | null;
      readonly dns: string | null;
      readonly protect: Protection;
      /** The config that manages it from now on; absent: as before. */
      readonly root?: string;
    }
  | { readonly kind: 'forget-domain'; readonly domain: string }
  /**
   * How many records the zone has now, and which of them are nobody's; absent: as before. Of a domain that is recorded; else
   * it is no effect.
   */
  | {
      readonly kind: 'zone-rows';
      readonly domain: string;
      readonly rows: number;
      readonly foreign?: readonly ForeignSet[];
    }
  | {
      readonly kind: 'record-set';
      readonly domain: string;
      readonly account: string;
      readonly name: Fqdn;
      readonly type: RecordType;
      readonly ttlSeconds: number;
      readonly values: readonly string[];
      readonly options: RecordOptions;
      readonly irregular?: string;
      readonly protect: Protection;
      readonly at: string;
    }
  | {
      readonly kind: 'forget-record-set';
      readonly domain: string;
      readonly account: string;
      readonly name: Fqdn;
      readonly type: RecordType;
    }
  | {
      readonly kind: 'setting';
      readonly domain: string;
      readonly account: string;
      readonly field: SettingField | 'zone';
      readonly value: boolean | readonly string[];
      readonly at: string;
    }
  | {
      readonly kind: 'forget-setting';
      readonly domain: string;
      readonly account: string;
      readonly field: SettingField | 'zone';
    };
