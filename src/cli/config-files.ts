/** The files of a config: those named with `-f`, and all `*.yaml` and `*.yml` of a folder, in the order of their names. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Source } from '../schema/config/document.ts';
import type { Issue } from '../schema/config/issue.ts';

export interface ReadSources {
  readonly sources: readonly Source[];
  /** Of files that cannot be read, and folders without a config; they stand at line 1. */
  readonly issues: readonly Issue[];
}

/** Reads the config's files, each once. Never throws for what the file system answers. */
export async function readSources(paths: readonly string[]): Promise<ReadSources> {
  const issues: Issue[] = [];
  /** By absolute path: a file that is named twice is read once. */
  const files = new Map<string, string>();
  for (const path of paths) {
    const listed = await listFiles(path);
    if ('code' in listed) issues.push(listed);
    else for (const file of listed) files.set(resolve(file), files.get(resolve(file)) ?? file);
  }
  const sources: Source[] = [];
  for (const file of files.values()) {
    const source = await readSource(file);
    if ('code' in source) issues.push(source);
    else sources.push(source);
  }
  return { sources, issues };
}

/** The path itself for a file; the configs in it for a folder, not in folders below. */
async function listFiles(path: string): Promise<readonly string[] | Issue> {
  try {
    const found = await stat(path);
    // A device may never end. A pipe does, and is what `-f <(...)` gives.
    if (found.isFile() || found.isFIFO()) return [path];
    if (!found.isDirectory()) return at(path, 'unreadable-file', 'this is neither a file nor a folder', adviceOnPath);
    const names = (await readdir(path)).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.')).sort();
    if (names.length > 0) return names.map((name) => join(path, name));
    return at(path, 'empty-folder', 'the folder holds no *.yaml or *.yml', adviceOnPath);
  } catch (error) {
    return unreadable(path, error);
  }
}

async function readSource(file: string): Promise<Source | Issue> {
  try {
    // Not `encoding: 'utf8'`, which turns what is no UTF-8 into question marks without a word.
    return { file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file)) };
  } catch (error) {
    if (error instanceof TypeError)
      return at(file, 'unreadable-file', 'the file is not UTF-8 text', 'save it as UTF-8');
    return unreadable(file, error);
  }
}

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
