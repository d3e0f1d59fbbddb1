/** One record that is listed twice is one record; two that say the same are two. */
import { beforeEach, describe, expect, it } from 'vitest';
import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import { domain, firstSets, openScene, setStage, withoutWaits } from './scene.ts';

describe('the only mail record of a domain at Porkbun', () => {
  beforeEach(withoutWaits);
  const isMail = ({ type, name }: Readonly<Record<string, unknown>>) => type === 'MX' && name === '';

  it('stays where its row is listed twice', async () => {
    const scene = await openScene(porkbun, await setStage(porkbun));
    scene.lie({ shows: (rows) => rows.flatMap((row) => (isMail(row) ? [row, row] : [row])) });
    for (const consents of ['none', 'asked'] as const) {
      const { plan, wrong } = await scene.run({ consents });
      expect(wrong).toEqual([]);
      expect(plan.errors).toMatchObject([{ domain, code: 'unexpected-response' }]);
      expect(plan.changes).toEqual([]);
    }
    expect(scene.rows().filter(isMail)).toHaveLength(1);
    await scene.close();
  });

  it('loses its surplus where there are two rows', async () => {
    const scene = await openScene(porkbun, await setStage(porkbun));
    const store = scene.portfolio.simulated.get('home')?.store;
    const rows = scene.rows().flatMap((row) => (isMail(row) ? [row, { ...row, id: 77 }] : [row]));
    store?.set(domain, scene.stored.withRows(store.get(domain), rows));
    scene.declare(firstSets);
    const { plan, wrong } = await scene.run({ consents: 'none' });
    expect(wrong).toEqual([]);
    expect(plan.changes).toMatchObject([{ address: `${domain}/@/MX`, action: 'update' }]);
    expect(scene.rows().filter(isMail)).toHaveLength(1);
    await scene.close();
  });
});
