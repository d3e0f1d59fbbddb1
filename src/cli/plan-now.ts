/** A plan of what is live now, with progress on stderr. */
import type { PlanOptions } from '../planner/inputs.ts';
import type { Plan } from '../planner/plan.ts';
import { type MadePlan, type MakePlanOptions, makePlan, type Scope, scopeOf } from '../workflow/make-plan.ts';
import type { OpenAccounts } from '../workflow/open-accounts.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';
import { estimateSeconds } from './estimate.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { Session } from './session.ts';
import type { PlanFacts } from './views/plan-text.ts';

/** What a plan is to bring about: what the config says, or the way back from a run. */
export type Aim = Pick<MakePlanOptions, 'desired' | 'options' | 'expected' | 'notes' | 'alsoSettings'>;

/** What the config says. */
export function configAim({ desired }: Session, { targets, refreshOnly, consents }: PlanOptions): Aim {
  return { desired, options: { targets, refreshOnly, consents } };
}

/** `only`: no other domains. Throws `CommandError` for a target that names nothing known. */
export async function scopeNow({ store, root }: Session, aim: Aim, only?: ReadonlySet<string>): Promise<Scope> {
  const scope = await scopeOf(aim.desired, store, root, aim.options.targets, only);
  if (scope.ok) return scope.value;
  const { message, suggestion } = scope.problem;
  const option = aim.options.targets.length > 0 ? '--target ' : '';
  throw new CommandError(`${option}${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`);
}

/** Throws `CommandError` where the accounts and the state are not of one world; see `refuse-mixed.ts`. */
export async function planNow(context: Context, session: Session, aim: Aim, scope: Scope): Promise<MadePlan> {
  const made = await makePlan({
    ...aim,
    accounts: session.accounts,
    store: session.store,
    root: session.root,
    workspace: context.globals.workspace,
    scope,
    toolVersion: context.toolVersion,
    now: context.now(),
    parallelism: context.globals.parallelism,
    progress: session.progress.reading(),
  });
  session.progress.end();
  await refuseMixed(session.accounts, session.store);
  return made;
}

/** `next`: the command to type after it, if any. */
export function planFacts(context: Context, { accounts }: Session, plan: Plan, next: string | null): PlanFacts {
  const { paint, globals } = context;
  return { paint, verbose: globals.verbose, seconds: secondsOf(plan, accounts), next };
}

function secondsOf(plan: Plan, accounts: OpenAccounts): number {
  const descriptors = [...accounts].map(([name, account]) => [name, account.registrar.descriptor] as const);
  return estimateSeconds(plan.calls, new Map(descriptors));
}
