import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openState } from '../../../src/state/open-state.ts';
import { plainManagement } from '../../../src/workflow/apply/effects.ts';
import { small, type Workplace, workplace } from './config.ts';

const guarded = small
  .replace('registrar: gandi\n    auto_renew', 'registrar: gandi\n    protect: true\n    auto_renew')
  .replace('ttl: 300 }\n      - { name: "@"', 'ttl: 300, protect: true }\n      - { name: "@"');

async function applied(text = small): Promise<Workplace> {
  const place = workplace(text);
  expect((await place.run('apply', '--sandbox', '--yes')).code).toBe(0);
  return place;
}

/** As a run leaves it that was killed after it had sent its call: what it made is live, and it never said so. */
async function leaveOpen(place: Workplace, address: string, after: object): Promise<void> {
  const state = join(place.folder, '.domctl/sandbox/state');
  const store = await openState(state, 'default', { mode: 'write', operation: 'apply' });
  const startedAt = '2026-11-23T10:00:00.000Z';
  const who = { actor: 'anna', host: 'build-7', pid: 4711, commit: null, ciUrl: null, toolVersion: '0.1.0' };
  const run = await store.startRun({ operation: 'apply', startedAt, ...who });
  const call = { account: 'gandi', domain: 'example.com', operation: 'PUT records', covers: [address] };
  const more = {
    recorded: { [address]: plainManagement },
    managed: { [address]: plainManagement },
    before: { [address]: null },
    after: { [address]: after },
  };
  await store.intend(run, [{ ...call, ...more, at: startedAt }]);
  await store.close();
}

describe('state list and show', () => {
  test('tell what is recorded, with its run', async () => {
    const place = await applied();
    const { code, stdout } = await place.run('state', 'list', '--sandbox');
    expect(code).toBe(0);
    const seen = stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'THEN').replaceAll(/\S+:\/\S+/g, 'CONFIG');
    expect(seen.split('\n')).toEqual([
      'address                 account  run    applied               protect  config',
      'example.com             gandi    -      -                     -        CONFIG',
      'example.com/@/TXT       gandi    run 1  THEN  -        -',
      'example.com/api/A       gandi    run 1  THEN  -        -',
      'example.com:auto_renew  gandi    run 1  THEN  -        -',
      'example.net             gandi    -      -                     -        CONFIG',
      'example.net/shop/CNAME  gandi    run 1  THEN  -        -',
      '',
      '2 domains, 4 values recorded.',
      '',
    ]);
    const json = await place.run('state', 'list', '--sandbox', '--target', 'example.com/api', '--format', 'json');
    expect(JSON.parse(json.stdout)).toEqual({
      format_version: '1.0',
      workspace: 'default',
      serial: expect.any(Number),
      resources: [
        {
          address: 'example.com/api/A',
          domain: 'example.com',
          kind: 'record_set',
          account: 'gandi',
          protect: false,
          run: 1,
          applied_at: expect.any(String),
        },
      ],
    });

    const shown = await place.run('state', 'show', '--sandbox', 'example.com/api/a');
    expect(shown.stdout.replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, 'THEN').split('\n')).toEqual([
      'example.com/api/A',
      '  account  gandi',
      '  value    192.0.2.20',
      '           ttl 300',
      '  applied  THEN, just now',
      '  by       run 1, tester',
      '',
    ]);
    const missing = await place.run('state', 'show', '--sandbox', 'example.com/www/A');
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toMatch(/example\.com\/www\/A is not in the state at \.domctl\/sandbox\/state\./);
  });

  test('see an empty state where there is none, and make none', async () => {
    const place = workplace();
    expect(await place.run('state', 'list')).toEqual({ code: 0, stdout: 'Nothing is recorded.\n', stderr: '' });
    expect((await place.run('state', 'forget', 'example.com', '--yes')).code).toBe(1);
    expect(existsSync(join(place.folder, '.domctl'))).toBe(false);
  });
});

describe('state forget and unprotect', () => {
  test('stop managing as a run of their own; the next apply takes up what the config names', async () => {
    const place = await applied();
    expect((await place.run('state', 'forget', '--sandbox', 'example.com/api/A')).stderr).toMatch(/Pass --yes/);
    const { code, stdout } = await place.run(
      'state',
      'forget',
      '--sandbox',
      'example.com/api/A',
      'example.net',
      '--yes',
    );
    expect(code).toBe(0);
    expect(stdout).toBe(
      'Forgotten: 2 values in 2 domains. What is live stays as it is. This was run 2.\n' +
        'What the config still names is taken up again by the next apply.\n',
    );
    expect((await place.run('state', 'list', '--sandbox')).stdout).not.toMatch(/api|example\.net/);
    expect((await place.run('history', '--sandbox')).stdout).toMatch(/^2 .* state .* done /m);
    const plan = await place.run('plan', '--sandbox', '--format', 'json');
    expect(JSON.parse(plan.stdout).summary).toMatchObject({ adopt: 2, calls: 0, create: 0, update: 0 });
  });

  test('stop managing also what a run that was killed has just changed', async () => {
    const place = await applied();
    await leaveOpen(place, 'example.com/api/A', { ttl: 300, values: ['192.0.2.20'] });
    expect((await place.run('state', 'forget', '--sandbox', 'example.com/api/A', '--yes')).code).toBe(0);
    place.write(small.replace(/^.*name: api.*\n/m, ''));
    const plan = await place.run('plan', '--sandbox', '--format', 'json');
    expect(JSON.parse(plan.stdout)).toMatchObject({ changes: [], notes: [], summary: { delete: 0, calls: 0 } });
  });

  test('what is protected is not forgotten until that is lifted', async () => {
    const place = await applied(guarded);
    const refused = await place.run('state', 'forget', '--sandbox', 'example.com', '--yes');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      'Error: example.com, example.com/api/A are protected. Nothing was forgotten. ' +
        'Lift it first: domctl state unprotect --sandbox example.com example.com/api/A\n',
    );
    const lifted = await place.run(
      'state',
      'unprotect',
      '--sandbox',
      'example.com',
      'example.com/api/A',
      'example.net',
    );
    expect(lifted).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No longer protected: example\.com, example\.com\/api\/A\./),
    });
    const again = await place.run('state', 'unprotect', '--sandbox', 'example.com');
    expect(again).toMatchObject({ code: 0, stdout: 'Nothing of this is protected: example.com.\n' });
    expect((await place.run('state', 'forget', '--sandbox', 'example.com', '--yes')).code).toBe(0);
  });

  test('refuse what is no address', async () => {
    const { code, stderr } = await workplace().run('state', 'forget', 'localhost', '--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: "localhost" is not a full domain name; /);
  });
});

describe('state pull and push', () => {
  test('go round, and into a workspace that has no state, but over nobody else', async () => {
    const place = await applied();
    expect((await place.run('state', 'pull', '--sandbox', '--out', 'state.json')).code).toBe(0);
    const { stdout } = await place.run('state', 'pull', '--sandbox');
    expect(stdout).toBe(readFileSync(join(place.folder, 'state.json'), 'utf8'));
    expect(Object.keys(JSON.parse(stdout))).toEqual([
      'format_version',
      'workspace',
      'serial',
      'lineage',
      'simulated',
      'runs',
      'domains',
    ]);
    expect((await place.run('state', 'push', '--sandbox', 'state.json')).stderr).toMatch(/Pass --yes/);
    expect(await place.run('state', 'push', '--sandbox', 'state.json', '--yes')).toMatchObject({
      code: 0,
      stdout: 'Recorded in workspace default: 2 domains from state.json. This was run 2.\n',
    });
    const after = JSON.parse((await place.run('state', 'pull', '--sandbox')).stdout);
    expect(after.domains).toEqual(JSON.parse(stdout).domains);

    const stale = await place.run('state', 'push', '--sandbox', 'state.json', '--yes');
    expect(stale).toMatchObject({ code: 1, stdout: '' });
    expect(stale.stderr).toMatch(
      /^Error: The snapshot is of serial \d+, and workspace default is at serial \d+: it was written since\./,
    );

    const copy = ['--sandbox', '--workspace', 'copy', 'state.json', '--yes'];
    expect((await place.run('state', 'push', ...copy)).code).toBe(0);
    expect((await place.run('plan', '--sandbox', '--workspace', 'copy', '--detailed-exitcode')).code).toBe(0);
    const refused = await place.run('state', 'push', ...copy);
    expect(refused.stderr).toMatch(
      /state\.json is of workspace default, and this is copy, which has a state of its own/,
    );
  });

  test('pull warns where only the journal knows what is still to be found out', async () => {
    const place = await applied();
    expect((await place.run('state', 'pull', '--sandbox')).stderr).toBe('');
    await leaveOpen(place, 'example.com/api/A', { ttl: 300, values: ['192.0.2.20'] });
    const { code, stdout, stderr } = await place.run('state', 'pull', '--sandbox');
    expect([code, JSON.parse(stdout).workspace]).toEqual([0, 'default']);
    expect(stderr).toMatch(
      /^Warning: what became of 1 call is not known yet, .* run domctl apply first, and pull again\.\n$/,
    );
  });

  test('push refuses what is no state, and says what is wrong where', async () => {
    const place = await applied();
    const { stdout } = await place.run('state', 'pull', '--sandbox');
    const pushed = async (text: string) => {
      place.write(text, 'state.json');
      const { code, stdout: result, stderr } = await place.run('state', 'push', '--sandbox', 'state.json', '--yes');
      expect({ code, result }).toEqual({ code: 1, result: '' });
      return stderr;
    };
    expect(await pushed(stdout.replace('"ttl": 300', '"ttl": "300"'))).toMatch(
      /state\.json is refused as a state, and nothing was changed: domains\[0\]\.record_sets\[\d\]\.ttl must be a whole number from 0/,
    );
    expect(await pushed(stdout.slice(1))).toMatch(/it is not JSON/);
  });
});
