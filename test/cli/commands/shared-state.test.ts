/** A state on a server: several processes at once, and users who may only read. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openState } from '../../../src/state/open-state.ts';
import type { State } from '../../../src/state/store.ts';
import { startTestServer, type TestServer } from '../../helpers/database.ts';
import { workplace } from './config.ts';
import { standing } from './standing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop(), 60_000);

/** As docs/state.md grants it. */
async function reader(url: string): Promise<string> {
  await server.query(
    url,
    `CREATE ROLE looker LOGIN PASSWORD 'looker00password';
     GRANT USAGE ON SCHEMA domctl TO looker;
     GRANT SELECT ON ALL TABLES IN SCHEMA domctl TO looker;`,
  );
  return Object.assign(new URL(url), { username: 'looker', password: 'looker00password' }).href;
}

describe('a role that may only read', () => {
  test('is enough to plan, to look for drift, for history, the portfolio and an undo on paper; nothing else', async () => {
    const place = workplace();
    const ready = await standing(place);
    const url = await server.createDatabase();
    const writer = { ...ready.env, DOMCTL_STATE: url };
    expect((await place.runWith(writer, 'apply', '--yes')).code).toBe(0);
    const looker = { ...ready.env, DOMCTL_STATE: await reader(url) };

    for (const [args, expected] of [
      [['plan'], /^No changes\. 4 values in 2 domains are as configured\./],
      [['drift'], /^No drift\. 4 values in 2 domains as recorded\.\n$/],
      [['domains'], /^2 domains\.$/m],
      [['history'], /^1 .* apply .* done +4 done/m],
      [['history', '1'], /^Run 1: apply, done\n/],
      [['undo', '1', '--out', 'back.json'], /^Plan to undo run 1: 0 to create, 2 to update, 2 to delete\./m],
      [['state', 'list'], /^2 domains, 4 values recorded\.$/m],
      [['state', 'pull'], /"serial": \d+/],
      [['unlock'], /^Nothing is held\. There is nothing to unlock\.\n$/],
    ] as const) {
      const { code, stdout, stderr } = await place.runWith(looker, ...args);
      expect([args, code, stderr.replace(/^Reading .*\n/, '')]).toEqual([args, 0, '']);
      expect(stdout).toMatch(expected);
    }

    for (const args of [['apply'], ['undo', '1'], ['state', 'forget', 'example.com']]) {
      const { code, stdout, stderr } = await place.runWith(looker, ...args, '--yes');
      expect([args, code, stdout]).toEqual([args, 1, '']);
      expect(stderr).toMatch(/^Error: The state at postgres:\/\/looker@127\.0\.0\.1:\d+\/\w+ .*permission denied/m);
      expect(stderr).not.toContain('looker00password');
    }
    expect((await place.runWith(writer, 'history', '--format', 'json')).stdout).not.toContain('"run": 2');
  });
});

describe('unlock', () => {
  async function held(url: string): Promise<{ readonly store: State; readonly run: number }> {
    const store = await openState(url, 'default', { mode: 'write', operation: 'apply' });
    const run = await store.startRun({
      operation: 'apply',
      startedAt: '2026-11-23T10:00:00.000Z',
      actor: 'anna',
      host: 'build-7',
      pid: 4711,
      commit: null,
      ciUrl: 'https://ci.example.com/5',
      toolVersion: '0.1.0',
    });
    await store.acquireLeases(run, ['example.com', 'example.net']);
    return { store, run };
  }

  test('shows who holds what, asks, and ends it', async () => {
    const place = workplace();
    const url = await server.createDatabase();
    const env = { DATABASE_URL: url };
    const { store, run } = await held(url);
    const who = new RegExp(
      `^example\\.com: pid 4711 on build-7 since \\d{4}-\\S+Z, running apply \\(anna, run ${run}, https://ci\\.example\\.com/5\\); last heartbeat \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC, just now$`,
      'm',
    );
    const asked = await place.runWith(env, 'unlock');
    expect(asked.code).toBe(1);
    expect(asked.stdout).toMatch(who);
    expect(asked.stdout).toMatch(/^example\.net: /m);
    expect(asked.stderr).toMatch(/Pass --yes/);

    const ended = await place.runWith(env, 'unlock', 'EXAMPLE.com', '--yes');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(who);
    expect(ended.stdout).not.toMatch(/example\.net/);
    expect(ended.stdout).toMatch(/^Unlocked: example\.com\.$/m);
    expect((await store.readLeases()).map(({ domain }) => domain)).toEqual(['example.net']);
    expect((await place.runWith(env, 'unlock', 'example.com')).stdout).toBe(
      'Nothing is held of example.com. There is nothing to unlock.\n',
    );
    await store.close();
  });

  test('a change by hand and a push wait for nobody who works there: they are refused, and name the holder', async () => {
    const place = workplace();
    const ready = await standing(place);
    const url = await server.createDatabase();
    const env = { ...ready.env, DOMCTL_STATE: url };
    expect((await place.runWith(env, 'apply', '--yes')).code).toBe(0);
    place.write((await place.runWith(env, 'state', 'pull')).stdout, 'state.json');
    const { store } = await held(url);
    for (const args of [
      ['forget', 'example.com'],
      ['push', 'state.json'],
    ]) {
      const { code, stdout, stderr } = await place.runWith(env, 'state', ...args, '--yes');
      expect([args, code, stdout]).toEqual([args, 1, '']);
      expect(stderr).toMatch(/being worked on: example\.com by pid 4711 on build-7/);
    }
    const undo = await place.runWith(env, 'undo', '1', '--yes');
    expect(undo.stderr).toMatch(/being worked on: example\.com by pid 4711 on build-7/);
    await store.close();
  });
});

describe('an embedded state', () => {
  test('is not unlocked while its holder lives here; nothing held is said', async () => {
    const place = workplace();
    expect(await place.run('unlock')).toEqual({
      code: 0,
      stdout: 'Nothing is held. There is nothing to unlock.\n',
      stderr: '',
    });
    const store = await openState(`${place.folder}/.domctl/state`, 'default', { mode: 'write', operation: 'apply' });
    const { code, stdout, stderr } = await place.run('unlock', '--yes');
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`^the whole state: pid ${process.pid} on \\S+ since \\S+, running apply\\n$`));
    expect(stderr).toMatch(/is locked by pid \d+ .*, which is still there\. Stop that process/);
    await store.close();
    expect((await place.run('unlock')).stdout).toMatch(/^Nothing is held/);
  });
});
