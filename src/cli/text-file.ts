/** Files that a command is given by name: their errors name them, and say what to do. */
import { readFile, writeFile } from 'node:fs/promises';
import { CommandError } from './errors.ts';

/** `what` begins the sentence: `The plan file plan.json`. `advice` ends the message. Throws `CommandError`. */
export async function readText(path: string, what: string, advice: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(`${what} could not be read: ${(error as Error).message}. ${advice}`);
  }
}

/** `what` begins the sentence: `The plan`. Throws `CommandError`. */
export async function writeText(path: string, text: string, what: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new CommandError(`${what} was not written to ${path}: ${(error as Error).message}. Give another --out.`);
  }
}
