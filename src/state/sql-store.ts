/** The state store over a database that has this program's schema. */

import { addressesOfRecorded, addressOfTarget, domainsOfEffects, domainsOfIntent } from './address-domain.ts';
import type { AdministrationStore, StateTarget } from './administration.ts';
import type { Database, Queryable } from './database.ts';
import type { HistoryStore } from './history.ts';
import { createLeaseKeeper, type LeaseKeeper, leasesHeld } from './lease-keeper.ts';
import { closeIntents } from './queries/close-intents.ts';
import { knownDomains, otherDomains } from './queries/domain-names.ts';
import { dropCalls } from './queries/drop-calls.ts';
import { exportState } from './queries/export-state.ts';
import { finishRun } from './queries/finish-run.ts';
import { forgetTargets } from './queries/forget.ts';
import { replaceState } from './queries/import-state.ts';
import { insertIntents } from './queries/insert-intents.ts';
import { raiseSerial, raiseSerialAbove } from './queries/raise-serial.ts';
import { readJournal, readOpenIntents } from './queries/read-journal.ts';
import { readLeases } from './queries/read-leases.ts';
import { readUnseenPreImages } from './queries/read-pre-images.ts';
import { readRecorded } from './queries/read-recorded.ts';
import { readRuns } from './queries/read-runs.ts';
import { claim, lockVersion, readVersion } from './queries/read-version.ts';
import { startRun } from './queries/start-run.ts';
import { unprotectTargets } from './queries/unprotect.ts';
import { writeEffects } from './queries/write-effects.ts';
import { refuseSnapshot } from './refuse-snapshot.ts';
import { repeatable } from './repeat.ts';
import type { State, StateStore } from './store.ts';

const defaultRunLimit = 20;

export function createSqlStore(database: Database, location: string, workspace: string): State {
  const leases = createLeaseKeeper(database, workspace);
  const { acquireLeases, releaseLeases, unlock } = leases;
  return {
    location,
    ...recording(database, workspace, leases),
    ...history(database, workspace),
    ...administration(database, workspace, leases),
    acquireLeases,
    releaseLeases,
    unlock,
    readLeases: leases.readLeases,
    async close() {
      leases.stop();
      await database.close();
    },
  };
}

/** Runs, recorded state, the journal. What is not repeated here would leave a row more: a run, an intent. */
function recording(database: Database, workspace: string, leases: LeaseKeeper): Omit<StateStore, 'location' | 'close'> {
  return {
    serial: () => repeatable(async () => (await readVersion(database, workspace)).serial),
    readRecorded: (domains) => repeatable(() => readRecorded(database, workspace, domains)),
    otherDomains: (domains, root) => repeatable(() => otherDomains(database, workspace, domains, root)),
    knownDomains: (domains) => repeatable(() => knownDomains(database, workspace, domains)),
    startRun: (run) => startRun(database, workspace, run),
    finishRun: (run, outcome) => repeatable(() => finishRun(database, workspace, run, outcome)),
    async intend(run, intents) {
      if (intents.length === 0) return [];
      const fence = leases.fence(run, [...new Set(intents.flatMap(domainsOfIntent))].sort());
      const ids = await insertIntents(database, workspace, fence, intents);
      if (ids.length === 0) throw await leases.lost(fence);
      return ids;
    },
    async settle(run, outcomes, effects) {
      if (outcomes.length === 0 && effects.length === 0) return;
      const write = async (transaction: Queryable): Promise<void> => {
        const closed = outcomes.length === 0 ? [] : await closeIntents(transaction, workspace, run, outcomes);
        const domains = [...new Set([...closed, ...domainsOfEffects(effects)])].sort();
        await leases.check(transaction, leases.fence(run, domains));
        if (effects.length === 0) return;
        await writeEffects(transaction, workspace, run, effects);
        await raiseSerial(transaction, workspace);
      };
      await repeatable(() => database.transaction(write));
    },
  };
}

function history(database: Database, workspace: string): HistoryStore {
  return {
    listRuns: ({ limit = defaultRunLimit } = {}) => repeatable(() => readRuns(database, workspace, { limit })),
    readRun: (run) =>
      repeatable(async () => {
        const [summary] = await readRuns(database, workspace, { run, limit: 1 });
        return summary === undefined ? null : { ...summary, journal: await readJournal(database, workspace, run) };
      }),
    openIntents: () => repeatable(() => readOpenIntents(database, workspace)),
    unseenPreImages: (places) => repeatable(() => readUnseenPreImages(database, workspace, places)),
  };
}

function administration(database: Database, workspace: string, leases: LeaseKeeper): AdministrationStore {
  const edit = (
    run: number,
    targets: readonly StateTarget[],
    write: (transaction: Queryable) => Promise<number>,
  ): Promise<number> =>
    database.transaction(async (transaction) => {
      await leases.check(transaction, leases.fence(run, [...new Set(targets.map((target) => target.domain))].sort()));
      const count = await write(transaction);
      if (count > 0) await raiseSerial(transaction, workspace);
      return count;
    });
  return {
    forget: (run, targets) =>
      edit(run, targets, async (transaction) => {
        await dropCalls(transaction, workspace, run, targets.map(addressOfTarget));
        return await forgetTargets(transaction, workspace, targets);
      }),
    unprotect: (run, targets) => edit(run, targets, (transaction) => unprotectTargets(transaction, workspace, targets)),
    version: () => repeatable(() => readVersion(database, workspace)),
    claim: (simulated) => repeatable(() => claim(database, workspace, simulated)),
    exportState: () => repeatable(() => exportState(database, workspace)),
    importState: (run, snapshot) =>
      database.transaction(async (transaction) => {
        refuseSnapshot(workspace, await lockVersion(transaction, workspace), snapshot);
        const holders = await readLeases(transaction, workspace, 'all');
        const others = holders.filter((holder) => holder.run !== run);
        if (others.length > 0) throw leasesHeld(others);
        const open = await readOpenIntents(transaction, workspace);
        const domains = [...new Set(open.flatMap((intent) => intent.domains))];
        const recorded = async () => (await readRecorded(transaction, workspace, domains)).flatMap(addressesOfRecorded);
        const before = await recorded();
        await replaceState(transaction, workspace, snapshot);
        const after = new Set(await recorded());
        const dropped = before.filter((address) => !after.has(address));
        await dropCalls(transaction, workspace, run, dropped);
        await raiseSerialAbove(transaction, workspace, snapshot);
      }),
  };
}
