import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPlan } from '../../src/cli/plan-on-disk.ts';
import { readText } from '../../src/cli/text-file.ts';
import { writePlanFile } from '../../src/planner/plan-file.ts';
import { parseSnapshot } from '../../src/state/parse-snapshot.ts';
import { temporaryFolder } from '../helpers/cli.ts';
import { callOf, planOf } from './views/plan-fixture.ts';

const depth = 200_000;

test.each([
  ['lists', '['.repeat(depth)],
  ['lists that close', `${'['.repeat(depth)}${']'.repeat(depth)}`],
  [
    'part of a plan',
    writePlanFile(planOf({ calls: [callOf('a', 'op', { body: 'here' })] })).replace(
      '"here"',
      `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    ),
  ],
])('a file that nests without end is refused as a plan and as a state: %s', async (_claim, text) => {
  const path = join(temporaryFolder(), 'plan.json');
  writeFileSync(path, text);
  await expect(readPlan(path)).rejects.toThrow(`${path} is refused as a plan: it is not JSON (more than 100 levels)`);
  expect(parseSnapshot(text)).toEqual({ ok: false, problem: { message: 'it is not JSON: more than 100 levels' } });
});

test.each([
  ['a device', () => '/dev/zero', 'it is neither a file nor a pipe'],
  ['a folder', () => temporaryFolder(), 'it is a folder'],
  ['a file that is not there', () => join(temporaryFolder(), 'plan.json'), 'no such file or folder'],
  [
    'a file that is too large',
    () => {
      const path = join(temporaryFolder(), 'plan.json');
      writeFileSync(path, '');
      truncateSync(path, 501 * 1024 * 1024);
      return path;
    },
    'it is larger than 500 MB',
  ],
])('%s is not read', async (_claim, pathOf, words) => {
  await expect(readText(pathOf(), 'The plan file x', 'Make it anew.')).rejects.toThrow(
    new RegExp(`^The plan file x could not be read: ${words}.*\\. Make it anew\\.$`),
  );
});
