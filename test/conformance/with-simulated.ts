import { afterEach } from 'vitest';
import type { RegistrarClient } from '../../src/registrars/registrar.ts';
import type { Simulated } from '../helpers/simulated.ts';

/** Opens a simulator when a test asks for one, and closes it after the test. */
export function withSimulated<C extends RegistrarClient>(
  start: () => Promise<Simulated<C>>,
): () => Promise<Simulated<C>> {
  const open: Simulated<C>[] = [];
  afterEach(async () => {
    for (const simulated of open.splice(0)) await simulated.close();
  });
  return async () => {
    const simulated = await start();
    open.push(simulated);
    return simulated;
  };
}
