/**
 * PGlite: Postgres in this process, on a folder. Holds one connection, so transactions queue.
 * The caller holds the folder's lock: two processes on one folder would damage it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { PGlite, PGliteOptions, Transaction } from '@electric-sql/pglite';
import { assetUrl } from '../schema/assets.ts';
import type { Database, Queryable } from './database.ts';
import { createDurableFileSystem, DiskError, type DiskUse, type DurableFileSystem } from './durable-file-system.ts';
import { StateError } from './errors.ts';
import { unpackFolder } from './packed-folder.ts';

/**
 * Instead of PGlite's defaults `-F` (no fsync) and 128 MB of buffers. The sync method is `fsync`, as the WASM build's
 * fdatasync does nothing (seen in @electric-sql/pglite 0.5.16, 2026-11-23; a test counts the calls).
 */
const extraStartParams = ['-c', 'shared_buffers=16MB', '-c', 'wal_sync_method=fsync', '-c', 'max_wal_size=64MB'];
/**
 * V8 would compile the functions of Postgres that run often a second time, better. Without that, an apply of one call takes
 * 0.57 of the time, one of 300 calls 0.9, and each 100 MB less (Node 20, 2026-11-30; see docs/performance.md).
 */
const compilerFlags = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--wasm-lazy-validation'];
/** Less to write for a new state: the first WAL segment is 16 MB otherwise. */
const initParams = ['--wal-segsize=1'];

/** Made by scripts/generate-empty-database.ts: what an initdb and the migrations would take three times as long to make. */
const emptyDatabase = assetUrl('state/generated/empty-database.gz');

/** Makes an empty database in `folder`, which must not be there yet. Throws as `openEmbeddedDatabase`. */
export async function makeEmbeddedDatabase(folder: string, use: DiskUse): Promise<void> {
  try {
    if (unpackEmpty(folder, use)) return;
    const database = await start(folder, use, { initDbStartParams: initParams });
    await database.close();
  } catch (error) {
    throw failure(error, folder);
  }
}

/** False where none was packed, or by another version of PGlite: this one makes its own. */
function unpackEmpty(folder: string, { mayWrite = () => {} }: DiskUse): boolean {
  if (!existsSync(emptyDatabase)) return false;
  const packed = readFileSync(emptyDatabase);
  try {
    return unpackFolder(packed, pgliteVersion(), folder, mayWrite);
  } catch (error) {
    throw new DiskError(error);
  }
}

/** Of the PGlite that is installed: `0.5.16`. */
export function pgliteVersion(): string {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as { version: string };
  return version;
}

/** Opens the database in `folder`. Throws `StateError`, and as one what `mayWrite` throws. */
export async function openEmbeddedDatabase(folder: string, use: DiskUse = {}): Promise<Database> {
  // PGlite would make a new one in its place.
  const version = versionOf(folder);
  if (version === null) throw damaged(folder, 'it has no file PG_VERSION', 'Files of it are missing.');
  try {
    return await start(folder, use, {});
  } catch (error) {
    if (error instanceof DiskError) throw failure(error, folder);
    throw damaged(
      folder,
      isAbort(error) ? `the embedded database stopped. ${abortAdvice}` : withoutStop((error as Error).message),
      `It was made by Postgres ${version}. If this program has another major version, open it with the one that made ` +
        'it, and carry it over with domctl state pull and push.',
    );
  }
}

function versionOf(folder: string): string | null {
  const path = join(folder, 'PG_VERSION');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

async function start(folder: string, use: DiskUse, options: PGliteOptions): Promise<Database> {
  for (const flag of compilerFlags) setFlagsFromString(flag);
  const { PGlite } = await import('@electric-sql/pglite');
  const disk = await createDurableFileSystem(folder, use);
  // Postgres' own lock tells nothing under ours, and an empty one, of a process that was killed while making it, refuses all.
  rmSync(join(folder, 'postmaster.pid'), { force: true });
  const startParams = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), ...extraStartParams];
  try {
    const pglite = await PGlite.create({ ...options, fs: disk.fileSystem, startParams, parsers: { 20: Number } });
    return embeddedDatabase(pglite, disk, folder);
  } catch (error) {
    throw disk.failure() ?? error;
  }
}

function embeddedDatabase(pglite: PGlite, disk: DurableFileSystem, folder: string): Database {
  const failed = (error: unknown): StateError => failure(disk.failure() ?? error, folder);
  return {
    ...queryable(pglite, failed),
    async transaction(work) {
      try {
        // PGlite rolls back on any throw; what `work` threw comes out unchanged.
        return await pglite.transaction((transaction) => work(queryable(transaction, failed)));
      } catch (error) {
        throw disk.failure() === null ? error : failed(error);
      }
    },
    async close() {
      try {
        // After a failure of the disk there is nothing left to shut down.
        if (disk.failure() === null && !pglite.closed) await pglite.close();
      } catch (error) {
        throw failed(error);
      }
    },
  };
}

function queryable(
  connection: Pick<PGlite | Transaction, 'query' | 'exec'>,
  failed: (error: unknown) => StateError,
): Queryable {
  return {
    async query<Row>(text: string, values: readonly unknown[] = []) {
      try {
        return (await connection.query<Row>(text, [...values])).rows;
      } catch (error) {
        throw failed(error);
      }
    },
    async script(text) {
      try {
        await connection.exec(text);
      } catch (error) {
        throw failed(error);
      }
    },
  };
}

/** Of a start that failed, PGlite only says that it aborted. */
function damaged(folder: string, seen: string, more: string): StateError {
  return new StateError(
    'damaged',
    `The state in ${folder} cannot be opened: ${seen}. ${more} If its files are damaged, restore them from a backup, ` +
      'or move the folder away: the next apply takes up, without a call, what is live and equal to the config.',
  );
}

function failure(error: unknown, folder: string): StateError {
  if (error instanceof StateError) return error;
  if (error instanceof DiskError && error.cause instanceof StateError) return error.cause;
  const { message, code } = error as { message?: string; code?: string };
  const seen = isAbort(error)
    ? `the embedded database stopped. ${abortAdvice}, and run again. Each call to a registrar is journalled before it is sent`
    : withoutStop(message ?? String(error));
  return new StateError('failed', `The state in ${folder} failed: ${seen}.`, {
    sqlState: code,
  });
}

const abortAdvice =
  'Most likely its disk takes no more data: check the free space and the quota (df) and the limit on file sizes (ulimit -f)';

/** All that PGlite says of a Postgres that ended itself: "Aborted(). Build with -sASSERTIONS for more info." */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Aborted(');
}

function withoutStop(message: string): string {
  return message.replace(/(?<![.\s])[.\s]+$/, '');
}
