/** Replaces the recorded state of a workspace, some thousand rows with each statement; the caller holds the serial. */

import type { StateSnapshot } from '../administration.ts';
import { inChunks } from '../chunks.ts';
import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';
import { columnsOf } from '../protection.ts';

/** A run that is here already is known by who, where and when; one from another database gets a number of its own. */
const addRuns = `
WITH given AS (
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS e (run integer, operation text, started_at timestamptz, actor text,
         host text, pid integer, "commit" text, ci_url text, tool_version text, outcome text, finished_at timestamptz)
), added AS (
  INSERT INTO domctl.runs (workspace, operation, started_at, actor, host, pid, git_commit, ci_url, tool_version, outcome,
                           finished_at)
  SELECT $1, g.operation, g.started_at, g.actor, g.host, g.pid, g."commit", g.ci_url, g.tool_version, g.outcome,
         g.finished_at
    FROM given g
   WHERE NOT EXISTS (SELECT FROM domctl.runs r WHERE r.workspace = $1 AND r.started_at = g.started_at
                        AND r.host = g.host AND r.pid = g.pid)
   ORDER BY g.run
  RETURNING run, started_at, host, pid
), known AS (
  SELECT run, started_at, host, pid FROM added
   UNION ALL
  SELECT run, started_at, host, pid FROM domctl.runs WHERE workspace = $1
)
SELECT g.run AS given, min(k.run) AS run
  FROM given g JOIN known k ON k.started_at = g.started_at AND k.host = g.host AND k.pid = g.pid
 GROUP BY g.run`;

const addDomains = `
INSERT INTO domctl.domains (workspace, domain, registrar, dns, protect, protect_changes, zone_rows, foreign_sets, root, run)
SELECT $1, e.domain, e.registrar, e.dns, ${columnsOf('e')}, e.zone_rows, e.foreign_sets, e.root, e.run
  FROM jsonb_to_recordset($2::jsonb)
    AS e (domain text, registrar text, dns text, protect jsonb, zone_rows integer, foreign_sets jsonb,
          root text, run integer)`;

const addRecordSets = `
INSERT INTO domctl.record_sets
       (workspace, domain, account, name, type, ttl_seconds, "values", options, irregular, protect, protect_changes, run,
        applied_at)
SELECT $1, e.domain, e.account, e.name, e.type, e.ttl, e."values", e.options, e.irregular, ${columnsOf('e')}, e.run, e.applied_at
  FROM jsonb_to_recordset($2::jsonb) AS e (domain text, account text, name text, type text, ttl integer,
       "values" text[], options jsonb, irregular text, protect jsonb, run integer, applied_at timestamptz)`;

const addSettings = `
INSERT INTO domctl.settings (workspace, domain, account, field, value, run, applied_at)
SELECT $1, e.domain, e.account, e.field, e.value, e.run, e.applied_at
  FROM jsonb_to_recordset($2::jsonb)
    AS e (domain text, account text, field text, value jsonb, run integer, applied_at timestamptz)`;

export async function replaceState(database: Queryable, workspace: string, snapshot: StateSnapshot): Promise<void> {
  const runs = new Map<number, number>();
  for (const chunk of inChunks(snapshot.runs)) {
    const rows = await database.query<{ given: number; run: number }>(addRuns, [workspace, jsonParameter(chunk)]);
    for (const row of rows) runs.set(row.given, row.run);
  }
  const located = <T extends { readonly run: number }>(domain: string, part: T) => ({
    ...part,
    domain,
    run: runs.get(part.run),
  });
  const sets = snapshot.domains.flatMap((one) => one.record_sets.map((set) => located(one.domain, set)));
  const settings = snapshot.domains.flatMap((one) => one.settings.map((setting) => located(one.domain, setting)));
  const domains = snapshot.domains.map(({ record_sets: _, settings: __, ...domain }) => located(domain.domain, domain));
  const add = async (text: string, rows: readonly object[]): Promise<void> => {
    for (const chunk of inChunks(rows)) await database.query(text, [workspace, jsonParameter(chunk)]);
  };

  await database.query('DELETE FROM domctl.domains WHERE workspace = $1', [workspace]);
  await add(addDomains, domains);
  await add(addRecordSets, sets);
  await add(addSettings, settings);
}
