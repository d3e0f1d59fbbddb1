import type { ShowArguments } from '../arguments/show.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { nextApply } from '../next-command.ts';
import { readPlan } from '../plan-on-disk.ts';
import { planViews } from '../views/plan.ts';

export async function show(context: Context, { planFile, format }: ShowArguments): Promise<ExitCode> {
  const plan = await readPlan(planFile);
  const facts = {
    paint: context.paint,
    verbose: context.globals.verbose,
    // The accounts' registrars are not in the plan file, and so neither are their limits.
    seconds: null,
    next: nextApply(context.globals, planFile),
  };
  context.output.result(planViews[format](plan, facts));
  return 0;
}
