import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { small, workplace } from './config.ts';
import { changeOutside, standing } from './standing.ts';

const inCi = {
  GITHUB_ACTOR: 'kim',
  GITHUB_SHA: '3f2c1ab9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5',
  GITHUB_SERVER_URL: 'https://ci.example.com',
  GITHUB_REPOSITORY: 'names/domains',
  GITHUB_RUN_ID: '41',
};

describe('drift', () => {
  test('does not call it none where nothing is recorded: it may be the wrong state; reads nothing, and makes no state', async () => {
    const place = workplace();
    const { code, stdout, stderr } = await place.run('drift', '--sandbox');
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Error: No domain of the config is recorded in .domctl/sandbox/state, workspace default, so nobody can tell what drifted. Check --state and --workspace, or apply first.\n',
    });
    expect(existsSync(join(place.folder, '.domctl/sandbox/state'))).toBe(false);
  });

  test('tells what changed outside by what, exits 2, and changes nothing', async () => {
    const place = workplace(
      small.replace('name: api', 'name: www, type: A, value: 192.0.2.1, ttl: 300 }\n      - { name: api'),
    );
    const ready = await standing(place);
    // Read back, so that nobody can say later that it was never made.
    expect((await place.runWith({ ...ready.env, ...inCi }, 'apply', '--yes', '--verify-reads')).code).toBe(0);
    const none = await place.runWith(ready.env, 'drift');
    expect(none).toMatchObject({ code: 0, stdout: 'No drift. 5 values in 2 domains as recorded.\n' });

    await changeOutside(ready, 'api', '192.0.2.66');
    await changeOutside(ready, 'www', null);
    const origin = 'was set just now by kim (3f2c1ab), https://ci.example.com/names/domains/actions/runs/41';
    const { code, stdout } = await place.runWith(ready.env, 'drift');
    expect(code).toBe(2);
    expect(stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'NOW').split('\n')).toEqual([
      'example.com',
      '  ! api A   192.0.2.66 -> 192.0.2.20   changed outside, was 192.0.2.20 by run 1',
      `        192.0.2.20 ${origin}`,
      '  ! www A   absent -> 192.0.2.1   ttl 300   deleted outside, was 192.0.2.1 by run 1',
      `        192.0.2.1 ${origin}`,
      '',
      'Drift: 2 values in 1 domain, found at NOW. 3 values in 2 domains as recorded.',
      'Next: domctl plan shows what apply would put back. To keep what is live, change the config to it.',
      '',
    ]);

    const json = JSON.parse((await place.runWith(ready.env, 'drift', '--format', 'json')).stdout);
    expect(json).toMatchObject({
      format_version: '1.0',
      checked_at: expect.stringMatching(/^\d{4}-.*Z$/),
      workspace: 'default',
      summary: { domains: 2, as_recorded: 3, drift: 2, errors: 0 },
      errors: [],
      notes: [],
    });
    expect(json.drift[0]).toEqual({
      address: 'example.com/api/A',
      domain: 'example.com',
      account: 'gandi',
      recorded: { ttl: 300, values: ['192.0.2.20'] },
      live: { ttl: 300, values: ['192.0.2.66'] },
      desired: { ttl: 300, values: ['192.0.2.20'] },
      both_changed: false,
      not_done: false,
      run: 1,
      applied_at: expect.any(String),
      actor: 'kim',
      commit: inCi.GITHUB_SHA,
      ci_url: 'https://ci.example.com/names/domains/actions/runs/41',
    });

    const targeted = await place.runWith(ready.env, 'drift', '--target', 'example.com/www', '--format', 'json');
    expect(JSON.parse(targeted.stdout).drift.map((one: { address: string }) => one.address)).toEqual([
      'example.com/www/A',
    ]);
    expect((await place.runWith(ready.env, 'history', '--format', 'json')).stdout).not.toContain('"run": 2');
  });

  test('tells all three values where the config changed too, and what left the config', async () => {
    const place = workplace();
    const ready = await standing(place);
    expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
    await changeOutside(ready, 'api', '192.0.2.66');
    place.write(small.slice(0, small.indexOf('  example.net:')).replace('192.0.2.20', '192.0.2.77'));
    const { code, stdout } = await place.runWith(ready.env, 'drift');
    expect(code).toBe(2);
    expect(stdout.split('\n')[1]).toBe(
      '  ! api A   192.0.2.66 -> 192.0.2.77   changed outside, was 192.0.2.20 by run 1; the config changed too',
    );
    expect(stdout).toMatch(/^Note: example\.net: not checked: it is no longer in the config$/m);
  });

  test('exits 1 where something could not be read, and says what', async () => {
    const place = workplace();
    const ready = await standing(place);
    expect((await place.runWith(ready.env, 'apply', '--yes')).code).toBe(0);
    const { code, stdout, stderr } = await place.runWith({ ...ready.env, GANDI_TOKEN: 'mistaken-0123' }, 'drift');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^Error: 2 domains \(example\.com, example\.net\): gandi \(gandi\) was refused access: HTTP 40[13]/m,
    );
    expect(stdout).toMatch(/^Incomplete: 2 domains of gandi could not be read\.\nNo other domain was checked\.$/m);
    expect(stdout + stderr).not.toContain('mistaken-0123');
  });
});
