/**
 * The journal's writes, joined: hundreds of domains at work at once cost a few transactions, not one or two each.
 * Intents and settlements go separately; a caller waits for its intent before it has anything to settle.
 */
import { groupCommit } from './group-commit.ts';
import type { JournalIntent, JournalOutcome, RecordedEffect, StateStore } from './store.ts';

interface Settlement {
  readonly run: number;
  readonly outcomes: readonly JournalOutcome[];
  readonly effects: readonly RecordedEffect[];
}
interface Intention {
  readonly run: number;
  readonly intents: readonly JournalIntent[];
}

export function withGroupCommit(store: StateStore): StateStore {
  const intend = groupCommit((parts: readonly Intention[]) => writeIntents(store, parts));
  const settle = groupCommit((parts: readonly Settlement[]) => writeSettlements(store, parts));
  return {
    ...store,
    intend: (run, intents) => (intents.length === 0 ? Promise.resolve([]) : intend({ run, intents })),
    settle: (run, outcomes, effects) => settle({ run, outcomes, effects }),
  };
}

async function writeIntents(store: StateStore, parts: readonly Intention[]): Promise<readonly (readonly number[])[]> {
  const answers = new Map<Intention, readonly number[]>();
  for (const [run, group] of byRun(parts)) {
    const ids = await store.intend(
      run,
      group.flatMap((part) => part.intents),
    );
    let from = 0;
    for (const part of group) {
      answers.set(part, ids.slice(from, from + part.intents.length));
      from += part.intents.length;
    }
  }
  return parts.map((part) => answers.get(part) ?? []);
}

async function writeSettlements(store: StateStore, parts: readonly Settlement[]): Promise<readonly undefined[]> {
  for (const [run, group] of byRun(parts)) {
    await store.settle(
      run,
      group.flatMap((part) => part.outcomes),
      group.flatMap((part) => part.effects),
    );
  }
  return parts.map(() => undefined);
}

function byRun<Part extends { readonly run: number }>(parts: readonly Part[]): ReadonlyMap<number, readonly Part[]> {
  const groups = new Map<number, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.run);
    if (group === undefined) groups.set(part.run, [part]);
    else group.push(part);
  }
  return groups;
}
