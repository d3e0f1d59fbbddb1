/** A plan of what is live now, with progress on stderr. */
import type { PlanOptions } from '../planner/inputs.ts';
import type { Plan } from '../planner/plan.ts';
import type { PlannedRun } from '../planner/plan-changes.ts';
import { makePlan } from '../workflow/make-plan.ts';
import type { OpenAccounts } from '../workflow/open-accounts.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { estimateSeconds } from './estimate.ts';
import type { Session } from './session.ts';

/** `only`: the domains to read; absent: all. Throws `CommandError` for a target that names nothing known. */
export async function planNow(
  context: Context,
  session: Session,
  options: PlanOptions,
  only?: ReadonlySet<string>,
): Promise<PlannedRun> {
  const { targets, refreshOnly, consents } = options;
  const planned = await makePlan({
    desired: session.desired,
    accounts: session.accounts,
    store: session.store,
    workspace: context.globals.workspace,
    options: { targets, refreshOnly, consents },
    toolVersion: context.toolVersion,
    now: context.now(),
    parallelism: context.globals.parallelism,
    progress: session.progress.reading(),
    ...(only === undefined ? {} : { only }),
  });
  session.progress.end();
  if (planned.ok) return planned.value;
  const { message, suggestion } = planned.problem;
  throw new CommandError(`--target ${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`);
}

export function secondsOf(plan: Plan, accounts: OpenAccounts): number {
  const descriptors = [...accounts].map(([name, account]) => [name, account.registrar.descriptor] as const);
  return estimateSeconds(plan.calls, new Map(descriptors));
}
