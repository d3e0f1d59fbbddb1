/** GoDaddy, as the registry table knows it: registrar and DNS host. API: https://developer.godaddy.com/doc/endpoint/domains (version 1). */

import { checking, expecting } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone, placesOf } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';
import { rowsPerPage } from './rows.ts';

/** A write takes a whole set or type. */
const reads = { perCall: () => true, perPage: rowsPerPage };

export const godaddy: WholeRegistrar = {
  descriptor,
  judge,
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  dns: { compileZone: expecting(compileZone, placesOf, reads) },
  registration: { compileSettings },
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
