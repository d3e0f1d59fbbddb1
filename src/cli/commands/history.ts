import type { HistoryArguments } from '../arguments/history.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { withStore } from '../open-store.ts';
import { runViews } from '../views/run.ts';
import { runsViews } from '../views/runs.ts';

/** Needs the state alone: no config, no credentials. */
export async function history(context: Context, { run, limit, format }: HistoryArguments): Promise<ExitCode> {
  await withStore(context, { mode: 'read', operation: 'history' }, async (store) => {
    const { paint, output, now } = context;
    output.report(
      run === null
        ? runsViews[format](await store.listRuns({ limit }), paint)
        : runViews[format](await findRun(store, run), now(), paint),
      format,
    );
  });
  return 0;
}
