import type { Queryable } from '../database.ts';
import type { RunOutcome } from '../store.ts';

export async function finishRun(
  database: Queryable,
  workspace: string,
  run: number,
  { outcome, finishedAt }: RunOutcome,
): Promise<void> {
  await database.query('UPDATE domctl.runs SET outcome = $3, finished_at = $4 WHERE workspace = $1 AND run = $2', [
    workspace,
    run,
    outcome,
    finishedAt,
  ]);
}
