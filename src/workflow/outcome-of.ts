import type { JournalOutcome } from '../state/store.ts';

/** How a call ended that covers these addresses, where those of `inForce` are known to be live as it was to make them. */
export function outcomeOf(
  covers: readonly string[],
  inForce: readonly string[],
): Pick<JournalOutcome, 'outcome' | 'inForce'> {
  const all = covers.every((address) => inForce.includes(address));
  return all ? { outcome: 'done' } : { outcome: 'failed', inForce };
}
