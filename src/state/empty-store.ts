/** What a read sees where there is no state yet. Nothing was created, so there is nothing to write to. */
import { snapshotFormatVersion } from './administration.ts';
import { StateError } from './errors.ts';
import type { State } from './store.ts';

export function createEmptyStore(location: string, workspace: string): State {
  const empty = async (): Promise<readonly never[]> => [];
  const version = { serial: 0, lineage: null, simulated: null };
  return {
    location,
    serial: async () => 0,
    readRecorded: empty,
    otherDomains: empty,
    knownDomains: empty,
    listRuns: empty,
    readRun: async () => null,
    openIntents: empty,
    unseenPreImages: empty,
    readLeases: empty,
    version: async () => version,
    exportState: async () => ({ format_version: snapshotFormatVersion, workspace, ...version, runs: [], domains: [] }),
    ...refusedWrites(location),
    close: async () => {},
  };
}

type Write =
  | 'startRun'
  | 'finishRun'
  | 'intend'
  | 'settle'
  | 'acquireLeases'
  | 'releaseLeases'
  | 'unlock'
  | 'forget'
  | 'unprotect'
  | 'importState'
  | 'claim';

/** The writes of a store that was opened to read. */
export function refusedWrites(location: string): Pick<State, Write> {
  const refuse = async (): Promise<never> => {
    throw new StateError(
      'read-only',
      `The state at ${location} was opened to read. Open it with mode "write" to change it.`,
    );
  };
  return {
    startRun: refuse,
    finishRun: refuse,
    intend: refuse,
    settle: refuse,
    acquireLeases: refuse,
    releaseLeases: refuse,
    unlock: refuse,
    forget: refuse,
    unprotect: refuse,
    importState: refuse,
    claim: refuse,
  };
}
