/**
 * Where simulators keep their data: JSON documents by key, in memory or as files. A document that was got is not to be
 * changed in place: change a copy and `set` it, so that a request that fails half-way leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatorStore } from './simulator.ts';

export function memoryStore(): SimulatorStore {
  const documents = new Map<string, unknown>();
  return {
    get: (key) => documents.get(key),
    set: (key, document) => {
      documents.set(key, document);
    },
    delete: (key) => {
      documents.delete(key);
    },
    keys: () => [...documents.keys()].sort(),
  };
}

/**
 * One file per document in `folder`, which is made where it is missing. Each write is a whole new file moved into
 * place, before `set` returns, for its owner alone: a process that is killed leaves the old document or the new one. One process per folder.
 */
export function fileStore(folder: string): SimulatorStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const documents = new Map<string, unknown>();
  /** Keys on disk that have not been read yet. */
  const unread = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue;
    const key = file.startsWith(hashedPrefix)
      ? readDocument(join(folder, file)).key
      : decodeURIComponent(file.slice(0, -5));
    unread.set(key, file);
  }

  return {
    get: (key) => {
      const file = unread.get(key);
      if (file !== undefined) {
        documents.set(key, readDocument(join(folder, file)).document);
        unread.delete(key);
      }
      return documents.get(key);
    },
    set: (key, document) => {
      const path = join(folder, fileName(key));
      writeFileSync(`${path}.new`, JSON.stringify({ key, document }), { mode: 0o600 });
      renameSync(`${path}.new`, path);
      unread.delete(key);
      documents.set(key, document);
    },
    delete: (key) => {
      rmSync(join(folder, fileName(key)), { force: true });
      unread.delete(key);
      documents.delete(key);
    },
    keys: () => [...documents.keys(), ...unread.keys()].sort(),
  };
}

interface Stored {
  readonly key: string;
  readonly document: unknown;
}

function readDocument(path: string): Stored {
  return JSON.parse(readFileSync(path, 'utf8')) as Stored;
}

const hashedPrefix = '%hash-';
/** File systems take 255 bytes; `.json.new` is added. */
const longestName = 200;

function fileName(key: string): string {
  const name = encodeURIComponent(key);
  if (name.length <= longestName) return `${name}.json`;
  return `${hashedPrefix}${createHash('sha256').update(key).digest('hex')}.json`;
}
