import { count } from '../../../schema/count.ts';
import type { StateForgetArguments } from '../../arguments/state.ts';
import { asker } from '../../ask.ts';
import type { Context } from '../../context.ts';
import { CommandError } from '../../errors.ts';
import type { ExitCode } from '../../exit-code.ts';
import { nextCommand } from '../../next-command.ts';
import { withStore } from '../../open-store.ts';
import { type Resource, readResources } from '../../resources.ts';
import { stateRun } from '../../state-run.ts';

/** Nothing is held, and no run begun, while somebody is asked; what was asked about is read again under the leases. */
export async function stateForget(context: Context, { addresses, yes }: StateForgetArguments): Promise<ExitCode> {
  const chosen = await withStore(context, { mode: 'read', operation: 'state forget' }, (store) =>
    readResources(store, addresses),
  );
  refuseProtected(context, chosen);
  const ask = asker(context, { yes });
  const { output } = context;
  if (!yes) output.resultLines(['To be forgotten, while what is live stays as it is:', ...chosen.map(line)]);
  await ask('Forget this?');
  const { run } = await stateRun(context, 'state forget', domainsOf(chosen), async (store, run) => {
    const now = await readResources(store, addresses);
    refuseProtected(context, now);
    await store.forget(run, targetsOf(now));
  });
  const values = chosen.filter(({ kind }) => kind !== 'domain').length;
  output.resultLines([
    `Forgotten: ${count(values, 'value')} in ${count(domainsOf(chosen).length, 'domain')}. What is live stays as it is. This was run ${run}.`,
    'What the config still names is taken up again by the next apply.',
  ]);
  return 0;
}

function refuseProtected({ globals }: Context, resources: readonly Resource[]): void {
  const kept = resources.filter(({ protect }) => protect).map(({ address }) => address);
  if (kept.length === 0) return;
  throw new CommandError(
    `${kept.join(', ')} ${kept.length === 1 ? 'is' : 'are'} protected. Nothing was forgotten. ` +
      `Lift it first: ${nextCommand(globals, 'state unprotect', kept)}`,
  );
}

/** A domain takes all of it along. */
function targetsOf(resources: readonly Resource[]) {
  const whole = new Set(resources.filter(({ kind }) => kind === 'domain').map(({ domain }) => domain));
  return resources.filter(({ kind, domain }) => kind === 'domain' || !whole.has(domain)).map(({ target }) => target);
}

function domainsOf(resources: readonly Resource[]): readonly string[] {
  return [...new Set(resources.map(({ domain }) => domain))];
}

function line({ address }: Resource): string {
  return `  ${address}`;
}
