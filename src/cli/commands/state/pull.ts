import type { StatePullArguments } from '../../arguments/state.ts';
import type { Context } from '../../context.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { writeText } from '../../text-file.ts';
import { count } from '../../views/words.ts';

export async function statePull(context: Context, { out }: StatePullArguments): Promise<ExitCode> {
  const snapshot = await withStore(context, { mode: 'read', operation: 'state pull' }, (store) => store.exportState());
  const text = `${JSON.stringify(snapshot, null, 2)}\n`;
  if (out === null) {
    context.output.result(text);
    return 0;
  }
  await writeText(out, text, 'The state');
  const { workspace, serial, domains } = snapshot;
  context.output.result(
    `Written to ${out}: workspace ${workspace} at serial ${serial}, ${count(domains.length, 'domain')}.\n`,
  );
  return 0;
}
