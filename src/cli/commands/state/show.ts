import type { StateShowArguments } from '../../arguments/state.ts';
import type { Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { readResources } from '../../resources.ts';
import { resourceViews } from '../../views/resources.ts';

export async function stateShow(context: Context, { address, format }: StateShowArguments): Promise<ExitCode> {
  await withStore(context, { mode: 'read', operation: 'state show' }, async (store) => {
    const resources = await readResources(store, [address]);
    context.output.report(resourceViews[format](resources, context.now(), context.paint), format);
  });
  return 0;
}
