import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';
import type { JournalOutcome } from '../store.ts';

const text = `
UPDATE domctl.journal AS j
   SET outcome = o.outcome, error = o.error, settled_at = o.at, in_force = coalesce(o."inForce", '{}')
  FROM jsonb_to_recordset($2::jsonb) AS o (id bigint, outcome text, error text, at timestamptz, "inForce" text[])
 WHERE j.id = o.id AND j.workspace = $1`;

/** One statement for any number of outcomes. */
export async function closeIntents(
  database: Queryable,
  workspace: string,
  outcomes: readonly JournalOutcome[],
): Promise<void> {
  await database.query(text, [workspace, jsonParameter(outcomes)]);
}
