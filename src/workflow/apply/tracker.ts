import type { Change, Plan } from '../../planner/plan.ts';
import type { Progress } from '../progress.ts';
import type { ChangeResult } from './report.ts';

/** Keeps how each change of a plan ended. A change is applied when every call that has a part in it is done. */
export interface Tracker {
  applied(address: string): void;
  failed(addresses: readonly string[], error: string): void;
  /** Says why changes are not attempted; those that ended already are left alone. */
  heldBack(addresses: readonly string[], reason: string): void;
  results(): readonly ChangeResult[];
}

export function createTracker(plan: Plan, progress: Pick<Progress, 'finished'>): Tracker {
  const results = new Map<string, ChangeResult>(
    plan.changes.map(({ address }) => [address, { address, status: 'not_attempted' }]),
  );
  let done = 0;
  const end = (result: ChangeResult) => {
    const known = results.get(result.address);
    if (known === undefined || known.status !== 'not_attempted') return;
    results.set(result.address, result);
    done++;
    progress.finished(result, done, results.size);
  };
  return {
    applied: (address) => end({ address, status: 'applied' }),
    failed: (addresses, error) => {
      for (const address of addresses) end({ address, status: 'failed', error });
    },
    heldBack: (addresses, error) => {
      for (const address of addresses) {
        if (results.get(address)?.status === 'not_attempted') {
          results.set(address, { address, status: 'not_attempted', error });
        }
      }
    },
    results: () => plan.changes.map((change: Change) => results.get(change.address) as ChangeResult),
  };
}
