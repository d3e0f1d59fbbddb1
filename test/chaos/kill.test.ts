/**
 * The law: kill an apply anywhere, run it again, and it converges. Nothing is left open, recorded is live, nothing is
 * there twice, and what others have made is as it was.
 *
 * CHAOS_SEEDS: how many moments to try, half of them on each kind of state. CHAOS_SEED and CHAOS_STATE: just that one.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/registrars/simulator/random.ts';
import { killApply } from './kill.ts';
import { type Lab, openLab } from './lab.ts';
import { createProcesses, type Processes } from './processes.ts';
import { embeddedStates, type States, serverStates } from './states.ts';

const { CHAOS_SEEDS: count = '20', CHAOS_SEED: only, CHAOS_STATE: onlyState } = process.env;
const perState = Math.ceil(Number(count) / 2);
const seeds = only === undefined ? Array.from({ length: perState }, (_, n) => n + 1) : [Number(only)];
const zoneSize = 14;

const kinds: readonly (readonly ['embedded' | 'server', () => Promise<States>])[] = [
  ['embedded', async () => embeddedStates()],
  ['server', serverStates],
];

describe.each(kinds.filter(([kind]) => onlyState === undefined || kind === onlyState))(
  'state: %s',
  (kind, makeStates) => {
    let processes: Processes;
    let states: States;
    let lab: Lab;

    beforeAll(async () => {
      processes = createProcesses();
      states = await makeStates();
      lab = await openLab(states, processes, zoneSize);
    }, 120_000);

    afterAll(async () => {
      await processes?.stop();
      await lab?.stop();
      await states?.stop();
    }, 60_000);

    it.concurrent.each(seeds)(
      'an apply that is killed converges: seed %i',
      async (seed) => {
        const random = seededRandom(seed * 7919);
        const experiment = await lab.open(seed);
        const story: string[] = [];
        do {
          await states.expireLeases(experiment.state);
          story.push(await killApply(processes, experiment, random));
        } while (random() < 0.3);
        const wrong = await experiment.convergence();
        const again = `CHAOS_SEED=${seed} CHAOS_STATE=${kind} npm run chaos`;
        expect(wrong, `${story.join(', then ')}; once more: ${again}`).toEqual([]);
        await experiment.close();
      },
      300_000,
    );
  },
);
