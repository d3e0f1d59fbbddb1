import type { StateVersion } from '../administration.ts';
import type { Queryable } from '../database.ts';

const text = 'SELECT serial, lineage::text AS lineage FROM domctl.workspaces WHERE name = $1';

export async function readVersion(database: Queryable, workspace: string): Promise<StateVersion> {
  const [row] = await database.query<StateVersion>(text, [workspace]);
  return row ?? { serial: 0, lineage: null };
}

/** Held to the end of the transaction: no other write of this workspace's recorded state goes through. */
export async function lockVersion(database: Queryable, workspace: string): Promise<StateVersion> {
  const [row] = await database.query<StateVersion>(`${text} FOR UPDATE`, [workspace]);
  return row ?? { serial: 0, lineage: null };
}
