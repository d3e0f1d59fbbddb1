import type { Queryable } from '../database.ts';

/**
 * A call that covers other addresses, too, stays open for those; what it may have done to the dropped ones becomes a row
 * of its own. $2: addresses, and domains for all of theirs.
 */
const text = `
WITH parts AS (
  SELECT j.id,
         array_agg(c.address ORDER BY c.place) FILTER (WHERE c.is_dropped) AS dropped,
         array_agg(c.address ORDER BY c.place) FILTER (WHERE NOT c.is_dropped) AS kept
    FROM domctl.journal j
   CROSS JOIN LATERAL (
         SELECT address, place,
                address = ANY ($2::text[]) OR split_part(split_part(address, '/', 1), ':', 1) = ANY ($2::text[]) AS is_dropped
           FROM unnest(j.covers) WITH ORDINALITY AS a (address, place)) AS c
   WHERE j.workspace = $1 AND j.outcome IS NULL
   GROUP BY j.id
  HAVING bool_or(c.is_dropped)
), closed AS (
  UPDATE domctl.journal j SET outcome = 'in-doubt', error = $3, settled_at = clock_timestamp()
    FROM parts p WHERE j.id = p.id AND p.kept IS NULL
), narrowed AS (
  UPDATE domctl.journal j
     SET covers = p.kept, before = j.before - p.dropped, after = j.after - p.dropped,
         recorded = j.recorded - p.dropped, managed = j.managed - p.dropped
    FROM parts p WHERE j.id = p.id AND p.kept IS NOT NULL
)
INSERT INTO domctl.journal
       (run, workspace, account, domain, operation, covers, recorded, managed, before, after, intended_at, outcome, error,
        settled_at)
SELECT j.run, j.workspace, j.account, j.domain, j.operation, p.dropped,
       j.recorded - p.kept, j.managed - p.kept, j.before - p.kept, j.after - p.kept, j.intended_at, 'in-doubt', $3, clock_timestamp()
  FROM parts p JOIN domctl.journal j ON j.id = p.id
 WHERE p.kept IS NOT NULL`;

/**
 * Open calls bring what they made back into recorded state, once a read finds it. Not what `run` takes out of it by hand:
 * of that, it stays in doubt whether the call took effect. `dropped`: addresses, and domains for all of theirs.
 */
export async function dropCalls(
  database: Queryable,
  workspace: string,
  run: number,
  dropped: readonly string[],
): Promise<void> {
  if (dropped.length === 0) return;
  await database.query(text, [workspace, dropped, `forgotten by run ${run} before it was read back`]);
}
