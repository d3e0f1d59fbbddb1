/** The contract of history: runs and the journal, to read; what an interrupted run left open. */
import type { JournalIntent, JournalOutcome, RunOutcome, RunStart } from './store.ts';

export interface HistoryStore {
  /** The newest first. */
  listRuns(options?: { readonly limit?: number }): Promise<readonly RunSummary[]>;
  /** Null where this workspace has no such run. */
  readRun(run: number): Promise<RunRecord | null>;
  /**
   * Calls that may or may not have taken effect: no outcome is stored. Close those of runs that are not at work any
   * more with `settle`, once a read has told what is live; those of the domains that you have leased.
   */
  openIntents(): Promise<readonly OpenIntent[]>;
  /**
   * What was live before the last call that a run had confirmed at each of these places. Left out: what no call of that
   * run has changed, and what a read has shown to be made.
   */
  unseenPreImages(places: readonly Place[]): Promise<readonly UnseenPreImage[]>;
}

/** What a run has recorded, where. */
export interface Place {
  readonly run: number;
  readonly account: string;
  readonly address: string;
}

export interface UnseenPreImage extends Pick<Place, 'account' | 'address'> {
  /** Null: it was absent. */
  readonly before: unknown;
}

export interface RunSummary extends RunStart {
  readonly run: number;
  /** Null: at work, or killed. */
  readonly outcome: RunOutcome['outcome'] | null;
  /** The codes of what refused it; empty for a run that was not refused. */
  readonly refused: readonly string[];
  readonly finishedAt: string | null;
  /** Whether it holds a lease now. */
  readonly atWork: boolean;
  readonly calls: {
    readonly done: number;
    readonly failed: number;
    /** In doubt, or never settled. */
    readonly inDoubt: number;
  };
}

export interface RunRecord extends RunSummary {
  /** In the order of the intents. */
  readonly journal: readonly JournalEntry[];
}

export interface JournalEntry extends JournalIntent {
  readonly id: number;
  readonly run: number;
  readonly outcome: JournalOutcome['outcome'] | null;
  readonly error: string | null;
  /** By address: what a read found that the call left there, of a call that did not do all it had to. */
  readonly found: Readonly<Record<string, unknown>>;
  readonly settledAt: string | null;
}

export interface OpenIntent extends JournalEntry {
  /** The domains of the addresses that it covers. */
  readonly domains: readonly string[];
  /** Its run still has a lease there: at work, or dead for less than the lease lasts. */
  readonly atWork: boolean;
  readonly startedBy: Pick<RunStart, 'operation' | 'startedAt' | 'actor' | 'host' | 'pid' | 'ciUrl'>;
}
