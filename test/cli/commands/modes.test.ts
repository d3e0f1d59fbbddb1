/** Who may read what a command leaves on the disk: its owner alone. */
import { execFile } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../helpers/cli.ts';
import { type Workplace, workplace } from './config.ts';

function withUmask(mask: string, place: Workplace, ...args: string[]): Promise<number> {
  const command = ['-c', 'umask "$0"; exec "$@"', mask, process.execPath, join(root, 'dist/cli/main.js'), ...args];
  const options = { cwd: place.folder, env: { PATH: process.env.PATH ?? '' } };
  return new Promise((resolve) => {
    execFile('sh', command, options, (error) => resolve(error === null ? 0 : Number(error.code)));
  });
}

function all(folder: string): readonly string[] {
  return [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))];
}

/** Each with its mode. */
function openToOthers(place: Workplace): readonly string[] {
  const files = [
    ...all(join(place.folder, '.domctl')),
    join(place.folder, 'plan.json'),
    join(place.folder, 'state.json'),
  ];
  return files.flatMap((path) => {
    const stat = lstatSync(path);
    const mode = stat.mode & 0o777;
    return mode === (stat.isDirectory() ? 0o700 : 0o600) ? [] : [`${mode.toString(8)} ${path}`];
  });
}

async function work(mask: string, place: Workplace, ...commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) expect(await withUmask(mask, place, ...command, '--sandbox')).toBe(0);
}

describe.runIf(process.platform !== 'win32')('files and folders', () => {
  test.each(['000', '022'])(
    "are their owner's alone under umask %s, new ones and old ones",
    async (mask) => {
      const place = workplace();
      await work(
        mask,
        place,
        ['apply', '--yes'],
        ['plan', '--out', 'plan.json'],
        ['state', 'pull', '--out', 'state.json'],
      );
      expect(openToOthers(place)).toEqual([]);

      const files = all(join(place.folder, '.domctl'));
      expect(files.length).toBeGreaterThan(300);
      for (const path of files) chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o666);
      for (const name of ['plan.json', 'state.json']) chmodSync(join(place.folder, name), 0o644);
      await work(mask, place, ['plan', '--out', 'plan.json'], ['state', 'pull', '--out', 'state.json']);
      expect(openToOthers(place)).toEqual([]);
    },
    120_000,
  );

  test('of others in the same place keep their modes', async () => {
    const place = workplace();
    mkdirSync(join(place.folder, 'data'), { mode: 0o755 });
    writeFileSync(join(place.folder, 'data/notes.txt'), 'mine', { mode: 0o644 });
    expect(await withUmask('022', place, 'apply', '--sandbox', '--yes')).toBe(0);
    symlinkSync(join(place.folder, 'data'), join(place.folder, '.domctl/sandbox/state/database/link'));
    writeFileSync(join(place.folder, '.domctl/sandbox/notes.txt'), 'mine', { mode: 0o644 });
    expect(await withUmask('022', place, 'plan', '--sandbox')).toBe(0);
    const modes = ['data', 'data/notes.txt', '.domctl/sandbox/notes.txt'].map((name) =>
      (lstatSync(join(place.folder, name)).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['755', '644', '644']);
  });
});
