import type { Queryable } from '../database.ts';
import type { LockHolder } from '../errors.ts';

/** Of `l` leases and `r` runs. */
export const holderColumns =
  'l.domain, l.run, r.actor, r.host, r.pid, r.operation, l.acquired_at AS since, l.heartbeat_at AS heartbeat, ' +
  'r.ci_url AS "ciUrl"';

export interface HolderRow extends Omit<LockHolder, 'since' | 'heartbeat'> {
  readonly since: Date;
  readonly heartbeat: Date;
}

export function toHolder(row: HolderRow): LockHolder {
  return { ...row, since: row.since.toISOString(), heartbeat: row.heartbeat.toISOString() };
}

/** Leases that have not expired, sorted by domain: of these domains by other runs, or all. */
export async function readLeases(
  database: Queryable,
  workspace: string,
  of: { readonly domains: readonly string[]; readonly notRun: number } | 'all',
): Promise<readonly LockHolder[]> {
  const rows = await database.query<HolderRow>(
    `SELECT ${holderColumns}
       FROM domctl.leases l JOIN domctl.runs r ON r.run = l.run
      WHERE l.workspace = $1 AND l.expires_at > clock_timestamp()
        AND ($2::text[] IS NULL OR l.domain = ANY ($2::text[])) AND l.run IS DISTINCT FROM $3::int
      ORDER BY l.domain`,
    of === 'all' ? [workspace, null, null] : [workspace, of.domains, of.notRun],
  );
  return rows.map(toHolder);
}
