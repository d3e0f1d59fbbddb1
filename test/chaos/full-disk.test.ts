/** The disk of an embedded state is full. The apply stops and says so; once there is room again, the next one converges. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeExit, type Lab, openLab } from './lab.ts';
import { createProcesses, type Processes } from './processes.ts';
import { embeddedStates, type States } from './states.ts';

let processes: Processes;
let states: States;
let lab: Lab;

beforeAll(async () => {
  processes = createProcesses();
  states = embeddedStates();
  lab = await openLab(states, processes, 6);
}, 120_000);

afterAll(async () => {
  await processes?.stop();
  await lab?.stop();
  await states?.stop();
}, 60_000);

const diskIsFull = /^Error: The state in \S+ failed: its disk takes no more data \((ENOSPC|EFBIG)\)\. Make room/m;

const preload = ['fast-clock.mjs', 'full-disk.mjs'];

describe('a disk that is full', () => {
  it.concurrent.each(['no-growth', 'no-writes'])(
    'from the start is said to be (%s)',
    async (kind) => {
      const experiment = await lab.open(201);
      const env = { ...experiment.options.env, CHAOS_DISK: kind, CHAOS_DISK_FULL: 'at-start' };
      const exit = await processes.run(experiment.applyArgs, { ...experiment.options, preload, env });
      expect(exit.code, describeExit(exit)).toBe(1);
      expect(exit.stderr).toMatch(diskIsFull);
      expect((await experiment.sandbox.stats()).writes).toBe(0);
      expect(await experiment.convergence()).toEqual([]);
      await experiment.close();
    },
    300_000,
  );

  it.concurrent.each(['no-growth', 'no-writes'])(
    'in the middle ends the apply (%s)',
    async (kind) => {
      const experiment = await lab.open(202);
      const env = { ...experiment.options.env, CHAOS_DISK: kind, CHAOS_DISK_FULL: 'later' };
      const running = processes.start(experiment.applyArgs, { ...experiment.options, preload, env });
      await running.reached(10);
      running.kill('SIGUSR2');
      const exit = await running.exited;
      // Where files need not grow, it may get to the end.
      if (kind === 'no-writes' || exit.code !== 0) {
        expect(exit.code, describeExit(exit)).toBe(1);
        expect(exit.stderr).toMatch(diskIsFull);
      }
      expect(await experiment.convergence()).toEqual([]);
      await experiment.close();
    },
    300_000,
  );

  // Units of 512 bytes: less than the largest files have, and about half of a segment of the log.
  it.concurrent.each([100, 1000])(
    'by the limit of the system is said to be (%i blocks)',
    async (blocks) => {
      const experiment = await lab.open(203);
      const shell = `ulimit -f ${blocks}; exec "$@"`;
      const exit = await processes.run(experiment.applyArgs, { ...experiment.options, shell });
      if (blocks === 100 || exit.code !== 0) {
        expect(exit.code, describeExit(exit)).toBe(1);
        expect(exit.stderr).toMatch(diskIsFull);
      }
      expect(await experiment.convergence()).toEqual([]);
      await experiment.close();
    },
    300_000,
  );
});

describe('a disk that is full before there is a state', () => {
  it('is said to be, and leaves nothing behind that would be in the way', async () => {
    const experiment = await lab.open(204);
    const state = `${experiment.state}-new`;
    const args = experiment.applyArgs.map((arg) => (arg === experiment.state ? state : arg));
    const env = { ...experiment.options.env, CHAOS_DISK: 'no-growth', CHAOS_DISK_FULL: 'at-start' };
    const exit = await processes.run(args, { ...experiment.options, preload, env });
    expect(exit.code, describeExit(exit)).toBe(1);
    expect(exit.stderr).toMatch(diskIsFull);
    const later = await processes.run(['plan', '--state', state], experiment.options);
    expect(later.code, describeExit(later)).toBe(0);
    await experiment.close();
  }, 300_000);
});
