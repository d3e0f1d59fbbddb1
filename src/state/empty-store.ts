/** What a read sees where there is no state yet. Nothing was created, so there is nothing to write to. */
import { StateError } from './errors.ts';
import type { StateStore } from './store.ts';

export function createEmptyStore(location: string): StateStore {
  const refuse = async (): Promise<never> => {
    throw readOnly(location);
  };
  return {
    location,
    serial: async () => 0,
    readRecorded: async () => [],
    otherDomains: async () => [],
    startRun: refuse,
    finishRun: refuse,
    intend: refuse,
    settle: refuse,
    close: async () => {},
  };
}

export function readOnly(location: string): StateError {
  return new StateError(
    'read-only',
    `The state at ${location} was opened to read. Open it with mode "write" to change it.`,
  );
}
