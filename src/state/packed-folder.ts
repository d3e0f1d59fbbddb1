/** A folder in one piece: under gzip, a line of JSON that says what is in it, then the bytes of its files, one after another. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { makePrivateFolder, privateFile, privateFolder } from './private-files.ts';

interface Content {
  /** Of the program that made the files. */
  readonly version: string;
  /** Those above others first. */
  readonly folders: readonly string[];
  readonly files: readonly (readonly [path: string, size: number])[];
}

export function packFolder(folder: string, version: string): Buffer {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const isFolder = (path: string) => statSync(join(folder, path)).isDirectory();
  const files = paths
    .filter((path) => !isFolder(path))
    .map((path) => [path, readFileSync(join(folder, path))] as const);
  const content: Content = {
    version,
    folders: paths.filter(isFolder),
    files: files.map(([path, bytes]) => [path, bytes.length]),
  };
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(content)}\n`), ...files.map(([, bytes]) => bytes)]), {
    level: 9,
  });
}

/**
 * Makes `folder` with what was packed, for its owner alone. Returns whether it did: not where another version packed it.
 * `mayWrite` is asked before each file. Throws what that throws, and what the file system throws.
 */
export function unpackFolder(packed: Buffer, version: string, folder: string, mayWrite: () => void): boolean {
  const bytes = gunzipSync(packed);
  const start = bytes.indexOf('\n') + 1;
  const content = JSON.parse(bytes.toString('utf8', 0, start)) as Content;
  if (content.version !== version) return false;
  makePrivateFolder(folder);
  for (const path of content.folders) mkdirSync(join(folder, path), { mode: privateFolder });
  let at = start;
  for (const [path, size] of content.files) {
    mayWrite();
    writeFileSync(join(folder, path), bytes.subarray(at, at + size), { mode: privateFile, flag: 'wx' });
    at += size;
  }
  return true;
}
