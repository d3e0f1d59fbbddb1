/** Files that a command makes: whole or not at all, never in place of another, and their owner's alone. */
import { chmod, link, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from './errors.ts';

/** Throws `CommandError` where something stands there. */
export async function refuseExisting(path: string): Promise<void> {
  if (await isThere(path)) throw taken(path);
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw new CommandError(`${path} cannot be looked at: ${error.message}. Give another --out.`);
    },
  );
}

/**
 * All of these files, by path, or none of them. Each is complete before it has its name. Throws `CommandError` where one is
 * there already, or cannot be written.
 */
export async function writeNewFiles(files: ReadonlyMap<string, string>): Promise<void> {
  for (const path of files.keys()) await refuseExisting(path);
  const drafts = new Map<string, string>();
  const made: string[] = [];
  try {
    for (const [path, text] of files) {
      const draft = join(dirname(path), `.domctl-${process.pid}-${drafts.size}.tmp`);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      drafts.set(path, draft);
      await writeDraft(draft, text);
    }
    for (const [path, draft] of drafts) {
      await nameDraft(draft, path);
      made.push(path);
    }
  } catch (error) {
    for (const path of made) await rm(path, { force: true });
    if (error instanceof CommandError) throw error;
    const { message, code } = error as NodeJS.ErrnoException;
    const path = [...files.keys()][made.length] ?? '';
    throw code === 'EEXIST' ? taken(path) : new CommandError(`Nothing was written: ${message}. Give another --out.`);
  } finally {
    for (const draft of drafts.values()) await rm(draft, { force: true });
  }
}

/** A file in place of what was read of it, whole or not at all. Throws `CommandError` where it was changed since. */
export async function replaceFile(path: string, before: string, after: string): Promise<void> {
  const target = await realpath(path);
  const draft = join(dirname(target), `.domctl-${process.pid}.tmp`);
  try {
    const { mode } = await stat(target);
    await writeDraft(draft, after);
    await chmod(draft, mode & 0o777);
    if ((await readFile(target, 'utf8')) !== before) {
      throw new CommandError(`${path} was changed while it was read. Nothing was written: run again.`);
    }
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A link takes no name that is taken; a rename would. Not every file system has links. */
async function nameDraft(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    await refuseExisting(path);
    await rename(draft, path);
  }
}

function taken(path: string): CommandError {
  return new CommandError(`${path} is there already, and is not overwritten. Move it, or give another --out.`);
}
