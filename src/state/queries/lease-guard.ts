/**
 * The fence: a write about a domain goes through only where the run still has the lease that it acquired, by its token;
 * and without a lease of its own, only where nobody else has one. The rows are locked to the end of the transaction, so
 * that nobody takes the lease over between the check and the commit.
 */
import type { Queryable } from '../database.ts';

export interface Fence {
  readonly run: number;
  readonly domains: readonly string[];
  /** For each domain, the token of the run's lease; null where it acquired none. */
  readonly tokens: readonly (number | null)[];
}

/** CTEs `held` and `refused`, of $1 run, $2 workspace, $3 domains, $4 tokens. */
export const leaseGuard = `
held AS (
  SELECT l.domain, l.run, l.token, l.expires_at FROM domctl.leases l
   WHERE l.workspace = $2 AND l.domain = ANY ($3::text[])
   ORDER BY l.domain
   FOR SHARE
), refused AS (
  SELECT w.domain
    FROM unnest($3::text[], $4::bigint[]) AS w (domain, token) LEFT JOIN held h ON h.domain = w.domain
   WHERE CASE WHEN w.token IS NULL THEN h.run <> $1::int AND h.expires_at > clock_timestamp()
              ELSE h.token IS DISTINCT FROM w.token END
)`;

export function fenceParameters(workspace: string, fence: Fence): readonly unknown[] {
  return [fence.run, workspace, fence.domains, fence.tokens];
}

/** The domains for which a write must not go through; locks the leases of the others. */
export async function refusedDomains(database: Queryable, workspace: string, fence: Fence): Promise<readonly string[]> {
  const rows = await database.query<{ domain: string }>(
    `WITH ${leaseGuard} SELECT domain FROM refused ORDER BY domain`,
    fenceParameters(workspace, fence),
  );
  return rows.map((row) => row.domain);
}
