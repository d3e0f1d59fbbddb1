import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { packFolder, unpackFolder } from '../../src/state/packed-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'domctl-test-packed-'));
  return () => rmSync(root, { recursive: true, force: true });
});

/** Empty files and folders, and bytes that are no text, line ends among them. */
function packed(): Buffer {
  const folder = join(root, 'from');
  mkdirSync(join(folder, 'base/5'), { recursive: true });
  mkdirSync(join(folder, 'pg_notify'));
  writeFileSync(join(folder, 'base/5/1247'), Buffer.from([0, 10, 255, 10, 128]));
  writeFileSync(join(folder, 'base/5/1248'), '');
  writeFileSync(join(folder, 'PG_VERSION'), '18\n');
  return packFolder(folder, '0.5.16');
}

describe('a packed folder', () => {
  it('comes out as it was, for its owner alone', () => {
    const folder = join(root, 'to');
    let asked = 0;
    const done = unpackFolder(packed(), '0.5.16', folder, () => {
      asked += 1;
    });
    expect(done).toBe(true);
    expect(asked).toBe(3);
    const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((path) => `${path} ${(statSync(join(folder, path)).mode & 0o777).toString(8)}`);
    expect(modes).toEqual(
      process.platform === 'win32'
        ? expect.anything()
        : ['PG_VERSION 600', 'base 700', 'base/5 700', 'base/5/1247 600', 'base/5/1248 600', 'pg_notify 700'],
    );
    expect([...readFileSync(join(folder, 'base/5/1247'))]).toEqual([0, 10, 255, 10, 128]);
    expect(readFileSync(join(folder, 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  it('stays packed where another version made it', () => {
    const folder = join(root, 'to');
    expect(unpackFolder(packed(), '0.5.17', folder, () => {})).toBe(false);
    expect(readdirSync(root)).toEqual(['from']);
  });

  it('is written no further once that may not be', () => {
    const folder = join(root, 'to');
    const refuse = () => {
      throw new Error('not ours any more');
    };
    expect(() => unpackFolder(packed(), '0.5.16', folder, refuse)).toThrow('not ours any more');
    expect(readdirSync(folder)).toEqual(['base', 'pg_notify']);
  });
});
