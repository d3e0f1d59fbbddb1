/**
 * One process at a time on a state folder: PGlite damages a folder that two open at once.
 *
 * Written by hand, since Node has no flock and the lock libraries we know (proper-lockfile, lockfile) go by the age of
 * a file: they cannot say who holds it, and a lock of a killed process blocks until it is old. Here it is taken over at
 * once, and without the race in which two contenders both remove the dead one's file:
 *
 * - Locks are numbered folders, `lock.1`, `lock.2`..., each with its holder in `holder.json`. The highest one counts. It
 *   is held until its file says `released`, or its process is certainly dead.
 * - To take it, a complete folder is renamed to the next number. A rename onto a folder that is not empty fails on every
 *   file system (hard links do not exist on all), so one contender wins and nobody sees half a lock.
 * - The highest folder is never removed, so numbers never start again. A winner looks once more whether its number is the
 *   highest: a contender that slept may have renamed to a number that was cleaned up long ago; it has lost.
 */
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeHolder, type LockHolder, StateLockedError } from './errors.ts';
import { makePrivateFolder, privateFile } from './private-files.ts';
import { isCertainlyAlive, isCertainlyDead, type ProcessIdentity, thisProcess } from './process-identity.ts';

const pollMs = 50;

export interface FolderLock {
  /** False where somebody forced the lock since. */
  isHeld(): boolean;
  /** Throws `StateLockedError` `lease-lost` where it is not held any more. */
  check(): void;
  release(): void;
}

interface FolderLockRequest {
  readonly operation: string;
  /** ISO 8601, for the message that others get. */
  readonly since: string;
  /** How long to wait for a holder; 0: not at all. */
  readonly timeoutMs: number;
  /** Whether we only read, and so give way soon. */
  readonly isReader?: boolean;
  /** How long to wait for a holder that only reads. Default: as for any. */
  readonly readerTimeoutMs?: number;
}

interface LockContent extends ProcessIdentity {
  readonly operation: string;
  readonly since: string;
  readonly isReader: boolean;
  readonly released: boolean;
}

/** Throws `StateLockedError` `locked` when the time is over. Creates the folder. */
export async function lockFolder(folder: string, request: FolderLockRequest): Promise<FolderLock> {
  makePrivateFolder(folder);
  const { timeoutMs, readerTimeoutMs = timeoutMs } = request;
  const begin = performance.now();
  for (;;) {
    const seen = look(folder);
    if (seen.holder === null) {
      const lock = tryTake(folder, seen.number + 1, request);
      if (lock !== null) return lock;
      continue;
    }
    const leftMs = begin + (seen.holder.isReader ? readerTimeoutMs : timeoutMs) - performance.now();
    if (leftMs <= 0) throw locked(folder, seen.holder);
    await sleep(Math.min(pollMs, leftMs));
  }
}

/** Who holds it now; null: nobody. */
export function folderHolder(folder: string): LockHolder | null {
  return look(folder).holder;
}

/**
 * Ends the lock of a process of which nobody knows whether it lives: it ran on another host, or this system does not tell
 * when the process began that has its pid now. Returns whom it belonged to, or null where nobody held it.
 * Throws `StateLockedError` `locked` where the holder lives for certain: it has to be stopped first.
 */
export function forceUnlockFolder(folder: string): LockHolder | null {
  const { number, holder } = look(folder);
  if (holder === null) return null;
  if (isCertainlyAlive(holder)) throw lives(folder, holder);
  tryTake(folder, number + 1, { operation: 'unlock', since: holder.since, timeoutMs: 0 })?.release();
  return holder;
}

function tryTake(folder: string, number: number, request: FolderLockRequest): FolderLock | null {
  const { operation, since, isReader = false } = request;
  const content: LockContent = { ...thisProcess(), operation, since, isReader, released: false };
  const path = join(folder, `lock.${number}`);
  if (!renameInto(folder, path, content)) return null;
  if (highest(folder) !== number) {
    cleanUp(path);
    return null;
  }
  for (const older of lockNumbers(folder).filter((found) => found < number)) cleanUp(join(folder, `lock.${older}`));
  let released = false;
  const isHeld = (): boolean => !released && highest(folder) === number;
  return {
    isHeld,
    check() {
      if (!isHeld()) throw lost(folder);
    },
    release() {
      if (isHeld()) markReleased(path, content);
      released = true;
    },
  };
}

/** The highest lock, with its holder if it has one that may live. */
function look(folder: string): { readonly number: number; readonly holder: LockContent | null } {
  for (;;) {
    const number = highest(folder);
    if (number === 0) return { number, holder: null };
    const content = readContent(join(folder, `lock.${number}`));
    // A higher lock came, and this one was cleaned up while we looked.
    if (content === null && highest(folder) !== number) continue;
    const free = content === null || content.released || isCertainlyDead(content);
    return { number, holder: free ? null : content };
  }
}

/**
 * Null where the holder is not there, or not legible. Locks appear complete, so of the highest only a crash of the whole
 * machine leaves that; its holder died with it.
 */
function readContent(path: string): LockContent | null {
  try {
    return JSON.parse(readFileSync(join(path, 'holder.json'), 'utf8')) as LockContent;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function lockNumbers(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) => {
    const number = /^lock\.(\d+)$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function highest(folder: string): number {
  return Math.max(0, ...lockNumbers(folder));
}

/** False where the number is taken. */
function renameInto(folder: string, path: string, content: LockContent): boolean {
  const draft = mkdtempSync(join(folder, 'lock-draft.'));
  writeFileSync(join(draft, 'holder.json'), `${JSON.stringify(content)}\n`, { mode: privateFile });
  try {
    renameSync(draft, path);
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // POSIX: ENOTEMPTY or EEXIST. Windows: EPERM or EACCES, which cannot be the folder's, as the draft was made in it.
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(code)) return false;
    throw error;
  }
}

function markReleased(path: string, content: LockContent): void {
  const draft = join(path, 'released.json');
  try {
    writeFileSync(draft, `${JSON.stringify({ ...content, released: true })}\n`, { mode: privateFile });
    renameSync(draft, join(path, 'holder.json'));
  } catch (error) {
    // Forced by somebody else in this moment, and cleaned up.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Only of what does not count any more; what cannot be removed now, as another process is at it too, stays. */
function cleanUp(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The next holder tries again.
  }
}

function locked(folder: string, holder: LockContent): StateLockedError {
  return new StateLockedError(
    'locked',
    `The state in ${folder} is locked by ${describeHolder(holder)}. ` +
      'Wait for it with --lock-timeout; if that process is gone, run domctl unlock.',
    [holder],
  );
}

function lives(folder: string, holder: LockContent): StateLockedError {
  return new StateLockedError(
    'locked',
    `The state in ${folder} is locked by ${describeHolder(holder)}, which is still there. Stop that process, or wait for it.`,
    [holder],
  );
}

function lost(folder: string): StateLockedError {
  return new StateLockedError(
    'lease-lost',
    `This process no longer holds the state in ${folder}: it was unlocked by somebody else. Nothing was written. ` +
      'Run plan again to see what is live.',
    [],
  );
}
