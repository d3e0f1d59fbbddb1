/** A change of recorded state by hand: a run of its own, under leases of the domains that it is about. */
import type { State } from '../state/store.ts';
import type { Context } from './context.ts';
import { leasedRun } from './leased-run.ts';
import { withStore } from './open-store.ts';

/** `operation`: for the message that others get meanwhile. Returns the number of the run. */
export async function stateRun(
  context: Context,
  operation: string,
  domains: readonly string[],
  work: (store: State, run: number) => Promise<void>,
): Promise<{ readonly run: number }> {
  return withStore(context, { mode: 'write', operation }, (store) =>
    leasedRun(
      context,
      { store },
      { operation: 'state', domains },
      async (run) => {
        await work(store, run);
        return { run };
      },
      () => 'done',
    ),
  );
}
