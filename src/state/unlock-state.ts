/** `domctl unlock`: shows and ends what a run left behind that is gone and that we cannot ask. */
import type { LockHolder } from './errors.ts';
import { folderHolder, forceUnlockFolder } from './folder-lock.ts';
import { defaultStateFolder, type LocationOptions, parseLocation } from './location.ts';
import { openState } from './open-state.ts';
import { stateFolderExists } from './state-folder.ts';

/**
 * Ends the leases of these domains, or all of the workspace; of an embedded state, its lock first. Returns whom they
 * belonged to. A run that lives after all is refused at its next write. Creates nothing where there is no state.
 * Throws `StateLockedError` where an embedded state is held by a living process of this host, and `StateError`.
 */
export async function unlockState(
  location: string | undefined,
  workspace: string,
  domains: readonly string[] | 'all',
  options: LocationOptions = {},
): Promise<readonly LockHolder[]> {
  const parsed = parseLocation(location ?? defaultStateFolder, options);
  if (parsed.kind === 'folder') {
    const holder = stateFolderExists(parsed.folder) ? forceUnlockFolder(parsed.folder) : null;
    // Its leases go when it is next opened to write.
    return holder === null ? [] : [holder];
  }
  if ((await readHolders(location, workspace, options)).length === 0) return [];
  const store = await openState(location, workspace, { ...options, mode: 'write', operation: 'unlock' });
  try {
    return await store.unlock(domains);
  } finally {
    await store.close();
  }
}

/** Who holds what now: leases by domain, or an embedded state as a whole. Creates nothing. Throws `StateError`. */
export async function readHolders(
  location: string | undefined,
  workspace: string,
  options: LocationOptions = {},
): Promise<readonly LockHolder[]> {
  const parsed = parseLocation(location ?? defaultStateFolder, options);
  if (parsed.kind === 'folder') {
    const holder = stateFolderExists(parsed.folder) ? folderHolder(parsed.folder) : null;
    return holder === null ? [] : [holder];
  }
  const store = await openState(location, workspace, { ...options, mode: 'read', operation: 'unlock' });
  try {
    return await store.readLeases();
  } finally {
    await store.close();
  }
}
