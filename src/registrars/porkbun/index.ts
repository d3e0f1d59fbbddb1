/** Porkbun, as the registry table knows it. */
import { checking, expecting, type Reads, unlessNew } from '../expected.ts';
import type { WholeRegistrar } from '../registrar.ts';
import { judge } from './api.ts';
import type { CallBody } from './calls.ts';
import { connect } from './client.ts';
import { compileSettings, compileZone } from './compile.ts';
import { descriptor } from './descriptor.ts';

/** Records are written by id, but for a deletion by name and type. */
const reads: Reads = { perCall: ({ body }) => (body as CallBody).kind === 'delete-set' };

export const porkbun: WholeRegistrar = {
  descriptor,
  judge,
  connect: (account, transport) => checking(connect(account, transport), account, reads),
  dns: { compileZone: expecting(compileZone, unlessNew, reads) },
  registration: { compileSettings },
  loadSimulator: async () => (await import('./simulator/index.ts')).createSimulator,
};
