/**
 * Sequences of edits, lies, colleagues, applies and undos, drawn by a seed. After each run nothing of others is lost that
 * nobody let go of; at last, with everybody honest, the zone is as the config and the others want it.
 *
 * LIES_SEEDS: how many sequences, shared by the registrars. LIES_SEED and LIES_REGISTRAR: just that one.
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/registrars/simulator/random.ts';
import { registrars } from '../../helpers/halves.ts';
import { liarOf } from './liar.ts';
import { isTold } from './lies.ts';
import { drawStep, type RunStep } from './random-steps.ts';
import { firstSets, openScene, type Stage, setStage, withoutWaits } from './scene.ts';

const { LIES_SEEDS: count = '24', LIES_SEED: only, LIES_REGISTRAR: onlyAt } = process.env;
const perRegistrar = Math.ceil(Number(count) / registrars.size);
const seeds = only === undefined ? Array.from({ length: perRegistrar }, (_, n) => n + 1) : [Number(only)];
const chosen = [...registrars].filter(([name]) => onlyAt === undefined || name === onlyAt);
const indexOf = (name: string) => [...registrars.keys()].indexOf(name);
const longest = 10;

describe.each(chosen)('%s', (name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  it.each(seeds)('seed %i', async (seed) => {
    const random = seededRandom((seed * registrars.size + indexOf(name)) * 7919);
    const scene = await openScene(registrar, stage);
    const liar = await liarOf(scene);
    const story: string[] = [];
    let sets: readonly string[] = firstSets;
    let last: RunStep | undefined;
    const again = () => `${story.join(', then ')}; once more: LIES_SEED=${seed} LIES_REGISTRAR=${name} npm run lies`;
    for (let left = 4 + Math.floor(random() * (longest - 4)); left > 0; left--) {
      const step = drawStep({
        random,
        sets,
        runs: scene.runs(),
        last,
        isTold: (lie) => isTold(lie, name),
      });
      story.push(step.words);
      if (step.kind === 'edit') {
        sets = step.sets;
        scene.declare(sets);
      } else if (step.kind === 'colleague') {
        step.act(scene.colleague);
      } else {
        last = step;
        if (!step.again) scene.lie(step.lie?.deceit?.(liar) ?? null);
        const between = () => step.lie?.between?.(liar);
        const { wrong } = await scene.run({ consents: step.consents, between, ...(step.undo && { undo: step.undo }) });
        expect(wrong, again()).toEqual([]);
      }
    }
    expect(await scene.settle(), again()).toEqual([]);
    await scene.close();
  });
});
