import { hasChanges } from '../../planner/plan-changes.ts';
import type { PlanArguments } from '../arguments/plan.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { nextApply, nextForOthers, nextPlanAndApply } from '../next-command.ts';
import { configAim, planFacts, planNow, scopeNow } from '../plan-now.ts';
import { writePlan } from '../plan-on-disk.ts';
import { withSession } from '../session.ts';
import { planViews } from '../views/plan.ts';

/** Exits 1 where a domain could not be planned; a refusal is part of the plan, and `apply` is what refuses. */
export async function plan(context: Context, args: PlanArguments): Promise<ExitCode> {
  return withSession(context, { mode: 'read', operation: 'plan' }, async (session) => {
    const aim = configAim(session, args);
    const { plan } = await planNow(context, session, aim, await scopeNow(session, aim));
    if (args.out !== null) await writePlan(args.out, plan);
    const facts = planFacts(context, session, plan, {
      apply: 'later',
      next: nextCommand(context, args),
      others: nextForOthers(context.globals, plan, args.out),
    });
    context.output.report(planViews[args.format](plan, facts), args.format);
    if (plan.errors.length > 0) return 1;
    return args.detailedExitcode && hasChanges(plan) ? 2 : 0;
  });
}

function nextCommand({ globals }: Context, args: PlanArguments): string | null {
  if (args.out !== null) return nextApply(globals, args.out);
  // Only a plan file carries `--refresh-only` to an apply.
  return args.refreshOnly ? null : nextPlanAndApply(globals, args);
}
