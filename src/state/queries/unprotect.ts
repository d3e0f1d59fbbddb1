import type { StateTarget } from '../administration.ts';
import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';

/** The run that applied the values stays their run: they are not what changes here. */
const text = `
WITH e AS (
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS e (kind text, domain text, name text, type text)
), parents AS (
  UPDATE domctl.domains d SET protect = false, protect_changes = false FROM e
   WHERE d.workspace = $1 AND d.domain = e.domain AND e.kind = 'domain' AND d.protect
  RETURNING 1
), sets AS (
  UPDATE domctl.record_sets s SET protect = false, protect_changes = false FROM e
   WHERE s.workspace = $1 AND s.domain = e.domain AND e.kind = 'record_set' AND s.name = e.name AND s.type = e.type
     AND s.protect
  RETURNING 1
)
SELECT ((SELECT count(*) FROM parents) + (SELECT count(*) FROM sets))::int AS count`;

/** Returns how many were protected. A domain's own protection does not cover its record sets. */
export async function unprotectTargets(
  database: Queryable,
  workspace: string,
  targets: readonly StateTarget[],
): Promise<number> {
  const [row] = await database.query<{ count: number }>(text, [workspace, jsonParameter(targets)]);
  return row?.count ?? 0;
}
