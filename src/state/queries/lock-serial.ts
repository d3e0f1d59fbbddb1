import type { Queryable } from '../database.ts';

/** The serial, held to the end of the transaction: no other write of this workspace's recorded state goes through. */
export async function lockSerial(database: Queryable, workspace: string): Promise<number> {
  const [row] = await database.query<{ serial: number }>(
    'SELECT serial FROM domctl.workspaces WHERE name = $1 FOR UPDATE',
    [workspace],
  );
  return row?.serial ?? 0;
}
