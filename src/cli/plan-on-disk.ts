import { readFile, writeFile } from 'node:fs/promises';
import type { Plan } from '../planner/plan.ts';
import { readPlanFile, writePlanFile } from '../planner/plan-file.ts';
import { CommandError } from './errors.ts';

/** Throws `CommandError` where the file cannot be read, is no plan file, or was edited. */
export async function readPlan(path: string): Promise<Plan> {
  const plan = readPlanFile(await textOf(path));
  if (plan.ok) return plan.value;
  const { message, suggestion } = plan.problem;
  throw new CommandError(
    `${path} is refused as a plan: ${message}${suggestion === undefined ? '' : `; ${suggestion}`}.`,
  );
}

/** Throws `CommandError` where the file cannot be written. */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  try {
    await writeFile(path, writePlanFile(plan));
  } catch (error) {
    throw new CommandError(`The plan was not written to ${path}: ${(error as Error).message}. Give another --out.`);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandError(
      `The plan file ${path} could not be read: ${(error as Error).message}. Make it with "domctl plan --out ${path}".`,
    );
  }
}
