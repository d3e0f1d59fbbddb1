/** A run of the state by this process: who runs it, on which domains nobody else works meanwhile, what Ctrl-C means. */
import { describeHolder, type LockHolder } from '../state/errors.ts';
import type { RunOutcome, RunStart } from '../state/store.ts';
import { withRun } from '../workflow/with-run.ts';
import type { Context } from './context.ts';
import { PlanRefused } from './errors.ts';
import { runInfo } from './run-info.ts';
import type { Session } from './session.ts';

interface LeasedRun {
  readonly operation: RunStart['operation'];
  readonly domains: readonly string[];
}

/** Throws `Interrupted` where Ctrl-C came before there was anything to finish, and what the state throws. */
export async function leasedRun<T>(
  { env, globals, interrupt, output, toolVersion, now }: Context,
  { store }: Pick<Session, 'store'>,
  { operation, domains }: LeasedRun,
  work: (run: number, signal: AbortSignal) => Promise<T>,
  outcomeOf: (result: T) => RunOutcome['outcome'],
): Promise<T> {
  const { lockTimeoutMs, files } = globals;
  const info = await runInfo(env, files);
  const signal = interrupt.takeOver(
    'Interrupted: no further call is sent; those in flight are finished and recorded. Ctrl-C again ends at once.',
  );
  const options = {
    store,
    start: { operation, ...info, toolVersion },
    domains,
    ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
    signal,
    onWait: (holders: readonly LockHolder[]) => {
      for (const holder of holders) output.message(`Waiting for ${holder.domain}: ${describeHolder(holder)}`);
    },
    refusedBy: (error: unknown) => (error instanceof PlanRefused ? error.codes : null),
    now,
  };
  try {
    return await withRun(options, (run) => work(run, signal), outcomeOf);
  } finally {
    interrupt.giveBack();
  }
}
