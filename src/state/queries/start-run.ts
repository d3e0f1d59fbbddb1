import type { Queryable } from '../database.ts';
import type { RunStart } from '../store.ts';

const text = `
WITH workspace AS (
  INSERT INTO domctl.workspaces (name) VALUES ($1) ON CONFLICT (name) DO NOTHING
)
INSERT INTO domctl.runs (workspace, operation, started_at, actor, host, pid, git_commit, ci_url, tool_version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING run`;

/** Makes the workspace where it is new. Returns the run's number. */
export async function startRun(database: Queryable, workspace: string, start: RunStart): Promise<number> {
  const [row] = await database.query<{ run: number }>(text, [
    workspace,
    start.operation,
    start.startedAt,
    start.actor,
    start.host,
    start.pid,
    start.commit,
    start.ciUrl,
    start.toolVersion,
  ]);
  if (row === undefined) throw new Error('INSERT ... RETURNING gave no row');
  return row.run;
}
