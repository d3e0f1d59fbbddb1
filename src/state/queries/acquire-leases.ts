import type { Queryable } from '../database.ts';

/** In the order of the names, so that two runs that want the same domains cannot wait for each other. */
const text = `
INSERT INTO domctl.leases AS l (workspace, domain, run, expires_at)
SELECT $1, w.domain, $2, clock_timestamp() + make_interval(secs => $4::float8 / 1000)
  FROM (SELECT DISTINCT unnest($3::text[]) AS domain ORDER BY 1) AS w
ON CONFLICT (workspace, domain) DO UPDATE
   SET run = excluded.run, token = nextval('domctl.lease_tokens'),
       acquired_at = clock_timestamp(), heartbeat_at = clock_timestamp(), expires_at = excluded.expires_at
 WHERE l.run = excluded.run OR l.expires_at <= clock_timestamp()
RETURNING domain, token`;

/** Those of the domains that were free, expired, or the run's own, with their new tokens. */
export async function acquireLeases(
  database: Queryable,
  workspace: string,
  run: number,
  domains: readonly string[],
  ttlMs: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ domain: string; token: number }>(text, [workspace, run, domains, ttlMs]);
  return new Map(rows.map((row) => [row.domain, row.token]));
}
