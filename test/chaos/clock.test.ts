/** Clocks that are wrong, or jump while an apply runs: leases go by the clock of the database, waits by none at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeExit, type Lab, openLab } from './lab.ts';
import { createProcesses, type Processes } from './processes.ts';
import { embeddedStates, type States, serverStates } from './states.ts';

const kinds: readonly (readonly ['embedded' | 'server', () => Promise<States>])[] = [
  ['embedded', async () => embeddedStates()],
  ['server', serverStates],
];

describe.each(kinds)('state: %s', (_kind, makeStates) => {
  let processes: Processes;
  let states: States;
  let lab: Lab;

  beforeAll(async () => {
    processes = createProcesses();
    states = await makeStates();
    lab = await openLab(states, processes, 6);
  }, 120_000);

  afterAll(async () => {
    await processes?.stop();
    await lab?.stop();
    await states?.stop();
  }, 60_000);

  it.concurrent.each([-5, 5])(
    'a clock that jumps by %i hours under an apply changes nothing',
    async (hours) => {
      const experiment = await lab.open(300);
      const running = processes.start(experiment.applyArgs, {
        ...experiment.options,
        preload: ['fast-clock.mjs', 'moved-clock.mjs'],
        env: { ...experiment.options.env, CHAOS_CLOCK_OFF: String(hours), CHAOS_CLOCK_JUMPS: 'later' },
      });
      await running.reached(10);
      running.kill('SIGUSR2');
      const exit = await running.exited;
      expect(exit.code, describeExit(exit)).toBe(0);
      expect(await experiment.convergence()).toEqual([]);
      await experiment.close();
    },
    300_000,
  );
});
