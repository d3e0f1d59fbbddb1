/** Which run has done all that a saved plan is to do, as the journal tells it. */
import { isDeepStrictEqual } from 'node:util';
import type { Plan } from '../planner/plan.ts';
import type { HistoryStore, RunRecord } from '../state/history.ts';

/** How many of the newest runs are looked at. */
const looked = 20;

/** Null where no run since the plan was made has, or nobody can tell: a plan that only records leaves no call. */
export async function appliedBy(
  saved: Plan,
  store: Pick<HistoryStore, 'listRuns' | 'readRun'>,
): Promise<number | null> {
  const runs = await store.listRuns({ limit: looked });
  for (const { run } of runs.filter(({ startedAt, calls }) => startedAt >= saved.created_at && calls.done > 0)) {
    const record = await store.readRun(run);
    if (record !== null && hasMade(record, saved)) return run;
  }
  return null;
}

function hasMade({ journal }: RunRecord, { changes }: Plan): boolean {
  const sent = changes.filter(({ action }) => action !== 'adopt' && action !== 'forget');
  return (
    sent.length > 0 &&
    sent.every(({ account, address, after }) =>
      journal.some(
        (entry) =>
          entry.account === account && entry.outcome === 'done' && isDeepStrictEqual(entry.after[address], after),
      ),
    )
  );
}
