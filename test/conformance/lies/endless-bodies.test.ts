/** Answers without an end, as they are and packed: the client hangs up in time, that domain fails, and the others go on. */
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SimulatorResponse } from '../../../src/registrars/simulator/simulator.ts';
import { registrars } from '../../helpers/halves.ts';
import type { Endless } from './proxy.ts';
import { domain, editedSets, neighbour, openScene, type Stage, setStage, withoutWaits } from './scene.ts';

const megabyte = 1024 * 1024;
/** 64 MB, and what is on its way in the buffers of two sockets. */
const enoughBytes = 80 * megabyte;
const text = Buffer.from('x'.repeat(megabyte));
/** Packs to half its size, so that little of it fits into those buffers. */
const packed = gzipSync(randomBytes(megabyte / 2).toString('hex'), { level: 1 });

const kinds = {
  plain: { headers: {}, pack: (start: string) => Buffer.from(start), chunk: text },
  packed: { headers: { 'content-encoding': 'gzip' }, pack: (start: string) => gzipSync(start), chunk: packed },
};

describe.each([...registrars])('%s', (_name, registrar) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(registrar);
  });
  beforeEach(withoutWaits);

  async function withEndless(kind: keyof typeof kinds) {
    const scene = await openScene(registrar, stage);
    const taken: number[] = [];
    const { headers, pack, chunk } = kinds[kind];
    const endless = (honest: SimulatorResponse): Endless => {
      const at = taken.push(0) - 1;
      return {
        headers: { ...honest.headers, ...headers },
        // Up to the first text, so that it is a body of the right kind for as long as it goes on.
        start: pack(/^[^"a-z]*["a-z]/i.exec(honest.body)?.[0] ?? ''),
        chunk,
        bytes: megabyte,
        mostBytes: enoughBytes + 16 * megabyte,
        sent: (bytes) => {
          taken[at] = (taken[at] ?? 0) + bytes;
        },
      };
    };
    return { scene, endless, taken };
  }

  it.each(['plain', 'packed'] as const)('a list of records, %s', async (kind) => {
    const { scene, endless, taken } = await withEndless(kind);
    scene.declare(editedSets, {}, ['www A 192.0.2.9', 'api A 192.0.2.10']);
    scene.lie({ answers: (_request, honest) => endless(honest) });
    const { plan, report, wrong } = await scene.run({ consents: 'none' });
    expect(wrong).toEqual([]);
    expect(plan.errors).toMatchObject([{ domain }]);
    expect(report?.results).toMatchObject([{ address: `${neighbour}/api/A`, status: 'applied' }]);
    expect(taken.length).toBeGreaterThan(0);
    expect(Math.max(...taken)).toBeLessThanOrEqual(enoughBytes);
    expect(await scene.settle()).toEqual([]);
    await scene.close();
  });

  it('the answer to a write', async () => {
    const { scene, endless, taken } = await withEndless('plain');
    scene.declare(editedSets);
    scene.lie({ answersWrite: (_request, honest, nth) => (nth === 1 ? endless(honest) : honest) });
    const { wrong } = await scene.run({ consents: 'none' });
    expect(wrong).toEqual([]);
    expect(taken).toHaveLength(1);
    expect(Math.max(...taken)).toBeLessThanOrEqual(enoughBytes);
    expect(await scene.settle()).toEqual([]);
    await scene.close();
  });
});
