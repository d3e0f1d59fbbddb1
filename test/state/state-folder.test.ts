import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { hasDatabase, makeDatabaseFolder } from '../../src/state/state-folder.ts';

/** What was synced, in order. */
const synced = vi.hoisted((): string[] => []);
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const paths = new Map<number, string>();
  return {
    ...fs,
    openSync: (path: string, flags: string) => {
      const file = fs.openSync(path, flags);
      paths.set(file, path);
      return file;
    },
    fsyncSync: (file: number) => {
      fs.fsyncSync(file);
      synced.push(paths.get(file) as string);
    },
  };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domctl-test-folder-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

describe('a new state folder', () => {
  const make = async (path: string) => {
    mkdirSync(join(path, 'base/5'), { recursive: true });
    writeFileSync(join(path, 'PG_VERSION'), '18');
    writeFileSync(join(path, 'base/5/1247'), 'rows');
  };

  it('has a database when all its files and folders are on the disk, and then that is, too', async () => {
    let before: readonly string[] = [];
    await makeDatabaseFolder(folder, make, () => {
      before = synced.map((path) => relative(folder, path));
      expect(hasDatabase(folder)).toBe(false);
    });
    expect([...before].sort()).toEqual(
      ['', '/PG_VERSION', '/base', '/base/5', '/base/5/1247'].map((path) => `database.new${path}`),
    );
    expect(synced.slice(before.length)).toEqual([folder]);
    expect(readdirSync(folder)).toEqual(['database']);
  });

  it('has none where it may not be named, and begins anew over what was left of another', async () => {
    const refuse = () => {
      throw new Error('not ours any more');
    };
    await expect(makeDatabaseFolder(folder, make, refuse)).rejects.toThrow('not ours any more');
    expect(readdirSync(folder)).toEqual(['database.new']);
    writeFileSync(join(folder, 'database.new/left'), '');
    await makeDatabaseFolder(folder, make, () => {});
    expect(readdirSync(join(folder, 'database')).sort()).toEqual(['PG_VERSION', 'base']);
  });
});
