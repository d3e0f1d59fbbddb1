/** Name.com, as the registry table knows it. */
import type { Registrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

export const namecom: Registrar = {
  descriptor,
  judge: (response) => judge(response),
  compileCreateZone,
  compileZone,
  compileSettings,
  connect: (account, transport) => connect(account, transport),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
