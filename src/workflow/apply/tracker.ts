import type { Action, Change, Plan } from '../../planner/plan.ts';
import type { Progress } from '../progress.ts';
import type { ChangeResult } from './report.ts';

/**
 * Keeps how each change of a plan ended. A change is applied when every call that has a part in it is done. One address
 * may change at two accounts at once, as where a zone moves.
 */
export interface Tracker {
  /** A call that has a part in these was sent. */
  sent(account: string, addresses: readonly string[]): void;
  applied(account: string, address: string): void;
  failed(account: string, addresses: readonly string[], error: string): void;
  /** Says why changes are not attempted; those that ended already are left alone. */
  heldBack(account: string, addresses: readonly string[], reason: string): void;
  /** What was sent and has not ended: fails, as nothing more is heard of it. */
  giveUp(error: string): void;
  results(): readonly ChangeResult[];
}

/** A plan has a hundred thousand changes: kept is one number for each, and what is told of those that failed. */
export function createTracker({ changes }: Pick<Plan, 'changes'>, progress: Pick<Progress, 'finished'>): Tracker {
  const places = placesOf(changes);
  const placeOf = (account: string, address: string) => places.get(account)?.get(address);
  const states = new Uint8Array(changes.length);
  const errors = new Map<number, string>();
  const total = changes.filter(({ action }) => !isOfState(action)).length;
  let done = 0;

  const resultOf = (place: number): ChangeResult => {
    const { address, account, action } = changes[place] as Change;
    const status = statuses[states[place] as State];
    const error = errors.get(place);
    return error === undefined ? { address, account, action, status } : { address, account, action, status, error };
  };
  const isOpen = (place: number | undefined): place is number => place !== undefined && !hasEnded(states[place]);
  const end = (place: number | undefined, state: State, error?: string) => {
    if (!isOpen(place)) return;
    states[place] = state;
    errors.delete(place);
    if (error !== undefined) errors.set(place, error);
    const result = resultOf(place);
    if (!isOfState(result.action)) done++;
    progress.finished(result, done, total);
  };
  return {
    sent: (account, addresses) => {
      for (const address of addresses) {
        const place = placeOf(account, address);
        if (isOpen(place)) states[place] = sent;
      }
    },
    applied: (account, address) => end(placeOf(account, address), applied),
    failed: (account, addresses, error) => {
      for (const address of addresses) end(placeOf(account, address), failed, error);
    },
    heldBack: (account, addresses, error) => {
      for (const address of addresses) {
        const place = placeOf(account, address);
        if (isOpen(place)) errors.set(place, error);
      }
    },
    giveUp: (error) => {
      for (const [place, state] of states.entries()) if (state === sent) end(place, failed, error);
    },
    results: () => changes.map((_, place) => resultOf(place)),
  };
}

const [waiting, sent, applied, failed] = [0, 1, 2, 3] as const;
type State = typeof waiting | typeof sent | typeof applied | typeof failed;

const statuses: { readonly [S in State]: ChangeResult['status'] } = {
  [waiting]: 'not_attempted',
  [sent]: 'not_attempted',
  [applied]: 'applied',
  [failed]: 'failed',
};

function hasEnded(state: number | undefined): boolean {
  return state === applied || state === failed;
}

/** By account and address: where in the plan a change is. The keys are the plan's own texts. */
function placesOf(changes: Plan['changes']): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const places = new Map<string, Map<string, number>>();
  for (const [place, { account, address }] of changes.entries()) {
    const ofAccount = places.get(account) ?? new Map<string, number>();
    places.set(account, ofAccount.set(address, place));
  }
  return places;
}

/** What is adopted or forgotten sends nothing. */
function isOfState(action: Action): boolean {
  return action === 'adopt' || action === 'forget';
}
