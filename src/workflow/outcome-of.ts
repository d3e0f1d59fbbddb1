import type { JournalOutcome } from '../state/store.ts';

/**
 * How a call ended that a read has looked after. `left`: by address, what it left at those covered addresses that it
 * changed; `inForce`: those of them where that is what it was to bring about.
 */
export function outcomeOf(
  covers: readonly string[],
  inForce: ReadonlySet<string>,
  left: Readonly<Record<string, unknown>>,
): Pick<JournalOutcome, 'outcome' | 'found'> {
  if (covers.every((address) => inForce.has(address))) return { outcome: 'done' };
  const found = Object.fromEntries(covers.filter((address) => address in left).map((at) => [at, left[at]]));
  return { outcome: 'failed', found };
}
