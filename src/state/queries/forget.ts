import type { StateTarget } from '../administration.ts';
import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';

/** Counts what went with a domain too: its record sets and settings cascade. */
const text = `
WITH e AS (
  SELECT * FROM jsonb_to_recordset($2::jsonb) AS e (kind text, domain text, name text, type text, field text)
), sets AS (
  DELETE FROM domctl.record_sets s USING e
   WHERE s.workspace = $1 AND s.domain = e.domain
     AND (e.kind = 'domain' OR e.kind = 'record_set' AND s.name = e.name AND s.type = e.type)
  RETURNING 1
), fields AS (
  DELETE FROM domctl.settings s USING e
   WHERE s.workspace = $1 AND s.domain = e.domain AND (e.kind = 'domain' OR e.kind = 'setting' AND s.field = e.field)
  RETURNING 1
), parents AS (
  DELETE FROM domctl.domains d USING e WHERE d.workspace = $1 AND d.domain = e.domain AND e.kind = 'domain'
  RETURNING 1
)
SELECT ((SELECT count(*) FROM sets) + (SELECT count(*) FROM fields) + (SELECT count(*) FROM parents))::int AS count`;

/** Returns how many rows went. */
export async function forgetTargets(
  database: Queryable,
  workspace: string,
  targets: readonly StateTarget[],
): Promise<number> {
  const [row] = await database.query<{ count: number }>(text, [workspace, jsonParameter(targets)]);
  return row?.count ?? 0;
}
