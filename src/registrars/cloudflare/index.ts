/** Cloudflare, as the registry table knows it. */
import { checking, expecting, unlessNew } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { judge } from './api.ts';
import { createClient, recordsPerPage } from './client.ts';
import { compileCreateZone, compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** Records are written by id: the zone is read before the first of them. */
const reads = { perCall: () => false, perPage: recordsPerPage };

export const cloudflare: WholeRegistrar = {
  descriptor,
  judge,
  dns: { compileCreateZone, compileZone: expecting(compileZone, unlessNew, reads) },
  registration: { compileSettings },
  connect: (account, transport) => checking(createClient(account, transport), account, reads),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
