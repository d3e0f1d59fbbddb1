/**
 * What a state folder looks like: `database/` (PGlite's own files) and `lock.N/` (see `folder-lock.ts`). A database is
 * made as `database.new/`, and gets its name when all of it is on the disk: so nothing can be recorded in one that has
 * another name, and what a process left that died while making it goes. A `database/` is never removed.
 */
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StateError } from './errors.ts';
import { mendModes } from './private-files.ts';

export const databaseFolder = (folder: string): string => join(folder, 'database');

/** Throws `StateError` `not-a-state` where the folder holds other things. Creates nothing. */
export function stateFolderExists(folder: string): boolean {
  const names = list(folder);
  if (names.length === 0) return false;
  if (names.some(isOfState)) return true;
  throw new StateError(
    'not-a-state',
    `${folder} is not a state folder: it holds ${names.slice(0, 3).join(', ')}. ` +
      'Give --state a folder that is empty, or that does not exist yet.',
  );
}

/** Of what older programs made here, too: see `private-files.ts`. */
export function mendStateFolder(folder: string): void {
  mendModes(folder, isOfState);
}

function isOfState(name: string): boolean {
  return name === 'database' || name === 'database.new' || name.startsWith('lock');
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

export function hasDatabase(folder: string): boolean {
  return existsSync(databaseFolder(folder));
}

/**
 * Only under the lock, and only where there is no database: `make` is given the path of the folder to make it in, and
 * closes it. `mayName` is asked before it gets its name; where it throws, there is none.
 */
export async function makeDatabaseFolder(
  folder: string,
  make: (path: string) => Promise<void>,
  mayName: () => void,
): Promise<void> {
  const draft = `${databaseFolder(folder)}.new`;
  rmSync(draft, { recursive: true, force: true });
  await make(draft);
  // Postgres syncs what it writes, but not what it was made from.
  for (const entry of readdirSync(draft, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) sync(path);
    else if (entry.isDirectory()) syncFolder(path);
  }
  syncFolder(draft);
  mayName();
  renameSync(draft, databaseFolder(folder));
  syncFolder(folder);
}

/** Windows neither needs that nor has it. */
function syncFolder(path: string): void {
  if (process.platform !== 'win32') sync(path);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
