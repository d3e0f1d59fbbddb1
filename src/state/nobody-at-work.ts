import type { State } from './store.ts';

/**
 * An embedded state that is only read: who holds its folder knows that nobody is at work, though a run that was killed
 * has left leases there. A writer ends them when it opens; a reader changes nothing.
 */
export function withNobodyAtWork(store: State): State {
  const idle = <T extends { readonly atWork: boolean }>(one: T): T => ({ ...one, atWork: false });
  return {
    ...store,
    listRuns: async (options) => (await store.listRuns(options)).map(idle),
    async readRun(run) {
      const record = await store.readRun(run);
      return record === null ? null : idle(record);
    },
    openIntents: async () => (await store.openIntents()).map(idle),
    readLeases: async () => [],
  };
}
