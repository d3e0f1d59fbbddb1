import type { Plan } from '../planner/plan.ts';
import { readPlanFile, writePlanFile } from '../planner/plan-file.ts';
import { CommandError } from './errors.ts';
import { readText, writeText } from './text-file.ts';

/** Throws `CommandError` where the file cannot be read, is no plan file, or was edited. */
export async function readPlan(path: string): Promise<Plan> {
  const plan = readPlanFile(await readText(path, `The plan file ${path}`, `Make it with "domctl plan --out ${path}".`));
  if (plan.ok) return plan.value;
  const { message, suggestion } = plan.problem;
  throw new CommandError(
    `${path} is refused as a plan: ${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`,
  );
}

/** Throws `CommandError` where the file cannot be written. */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  await writeText(path, writePlanFile(plan), 'The plan');
}
