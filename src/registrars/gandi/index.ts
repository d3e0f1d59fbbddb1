/** Gandi, as the registry table knows it. */

import { checking, expecting } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { recordsPerPage } from './api.ts';
import { createClient } from './client.ts';
import { compileCreateZone, compileSettings, compileZone, placesOf } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** A write takes a whole set, name or zone. */
const reads = { perCall: () => true, perPage: recordsPerPage };

export const gandi: WholeRegistrar = {
  descriptor,
  dns: { compileCreateZone, compileZone: expecting(compileZone, placesOf, reads) },
  registration: { compileSettings },
  connect: (account, transport) => checking(createClient(account, transport), account, reads),
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
