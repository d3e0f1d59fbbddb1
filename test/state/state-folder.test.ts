import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isReady, markReady } from '../../src/state/state-folder.ts';

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
  it('is called ready when all files and folders of its database are on the disk, and then that is, too', () => {
    mkdirSync(join(folder, 'database/base/5'), { recursive: true });
    writeFileSync(join(folder, 'database/PG_VERSION'), '18');
    writeFileSync(join(folder, 'database/base/5/1247'), 'rows');
    markReady(folder);
    expect(isReady(folder)).toBe(true);
    const names = synced.map((path) => relative(folder, path));
    expect(names.slice(0, -3).sort()).toEqual(
      ['database', 'database/PG_VERSION', 'database/base', 'database/base/5', 'database/base/5/1247'].sort(),
    );
    expect(names.slice(-3)).toEqual(['', 'ready', '']);
  });
});
