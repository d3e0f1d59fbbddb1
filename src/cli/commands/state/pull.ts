import { count } from '../../../schema/count.ts';
import type { StatePullArguments } from '../../arguments/state.ts';
import type { Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { writeText } from '../../text-file.ts';
import { jsonText } from '../../views/formats.ts';

export async function statePull(context: Context, { out }: StatePullArguments): Promise<ExitCode> {
  const { snapshot, open } = await withStore(context, { mode: 'read', operation: 'state pull' }, async (store) => ({
    snapshot: await store.exportState(),
    open: (await store.openIntents()).length,
  }));
  if (open > 0) {
    context.output.message(
      `Warning: what became of ${count(open, 'call')} is not known yet, and only the journal knows of ${open === 1 ? 'it' : 'them'}, ` +
        'which is not in this file. To carry the state elsewhere, run domctl apply first, and pull again.',
    );
  }
  const text = jsonText(snapshot);
  if (out === null) {
    context.output.result(text);
    return 0;
  }
  await writeText(out, text, 'The state');
  const { workspace, serial, domains } = snapshot;
  context.output.resultLines(
    `Written to ${out}: workspace ${workspace} at serial ${serial}, ${count(domains.length, 'domain')}.`,
  );
  return 0;
}
