import type { StateVersion } from '../administration.ts';
import type { Queryable } from '../database.ts';

const text = 'SELECT serial, lineage::text AS lineage, simulated FROM domctl.workspaces WHERE name = $1';

const neverWritten: StateVersion = { serial: 0, lineage: null, simulated: null };

export async function readVersion(database: Queryable, workspace: string): Promise<StateVersion> {
  const [row] = await database.query<StateVersion>(text, [workspace]);
  return row ?? neverWritten;
}

/** Held to the end of the transaction: no other write of this workspace's recorded state goes through. */
export async function lockVersion(database: Queryable, workspace: string): Promise<StateVersion> {
  const [row] = await database.query<StateVersion>(`${text} FOR UPDATE`, [workspace]);
  return row ?? neverWritten;
}

/** The first one holds. Returns what holds. */
export async function claim(database: Queryable, workspace: string, simulated: boolean): Promise<boolean> {
  const [row] = await database.query<{ simulated: boolean }>(
    'UPDATE domctl.workspaces SET simulated = coalesce(simulated, $2) WHERE name = $1 RETURNING simulated',
    [workspace, simulated],
  );
  return row?.simulated ?? simulated;
}
