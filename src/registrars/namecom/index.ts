/** Name.com, as the registry table knows it. */

import { checking, expecting, unlessNew } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { perPage } from './api.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

/** Records are written by id: the zone is read before the first of them. */
const reads = { perCall: () => false, perPage };

export const namecom: WholeRegistrar = {
  descriptor,
  judge: (response) => judge(response),
  dns: { compileZone: expecting(compileZone, unlessNew, reads) },
  registration: { compileSettings },
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
