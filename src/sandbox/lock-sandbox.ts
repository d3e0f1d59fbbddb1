/** One process per sandbox folder: two would overwrite each other's data. The lock is the one that state folders have. */
import { describeHolder, StateLockedError } from '../state/errors.ts';
import { type FolderLock, lockFolder } from '../state/folder-lock.ts';
import { SandboxError } from './sandbox-error.ts';

/** Throws `SandboxError`. The lock of a process that has ended is taken over. */
export async function lockSandbox(folder: string, now: Date): Promise<FolderLock> {
  try {
    return await lockFolder(folder, { operation: 'a sandbox', since: now.toISOString(), timeoutMs: 0 });
  } catch (error) {
    if (!(error instanceof StateLockedError)) throw error;
    const who = error.holders.map(describeHolder).join(', ');
    throw new SandboxError(
      `The sandbox in ${folder} is in use by ${who}. Stop it, or send requests to it with the variables that it printed.`,
    );
  }
}
