/** Namecheap: registrar and DNS host. API: https://www.namecheap.com/support/api/methods/ (XML, whole-zone writes). */
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

export const namecheap: Registrar = {
  descriptor,
  judge,
  connect,
  compileCreateZone: (domain) => {
    throw new Error(`Namecheap makes no zones (asked for ${domain}): the descriptor says so`);
  },
  compileZone,
  compileSettings,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
