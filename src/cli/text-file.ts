/** Files that a command is given by name: their errors name them, and say what to do. */
import { open } from 'node:fs/promises';
import { privateFile } from '../state/private-files.ts';
import { readBounded } from './bounded-read.ts';
import { CommandError } from './errors.ts';

/**
 * Of a plan or a state. A plan that changes 20 record sets of 10,000 domains takes 0.3 GB; a text of more than 0.5 GB is more
 * than the engine can hold in one piece.
 */
const maxBytes = 500 * 1024 * 1024;

/** `what` begins the sentence: `The plan file plan.json`. `advice` ends the message. Throws `CommandError`. */
export async function readText(path: string, what: string, advice: string): Promise<string> {
  try {
    return (await readBounded(path, maxBytes)).toString('utf8');
  } catch (error) {
    throw new CommandError(`${what} could not be read: ${wordsFor(error)}. ${advice}`);
  }
}

/** `what` begins the sentence: `The plan`. The file is its owner's alone. Throws `CommandError`. */
export async function writeText(path: string, text: string, what: string): Promise<void> {
  try {
    await writePrivate(path, text);
  } catch (error) {
    throw new CommandError(`${what} was not written to ${path}: ${wordsFor(error)}. Give another --out.`);
  }
}

/** Codes as in errno(3). */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not do that',
  EPERM: 'this user may not do that',
};

function wordsFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return words[code] ?? (error as Error).message;
}

async function writePrivate(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', privateFile);
  try {
    // One that was there keeps its mode; a pipe or a device is not ours, and a file system may have no modes.
    if ((await file.stat()).isFile()) await file.chmod(privateFile).catch(() => {});
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
