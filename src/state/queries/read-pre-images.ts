import type { Queryable } from '../database.ts';
import type { Place, UnseenPreImage } from '../history.ts';
import { jsonParameter } from '../json-parameter.ts';

/** Of the last call of that run at that place. */
const text = `
SELECT DISTINCT ON (p.account, p.address) p.account, p.address, j.before -> p.address AS before, j.read_back
  FROM jsonb_to_recordset($2::jsonb) AS p (run integer, account text, address text)
  JOIN domctl.journal j
    ON j.run = p.run AND j.workspace = $1 AND j.account = p.account AND p.address = ANY (j.covers) AND j.outcome = 'done'
 ORDER BY p.account, p.address, j.id DESC`;

interface Row {
  readonly account: string;
  readonly address: string;
  readonly before: unknown;
  readonly read_back: boolean;
}

/** One statement for any number of places. */
export async function readUnseenPreImages(
  database: Queryable,
  workspace: string,
  places: readonly Place[],
): Promise<readonly UnseenPreImage[]> {
  if (places.length === 0) return [];
  const rows = await database.query<Row>(text, [workspace, jsonParameter(places)]);
  return rows.filter((row) => !row.read_back).map(({ account, address, before }) => ({ account, address, before }));
}
