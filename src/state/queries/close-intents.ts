import { domainsOfIntent } from '../address-domain.ts';
import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';
import type { JournalIntent, JournalOutcome } from '../store.ts';

type Closed = Pick<JournalIntent, 'domain' | 'covers'> & { readonly run: number };

const text = `
UPDATE domctl.journal AS j
   SET outcome = o.outcome, error = o.error, settled_at = o.at, found = coalesce(o.found, '{}'),
       read_back = coalesce(o."readBack", false)
  FROM jsonb_to_recordset($2::jsonb) 
         AS o (id bigint, outcome text, error text, at timestamptz, found jsonb, "readBack" boolean)
 WHERE j.id = o.id AND j.workspace = $1 AND j.outcome IS NULL
RETURNING j.run, j.domain, j.covers`;

/**
 * One statement for any number of outcomes. What somebody else closed meanwhile stays as it is. Returns the domains of
 * those calls that are this run's own: it has to hold them still. Of a run that is gone, another may close the calls even
 * for domains that nobody manages any more.
 */
export async function closeIntents(
  database: Queryable,
  workspace: string,
  run: number,
  outcomes: readonly JournalOutcome[],
): Promise<readonly string[]> {
  const rows = await database.query<Closed>(text, [workspace, jsonParameter(outcomes)]);
  return rows.filter((row) => row.run === run).flatMap(domainsOfIntent);
}
