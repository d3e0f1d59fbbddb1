/** The way in: a location and a workspace become a store. Loads the one driver that the location needs. */
import type { Database } from './database.ts';
import { createDatabaseOnDemand } from './database-on-demand.ts';
import { createEmptyStore, refusedWrites } from './empty-store.ts';
import { StateError } from './errors.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { withGroupCommit } from './journal-writer.ts';
import { defaultStateFolder, type LocationOptions, parseLocation, type ServerLocation } from './location.ts';
import { databaseSchemaVersion, migrateDatabase, programSchemaVersion, refuseNewer } from './migrate.ts';
import { withNobodyAtWork } from './nobody-at-work.ts';
import { createSqlStore } from './sql-store.ts';
import { databaseFolder, hasDatabase, makeDatabaseFolder, mendStateFolder, stateFolderExists } from './state-folder.ts';
import type { State } from './store.ts';

interface OpenStateOptions extends LocationOptions {
  /** `read` creates and changes nothing; where there is no state yet, it gives an empty store. `write` makes one. */
  readonly mode: 'read' | 'write';
  /** For the message that others get while we hold an embedded state: `apply`. */
  readonly operation: string;
  /**
   * How long to wait for another process on an embedded state. Default: 5 s where one of the two only reads, as that is
   * over soon; a writer does not wait for a writer.
   */
  readonly lockTimeoutMs?: number;
}

const readerTimeoutMs = 5_000;

/**
 * `location`: a folder (default `.domctl/state`) or a `postgres://` URL.
 * Throws `StateLockedError` where another process holds an embedded state, and `StateError`; neither names a password.
 */
export async function openState(
  location: string | undefined,
  workspace: string,
  options: OpenStateOptions,
): Promise<State> {
  const parsed = parseLocation(location ?? defaultStateFolder, options);
  const database = await (parsed.kind === 'folder' ? openFolder(parsed.folder, options) : openServer(parsed, options));
  if (database === null) return createEmptyStore(parsed.display, workspace);
  const store = createSqlStore(database, parsed.display, workspace);
  if (options.mode === 'write') return withGroupCommit(store);
  return { ...(parsed.kind === 'folder' ? withNobodyAtWork(store) : store), ...refusedWrites(store.location) };
}

/** Null: nothing there, and nothing made. */
async function openServer(location: ServerLocation, { mode }: OpenStateOptions): Promise<Database | null> {
  const { openServerDatabase } = await import('./database-server.ts');
  const database = await openServerDatabase(location);
  try {
    if (mode === 'write') await migrateDatabase(database, location.display);
    else if (!(await hasReadableSchema(database, location.display))) {
      await database.close();
      return null;
    }
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Throws `StateError`: `newer-schema`, `older-schema`. */
async function hasReadableSchema(database: Database, location: string): Promise<boolean> {
  const known = await programSchemaVersion();
  const found = await databaseSchemaVersion(database);
  if (found === null) return false;
  refuseNewer(location, found, known);
  if (found < known) {
    throw new StateError(
      'older-schema',
      `The state at ${location} has schema version ${found}; this program reads version ${known}. ` +
        'A read does not change it: run domctl apply once, which brings it up to date. Older programs are refused after that.',
    );
  }
  return true;
}

/** Null: nothing there, and nothing made. */
async function openFolder(folder: string, options: OpenStateOptions): Promise<Database | null> {
  const exists = stateFolderExists(folder);
  if (options.mode === 'write') return await openLockedFolder(folder, options);
  if (!exists) return null;
  const database = await openLockedFolder(folder, options);
  if (database === null) return null;
  return createDatabaseOnDemand(database, async () => {
    const again = await openLockedFolder(folder, options);
    if (again === null) throw new StateError('not-a-state', `The state in ${folder} was removed while it was in use.`);
    return again;
  });
}

/**
 * Under the lock, nobody else can be using it, so an older schema is brought up to date even to read.
 * Null: nothing to read.
 */
async function openLockedFolder(folder: string, options: OpenStateOptions): Promise<Database | null> {
  const isReader = options.mode === 'read';
  const lock = await lockFolder(folder, {
    operation: options.operation,
    since: new Date().toISOString(),
    isReader,
    timeoutMs: options.lockTimeoutMs ?? (isReader ? readerTimeoutMs : 0),
    readerTimeoutMs: options.lockTimeoutMs ?? readerTimeoutMs,
  });
  try {
    mendStateFolder(folder);
    const database = await openDatabase(folder, options.mode, lock);
    if (database === null) lock.release();
    return database === null ? null : underLock(database, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openDatabase(
  folder: string,
  mode: OpenStateOptions['mode'],
  lock: FolderLock,
): Promise<Database | null> {
  if (mode === 'read' && !hasDatabase(folder)) return null;
  const { makeEmbeddedDatabase, openEmbeddedDatabase } = await import('./database-embedded.ts');
  const use = { mayWrite: lock.check };
  if (!hasDatabase(folder)) await makeDatabaseFolder(folder, (path) => makeEmbeddedDatabase(path, use), use.mayWrite);
  const database = await openEmbeddedDatabase(databaseFolder(folder), use);
  try {
    await migrateDatabase(database, folder);
    // Whoever held a lease here is gone.
    if (mode === 'write') await database.query('DELETE FROM domctl.leases');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Once the lock was forced, another process may be on the folder: every statement is refused, as it would read what is
 * not true any more, and a shutdown is left out, as it writes. Writes on the way are refused by the file system.
 */
function underLock(database: Database, lock: FolderLock): Database {
  return {
    async query<Row>(text: string, values?: readonly unknown[]) {
      lock.check();
      return await database.query<Row>(text, values);
    },
    async script(text) {
      lock.check();
      await database.script(text);
    },
    async transaction(work) {
      lock.check();
      return await database.transaction(work);
    },
    async close() {
      if (!lock.isHeld()) return;
      try {
        await database.close();
      } finally {
        lock.release();
      }
    },
  };
}
