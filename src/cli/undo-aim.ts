import type { PlanOptions } from '../planner/inputs.ts';
import type { Note } from '../planner/plan.ts';
import { readTargets, type Targets } from '../planner/targets.ts';
import { domainOfAddress, parseAddress } from '../schema/dns/address.ts';
import type { Problem } from '../schema/result.ts';
import { undo } from '../workflow/undo.ts';
import { CommandError } from './errors.ts';
import { findRun } from './find-run.ts';
import type { Aim } from './plan-now.ts';
import type { Session } from './session.ts';
import { notesText } from './views/notes.ts';

/** The way back from a run, as the state tells it now; of these targets only, if any. Throws `CommandError` where there is none. */
export async function undoAim(
  { desired: config, store }: Pick<Session, 'desired' | 'store'>,
  run: number,
  { targets: texts, consents }: Pick<PlanOptions, 'targets' | 'consents'>,
): Promise<Aim> {
  const record = await findRun(store, run);
  if (record.atWork) {
    throw new CommandError(`Run ${run} is still at work on ${record.host}. Undo it when it is over.`);
  }
  const domains = [...new Set(record.journal.flatMap(({ covers }) => covers.map(domainOfAddress)))];
  const recorded = await store.readRecorded(domains);
  const covered = [...new Set(record.journal.flatMap(({ covers }) => covers))];
  const back = undo(record, config, new Map(recorded.map((one) => [one.domain, one])), wantedOf(run, texts, covered));
  if (back.targets.length === 0) throw new CommandError(nothingToUndo(run, texts, back.notes));
  const { desired, targets, expected, notes } = back;
  return { desired, options: { targets, consents, refreshOnly: false, undoRun: run }, expected, notes };
}

/** What the targets name; each must name something that the run changed. */
function wantedOf(run: number, texts: readonly string[], covered: readonly string[]): Targets {
  const domains = new Set(covered.map(domainOfAddress));
  for (const text of texts) {
    const address = parseAddress(text);
    if (!address.ok) throw new CommandError(`--target ${problemText(address.problem)}.`);
    const one = readTargets([text], domains);
    if (one.ok && covered.some((address) => one.value.hasAddress(domainOfAddress(address), address))) continue;
    throw new CommandError(
      `--target ${text} names nothing that run ${run} changed. "domctl history ${run}" lists what it did.`,
    );
  }
  const wanted = readTargets(texts, domains);
  if (!wanted.ok) throw new CommandError(`--target ${problemText(wanted.problem)}.`);
  return wanted.value;
}

function problemText({ message, suggestion }: Problem): string {
  return `${message}${suggestion === undefined ? '' : `; ${suggestion}`}`;
}

function nothingToUndo(run: number, texts: readonly string[], notes: readonly Note[]): readonly string[] {
  const where = texts.length === 0 ? '' : ` at ${texts.join(', ')}`;
  if (notes.length === 0) return [`Run ${run} changed nothing at a registrar${where}, so there is nothing to undo.`];
  return [`Run ${run} changed nothing${where} that can be undone:`, ...notesText(notes)];
}
