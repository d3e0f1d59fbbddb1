/** One lie at a time, at each registrar: nothing of others is lost or changed that nobody let go of. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registrars } from '../../../src/registrars/index.ts';
import { liarOf } from './liar.ts';
import { isTold, type Lie, lies } from './lies.ts';
import { type Consents, domain, editedSets, openScene, type Stage, setStage, withoutWaits } from './scene.ts';

describe.skipIf(process.env.LIES === undefined).each([...registrars])('%s', (name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  const told = lies.filter((lie) => isTold(lie, name));
  it.each(told.map((lie) => [lie.name, lie] as const))('%s', async (_name, lie) => {
    const plan = await run(lie, 'none');
    // What is not asked for is not to be had by consent either.
    if (plan.refusals.length > 0) await run(lie, 'asked');
  });

  async function run(lie: Lie, consents: Consents) {
    const scene = await openScene(registrar, stage);
    const liar = await liarOf(scene);
    scene.declare(lie.sets ?? editedSets);
    scene.lie(lie.deceit?.(liar) ?? null);
    const { wrong, plan } = await scene.run({ consents, between: () => lie.between?.(liar) });
    expect(wrong, `consents: ${consents}`).toEqual([]);
    if (lie.freezes) {
      expect(plan.errors).toContainEqual(expect.objectContaining({ domain, code: 'unexpected-response' }));
      expect(plan.changes.filter((change) => change.domain === domain)).toEqual([]);
    }
    expect(await scene.settle(), `consents: ${consents}`).toEqual([]);
    await scene.close();
    return plan;
  }
});
