/**
 * What we write is for its owner alone, whatever the umask: what a company has where, and who changed it. The modes are
 * given where things are made; a umask of ours would also be that of whatever else runs in the process.
 */
import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

export const privateFile = 0o600;
export const privateFolder = 0o700;

/** With the folders above that are missing. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
}

/**
 * Takes from others what older programs left open to them: in the folder all that `isOurs` by its name, and the folder
 * itself where it holds nothing else, or lies in a `.domctl`. Never fails: a file system may have no modes, and a file
 * another owner.
 */
export function mendModes(folder: string, isOurs: (name: string) => boolean): void {
  if (process.platform === 'win32') return;
  const names = list(folder);
  for (const name of names.filter(isOurs)) mendTree(join(folder, name));
  if (names.every(isOurs)) mend(folder);
  const parts = resolve(folder).split(sep);
  const first = parts.indexOf('.domctl');
  for (let end = first + 1; first >= 0 && end <= parts.length; end++) mend(parts.slice(0, end).join(sep));
}

function mendTree(path: string): void {
  if (mend(path) !== 'folder') return;
  for (const name of list(path)) mendTree(join(path, name));
}

/** Follows no link: what it leads to may be anybody's. */
function mend(path: string): 'folder' | 'other' {
  try {
    const stat = lstatSync(path);
    if (!stat.isDirectory() && !stat.isFile()) return 'other';
    const wanted = stat.isDirectory() ? privateFolder : privateFile;
    if ((stat.mode & 0o777) !== wanted) chmodSync(path, wanted);
    return stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return 'other';
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
