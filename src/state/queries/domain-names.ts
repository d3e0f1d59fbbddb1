import type { Queryable } from '../database.ts';

/** Names of all recorded domains that are not among these, sorted. */
export async function otherDomains(
  database: Queryable,
  workspace: string,
  domains: readonly string[],
): Promise<readonly string[]> {
  const rows = await database.query<{ domain: string }>(
    'SELECT domain FROM domctl.domains WHERE workspace = $1 AND domain <> ALL ($2::text[]) ORDER BY domain',
    [workspace, domains],
  );
  return rows.map((row) => row.domain);
}

/** Those of these that are recorded, sorted. */
export async function knownDomains(
  database: Queryable,
  workspace: string,
  domains: readonly string[],
): Promise<readonly string[]> {
  if (domains.length === 0) return [];
  const rows = await database.query<{ domain: string }>(
    'SELECT domain FROM domctl.domains WHERE workspace = $1 AND domain = ANY ($2::text[]) ORDER BY domain',
    [workspace, domains],
  );
  return rows.map((row) => row.domain);
}
