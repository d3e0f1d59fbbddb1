/** The files of a config: those named with `-f`, and all `*.yaml` and `*.yml` of a folder, in the order of their names. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';
import { isReadable, megabytes, NotReadable, readBounded, TooLarge } from './bounded-read.ts';
import { CommandError } from './errors.ts';

/** Of one file: 20 record sets of each of 10,000 domains take 20 MB. And of all files together. */
const maxFileBytes = 32 * 1024 * 1024;
const maxBytes = 64 * 1024 * 1024;

interface ReadSources {
  readonly sources: readonly Source[];
  /** Of files that cannot be read, and folders without a config; they stand at line 1. */
  readonly issues: readonly Issue[];
}

/** As `readSources`. Throws `CommandError` where a path leads to no file, or to a folder without one. */
export async function readConfig(paths: readonly string[]): Promise<ReadSources> {
  const read = await readSources(paths);
  const absent = read.issues.filter(({ code }) => code === 'no-config');
  if (absent.length === 0) return read;
  const looked = absent.map(({ file, message }) => `${resolve(file)} (${message})`).join(', ');
  throw new CommandError([
    `There is no config at ${looked}. Nothing was read or changed.`,
    'Write a domains.yaml, or name another file or folder with -f PATH.',
    'The package has an example to try without an account: domctl plan --sandbox -f examples/domains.yaml',
  ]);
}

/** Reads files, each once. Never throws for what the file system answers. */
export async function readSources(paths: readonly string[]): Promise<ReadSources> {
  const issues: Issue[] = [];
  /** By absolute path: a file that is named twice is read once. */
  const files = new Map<string, string>();
  for (const path of paths) {
    for (const file of await listFiles(path)) {
      if (typeof file !== 'string') issues.push(file);
      else files.set(resolve(file), files.get(resolve(file)) ?? file);
    }
  }
  const sources: Source[] = [];
  let left = maxBytes;
  for (const file of files.values()) {
    const read = await readSource(file, left);
    if ('code' in read) issues.push(read);
    else sources.push(read.source);
    left -= 'code' in read ? 0 : read.bytes;
  }
  return { sources, issues };
}

/** The path itself for a file; the configs in it for a folder, not in folders below. */
async function listFiles(path: string): Promise<readonly (string | Issue)[]> {
  try {
    const found = await stat(path);
    // A device may never end. A pipe does, and is what `-f <(...)` gives.
    if (isReadable(found)) return [path];
    if (!found.isDirectory()) return [at(path, 'unreadable-file', 'this is neither a file nor a folder', adviceOnPath)];
    const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
    if (names.length > 0) return await Promise.all(names.map((name) => entryOf(join(path, name))));
    return [at(path, 'no-config', 'the folder holds no *.yaml or *.yml', adviceOnPath)];
  } catch (error) {
    return [{ ...unreadable(path, error), ...(isAbsent(error) ? { code: 'no-config' } : {}) }];
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** What a folder holds nobody has named: a link may lead to what never ends. */
async function entryOf(path: string): Promise<string | Issue> {
  try {
    const found = await stat(path);
    if (found.isFile() || found.isDirectory()) return path;
    return at(path, 'unreadable-file', 'this is not a file', adviceOnEntry);
  } catch (error) {
    return unreadable(path, error);
  }
}

async function readSource(file: string, left: number): Promise<{ source: Source; bytes: number } | Issue> {
  try {
    const bytes = await readBounded(file, Math.min(maxFileBytes, left));
    // Not `encoding: 'utf8'`, which turns what is no UTF-8 into question marks without a word.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { source: { file, text }, bytes: bytes.length };
  } catch (error) {
    if (error instanceof TooLarge) return tooLarge(file, left);
    if (error instanceof NotReadable)
      return at(file, 'unreadable-file', 'this is neither a file nor a pipe', adviceOnEntry);
    if (error instanceof TypeError)
      return at(file, 'unreadable-file', 'the file is not UTF-8 text', 'save it as UTF-8');
    return unreadable(file, error);
  }
}

function tooLarge(file: string, left: number): Issue {
  if (left >= maxFileBytes) {
    const message = `the file is larger than ${megabytes(maxFileBytes)}`;
    return at(file, 'unreadable-file', message, 'put its domains into several files of one folder');
  }
  const message = `with this file the config is larger than ${megabytes(maxBytes)}`;
  return at(file, 'unreadable-file', message, 'share out the domains among several configs, each with a --workspace');
}

const adviceOnEntry = 'give it a name that does not end in .yaml, or put a file in its place';
const adviceOnPath = 'name the folder or file that holds the config: -f PATH';

const advice: Readonly<Record<string, readonly [string, string]>> = {
  ENOENT: ['no such file or folder', 'name the config with -f PATH, or write a domains.yaml here'],
  EACCES: ['the file may not be read by this user', 'give the user leave to read it'],
  EISDIR: ['this is a folder, not a file', 'give it a name that does not end in .yaml'],
};

function unreadable(path: string, error: unknown): Issue {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const [message, suggestion] = advice[code] ?? [`the file cannot be read: ${code}`, 'check the path'];
  return at(path, 'unreadable-file', message, suggestion);
}

function at(file: string, code: Issue['code'], message: string, suggestion: string): Issue {
  return { code, file, line: 1, column: 1, message, suggestion };
}
