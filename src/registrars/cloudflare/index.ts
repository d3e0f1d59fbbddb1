/** Cloudflare, as the registry table knows it. */
import type { Registrar } from '../registrar.ts';
import { judge } from './api.ts';
import { createClient } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

export const cloudflare: Registrar = {
  descriptor,
  judge,
  compileCreateZone,
  compileZone,
  compileSettings,
  connect: createClient,
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
