import type { ChangeResult } from './apply/report.ts';

/** The reads of one account among those of `refreshing`. */
export interface AccountReads {
  readonly account: string;
  readonly done: number;
  readonly total: number;
}

/** What a workflow tells while it runs; a view shows it on stderr, or nothing at all. */
export interface Progress {
  /** Reads of live state: registrations of an account count as one, each zone as one. */
  refreshing(done: number, total: number, of: readonly AccountReads[]): void;
  /** A call is about to be sent; its addresses. */
  applying(operation: string, account: string, addresses: readonly string[]): void;
  /** A change has ended one way or the other. `done` of `total` of those that send something. */
  finished(result: ChangeResult, done: number, total: number): void;
  /** Something the user should know while it runs: waiting for a limit, re-reading after a call in doubt. */
  notice(message: string): void;
}
