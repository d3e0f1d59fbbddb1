import type { Queryable } from '../database.ts';

/**
 * The last statement of a transaction: it makes other writers of the workspace wait. `above`: the serial to rise above,
 * that of a snapshot from elsewhere.
 */
export async function raiseSerial(database: Queryable, workspace: string, above = 0): Promise<void> {
  await database.query('UPDATE domctl.workspaces SET serial = greatest(serial, $2::bigint) + 1 WHERE name = $1', [
    workspace,
    above,
  ]);
}
