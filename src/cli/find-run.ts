import type { RunRecord } from '../state/history.ts';
import type { State } from '../state/store.ts';
import { CommandError } from './errors.ts';

/** A run by its number. Throws `CommandError` where there is none. */
export async function findRun(store: Pick<State, 'readRun' | 'location'>, run: number): Promise<RunRecord> {
  const record = await store.readRun(run);
  if (record !== null) return record;
  throw new CommandError(`There is no run ${run} in the state at ${store.location}. "domctl history" lists the runs.`);
}
