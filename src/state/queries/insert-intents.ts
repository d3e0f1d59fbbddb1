import type { Queryable } from '../database.ts';
import { jsonParameter } from '../json-parameter.ts';
import type { JournalIntent } from '../store.ts';
import { type Fence, fenceParameters, leaseGuard } from './lease-guard.ts';

/** Ids are drawn in the order of the list: Postgres computes defaults after the sort of an INSERT ... SELECT. */
const text = `
WITH ${leaseGuard}
INSERT INTO domctl.journal (run, workspace, account, domain, operation, covers, recorded, managed, before, after, intended_at)
SELECT $1, $2, i.account, i.domain, i.operation,
       ARRAY(SELECT jsonb_array_elements_text(i.covers)), i.recorded, i.managed, i.before, i.after, i.at::timestamptz
  FROM jsonb_array_elements($5::jsonb) WITH ORDINALITY AS e (intent, place)
 CROSS JOIN LATERAL jsonb_to_record(e.intent)
    AS i (account text, domain text, operation text, covers jsonb, recorded jsonb, managed jsonb,
          before jsonb, after jsonb, at text)
 WHERE NOT EXISTS (SELECT FROM refused)
 ORDER BY e.place
RETURNING id`;

/** One statement for any number of intents. Returns their ids, in order; none where the fence refuses one of them. */
export async function insertIntents(
  database: Queryable,
  workspace: string,
  fence: Fence,
  intents: readonly JournalIntent[],
): Promise<readonly number[]> {
  const parameters = [...fenceParameters(workspace, fence), jsonParameter(intents)];
  const rows = await database.query<{ id: number }>(text, parameters);
  return rows.map((row) => row.id);
}
