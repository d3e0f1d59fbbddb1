import type { LockHolder } from '../state/errors.ts';
import type { LeaseStore } from '../state/leases.ts';
import type { RunOutcome, RunStart, StateStore } from '../state/store.ts';

export interface RunOptions {
  readonly store: Pick<StateStore, 'startRun' | 'finishRun'> & Pick<LeaseStore, 'acquireLeases' | 'releaseLeases'>;
  readonly start: Omit<RunStart, 'startedAt'>;
  /** The domains that nobody else may work on meanwhile. */
  readonly domains: readonly string[];
  /** How long to wait for others; absent: not at all. */
  readonly lockTimeoutMs?: number;
  readonly signal: AbortSignal;
  onWait(holders: readonly LockHolder[]): void;
  /** The codes of what refused the run, from what `work` threw; null where it failed otherwise. */
  refusedBy(error: unknown): readonly string[] | null;
  now(): Date;
}

/**
 * A run of the state: its domains are leased before anything is read for it, and released when it is over, however it
 * ends. `outcomeOf` says how it ended where `work` did not throw. Throws `StateLockedError` where others hold a domain.
 */
export async function withRun<T>(
  options: RunOptions,
  work: (run: number) => Promise<T>,
  outcomeOf: (result: T) => RunOutcome['outcome'],
): Promise<T> {
  const { store, domains, lockTimeoutMs, signal, onWait, refusedBy, now } = options;
  const run = await store.startRun({ ...options.start, startedAt: now().toISOString() });
  const end = async (how: Omit<RunOutcome, 'finishedAt'>) => {
    const ended = signal.aborted ? { outcome: 'interrupted' as const } : how;
    try {
      await store.finishRun(run, { ...ended, finishedAt: now().toISOString() });
    } finally {
      await store.releaseLeases(run);
    }
  };
  let result: T;
  try {
    const timeout = lockTimeoutMs === undefined ? {} : { timeoutMs: lockTimeoutMs };
    await store.acquireLeases(run, domains, { ...timeout, signal, onWait });
    result = await work(run);
  } catch (error) {
    // What went wrong first tells more than that the end could not be written either.
    const refused = refusedBy(error);
    await end(refused === null ? { outcome: 'failed' } : { outcome: 'refused', refused }).catch(() => {});
    throw error;
  }
  await end({ outcome: outcomeOf(result) });
  return result;
}
