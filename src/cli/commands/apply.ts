import { changedDomains, explainStale } from '../../planner/plan-file.ts';
import { refusedReport } from '../../workflow/apply/report.ts';
import { refuseUnconsented } from '../agreed-plan.ts';
import { appliedBy } from '../applied-by.ts';
import type { ApplyArguments } from '../arguments/apply.ts';
import { asker } from '../ask.ts';
import { carryOut, type Intention, tellRefused } from '../carry-out.ts';
import type { Context } from '../context.ts';
import { CommandError, PlanRefused } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { nextForOthers, nextPlan } from '../next-command.ts';
import { configAim } from '../plan-now.ts';
import { readPlan } from '../plan-on-disk.ts';
import { undoAim } from '../undo-aim.ts';

export async function apply(context: Context, args: ApplyArguments): Promise<ExitCode> {
  const intention =
    args.planFile === null ? planAndConfirm(context, args) : await savedPlan(context, args, args.planFile);
  return carryOut(context, intention);
}

/** Plan now, and apply once somebody has agreed to it. */
function planAndConfirm(context: Context, args: ApplyArguments): Intention {
  const otherwise = ', or apply a plan that "domctl plan --out FILE" wrote';
  const ask = asker(context, { yes: args.yes, format: args.format, otherwise });
  return {
    operation: 'apply',
    format: args.format,
    verifyReads: args.verifyReads,
    aim: async (session) => configAim(session, { ...args, refreshOnly: false }),
    check: async (plan) => {
      if (plan.changes.length > 0) await ask('Apply these changes?');
    },
  };
}

/** Exactly the plan of the file, or nothing: what a plan made now would do must be the same. */
async function savedPlan(context: Context, args: ApplyArguments, planFile: string): Promise<Intention> {
  if (args.targets.length > 0 || args.consents.length > 0) {
    throw new CommandError(
      `--target and --consent are part of a saved plan. Pass them to "domctl plan --out ${planFile}".`,
    );
  }
  const saved = await readPlan(planFile);
  if (saved.workspace !== context.globals.workspace) {
    throw new CommandError(
      `${planFile} was made for the workspace ${saved.workspace}, this is ${context.globals.workspace}. Pass --workspace ${saved.workspace}, or plan again.`,
    );
  }
  try {
    const others = nextForOthers(context.globals, saved, planFile);
    refuseUnconsented(saved, { shown: false, verbose: context.globals.verbose, others });
  } catch (error) {
    if (error instanceof PlanRefused) tellRefused(context, args.format, refusedReport(null, saved, error.codes));
    throw error;
  }
  const { targets, consents, refresh_only: refreshOnly, undo_run: undoRun } = saved.options;
  return {
    operation: undoRun === null ? 'apply' : 'undo',
    format: args.format,
    verifyReads: args.verifyReads,
    only: new Set(changedDomains(saved)),
    unplanned: [...new Set(saved.errors.map(({ domain }) => domain))],
    aim: async (session) =>
      undoRun === null
        ? configAim(session, { targets, consents, refreshOnly })
        : undoAim(session, undoRun, { targets, consents }),
    accept: async (plan, session) => {
      const reasons = explainStale(saved, plan);
      if (reasons.length === 0) return;
      const run = await appliedBy(saved, session.store);
      const why = run === null ? reasons : [`it was already applied by run ${run}`, ...reasons];
      const lines = [`${planFile} is stale, and nothing was changed:`, ...why.map((reason) => `  ${reason}`)];
      throw new PlanRefused([...lines, `Plan again: ${nextPlan(context.globals, saved.options, planFile)}`], ['stale']);
    },
    check: async () => {},
  };
}
