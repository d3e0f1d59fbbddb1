import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitOf, startDomctl } from '../../helpers/cli.ts';
import { workplace } from './config.ts';

describe('plan', () => {
  test('prints the plan to stdout and its progress to stderr, and exits 0', async () => {
    const { code, stdout, stderr } = await workplace().run('plan', '--sandbox');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      expect.stringMatching(/^example\.com {3}gandi · expires \d{4}-\d\d-\d\d · auto-renew off$/),
      '  ~ auto_renew   off -> on   takes over',
      expect.stringMatching(
        /^ {2}~ @ TXT .* -> "v=spf1 -all" {3}ttl 10800 -> 300 {3}takes over {3}\(registrar's default record\)$/,
      ),
      '  + api A        192.0.2.20   ttl 300',
      '',
    ]);
    expect(stdout).toMatch(/^Plan: 2 to create, 2 to update, 0 to delete\. 2 taken over, \d+ foreign left alone\.$/m);
    expect(stdout).toMatch(/^Calls: \d+ at gandi.*: about \d+ s within their limits\.$/m);
    expect(stdout).toMatch(/^Next: domctl apply --sandbox$/m);
    expect(stderr).toBe('Reading 3 account lists and zones ...\n');
  });

  test('is the documented object as JSON, and nothing else on stdout', async () => {
    const { stdout } = await workplace().run('plan', '--sandbox', '--format', 'json');
    const plan = JSON.parse(stdout);
    expect(Object.keys(plan)).toEqual(
      expect.arrayContaining(
        [
          'format_version',
          'created_at',
          'workspace',
          'state_serial',
          'summary',
          'changes',
          'calls',
          'drift',
          'foreign',
        ].concat('refusals', 'errors'),
      ),
    );
    expect(plan.summary).toMatchObject({
      create: 2,
      update: 2,
      replace: 0,
      delete: 0,
      drift: 0,
      refusals: 0,
      errors: 0,
    });
    expect(plan.changes[0]).toMatchObject({
      address: 'example.com:auto_renew',
      domain: 'example.com',
      account: 'gandi',
      kind: 'setting',
      action: 'update',
      before: false,
      after: true,
      drift: null,
      reason: null,
    });
    expect(plan.calls[0]).toMatchObject({ account: 'gandi', covers: expect.any(Array), operation: expect.any(String) });
  });

  test('makes no state, and neither does it need credentials in the sandbox', async () => {
    const place = workplace();
    expect((await place.run('plan', '--sandbox')).code).toBe(0);
    expect(existsSync(join(place.folder, '.domctl/sandbox/state'))).toBe(false);
    expect(existsSync(join(place.folder, '.domctl/state'))).toBe(false);
  });

  test('exits 2 where there are changes, once that was asked for', async () => {
    expect((await workplace().run('plan', '--sandbox', '--detailed-exitcode')).code).toBe(2);
  });

  test('names only what was targeted', async () => {
    const { stdout } = await workplace().run('plan', '--sandbox', '--target', 'example.net', '--format', 'json');
    expect(JSON.parse(stdout).changes.map((change: { address: string }) => change.address)).toEqual([
      'example.net/shop/CNAME',
    ]);
  });

  test('refuses a target that is nowhere', async () => {
    const { code, stdout, stderr } = await workplace().run('plan', '--sandbox', '--target', 'exmple.net');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      'Error: --target "exmple.net" names exmple.net, which is neither in the config nor in the state; did you mean "example.net"?\n',
    );
  });

  test('refuses a consent for a domain that is nowhere', async () => {
    const { code, stdout, stderr } = await workplace().run('plan', '--sandbox', '--consent', 'delegation:Exmple.net.');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(
      'Error: --consent names exmple.net, which is neither in the config nor in the state; did you mean "example.net"?\n',
    );
  });

  test('tells machines, too, which consents nothing needed', async () => {
    const consents = ['--consent', 'protected', '--consent', 'delegation:example.net'];
    const { stdout } = await workplace().run('plan', '--sandbox', '--format', 'json', ...consents);
    expect(JSON.parse(stdout)).toMatchObject({ idle_consents: ['delegation:example.net', 'protected'] });
  });

  test('writes a plan file that show prints as plan did', async () => {
    const place = workplace();
    const planned = await place.run('plan', '--sandbox', '--out', 'plan.json', '--format', 'json');
    expect(JSON.parse(readFileSync(join(place.folder, 'plan.json'), 'utf8'))).toMatchObject(JSON.parse(planned.stdout));
    expect((await place.run('show', 'plan.json', '--format', 'json')).stdout).toBe(planned.stdout);
    // How the plan was made is not in it: an apply needs the same config, state and sandbox.
    expect((await place.run('show', 'plan.json')).stdout).not.toMatch(/^Next: /m);
  });

  test('tells of unset variables before anything is called', async () => {
    const { code, stdout, stderr } = await workplace().run('plan');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^domains\.yaml:3:\d+: .*GANDI_TOKEN is not set/m);
    expect(stderr).toMatch(/Error: The config has 1 issue\. Nothing was read or changed\.\n$/);
  });

  test('keeps --state and the sandbox apart', async () => {
    const { code, stderr } = await workplace().run('plan', '--sandbox', '--state', 'elsewhere');
    expect(code).toBe(1);
    expect(stderr).toMatch(/--sandbox has a state of its own/);
  });

  test('in the sandbox never looks at the state that the environment names', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
    expect((await workplace().runWith(env, 'plan', '--sandbox')).code).toBe(0);
  });
});

describe('what is shown', () => {
  const escapeCode = String.fromCharCode(27);

  test.each([
    ['colour where it is forced', { FORCE_COLOR: '1' }, [], true],
    ['none with NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['none with --no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['none where stdout is no terminal', {}, [], false],
  ])('%s', async (_claim, env, flags, coloured) => {
    const { stdout } = await workplace().runWith(env, 'plan', '--sandbox', ...flags);
    expect(stdout.includes(escapeCode)).toBe(coloured);
  });

  test('--quiet leaves stderr empty', async () => {
    expect((await workplace().run('plan', '--sandbox', '--quiet')).stderr).toBe('');
  });

  test('--verbose tells each request, and no secret', async () => {
    const { stdout, stderr } = await workplace().run('plan', '--sandbox', '--verbose');
    expect(stderr).toMatch(/^gandi: GET .*: 200 in \d+ ms$/m);
    expect(stdout + stderr).not.toContain('sandbox00token00of00gandi');
    expect(stdout).toMatch(/ foreign$/m);
  });

  test('a reader that closes early is no crash', async () => {
    const child = startDomctl(['plan', '--sandbox'], { cwd: workplace().folder });
    child.stdout?.destroy();
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    expect(await exitOf(child)).toEqual({ code: 0, signal: null });
    expect(stderr).not.toMatch(/EPIPE|Unexpected/);
  });
});
