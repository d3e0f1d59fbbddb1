import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { domctl, temporaryFolder } from '../../helpers/cli.ts';
import { small, workplace } from './config.ts';

describe('history', () => {
  test('needs neither config nor state, and makes none', async () => {
    const folder = temporaryFolder();
    expect(await domctl(['history'], { cwd: folder })).toEqual({
      code: 0,
      stdout: 'No runs yet: nothing was applied.\n',
      stderr: '',
    });
    expect(existsSync(join(folder, '.domctl'))).toBe(false);
    const json = await domctl(['history', '--format', 'json'], { cwd: folder });
    expect(JSON.parse(json.stdout)).toEqual({ format_version: '1.0', runs: [] });
  });

  test('lists runs with who, when and what became of them, and one run with all that it did', async () => {
    const place = workplace();
    expect((await place.run('apply', '--sandbox', '--yes')).code).toBe(0);
    place.write(small.replace('192.0.2.20', '192.0.2.21'));
    expect((await place.run('apply', '--sandbox', '--yes')).code).toBe(0);

    const { code, stdout } = await place.run('history', '--sandbox');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^run +started +operation +by +commit +outcome +calls +CI$/);
    expect(stdout.split('\n')[1]).toMatch(
      /^2 +\d{4}-\d\d-\d\d \d\d:\d\d UTC +apply +tester on \S+ +- +done +1 done +-$/,
    );
    expect(stdout.split('\n')[2]).toMatch(/^1 .* done +4 done +-$/);
    const limited = await place.run('history', '--sandbox', '--limit', '1', '--format', 'json');
    expect(JSON.parse(limited.stdout).runs).toMatchObject([{ run: 2, outcome: 'done', at_work: false }]);

    const one = await place.run('history', '--sandbox', '2');
    expect(one.stdout).toMatch(/^Run 2: apply, done$/m);
    expect(one.stdout).toMatch(/^example\.com\n {2}~ api A {3}192\.0\.2\.20 -> 192\.0\.2\.21$/m);
    expect(one.stdout).toMatch(/^Calls\n {2}gandi {2}PUT \S+ {2}example\.com\/api\/A {2}done$/m);
    const json = await place.run('history', '--sandbox', '2', '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      format_version: '1.0',
      run: 2,
      operation: 'apply',
      actor: 'tester',
      changes: [
        { address: 'example.com/api/A', before: { values: ['192.0.2.20'] }, after: { values: ['192.0.2.21'] } },
      ],
      journal: [{ account: 'gandi', covers: ['example.com/api/A'], outcome: 'done', error: null }],
    });
  });

  test('of a run that is not there says where to look', async () => {
    const { code, stdout, stderr } = await workplace().run('history', '--sandbox', '7');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'Error: There is no run 7 in the state at .domctl/sandbox/state. "domctl history" lists the runs.\n',
    );
  });
});
