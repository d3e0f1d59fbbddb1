import type { Queryable } from '../database.ts';

/** The last statement of a transaction: it makes other writers of the workspace wait. Returns the new serial. */
export async function raiseSerial(database: Queryable, workspace: string): Promise<number> {
  const [row] = await database.query<{ serial: number }>(
    'UPDATE domctl.workspaces SET serial = serial + 1 WHERE name = $1 RETURNING serial',
    [workspace],
  );
  return row?.serial ?? 0;
}
