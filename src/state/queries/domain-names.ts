import type { Queryable } from '../database.ts';
import type { KnownDomain } from '../store.ts';

/** Names of all recorded domains that are not among these, sorted; with a root, of this or an unknown one. */
export async function otherDomains(
  database: Queryable,
  workspace: string,
  domains: readonly string[],
  root?: string,
): Promise<readonly string[]> {
  const rows = await database.query<{ domain: string }>(
    `SELECT domain FROM domctl.domains
      WHERE workspace = $1 AND domain <> ALL ($2::text[]) AND ($3::text IS NULL OR root IS NULL OR root = $3)
      ORDER BY domain`,
    [workspace, domains, root ?? null],
  );
  return rows.map((row) => row.domain);
}

/** Those of these that are recorded, sorted. */
export async function knownDomains(
  database: Queryable,
  workspace: string,
  domains: readonly string[],
): Promise<readonly KnownDomain[]> {
  if (domains.length === 0) return [];
  return await database.query<KnownDomain>(
    'SELECT domain, root FROM domctl.domains WHERE workspace = $1 AND domain = ANY ($2::text[]) ORDER BY domain',
    [workspace, domains],
  );
}
