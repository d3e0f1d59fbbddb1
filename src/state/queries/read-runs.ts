import type { Queryable } from '../database.ts';
import type { RunSummary } from '../history.ts';

const text = `
SELECT r.run, r.operation, r.started_at, r.finished_at, r.outcome, r.refused, r.actor, r.host, r.pid, r.git_commit, r.ci_url,
       r.tool_version, j.done, j.failed, j.in_doubt,
       EXISTS (SELECT FROM domctl.leases l WHERE l.run = r.run AND l.expires_at > clock_timestamp()) AS at_work
  FROM (SELECT * FROM domctl.runs
         WHERE workspace = $1 AND ($2::int IS NULL OR run = $2)
         ORDER BY run DESC LIMIT $3) AS r
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE outcome = 'done')::int AS done,
              count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
              count(*) FILTER (WHERE outcome IS NULL OR outcome = 'in-doubt')::int AS in_doubt
         FROM domctl.journal WHERE run = r.run) AS j
 ORDER BY r.run DESC`;

interface Row {
  readonly run: number;
  readonly operation: RunSummary['operation'];
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly outcome: RunSummary['outcome'];
  readonly refused: readonly string[];
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly git_commit: string | null;
  readonly ci_url: string | null;
  readonly tool_version: string;
  readonly done: number;
  readonly failed: number;
  readonly in_doubt: number;
  readonly at_work: boolean;
}

/** The newest first; `run` for one only. */
export async function readRuns(
  database: Queryable,
  workspace: string,
  { run, limit }: { readonly run?: number; readonly limit: number },
): Promise<readonly RunSummary[]> {
  const rows = await database.query<Row>(text, [workspace, run ?? null, limit]);
  return rows.map((row) => ({
    run: row.run,
    operation: row.operation,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    outcome: row.outcome,
    refused: row.refused,
    actor: row.actor,
    host: row.host,
    pid: row.pid,
    commit: row.git_commit,
    ciUrl: row.ci_url,
    toolVersion: row.tool_version,
    atWork: row.at_work,
    calls: { done: row.done, failed: row.failed, inDoubt: row.in_doubt },
  }));
}
