/** NameSilo: registrar and DNS host. API: https://www.namesilo.com/api-reference (GET, XML, one record at a time). */
import type { WholeRegistrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

export const namesilo: WholeRegistrar = {
  descriptor,
  judge,
  connect,
  dns: { compileZone },
  registration: { compileSettings },
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
