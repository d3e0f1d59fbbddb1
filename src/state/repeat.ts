/** Repeats what a lost connection or a lost race with another transaction ended, where that is harmless. */
import pRetry from 'p-retry';
import { StateError } from './errors.ts';

/** Long enough for a server's failover, or its restart. */
const waits = { retries: 6, minTimeout: 100, factor: 3, maxTimeout: 5_000 };
/** Serialization failure, deadlock: the transaction was rolled back. */
const lostRaces = new Set(['40001', '40P01']);

/** For reads, and for writes that leave the same when they are done twice. */
export async function repeatable<T>(work: () => Promise<T>): Promise<T> {
  return await pRetry(work, {
    ...waits,
    shouldRetry: ({ error }) =>
      error instanceof StateError && (error.code === 'unreachable' || lostRaces.has(error.sqlState ?? '')),
  });
}
