/** Hover, as the registry table knows it. */
import { checking, expecting, unlessNew } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** Records are written by id: the zone is read before the first of them. */
const reads = { perCall: () => false };

export const hover: WholeRegistrar = {
  descriptor,
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  dns: { compileZone: expecting(compileZone, unlessNew, reads) },
  registration: { compileSettings },
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
