/** Hover, as the registry table knows it. */
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

export const hover: Registrar = {
  descriptor,
  connect,
  compileCreateZone: (domain) => {
    throw new Error(`Hover makes no zones (asked for ${domain}): the descriptor says so`);
  },
  compileZone,
  compileSettings,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
