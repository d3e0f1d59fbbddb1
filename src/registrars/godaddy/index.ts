/** GoDaddy, as the registry table knows it: registrar and DNS host. API: https://developer.godaddy.com/doc/endpoint/domains (version 1). */
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

export const godaddy: Registrar = {
  descriptor,
  judge,
  connect: (account, transport) => connect(account, transport),
  compileCreateZone,
  compileZone,
  compileSettings,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
