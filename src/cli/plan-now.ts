/** A plan of what is live now, with progress on stderr. */
import type { PlanOptions } from '../planner/inputs.ts';
import type { Plan } from '../planner/plan.ts';
import { type MadePlan, makePlan, type Scope, scopeOf } from '../workflow/make-plan.ts';
import type { OpenAccounts } from '../workflow/open-accounts.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { estimateSeconds } from './estimate.ts';
import type { Session } from './session.ts';

/** `only`: no other domains. Throws `CommandError` for a target that names nothing known. */
export async function scopeNow(
  { desired, store }: Session,
  targets: readonly string[],
  only?: ReadonlySet<string>,
): Promise<Scope> {
  const scope = await scopeOf(desired, store, targets, only);
  if (scope.ok) return scope.value;
  const { message, suggestion } = scope.problem;
  throw new CommandError(`--target ${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`);
}

export async function planNow(
  context: Context,
  session: Session,
  { targets, refreshOnly, consents }: PlanOptions,
  scope: Scope,
): Promise<MadePlan> {
  const made = await makePlan({
    desired: session.desired,
    accounts: session.accounts,
    store: session.store,
    workspace: context.globals.workspace,
    options: { targets, refreshOnly, consents },
    scope,
    toolVersion: context.toolVersion,
    now: context.now(),
    parallelism: context.globals.parallelism,
    progress: session.progress.reading(),
  });
  session.progress.end();
  return made;
}

export function secondsOf(plan: Plan, accounts: OpenAccounts): number {
  const descriptors = [...accounts].map(([name, account]) => [name, account.registrar.descriptor] as const);
  return estimateSeconds(plan.calls, new Map(descriptors));
}
