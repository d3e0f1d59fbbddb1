import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Null where the folder is in no repository, or there is no git: then there is nothing to tell. */
export async function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: directory, timeout: 2000 });
    return stdout.trim();
  } catch {
    return null;
  }
}
