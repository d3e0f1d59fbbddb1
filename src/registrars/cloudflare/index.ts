/** Cloudflare, as the registry table knows it. */
import { checking, expecting, unlessNew } from '../expected.ts';
import type { Registrar } from '../registrar.ts';
import { judge } from './api.ts';
import { createClient, recordsPerPage } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** Records are written by id: the zone is read before the first of them. */
const reads = { perCall: () => false, perPage: recordsPerPage };

export const cloudflare: Registrar = {
  descriptor,
  judge,
  compileCreateZone,
  compileZone: expecting(compileZone, unlessNew, reads),
  compileSettings,
  connect: (account, transport) => checking(createClient(account, transport), account, reads),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
