/** Namecheap: registrar and DNS host. API: https://www.namecheap.com/support/api/methods/ (XML, whole-zone writes). */
import { checking, expecting } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone, placesOf } from './compile.ts';
import { descriptor } from './descriptor.ts';
import { judge } from './judge.ts';

/** A write takes the whole zone. */
const reads = { perCall: () => true };

export const namecheap: WholeRegistrar = {
  descriptor,
  judge,
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  dns: { compileZone: expecting(compileZone, placesOf, reads) },
  registration: { compileSettings },
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
