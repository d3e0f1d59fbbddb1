/**
 * Brings a database to this program's schema, with postgres-migrations.
 *
 * All lives in the schema `domctl`, the library's `migrations` table too, so that a shared database keeps its own.
 * The library was made for a database of its own and a session of its own; three things are put right at its door:
 * - it looks for a table `migrations` in any schema: ours is made first, and is the only one on the search path;
 * - it locks by session and commits each file, which a transaction-mode pooler breaks: here all files run in one
 *   transaction that holds a transaction lock, the library's transactions become savepoints, its lock is answered;
 * - it overlooks migrations that it does not know: a newer schema is refused before it starts.
 */
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { assetUrl } from '../schema/assets.ts';
import type { Database, Queryable } from './database.ts';
import { StateError } from './errors.ts';

const migrationsFolder = fileURLToPath(assetUrl('state/migrations'));
/** Any number that other programs on the database are unlikely to use. */
const advisoryLock = 4_029_377_516_113;
const lockTimeoutMs = 60_000;

/** The same columns as the library's own first file makes; that file then finds the table there. */
const migrationsTable = `
CREATE TABLE IF NOT EXISTS domctl.migrations (
  id integer PRIMARY KEY,
  name varchar(100) UNIQUE NOT NULL,
  hash varchar(40) NOT NULL,
  executed_at timestamp DEFAULT current_timestamp
)`;

/** The number of the last migration that this program has. */
export async function programSchemaVersion(folder: string = migrationsFolder): Promise<number> {
  const files = await readdir(folder);
  return Math.max(0, ...files.filter((file) => file.endsWith('.sql')).map((file) => Number.parseInt(file, 10)));
}

/** The number of the last migration that was applied; null where there is no state. Changes nothing. */
export async function databaseSchemaVersion(database: Queryable): Promise<number | null> {
  const [found] = await database.query<{ present: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     WHERE n.nspname = 'domctl' AND c.relname = 'migrations') AS present`,
  );
  if (!found?.present) return null;
  const [row] = await database.query<{ version: number | null }>('SELECT max(id) AS version FROM domctl.migrations');
  return row?.version ?? null;
}

/** Throws `StateError` `newer-schema`. */
export function refuseNewer(location: string, found: number | null, known: number): void {
  if (found !== null && found > known) {
    throw new StateError(
      'newer-schema',
      `The state at ${location} has schema version ${found}; this program knows versions up to ${known}. ` +
        'An older program would misread it, and lose what it does not know: use the version that wrote it, or a newer one.',
    );
  }
}

/** Throws `StateError`: `newer-schema`, `changed-schema`, or what the database said. Safe for any number at once. */
export async function migrateDatabase(
  database: Database,
  location: string,
  folder: string = migrationsFolder,
): Promise<void> {
  const known = await programSchemaVersion(folder);
  const found = await databaseSchemaVersion(database);
  refuseNewer(location, found, known);
  if (found === known) return;

  await database.transaction(async (transaction) => {
    await transaction.script(
      `SET LOCAL lock_timeout = ${lockTimeoutMs}; SELECT pg_advisory_xact_lock(${advisoryLock})`,
    );
    // Whoever held the lock before us may have been newer.
    refuseNewer(location, await databaseSchemaVersion(transaction), known);
    await transaction.script(`CREATE SCHEMA IF NOT EXISTS domctl; SET LOCAL search_path = domctl; ${migrationsTable}`);
    await runMigrations(transaction, location, folder);
  });
}

async function runMigrations(transaction: Queryable, location: string, folder: string): Promise<void> {
  const { migrate } = await import('postgres-migrations');
  try {
    await migrate({ client: migrationClient(transaction) }, folder);
  } catch (error) {
    const { message } = error as Error;
    if (message.includes("Hashes don't match")) {
      throw new StateError(
        'changed-schema',
        `The state at ${location} was made by migrations that this program has in another form: ${message.replaceAll(/\s+/g, ' ')} ` +
          'Use the version of the program that wrote it.',
      );
    }
    throw new StateError(
      'failed',
      `The schema of the state at ${location} could not be brought up to date: ${message}`,
    );
  }
}

type LibraryClient = Parameters<typeof import('postgres-migrations')['migrate']>[0] extends infer Config
  ? Extract<Config, { client: unknown }>['client']
  : never;

/** What the library calls of a `pg` client: `query` with a text, or with `{text, values}`. */
function migrationClient(transaction: Queryable): LibraryClient {
  const query = async (
    statement: string | { text: string; values?: readonly unknown[] },
  ): Promise<{ rows: unknown }> => {
    if (typeof statement !== 'string') return { rows: await transaction.query(statement.text, statement.values) };
    if (statement.includes('pg_try_advisory_lock')) return { rows: [{ pg_try_advisory_lock: true }] };
    if (statement.includes('pg_advisory_unlock')) return { rows: [] };
    if (/^SELECT\b/i.test(statement)) return { rows: await transaction.query(statement) };
    await transaction.script(asSavepoint[statement] ?? statement);
    return { rows: [] };
  };
  return { query } as unknown as LibraryClient;
}

const asSavepoint: Readonly<Record<string, string>> = {
  'START TRANSACTION': 'SAVEPOINT migration',
  COMMIT: 'RELEASE SAVEPOINT migration',
  ROLLBACK: 'ROLLBACK TO SAVEPOINT migration',
};
