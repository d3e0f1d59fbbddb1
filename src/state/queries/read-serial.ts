import type { Queryable } from '../database.ts';

/** 0 for a workspace that was never written. */
export async function readSerial(database: Queryable, workspace: string): Promise<number> {
  const [row] = await database.query<{ serial: number }>('SELECT serial FROM domctl.workspaces WHERE name = $1', [
    workspace,
  ]);
  return row?.serial ?? 0;
}
