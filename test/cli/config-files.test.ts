import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig, readSources } from '../../src/cli/config-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

/** What was read, with paths inside the folder. */
async function read(...names: readonly string[]) {
  const { sources, issues } = await readSources(names.map((name) => join(folder, name)));
  const short = (file: string) => file.slice(folder.length + 1) || '.';
  return {
    files: sources.map(({ file, text }) => `${short(file)}: ${text}`),
    issues: issues.map(({ file, code, message }) => `${short(file)} ${code}: ${message}`),
  };
}

it('reads files in the order given', async () => {
  await write('b.yaml', 'b');
  await write('a.yaml', 'a');
  expect(await read('b.yaml', 'a.yaml')).toEqual({ files: ['b.yaml: b', 'a.yaml: a'], issues: [] });
});

it('reads the *.yaml and *.yml of a folder, sorted, and nothing below it', async () => {
  for (const name of ['c.yml', 'a.yaml', 'B.yaml', '.hidden.yaml', 'notes.txt', 'a.yaml.bak', 'sub/d.yaml'])
    await write(name, '');
  expect((await read('.')).files).toEqual(['B.yaml: ', 'a.yaml: ', 'c.yml: ']);
});

it('reads a file once, however often it is named', async () => {
  await write('a.yaml', '');
  expect(await read('a.yaml', '.', './sub/../a.yaml')).toEqual({ files: ['a.yaml: '], issues: [] });
});

it('keeps a byte order mark and Windows line ends', async () => {
  await write('a.yaml', '\uFEFFa: 1\r\nb: 2\r\n');
  expect((await read('a.yaml')).files).toEqual(['a.yaml: \uFEFFa: 1\r\nb: 2\r\n']);
});

it('says what cannot be read, and reads the rest', async () => {
  await write('a.yaml', '');
  await write('latin1.yaml', Uint8Array.of(0x62, 0xfc));
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, 'folder/looks-like-a.yaml'), { recursive: true });
  expect(await read('missing.yaml', 'empty', 'latin1.yaml', 'folder', 'a.yaml')).toEqual({
    files: ['a.yaml: '],
    issues: [
      'missing.yaml no-config: no such file or folder',
      'empty no-config: the folder holds no *.yaml or *.yml',
      'latin1.yaml unreadable-file: the file is not UTF-8 text',
      'folder/looks-like-a.yaml unreadable-file: this is a folder, not a file',
    ],
  });
});

it('does not read what may never end', async () => {
  const { sources, issues } = await readSources(['/dev/zero']);
  expect(sources).toEqual([]);
  expect(issues).toMatchObject([{ file: '/dev/zero', message: 'this is neither a file nor a folder' }]);
});

it('reads of a folder what is a file, and says what is not', async () => {
  await write('a.yaml', 'a');
  await symlink('a.yaml', join(folder, 'b.yaml'));
  await symlink('/dev/zero', join(folder, 'c.yaml'));
  await symlink('nowhere', join(folder, 'd.yaml'));
  execFileSync('mkfifo', [join(folder, 'e.yaml')]);
  expect(await read('.')).toEqual({
    files: ['a.yaml: a', 'b.yaml: a'],
    issues: [
      'c.yaml unreadable-file: this is not a file',
      'd.yaml unreadable-file: no such file or folder',
      'e.yaml unreadable-file: this is not a file',
    ],
  });
});

it('does not read a file to its end that is too large, whatever it says of its size', async () => {
  await write('large.yaml', '');
  await truncate(join(folder, 'large.yaml'), 32 * 1024 * 1024 + 1);
  expect((await read('large.yaml')).issues).toEqual(['large.yaml unreadable-file: the file is larger than 32 MB']);
  // It says 0.
  expect((await readSources(['/proc/self/status'])).sources[0]?.text).toContain('Name:');
});

it('does not read more than it can hold of all files together', async () => {
  for (const name of ['a.yaml', 'b.yaml', 'c.yaml']) {
    await write(name, '');
    await truncate(join(folder, name), 25 * 1024 * 1024);
  }
  const { sources, issues } = await readSources([folder]);
  expect(sources.map(({ file }) => file.slice(folder.length + 1))).toEqual(['a.yaml', 'b.yaml']);
  expect(issues.map(({ message }) => message)).toEqual(['with this file the config is larger than 64 MB']);
});

it('a config that is not there is one error, which says where it was looked for', async () => {
  await write('a.yaml', '');
  await mkdir(join(folder, 'empty'));
  const paths = ['missing.yaml', 'empty', 'a.yaml'].map((name) => join(folder, name));
  await expect(readConfig(paths)).rejects.toMatchObject({
    name: 'CommandError',
    lines: [
      `There is no config at ${paths[0]} (no such file or folder), ${paths[1]} (the folder holds no *.yaml or *.yml). Nothing was read or changed.`,
      expect.stringContaining('-f PATH'),
      expect.stringContaining('--sandbox -f examples/domains.yaml'),
    ],
  });
  expect((await readConfig(paths.slice(2))).issues).toEqual([]);
});
