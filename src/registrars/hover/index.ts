/** Hover, as the registry table knows it. */
import { checking, expecting, unlessNew } from '../expected.ts';
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** Records are written by id: the zone is read before the first of them. */
const reads = { perCall: () => false };

export const hover: Registrar = {
  descriptor,
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  compileCreateZone: (domain) => {
    throw new Error(`Hover makes no zones (asked for ${domain}): the descriptor says so`);
  },
  compileZone: expecting(compileZone, unlessNew, reads),
  compileSettings,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
