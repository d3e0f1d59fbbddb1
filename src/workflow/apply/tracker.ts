import type { Change, Plan } from '../../planner/plan.ts';
import type { Progress } from '../progress.ts';
import type { ChangeResult } from './report.ts';

/**
 * Keeps how each change of a plan ended. A change is applied when every call that has a part in it is done. One address
 * may change at two accounts at once, as where a zone moves.
 */
export interface Tracker {
  applied(account: string, address: string): void;
  failed(account: string, addresses: readonly string[], error: string): void;
  /** Says why changes are not attempted; those that ended already are left alone. */
  heldBack(account: string, addresses: readonly string[], reason: string): void;
  results(): readonly ChangeResult[];
}

export function createTracker(plan: Plan, progress: Pick<Progress, 'finished'>): Tracker {
  const keyOf = ({ account, address }: Pick<Change, 'account' | 'address'>) => `${account} ${address}`;
  const results = new Map<string, ChangeResult>(
    plan.changes.map((change) => {
      const { address, account } = change;
      return [keyOf(change), { address, account, status: 'not_attempted' }];
    }),
  );
  let done = 0;
  const update = (result: ChangeResult): boolean => {
    const isOpen = results.get(keyOf(result))?.status === 'not_attempted';
    if (isOpen) results.set(keyOf(result), result);
    return isOpen;
  };
  const end = (result: ChangeResult) => {
    if (!update(result)) return;
    done++;
    progress.finished(result, done, results.size);
  };
  return {
    applied: (account, address) => end({ address, account, status: 'applied' }),
    failed: (account, addresses, error) => {
      for (const address of addresses) end({ address, account, status: 'failed', error });
    },
    heldBack: (account, addresses, error) => {
      for (const address of addresses) update({ address, account, status: 'not_attempted', error });
    },
    results: () => plan.changes.map((change) => results.get(keyOf(change)) as ChangeResult),
  };
}
