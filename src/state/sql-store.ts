/** The state store over a database that has this program's schema. */
import type { Database } from './database.ts';
import { closeIntents } from './queries/close-intents.ts';
import { finishRun } from './queries/finish-run.ts';
import { insertIntents } from './queries/insert-intents.ts';
import { otherDomains } from './queries/other-domains.ts';
import { raiseSerial } from './queries/raise-serial.ts';
import { readRecorded } from './queries/read-recorded.ts';
import { readSerial } from './queries/read-serial.ts';
import { startRun } from './queries/start-run.ts';
import { writeEffects } from './queries/write-effects.ts';
import type { StateStore } from './store.ts';

export function createSqlStore(database: Database, location: string, workspace: string): StateStore {
  return {
    location,
    serial: () => readSerial(database, workspace),
    readRecorded: (domains) => readRecorded(database, workspace, domains),
    otherDomains: (domains) => otherDomains(database, workspace, domains),
    startRun: (run) => startRun(database, workspace, run),
    finishRun: (run, outcome) => finishRun(database, workspace, run, outcome),
    async intend(run, intents) {
      return intents.length === 0 ? [] : await insertIntents(database, workspace, run, intents);
    },
    async settle(run, outcomes, effects) {
      if (outcomes.length === 0 && effects.length === 0) return;
      await database.transaction(async (transaction) => {
        if (outcomes.length > 0) await closeIntents(transaction, workspace, outcomes);
        if (effects.length === 0) return;
        await writeEffects(transaction, workspace, run, effects);
        await raiseSerial(transaction, workspace);
      });
    },
    close: () => database.close(),
  };
}
