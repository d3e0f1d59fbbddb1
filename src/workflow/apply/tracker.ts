import type { Change, Plan } from '../../planner/plan.ts';
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

export function createTracker(plan: Plan, progress: Pick<Progress, 'finished'>): Tracker {
  const keyOf = ({ account, address }: Pick<Change, 'account' | 'address'>) => `${account} ${address}`;
  const results = new Map<string, ChangeResult>(
    plan.changes.map((change) => {
      const { address, account } = change;
      return [keyOf(change), { address, account, status: 'not_attempted' }];
    }),
  );
  const sent = new Map<string, Pick<Change, 'account' | 'address'>>();
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
    sent: (account, addresses) => {
      for (const address of addresses) sent.set(keyOf({ account, address }), { account, address });
    },
    applied: (account, address) => end({ address, account, status: 'applied' }),
    failed: (account, addresses, error) => {
      for (const address of addresses) end({ address, account, status: 'failed', error });
    },
    heldBack: (account, addresses, error) => {
      for (const address of addresses) update({ address, account, status: 'not_attempted', error });
    },
    giveUp: (error) => {
      for (const { account, address } of sent.values()) end({ address, account, status: 'failed', error });
    },
    results: () => plan.changes.map((change) => results.get(keyOf(change)) as ChangeResult),
  };
}
