import type { Queryable } from '../database.ts';
import type { LockHolder } from '../errors.ts';
import { type HolderRow, holderColumns, toHolder } from './read-leases.ts';

export async function releaseLeases(database: Queryable, workspace: string, run: number): Promise<void> {
  await database.query('DELETE FROM domctl.leases WHERE workspace = $1 AND run = $2', [workspace, run]);
}

/** `null`: all of the workspace. Returns whom they belonged to. */
export async function unlockDomains(
  database: Queryable,
  workspace: string,
  domains: readonly string[] | null,
): Promise<readonly LockHolder[]> {
  const rows = await database.query<HolderRow>(
    `WITH l AS (
       DELETE FROM domctl.leases WHERE workspace = $1 AND ($2::text[] IS NULL OR domain = ANY ($2::text[])) RETURNING *
     )
     SELECT ${holderColumns} FROM l JOIN domctl.runs r ON r.run = l.run ORDER BY l.domain`,
    [workspace, domains],
  );
  return rows.map(toHolder);
}
