import { domainsOfIntent } from '../address-domain.ts';
import type { Queryable } from '../database.ts';
import type { JournalEntry, OpenIntent } from '../history.ts';

const columns = `j.id, j.run, j.account, j.domain, j.operation, j.covers, j.recorded, j.managed, j.before, j.after,
       j.intended_at, j.outcome, j.error, j.found, j.settled_at`;

interface Row {
  readonly id: number;
  readonly run: number;
  readonly account: string;
  readonly domain: string | null;
  readonly operation: string;
  readonly covers: readonly string[];
  readonly recorded: JournalEntry['recorded'];
  readonly managed: JournalEntry['managed'];
  readonly before: JournalEntry['before'];
  readonly after: JournalEntry['after'];
  readonly intended_at: Date;
  readonly outcome: JournalEntry['outcome'];
  readonly error: string | null;
  readonly found: JournalEntry['found'];
  readonly settled_at: Date | null;
}

/** Of one run, in the order of the intents. */
export async function readJournal(
  database: Queryable,
  workspace: string,
  run: number,
): Promise<readonly JournalEntry[]> {
  const rows = await database.query<Row>(
    `SELECT ${columns} FROM domctl.journal j WHERE j.workspace = $1 AND j.run = $2 ORDER BY j.id`,
    [workspace, run],
  );
  return rows.map(toEntry);
}

/** A run without a lease on the domain is not at work there: each acquires its domains before it sends anything. */
const openText = `
SELECT ${columns}, r.operation AS run_operation, r.started_at, r.actor, r.host, r.pid, r.ci_url,
       EXISTS (SELECT FROM domctl.leases l
                WHERE l.run = j.run AND l.expires_at > clock_timestamp()
                  AND (l.domain = j.domain OR j.domain IS NULL AND l.domain IN (
                         SELECT split_part(split_part(a, '/', 1), ':', 1) FROM unnest(j.covers) AS a)))
         AS at_work
  FROM domctl.journal j JOIN domctl.runs r ON r.run = j.run
 WHERE j.workspace = $1 AND j.outcome IS NULL
 ORDER BY j.id`;

interface OpenRow extends Row {
  readonly run_operation: OpenIntent['startedBy']['operation'];
  readonly started_at: Date;
  readonly actor: string | null;
  readonly host: string;
  readonly pid: number;
  readonly ci_url: string | null;
  readonly at_work: boolean;
}

export async function readOpenIntents(database: Queryable, workspace: string): Promise<readonly OpenIntent[]> {
  const rows = await database.query<OpenRow>(openText, [workspace]);
  return rows.map((row) => ({
    ...toEntry(row),
    domains: domainsOfIntent(row),
    atWork: row.at_work,
    startedBy: {
      operation: row.run_operation,
      startedAt: row.started_at.toISOString(),
      actor: row.actor,
      host: row.host,
      pid: row.pid,
      ciUrl: row.ci_url,
    },
  }));
}

function toEntry(row: Row): JournalEntry {
  return {
    id: row.id,
    run: row.run,
    account: row.account,
    domain: row.domain,
    operation: row.operation,
    covers: row.covers,
    recorded: row.recorded,
    managed: row.managed,
    before: row.before,
    after: row.after,
    at: row.intended_at.toISOString(),
    outcome: row.outcome,
    error: row.error,
    found: row.found,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}
