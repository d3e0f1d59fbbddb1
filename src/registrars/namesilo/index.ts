/** NameSilo: registrar and DNS host. API: https://www.namesilo.com/api-reference (GET, XML, one record at a time). */
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

export const namesilo: Registrar = {
  descriptor,
  judge,
  connect,
  compileCreateZone: (domain) => {
    throw new Error(`NameSilo makes no zones (asked for ${domain}): the descriptor says so`);
  },
  compileZone,
  compileSettings,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
