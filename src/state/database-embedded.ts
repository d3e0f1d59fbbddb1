/**
 * PGlite: Postgres in this process, on a folder. Holds one connection, so transactions queue.
 * The caller holds the folder's lock: two processes on one folder would damage it.
 *
 * PGlite 0.5 starts Postgres with fsync off, and its file system has none. A resolved write would survive `kill -9`
 * (it is in the page cache) but not a power cut, after which the journal would have forgotten calls that were sent.
 * So fsync is given to the file system and switched on: 1 to 2 ms for each commit.
 */
import { existsSync, fsyncSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite, PGliteOptions, Transaction } from '@electric-sql/pglite';
import type { Database, Queryable } from './database.ts';
import { StateError } from './errors.ts';

/**
 * Instead of PGlite's defaults `-F` (no fsync) and 128 MB of buffers. The sync method is `fsync`, as the WASM build's
 * fdatasync does nothing (seen in @electric-sql/pglite 0.5.16, 2026-11-23; a test counts the calls).
 */
const extraStartParams = ['-c', 'shared_buffers=16MB', '-c', 'wal_sync_method=fsync', '-c', 'max_wal_size=64MB'];
/** Less to write for a new state: the first WAL segment is 16 MB otherwise. */
const initParams = ['--wal-segsize=1'];

/** Made by scripts/generate-empty-database.mjs; a new state starts from it in a quarter of the time of an initdb. */
const emptyDatabase = new URL('./generated/empty-database.tgz', import.meta.url);

/** Opens the database in `folder`, or makes one. `onSync` is told of each sync to the disk. Throws `StateError`. */
export async function openEmbeddedDatabase(folder: string, onSync: () => void = () => {}): Promise<Database> {
  mkdirSync(folder, { recursive: true });
  const isNew = !existsSync(join(folder, 'PG_VERSION'));
  if (isNew && existsSync(emptyDatabase)) {
    try {
      const tarball = new Blob([readFileSync(emptyDatabase)], { type: 'application/gzip' });
      return embeddedDatabase(await start(folder, onSync, { loadDataDir: tarball }), folder);
    } catch {
      // Of another version of PGlite: this one makes its own.
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
    }
  }
  try {
    return embeddedDatabase(await start(folder, onSync, { initDbStartParams: initParams }), folder);
  } catch (error) {
    throw isNew ? failure(error, folder) : cannotOpen(error, folder);
  }
}

async function start(folder: string, onSync: () => void, options: PGliteOptions): Promise<PGlite> {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ]);

  class DurableFileSystem extends NodeFS {
    override async init(...parameters: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const result = await super.init(...parameters);
      const addFsync = (module: object): void => {
        (module as EmscriptenModule).NODEFS.stream_ops.fsync = (stream) => {
          fsyncSync(stream.nfd);
          onSync();
          return 0;
        };
      };
      const preRun = [result.emscriptenOpts.preRun ?? []].flat();
      return { emscriptenOpts: { ...result.emscriptenOpts, preRun: [...preRun, addFsync] } };
    }
  }

  return await PGlite.create({
    ...options,
    fs: new DurableFileSystem(folder),
    startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...extraStartParams],
    parsers: { 20: Number },
  });
}

interface EmscriptenModule {
  readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } };
}

function embeddedDatabase(pglite: PGlite, folder: string): Database {
  return {
    ...queryable(pglite, folder),
    async transaction(work) {
      // PGlite rolls back on any throw; what `work` threw comes out unchanged.
      return await pglite.transaction((transaction) => work(queryable(transaction, folder)));
    },
    async close() {
      if (!pglite.closed) await pglite.close();
    },
  };
}

function queryable(connection: Pick<PGlite | Transaction, 'query' | 'exec'>, folder: string): Queryable {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      try {
        return (await connection.query<Row>(text, [...values])).rows;
      } catch (error) {
        throw failure(error, folder);
      }
    },
    async script(text) {
      try {
        await connection.exec(text);
      } catch (error) {
        throw failure(error, folder);
      }
    },
  };
}

/** PGlite only says that it aborted. */
function cannotOpen(error: unknown, folder: string): StateError {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  return new StateError(
    'damaged',
    `The state in ${folder} cannot be opened: ${(error as Error).message.replace(/[.\s]+$/, '')}. ` +
      `It was made by Postgres ${version}. If this program has another major version, open it with the one that made it, ` +
      'and carry it over with domctl state pull and push. If its files are damaged, restore them from a backup, or move ' +
      'the folder away: the next apply takes up, without a call, what is live and equal to the config.',
  );
}

function failure(error: unknown, folder: string): StateError {
  if (error instanceof StateError) return error;
  const { message, code } = error as { message?: string; code?: string };
  return new StateError('failed', `The state in ${folder} failed: ${message ?? String(error)}.`, {
    sqlState: code,
  });
}
