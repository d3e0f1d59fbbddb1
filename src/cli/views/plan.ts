import type { Plan } from '../../planner/plan.ts';
import type { Format } from '../arguments/values.ts';
import { type PlanFacts, planText } from './plan-text.ts';

export type PlanView = (plan: Plan, facts: PlanFacts) => string;

/** The plan is its own JSON form. */
export const planViews: { readonly [F in Format]: PlanView } = {
  text: planText,
  json: (plan) => `${JSON.stringify(plan, null, 2)}\n`,
};
