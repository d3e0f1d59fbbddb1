import type { StateListArguments } from '../../arguments/state.ts';
import type { Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { readAllResources, readResources } from '../../resources.ts';
import { resourceListViews } from '../../views/resources.ts';

export async function stateList(context: Context, { targets, format }: StateListArguments): Promise<ExitCode> {
  await withStore(context, { mode: 'read', operation: 'state list' }, async (store) => {
    const listed = {
      workspace: context.globals.workspace,
      serial: await store.serial(),
      resources: await (targets.length === 0 ? readAllResources(store) : readResources(store, targets)),
    };
    context.output.report(resourceListViews[format](listed, context.paint, context.output.width()), format);
  });
  return 0;
}
