import { count } from '../../../schema/count.ts';
import type { StateSnapshot } from '../../../state/administration.ts';
import { parseSnapshot } from '../../../state/parse-snapshot.ts';
import { refuseSnapshot } from '../../../state/refuse-snapshot.ts';
import type { StatePushArguments } from '../../arguments/state.ts';
import { asker } from '../../ask.ts';
import type { Context } from '../../context.ts';
import { CommandError } from '../../errors.ts';
import type { ExitCode } from '../../exit-code.ts';
import { withStore } from '../../open-store.ts';
import { stateRun } from '../../state-run.ts';
import { readText } from '../../text-file.ts';

export async function statePush(context: Context, { file, yes }: StatePushArguments): Promise<ExitCode> {
  const snapshot = await readSnapshot(file);
  const { workspace } = context.globals;
  const present = await withStore(context, { mode: 'read', operation: 'state push' }, async (store) => ({
    version: await store.version(),
    domains: await store.otherDomains([]),
  }));
  refuseOtherWorkspace(file, snapshot, workspace, present.version.serial);
  refuseSnapshot(workspace, present.version, snapshot);
  const now = count(present.domains.length, 'recorded domain');
  const ask = asker(context, { yes });
  await ask(`Replace the ${now} of workspace ${workspace} by the ${snapshot.domains.length} in ${file}?`);
  const domains = [...new Set([...present.domains, ...snapshot.domains.map(({ domain }) => domain)])];
  const { run } = await stateRun(context, 'state push', domains, (store, run) => store.importState(run, snapshot));
  context.output.resultLines(
    `Recorded in workspace ${workspace}: ${count(snapshot.domains.length, 'domain')} from ${file}. This was run ${run}.`,
  );
  return 0;
}

async function readSnapshot(file: string): Promise<StateSnapshot> {
  const snapshot = parseSnapshot(
    await readText(file, `The file ${file}`, `Make it with "domctl state pull --out ${file}".`),
  );
  if (snapshot.ok) return snapshot.value;
  throw new CommandError(`${file} is refused as a state, and nothing was changed: ${snapshot.problem.message}.`);
}

/** A workspace that was never written takes any: that is how a state is copied. */
function refuseOtherWorkspace(file: string, snapshot: StateSnapshot, workspace: string, serial: number): void {
  if (serial === 0 || snapshot.workspace === workspace) return;
  throw new CommandError(
    `${file} is of workspace ${snapshot.workspace}, and this is ${workspace}, which has a state of its own. ` +
      `Nothing was changed. Pass --workspace ${snapshot.workspace}, or a new name to make a copy.`,
  );
}
