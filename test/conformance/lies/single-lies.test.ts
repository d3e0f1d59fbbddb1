/** One lie at a time, at each registrar: nothing of others is lost or changed that nobody let go of. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registrars } from '../../helpers/halves.ts';
import { liarOf } from './liar.ts';
import { isTold, type Lie, lies } from './lies.ts';
import { type Consents, domain, editedSets, openScene, type Stage, setStage, withoutWaits } from './scene.ts';

describe.each([...registrars])('%s', (name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  const told = lies.filter((lie) => isTold(lie, name));
  it.each(told.map((lie) => [lie.name, lie] as const))('%s', async (_name, lie) => {
    const plan = await tell(lie, 'none');
    // What is not asked for is not to be had by consent either.
    if (plan.refusals.length > 0) await tell(lie, 'asked');
  });

  async function tell(lie: Lie, consents: Consents) {
    const scene = await openScene(registrar, stage);
    const liar = await liarOf(scene);
    scene.declare(lie.sets ?? editedSets);
    scene.lie(lie.deceit?.(liar) ?? null);
    const run = () => scene.run({ consents, between: () => lie.between?.(liar) });
    const first = await run();
    expect(first.wrong, `consents: ${consents}`).toEqual([]);
    if (lie.freezes?.(name)) {
      const { errors, changes } = first.plan;
      expect(errors).toContainEqual(expect.objectContaining({ domain, code: 'unexpected-response' }));
      expect(changes.filter((change) => change.domain === domain)).toEqual([]);
    }
    for (let left = lie.runs ?? 1; left > 1; left--) {
      expect((await run()).wrong, `once more, consents: ${consents}`).toEqual([]);
    }
    if (!lie.between && !lie.mayNotCome) expect(scene.proxy.told()).toBeGreaterThan(0);
    expect(await scene.settle(), `consents: ${consents}`).toEqual([]);
    await scene.close();
    return first.plan;
  }
});
