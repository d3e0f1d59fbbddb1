import { describe, expect, it } from 'vitest';
import type { FaultKind } from '../../../src/registrars/simulator/faults.ts';
import { registrars } from '../../helpers/halves.ts';
import { simulate } from '../../helpers/simulated.ts';

const faults: readonly FaultKind[] = ['429', '500', 'html', 'malformed', 'short-page'];

describe.each([...registrars])('the simulator of %s', (_, registrar) => {
  it('says that it is one in each answer, whatever the answer is', async () => {
    const simulated = await simulate(registrar, { domains: ['example.com'] });
    const ask = async (path: string) => (await simulated.request({ method: 'GET', path })).headers;
    const answers = [
      await ask('/'),
      await ask('/nowhere/at/all'),
      await ask('/__sandbox/stats'),
      await ask('/__sandbox/x'),
    ];
    for (const kind of faults) {
      simulated.faults({ rate: 1, kinds: [kind] });
      answers.push(await ask('/'));
    }
    for (const headers of answers) expect(headers).toHaveProperty('x-domctl-simulator');
    await simulated.close();
  });
});
