/**
 * The contract of leases: who works on a domain now. Runs on different domains go in parallel; a run that died holds its
 * domains until its leases expire. Expiry goes by the clock of the database, never by that of a client.
 */
import type { LockHolder } from './errors.ts';

export interface LeaseStore {
  /**
   * All of these domains for the run, or none. Renews them in the background until `releaseLeases` or `close`.
   * From now on `intend` and `settle` are refused (`StateLockedError` `lease-lost`) for a domain whose lease was lost.
   * Throws `StateLockedError` `locked`, naming the holders, when the time to wait is over; and `signal.reason`.
   */
  acquireLeases(run: number, domains: readonly string[], options?: LeaseOptions): Promise<void>;
  /** Those that the run still has. */
  releaseLeases(run: number): Promise<void>;
  /** Who holds what now, sorted by domain; expired leases are left out. */
  readLeases(): Promise<readonly LockHolder[]>;
  /** Ends leases, whoever holds them: of these domains, or all. Returns those that were ended. */
  unlock(domains: readonly string[] | 'all'): Promise<readonly LockHolder[]>;
}

export interface LeaseOptions {
  /** How long to wait for other holders. Default: not at all. */
  readonly timeoutMs?: number;
  /** How long a lease outlives its last renewal. Default: one minute. */
  readonly ttlMs?: number;
  readonly signal?: AbortSignal;
  /** Told once, when it begins to wait. */
  onWait?(holders: readonly LockHolder[]): void;
}
