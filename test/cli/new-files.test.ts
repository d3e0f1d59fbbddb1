import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replaceFile, writeNewFiles } from '../../src/cli/new-files.ts';
import { temporaryFolder } from '../helpers/cli.ts';

describe('new files', () => {
  it('are all there, with their folder', async () => {
    const folder = temporaryFolder();
    const files = new Map(['a', 'b'].map((name) => [join(folder, 'deep', name), `text of ${name}`]));
    await writeNewFiles(files);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['a', 'b']);
    expect(readFileSync(join(folder, 'deep/b'), 'utf8')).toBe('text of b');
    expect([join(folder, 'deep'), join(folder, 'deep/b')].map((path) => statSync(path).mode & 0o777)).toEqual([
      0o700, 0o600,
    ]);
  });

  it.each<[string, (folder: string) => void]>([
    ['a file', (folder) => writeFileSync(join(folder, 'b'), 'mine')],
    ['a folder', (folder) => mkdirSync(join(folder, 'b'))],
    ['a link that leads nowhere', (folder) => symlinkSync('nowhere', join(folder, 'b'))],
  ])('are none where %s has the name of one', async (_, stand) => {
    const folder = temporaryFolder();
    stand(folder);
    const files = new Map(['a', 'b'].map((name) => [join(folder, name), 'new']));
    await expect(writeNewFiles(files)).rejects.toThrow('b is there already, and is not overwritten');
    expect(readdirSync(folder)).toEqual(['b']);
  });

  it('are none where one cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const files = new Map(['a', 'file/b'].map((name) => [join(folder, name), 'new']));
    await expect(writeNewFiles(files)).rejects.toThrow(/Give another --out/);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('a file that is written anew', () => {
  it('keeps its mode, and the link that leads to it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'real'), 'before');
    chmodSync(join(folder, 'real'), 0o640);
    symlinkSync('real', join(folder, 'link'));
    await replaceFile(join(folder, 'link'), 'before', 'after');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('after');
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['link', 'real']);
  });

  it('stays as it is where somebody changed it since it was read', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'theirs');
    await expect(replaceFile(join(folder, 'a'), 'before', 'after')).rejects.toThrow('was changed while it was read');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a']);
  });
});
