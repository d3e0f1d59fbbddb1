import { domainsOfIntent } from '../address-domain.ts';
import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';
import type { JournalIntent, JournalOutcome } from '../store.ts';

type Closed = Pick<JournalIntent, 'domain' | 'covers'>;

const text = `
UPDATE domctl.journal AS j
   SET outcome = o.outcome, error = o.error, settled_at = o.at, found = coalesce(o.found, '{}')
  FROM jsonb_to_recordset($2::jsonb) AS o (id bigint, outcome text, error text, at timestamptz, found jsonb)
 WHERE j.id = o.id AND j.workspace = $1 AND j.outcome IS NULL
RETURNING j.domain, j.covers`;

/**
 * One statement for any number of outcomes. What somebody else closed meanwhile stays as it is. Returns the domains of
 * the calls that were closed: the caller has to see that they are its own.
 */
export async function closeIntents(
  database: Queryable,
  workspace: string,
  outcomes: readonly JournalOutcome[],
): Promise<readonly string[]> {
  const rows = await database.query<Closed>(text, [workspace, jsonParameter(outcomes)]);
  return rows.flatMap(domainsOfIntent);
}
