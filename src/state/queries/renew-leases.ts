import type { Queryable } from '../database.ts';

const text = `
UPDATE domctl.leases AS l
   SET heartbeat_at = clock_timestamp(), expires_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
  FROM (SELECT workspace, domain FROM domctl.leases WHERE workspace = $1 AND run = $2 ORDER BY domain FOR UPDATE) AS own
 WHERE l.workspace = own.workspace AND l.domain = own.domain`;

export async function renewLeases(database: Queryable, workspace: string, run: number, ttlMs: number): Promise<void> {
  await database.query(text, [workspace, run, ttlMs]);
}
