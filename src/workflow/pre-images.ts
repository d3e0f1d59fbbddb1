/** What a run changed, from its journal: for each address the value before its first call and after its last. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '../state/history.ts';
import type { Management } from '../state/store.ts';

export interface PreImage {
  readonly address: string;
  readonly account: string;
  /** How it was recorded before the run, ours; null: it was not. */
  readonly recorded: Management | null;
  /** The same after the run. */
  readonly managed: Management | null;
  /** Live value before the run; null: it was absent. What an undo goes back to. */
  readonly before: unknown;
  /** What the run left, as far as it knows. */
  readonly after: unknown;
  /** False where its last call is in doubt: `after` may not be live. */
  readonly certain: boolean;
}

/** Sorted by address. What certainly had no effect is left out; give the journal in the order of its intents. */
export function preImages(journal: readonly JournalEntry[]): readonly PreImage[] {
  const found = new Map<string, PreImage>();
  for (const entry of journal) {
    for (const address of entry.covers) {
      const wasFound = address in entry.found;
      const done = entry.outcome === 'done' || wasFound;
      if (!done && entry.outcome === 'failed') continue;
      const earlier = found.get(address);
      found.set(address, {
        address,
        account: entry.account,
        recorded: earlier === undefined ? (entry.recorded[address] ?? null) : earlier.recorded,
        managed: entry.managed[address] ?? null,
        before: earlier === undefined ? (entry.before[address] ?? null) : earlier.before,
        after: (wasFound ? entry.found : entry.after)[address] ?? null,
        certain: done,
      });
    }
  }
  // Calls of which nothing is left, as others have undone them, or the host has.
  const changed = [...found.values()].filter(({ before, after }) => !isDeepStrictEqual(before, after));
  return changed.sort((a, b) => (a.address < b.address ? -1 : 1));
}
