import type { StateUnprotectArguments } from '../../arguments/state.ts';
import type { Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { readResources } from '../../resources.ts';
import { stateRun } from '../../state-run.ts';

/** Changes nothing but what the next plan may do, so nobody is asked. */
export async function stateUnprotect(context: Context, { addresses }: StateUnprotectArguments): Promise<ExitCode> {
  const options = { mode: 'read', operation: 'state unprotect' } as const;
  const named = await withStore(context, options, (store) => readResources(store, addresses, 'alone'));
  const guarded = named.filter(({ protect }) => protect);
  if (guarded.length === 0) {
    context.output.resultLines(`Nothing of this is protected: ${named.map(({ address }) => address).join(', ')}.`);
    return 0;
  }
  const domains = [...new Set(guarded.map(({ domain }) => domain))];
  const { run } = await stateRun(context, 'state unprotect', domains, async (store, run) => {
    await store.unprotect(
      run,
      guarded.map(({ target }) => target),
    );
  });
  context.output.resultLines([
    `No longer protected: ${guarded.map(({ address }) => address).join(', ')}. This was run ${run}.`,
    'What the config still protects is protected again by the next apply.',
  ]);
  return 0;
}
