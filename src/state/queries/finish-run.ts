import type { Queryable } from '../database.ts';
import type { RunOutcome } from '../store.ts';

export async function finishRun(
  database: Queryable,
  workspace: string,
  run: number,
  { outcome, refused = [], finishedAt }: RunOutcome,
): Promise<void> {
  await database.query(
    'UPDATE domctl.runs SET outcome = $3, refused = $4, finished_at = $5 WHERE workspace = $1 AND run = $2',
    [workspace, run, outcome, refused, finishedAt],
  );
}
