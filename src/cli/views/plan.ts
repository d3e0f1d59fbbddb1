import { viewsOf } from './formats.ts';
import { planText } from './plan-text.ts';

/** The plan is its own JSON form. */
export const planViews = viewsOf(planText);
