/** Kills an apply at a moment that a seed draws. */

import type { Experiment } from './lab.ts';
import type { Processes } from './processes.ts';
import { sleep } from './until.ts';
import type { Random } from './zone-content.ts';

/** How long after the moment that was waited for: an answer takes 20 ms, and what is recorded of it some more. */
const longestDelayMs = 60;
/** Loading, opening the state, reading live state. */
const longestStartMs = 2000;

/** Returns where it was hit, for the message of a failed test. */
export async function killApply(
  processes: Processes,
  { applyArgs, options }: Pick<Experiment, 'applyArgs' | 'options'>,
  random: Random,
): Promise<string> {
  const early = random() < 0.15;
  const share = random();
  const delayMs = Math.floor(random() * longestDelayMs);
  const running = processes.start(applyArgs, options);
  let hit: string;
  if (early) {
    hit = `${Math.floor(share * longestStartMs)} ms after its start`;
    await Promise.race([sleep(share * longestStartMs), running.exited]);
  } else {
    const total = await running.reached(1);
    const changes = Math.floor(share * total);
    await running.reached(changes);
    await Promise.race([sleep(delayMs), running.exited]);
    hit = `${delayMs} ms after change ${changes} of ${total}`;
  }
  running.kill('SIGKILL');
  const { signal, code } = await running.exited;
  return signal === 'SIGKILL' ? `killed ${hit}` : `ended with ${code} before it could be killed ${hit}`;
}
