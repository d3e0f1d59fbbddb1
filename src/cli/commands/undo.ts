import type { UndoArguments } from '../arguments/undo.ts';
import { asker } from '../ask.ts';
import { carryOut, type Intention } from '../carry-out.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { nextApply, nextForOthers } from '../next-command.ts';
import { planFacts, planNow, scopeNow } from '../plan-now.ts';
import { writePlan } from '../plan-on-disk.ts';
import { withSession } from '../session.ts';
import { undoAim } from '../undo-aim.ts';
import { planViews } from '../views/plan.ts';

export async function undo(context: Context, args: UndoArguments): Promise<ExitCode> {
  if (args.out !== null) return planOnly(context, args, args.out);
  return carryOut(context, planAndConfirm(context, args));
}

function planAndConfirm(context: Context, args: UndoArguments): Intention {
  const otherwise = `, or write the plan with "domctl undo ${args.run} --out FILE" and apply that`;
  const ask = () => asker(context, { yes: args.yes, format: args.format, otherwise });
  return {
    operation: 'undo',
    format: args.format,
    verifyReads: args.verifyReads,
    aim: async (session) => {
      const aim = await undoAim(session, args.run, args);
      // That nobody can be asked is told before anything is read, but after that there is no such run.
      ask();
      return aim;
    },
    check: async (plan) => {
      if (plan.changes.length > 0) await ask()(`Undo run ${args.run}?`);
    },
  };
}

/** As `plan --out`: a refusal is part of the plan, and `apply` is what refuses. */
async function planOnly(context: Context, args: UndoArguments, out: string): Promise<ExitCode> {
  return withSession(context, { mode: 'read', operation: 'undo' }, async (session) => {
    const aim = await undoAim(session, args.run, args);
    const { plan } = await planNow(context, session, aim, await scopeNow(session, aim));
    await writePlan(out, plan);
    const facts = planFacts(context, session, plan, {
      apply: 'later',
      next: nextApply(context.globals, out),
      others: nextForOthers(context.globals, plan, out),
    });
    context.output.report(planViews[args.format](plan, facts), args.format);
    return plan.errors.length > 0 ? 1 : 0;
  });
}
