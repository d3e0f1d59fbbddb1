/** Gandi, as the registry table knows it. */
import type { Registrar } from '../registrar.ts';
import { createClient } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

export const gandi: Registrar = {
  descriptor,
  compileCreateZone,
  compileZone,
  compileSettings,
  connect: (account, transport) => createClient(account, transport),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
