/** The Postgres server of the state fails under an apply. It may end there, but what it recorded is true, and the next one converges. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../helpers/database.ts';
import { type CutAt, type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts';
import { describeExit, type Experiment, type Lab, openLab } from './lab.ts';
import { createProcesses, type Exit, type Processes } from './processes.ts';
import { type States, serverStates } from './states.ts';
import { sleep, until } from './until.ts';

let processes: Processes;
let states: States & { readonly server: TestServer };
let lab: Lab;

beforeAll(async () => {
  processes = createProcesses();
  states = await serverStates();
  lab = await openLab(states, processes, 6);
}, 120_000);

afterAll(async () => {
  await processes?.stop();
  await lab?.stop();
  await states?.stop();
}, 60_000);

/** Applies through the proxy. */
function applyThrough(experiment: Experiment, proxy: CuttingProxy) {
  const args = experiment.applyArgs.map((arg) => (arg === experiment.state ? proxy.url : arg));
  return processes.start(args, experiment.options);
}

/** It is done, or it says that the state failed. */
function expectSoundEnd(exit: Exit): void {
  if (exit.code === 0) return;
  expect(exit.code, describeExit(exit)).toBe(1);
  expect(exit.stderr).toMatch(
    /^Error: The state at postgres:\/\/\S+ failed|^Error: No connection to the state at postgres:/m,
  );
  expect(exit.stderr).not.toContain('defect');
}

describe('a connection that is cut', () => {
  // Everything may be written twice but an intent, which would stay open for a call that nobody sends.
  const moments: readonly (readonly [claim: string, code: 0 | 1, cut: CutAt])[] = [
    ['while the domains are leased', 0, { text: 'INSERT INTO domctl.leases', nth: 1, when: 'after' }],
    ['when the domains were leased', 0, { text: 'COMMIT', nth: 1, when: 'after' }],
    ['before an intent is stored', 1, { text: 'INSERT INTO domctl.journal', nth: 4, when: 'before' }],
    ['when an intent was stored', 1, { text: 'INSERT INTO domctl.journal', nth: 5, when: 'after' }],
    ['between a call and its settlement', 0, { text: 'UPDATE domctl.journal', nth: 4, when: 'before' }],
    ['before a settlement is committed', 0, { text: 'COMMIT', nth: 6, when: 'before' }],
    ['when a settlement was committed', 0, { text: 'COMMIT', nth: 7, when: 'after' }],
    ['while the run is closed', 0, { text: 'UPDATE domctl.runs', nth: 1, when: 'after' }],
    ['while the domains are released', 0, { text: 'DELETE FROM domctl.leases', nth: 1, when: 'before' }],
  ];
  it.concurrent.each(moments)(
    '%s costs nothing that is not made good',
    async (_claim, code, cut) => {
      const experiment = await lab.open(101);
      const proxy = await startCuttingProxy(experiment.state, cut);
      const exit = await applyThrough(experiment, proxy).exited;
      expect(proxy.hasCut(), 'whether the statement came').toBe(true);
      await proxy.close();
      expectSoundEnd(exit);
      expect(exit.code, describeExit(exit)).toBe(code);
      expect(await experiment.convergence()).toEqual([]);
      await experiment.close();
    },
    300_000,
  );
});

describe('a server', () => {
  it.concurrent('that ends all sessions again and again is outlived, or the apply stops and says why', async () => {
    const experiment = await lab.open(102);
    const running = processes.start(experiment.applyArgs, experiment.options);
    for (const changes of [3, 20, 40, 60]) {
      await running.reached(changes);
      await states.server.query(experiment.state, endSessions);
    }
    expectSoundEnd(await running.exited);
    expect(await experiment.convergence()).toEqual([]);
    await experiment.close();
  }, 300_000);

  it.concurrent('that is away for a moment is waited for, or the apply stops and says why', async () => {
    const experiment = await lab.open(103);
    const proxy = await startCuttingProxy(experiment.state);
    const running = applyThrough(experiment, proxy);
    await running.reached(10);
    proxy.refuse();
    await sleep(1500);
    proxy.admit();
    expectSoundEnd(await running.exited);
    await proxy.close();
    expect(await experiment.convergence()).toEqual([]);
    await experiment.close();
  }, 300_000);
});

/** Ends every session of the server, of all tests: hence last, and alone. */
describe('a server that crashes', () => {
  it('and recovers has lost nothing that was recorded', async () => {
    const experiment = await lab.open(104);
    // A sequence in a database that was just copied is logged only after the next checkpoint: it would go back in time.
    await states.server.query(experiment.state, 'CHECKPOINT');
    const running = processes.start(experiment.applyArgs, experiment.options);
    await running.reached(15);
    const sessions = await states.server.query<{ pid: number }>(experiment.state, sessionPids);
    // One that dies takes all others with it, and the server replays its log.
    for (const { pid } of sessions.slice(0, 1)) process.kill(pid, 'SIGKILL');
    expect(sessions.length).toBeGreaterThan(0);
    expectSoundEnd(await running.exited);
    await until('the server is back', () => isBack(experiment.state));
    expect(await experiment.convergence()).toEqual([]);
    await experiment.close();
  }, 300_000);
});

async function isBack(state: string): Promise<boolean> {
  return await states.server.query(state, 'SELECT').then(
    () => true,
    () => false,
  );
}

const ofTheCommand = `FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'domctl'`;
const endSessions = `SELECT pg_terminate_backend(pid) ${ofTheCommand}`;
const sessionPids = `SELECT pid ${ofTheCommand}`;
