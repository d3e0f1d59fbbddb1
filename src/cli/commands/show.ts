import type { ShowArguments } from '../arguments/show.ts';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';
import { readPlan } from '../plan-on-disk.ts';
import { planViews } from '../views/plan.ts';

export async function show(context: Context, { planFile, format }: ShowArguments): Promise<ExitCode> {
  const plan = await readPlan(planFile);
  const facts = {
    paint: context.paint,
    verbose: context.globals.verbose,
    // The accounts' registrars are not in the plan file, and so neither are their limits.
    seconds: null,
    // Nor is the config that it was made from, or whether that was in the sandbox: an apply needs the same.
    next: null,
  };
  context.output.report(planViews[format](plan, facts), format);
  return 0;
}
