/**
 * Several applies at once. The sandbox is stopped (SIGSTOP) while they come together, so that what is claimed does not
 * depend on who is faster: an apply leases its domains, and then waits for the registrar's first answer.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../helpers/database.ts';
import { describeExit } from './lab.ts';
import { createProcesses, type Exit, type Processes, type Running } from './processes.ts';
import { desiredOf, readLive, type StandingSandbox, startSandbox } from './standing-sandbox.ts';
import { until } from './until.ts';

const count = 8;
const domains = Array.from({ length: count }, (_, n) => `d${n}.com`);

/** Each domain holds `values` different records, so that two applies of it are told apart. */
const config = (value: string): string =>
  JSON.stringify({
    version: 1,
    accounts: { gandi: { credentials: { token: '${GANDI_TOKEN}' } } },
    domains: Object.fromEntries(
      domains.map((domain) => [
        domain,
        {
          registrar: 'gandi',
          records: ['www', 'api', 'app'].map((name) => ({ name, type: 'TXT', values: [value], ttl: 300 })),
        },
      ]),
    ),
  });

let processes: Processes;
let server: TestServer;
let folder: string;
let state: string;
let sandbox: StandingSandbox;

beforeAll(async () => {
  processes = createProcesses();
  server = await startTestServer();
}, 60_000);

afterAll(async () => {
  await processes?.stop();
  await server?.stop();
}, 60_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'domctl-chaos-'));
  writeFileSync(join(folder, 'domains.yaml'), config('first'));
  for (let n = 0; n < count; n++) writeFileSync(join(folder, `edit-${n}.yaml`), config(`edit ${n}`));
  state = await server.createDatabase();
  sandbox = await startSandbox(processes, { folder, latencyMs: 5 });
  await apply(0, '-f', 'domains.yaml');
}, 60_000);

afterEach(async () => {
  sandbox.process.kill('SIGCONT');
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function start(env: Readonly<Record<string, string>>, ...args: string[]): Running {
  const options = { cwd: folder, env: { ...sandbox.env, DOMCTL_STATE: state, ...env } };
  return processes.start(['apply', '--yes', ...args], options);
}

async function apply(code: number, ...args: string[]): Promise<Exit> {
  const exit = await start({}, ...args).exited;
  expect(exit.code, describeExit(exit)).toBe(code);
  return exit;
}

interface Lease {
  readonly domain: string;
  readonly run: number;
  readonly pid: number;
}

const leases = () => server.query<Lease>(state, 'SELECT domain, run, pid FROM domctl.v_leases WHERE NOT expired');
const noLeases = async () => expect(await leases()).toEqual([]);

/** The runs of the journal, each as often as another one comes between. */
async function turns(): Promise<readonly number[]> {
  const rows = await server.query<{ run: number }>(state, 'SELECT run FROM domctl.journal ORDER BY id');
  return rows.map(({ run }) => run).filter((run, index, all) => run !== all[index - 1]);
}

const edits = Array.from({ length: count }, (_, n) => `edit-${n}.yaml`);

describe('applies of different domains', () => {
  it('are all at work together, and none waits for another', async () => {
    sandbox.process.kill('SIGSTOP');
    const running = edits.map((file, n) => start({}, '-f', file, '--target', domains[n] as string));
    await until('each has its domain', async () => new Set((await leases()).map(({ run }) => run)).size === count);
    sandbox.process.kill('SIGCONT');
    for (const one of running) {
      const exit = await one.exited;
      expect(exit.code, describeExit(exit)).toBe(0);
      expect(exit.stderr).not.toContain('Waiting');
      expect(exit.stdout).toMatch(/^Applied: 3 changes\./m);
    }
    await noLeases();
    const { zones } = await readLive(sandbox, desiredOf(join(folder, 'domains.yaml'), sandbox.env));
    domains.forEach((domain, n) => {
      const texts = zones.get(domain)?.recordSets.filter(({ name }) => name === `www.${domain}.`);
      expect(texts?.flatMap(({ values }) => values)).toEqual([{ type: 'TXT', text: `edit ${n}` }]);
    });
  }, 120_000);
});

describe('applies of the same domain', () => {
  const target = ['--target', 'd0.com'];
  const ci = { GITHUB_SERVER_URL: 'https://ci.example.com', GITHUB_REPOSITORY: 'team/dns', GITHUB_RUN_ID: '4711' };

  it('are refused but for the first, and told who, where, since when and from which job', async () => {
    sandbox.process.kill('SIGSTOP');
    const first = start({ ...ci, GITHUB_ACTOR: 'anna' }, '-f', 'edit-0.yaml', ...target);
    await until('the first has it', async () => (await leases()).length === 1);
    const refused = await Promise.all(edits.slice(1).map((file) => start({}, '-f', file, ...target).exited));
    for (const { code, stdout, stderr } of refused) {
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const who = `pid ${first.pid} on ${hostname()} since 20`;
      expect(stderr).toContain(`A domain is being worked on: d0.com by ${who}`);
      expect(stderr).toMatch(
        /running apply \(anna, run \d+, https:\/\/ci\.example\.com\/team\/dns\/actions\/runs\/4711\)/,
      );
      expect(stderr).toMatch(/--lock-timeout.*domctl unlock/);
    }
    sandbox.process.kill('SIGCONT');
    const exit = await first.exited;
    expect(exit.code, describeExit(exit)).toBe(0);
    await noLeases();
    // The runs that were refused wrote nothing.
    expect(await turns()).toHaveLength(2);
  }, 120_000);

  it('take turns with --lock-timeout, and the last one holds', async () => {
    const before = (await turns()).length;
    sandbox.process.kill('SIGSTOP');
    const running = edits.map((file) => start({}, '-f', file, ...target, '--lock-timeout', '2m'));
    await until('one has it', async () => (await leases()).length === 1);
    const [holder] = await leases();
    const others = running.filter(({ pid }) => pid !== holder?.pid);
    expect(others).toHaveLength(count - 1);
    for (const one of others)
      expect((await one.seen(/^Waiting for d0\.com: pid (\d+)/m))?.[1]).toBe(String(holder?.pid));
    sandbox.process.kill('SIGCONT');
    for (const one of running) {
      const exit = await one.exited;
      expect(exit.code, describeExit(exit)).toBe(0);
      expect(exit.stdout).toMatch(/^Applied: 3 changes\./m);
    }
    await noLeases();
    expect(await turns()).toHaveLength(before + count);
    const last = (await turns()).at(-1);
    const [recorded] = await server.query<{ run: number; text: string }>(
      state,
      `SELECT run, "values"[1] AS text FROM domctl.record_sets WHERE domain = 'd0.com' AND name = 'www.d0.com.'`,
    );
    expect(recorded?.run).toBe(last);
    const { zones } = await readLive(sandbox, desiredOf(join(folder, 'domains.yaml'), sandbox.env));
    const set = zones.get('d0.com')?.recordSets.find(({ name }) => name === 'www.d0.com.');
    expect(set?.values.map((value) => (value.type === 'TXT' ? `"${value.text}"` : ''))).toEqual([recorded?.text]);
  }, 120_000);

  it('wait for one that was killed no longer than its lease, whatever their own clocks say', async () => {
    sandbox.process.kill('SIGSTOP');
    const dead = start({}, '-f', 'edit-0.yaml', ...target);
    await until('it has the domain', async () => (await leases()).length === 1);
    dead.kill('SIGKILL');
    await dead.exited;
    sandbox.process.kill('SIGCONT');
    // Hours ahead, the lease would have run out long ago; hours behind, it never would.
    for (const hours of ['5', '-5']) {
      const env = { ...sandbox.env, DOMCTL_STATE: state, CHAOS_CLOCK_OFF: hours, CHAOS_CLOCK_JUMPS: 'at-start' };
      const options = { cwd: folder, env, preload: ['moved-clock.mjs'] };
      const early = await processes.run(['apply', '--yes', '-f', 'edit-1.yaml', ...target], options);
      expect(early.code, describeExit(early)).toBe(1);
      expect(early.stderr).toContain(`d0.com by pid ${dead.pid}`);
    }
    const waiting = start({}, '-f', 'edit-2.yaml', ...target, '--lock-timeout', '2m');
    expect(await waiting.seen(/^Waiting for d0\.com/m)).not.toBeNull();
    await server.query(state, `UPDATE domctl.leases SET expires_at = clock_timestamp() + interval '1 second'`);
    const exit = await waiting.exited;
    expect(exit.code, describeExit(exit)).toBe(0);
    expect(exit.stdout).toMatch(/^Applied: 3 changes\./m);
    await noLeases();
  }, 120_000);
});

describe('a second process on an embedded state', () => {
  it('is told who has it, and gets it afterwards', async () => {
    const args = ['--state', 'embedded', '-f', 'edit-0.yaml'];
    await apply(0, '--state', 'embedded', '-f', 'domains.yaml');
    sandbox.process.kill('SIGSTOP');
    const first = start({}, ...args);
    expect(await first.seen(/^Reading/m)).not.toBeNull();
    const second = await apply(1, ...args);
    const who = `pid ${first.pid} on ${hostname()} since 20`;
    expect(second.stdout).toBe('');
    expect(second.stderr).toMatch(
      new RegExp(`^Error: The state in embedded is locked by ${who}.*, running apply\\.`, 'm'),
    );
    const third = start({}, ...args, '--lock-timeout', '1m');
    sandbox.process.kill('SIGCONT');
    expect((await first.exited).code).toBe(0);
    const last = await third.exited;
    expect(last.code, describeExit(last)).toBe(0);
    expect(last.stdout).toMatch(/^No changes\./m);
  }, 120_000);
});
