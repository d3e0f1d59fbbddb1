import type { Note } from '../planner/plan.ts';
import { domainOfAddress } from '../schema/dns/address.ts';
import { undo } from '../workflow/undo.ts';
import { CommandError } from './errors.ts';
import { findRun } from './find-run.ts';
import type { Aim } from './plan-now.ts';
import type { Session } from './session.ts';
import { notesText } from './views/notes.ts';

/** The way back from a run, as the state tells it now. Throws `CommandError` where there is none. */
export async function undoAim(
  { desired: config, store }: Pick<Session, 'desired' | 'store'>,
  run: number,
  consents: readonly string[],
): Promise<Aim> {
  const record = await findRun(store, run);
  if (record.atWork) {
    throw new CommandError(`Run ${run} is still at work on ${record.host}. Undo it when it is over.`);
  }
  const domains = [...new Set(record.journal.flatMap(({ covers }) => covers.map(domainOfAddress)))];
  const recorded = await store.readRecorded(domains);
  const back = undo(record, config, new Map(recorded.map((one) => [one.domain, one])));
  if (back.targets.length === 0) throw new CommandError(nothingToUndo(run, back.notes));
  const { desired, targets, expected, released, notes } = back;
  return { desired, options: { targets, consents, refreshOnly: false, undoRun: run }, expected, released, notes };
}

function nothingToUndo(run: number, notes: readonly Note[]): readonly string[] {
  if (notes.length === 0) return [`Run ${run} changed nothing at a registrar, so there is nothing to undo.`];
  return [`Run ${run} changed nothing that can be undone:`, ...notesText(notes)];
}
