/**
 * What a state folder looks like: `database/` (PGlite's own files), `lock.N/` (see `folder-lock.ts`), and `ready`, an
 * empty file that appears when the database is complete. Without it nothing was ever recorded: a process died while
 * making the database, and the next one starts over.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StateError } from './errors.ts';

export const databaseFolder = (folder: string): string => join(folder, 'database');
const readyFile = (folder: string): string => join(folder, 'ready');

/** Throws `StateError` `not-a-state` where the folder holds other things. Creates nothing. */
export function stateFolderExists(folder: string): boolean {
  const names = list(folder);
  if (names.length === 0) return false;
  if (names.some((name) => name === 'ready' || name === 'database' || name.startsWith('lock'))) return true;
  throw new StateError(
    'not-a-state',
    `${folder} is not a state folder: it holds ${names.slice(0, 3).join(', ')}. ` +
      'Give --state a folder that is empty, or that does not exist yet.',
  );
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new StateError('not-a-state', `${folder} is a file. Give --state a folder.`);
    throw new StateError('forbidden', `The state folder ${folder} cannot be read: ${code}. Check its permissions.`);
  }
}

export function isReady(folder: string): boolean {
  return existsSync(readyFile(folder));
}

/** Only when all of a new database is on the disk: Postgres syncs what it writes, but not what it was made from. */
export function markReady(folder: string): void {
  if (isReady(folder)) return;
  const database = databaseFolder(folder);
  for (const entry of readdirSync(database, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) sync(path, 'r');
    else if (entry.isDirectory()) syncFolder(path);
  }
  syncFolder(database);
  // Before the file that says so: a folder is what knows the names in it.
  syncFolder(folder);
  sync(readyFile(folder), 'w');
  syncFolder(folder);
}

/** Windows neither needs that nor has it. */
function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, flags: 'r' | 'w'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only under the lock, and only where it is not ready. */
export function removeUnfinishedDatabase(folder: string): void {
  rmSync(databaseFolder(folder), { recursive: true, force: true });
}
