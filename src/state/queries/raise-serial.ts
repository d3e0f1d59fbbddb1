import type { StateVersion } from '../administration.ts';
import type { Queryable } from '../database.ts';

/** The last statement of a transaction: it makes other writers of the workspace wait. */
export async function raiseSerial(database: Queryable, workspace: string): Promise<void> {
  await database.query('UPDATE domctl.workspaces SET serial = serial + 1 WHERE name = $1', [workspace]);
}

/** As `raiseSerial`, above a snapshot that was put here; the workspace goes on with its lineage. */
export async function raiseSerialAbove(
  database: Queryable,
  workspace: string,
  { serial, lineage, simulated }: StateVersion,
): Promise<void> {
  await database.query(
    `UPDATE domctl.workspaces SET serial = greatest(serial, $2::bigint) + 1, lineage = coalesce($3::uuid, lineage),
            simulated = coalesce(simulated, $4)
      WHERE name = $1`,
    [workspace, serial, lineage, simulated],
  );
}
