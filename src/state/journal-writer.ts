/**
 * The journal's writes, joined: hundreds of domains at work at once cost a few transactions, not one or two each.
 * Intents and settlements go separately; a caller waits for its intent before it has anything to settle.
 */
import { StateError } from './errors.ts';
import { groupCommit } from './group-commit.ts';
import type { JournalIntent, JournalOutcome, RecordedEffect, StateStore } from './store.ts';

interface Settlement {
  readonly outcomes: readonly JournalOutcome[];
  readonly effects: readonly RecordedEffect[];
}

interface Writers {
  intend(intents: readonly JournalIntent[]): Promise<readonly number[]>;
  settle(settlement: Settlement): Promise<void>;
}

export function withGroupCommit<Store extends StateStore>(store: Store): Store {
  const byRun = new Map<number, Writers>();
  const writers = (run: number): Writers => {
    const known = byRun.get(run) ?? writersOfRun(store, run);
    byRun.set(run, known);
    return known;
  };
  return {
    ...store,
    intend: async (run, intents) => (intents.length === 0 ? [] : await writers(run).intend(intents)),
    settle: (run, outcomes, effects) => writers(run).settle({ outcomes, effects }),
  };
}

function writersOfRun(store: StateStore, run: number): Writers {
  return {
    intend: groupCommit(async (parts: readonly (readonly JournalIntent[])[]) => {
      const ids = await store.intend(run, parts.flat());
      let end = 0;
      return parts.map((part) => {
        const from = end;
        end += part.length;
        return ids.slice(from, end);
      });
    }, isOfOneCaller),
    settle: groupCommit(async (parts: readonly Settlement[]) => {
      await store.settle(
        run,
        parts.flatMap((part) => part.outcomes),
        parts.flatMap((part) => part.effects),
      );
      return parts.map(() => undefined);
    }, isOfOneCaller),
  };
}

/** A lost lease is the trouble of the one whose domain it is; nothing of the group was written. */
function isOfOneCaller(error: unknown): boolean {
  return error instanceof StateError && error.code === 'lease-lost';
}
