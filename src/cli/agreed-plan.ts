/** A plan to apply: made, shown, and agreed to while it still holds. */
import type { Plan } from '../planner/plan.ts';
import { changedDomains, explainStale } from '../planner/plan-file.ts';
import { count } from '../schema/count.ts';
import type { MadePlan, Scope } from '../workflow/make-plan.ts';
import type { Format } from './arguments/values.ts';
import type { Context } from './context.ts';
import { PlanRefused } from './errors.ts';
import { unlessAborted } from './interrupt.ts';
import { nextForOthers } from './next-command.ts';
import { type Aim, planFacts, planNow } from './plan-now.ts';
import type { Session } from './session.ts';
import { plain } from './views/paint.ts';
import { planViews } from './views/plan.ts';
import { othersLine } from './views/plan-summary.ts';
import { refusalLines } from './views/refusals.ts';

export interface Proposal {
  readonly format: Format;
  /** What the plan is to bring about, as it is known now. */
  aim(session: Session): Promise<Aim>;
  /** Throws, before the plan is shown, where it is not the one that was meant. */
  accept?(plan: Plan, session: Session): Promise<void>;
  /** Throws where the plan is not to be applied. May wait for an answer. */
  check(plan: Plan): Promise<void>;
}

/**
 * Who reads a plan for longer than this may agree to what is no longer so. Within it a colleague hardly reads and writes the
 * same zone, and a plan of many domains has parts as old as that before it is shown.
 */
const lateAnswerMs = 10_000;

/** Throws `PlanRefused` for a plan that is refused, and what the check throws; `onRefused` is told before. */
export async function agreedPlan(
  context: Context,
  session: Session,
  proposal: Proposal,
  scope: Scope,
  signal: AbortSignal,
  onRefused: (plan: Plan, codes: readonly string[]) => void,
): Promise<MadePlan> {
  const planAnew = async () => unlessAborted(signal, planNow(context, session, await proposal.aim(session), scope));
  let planned = await planAnew();
  try {
    for (;;) {
      const fresh = await agreedTo(context, session, proposal, planned, planAnew, signal);
      if (fresh.agreed) return fresh.planned;
      planned = fresh.planned;
    }
  } catch (error) {
    if (error instanceof PlanRefused) onRefused(planned.plan, error.codes);
    throw error;
  }
}

/** Shows a plan and asks; where the answer came late, and the plan is another by then, that one is to be asked about. */
async function agreedTo(
  context: Context,
  session: Session,
  proposal: Proposal,
  planned: MadePlan,
  planAnew: () => Promise<MadePlan>,
  signal: AbortSignal,
): Promise<{ readonly agreed: boolean; readonly planned: MadePlan }> {
  if (proposal.accept !== undefined) {
    refuseUnconsented(planned.plan, { shown: false, verbose: context.globals.verbose });
    await proposal.accept(planned.plan, session);
  }
  const shown = showPlan(context, session, proposal.format, planned.plan);
  const others = nextForOthers(context.globals, planned.plan, null);
  refuseUnconsented(planned.plan, { shown, verbose: context.globals.verbose, others });
  const asked = context.clock();
  await unlessAborted(signal, proposal.check(planned.plan));
  const tookMs = context.clock() - asked;
  if (tookMs < lateAnswerMs) return { agreed: true, planned };
  for (const { client } of session.accounts.values()) client.forgetLists?.();
  const fresh = await planAnew();
  const reasons = differences(planned.plan, fresh.plan);
  if (reasons.length === 0) {
    refuseUnconsented(fresh.plan, { shown: false, verbose: context.globals.verbose });
    return { agreed: true, planned: fresh };
  }
  const seconds = count(Math.round(tookMs / 1000), 'second');
  context.output.message([
    `You answered after ${seconds}. What you agreed to no longer holds, and nothing was changed yet:`,
    ...reasons.map((reason) => `  ${reason}`),
  ]);
  return { agreed: false, planned: fresh };
}

/** Also of domains that only one of them changes. */
function differences(shown: Plan, fresh: Plan): readonly string[] {
  return explainStale(shown, fresh, new Set([...changedDomains(shown), ...changedDomains(fresh)]));
}

/** What is about to be applied. With `--format json`, stdout is for the report alone. Returns whether it was shown. */
function showPlan(context: Context, session: Session, format: Format, plan: Plan): boolean {
  if (format === 'json' && context.globals.quiet) return false;
  const text = planViews.text(plan, planFacts(context, session, plan, { apply: 'now', next: null }));
  if (format === 'text') context.output.report(text, format);
  else context.output.message(text.trimEnd().split('\n'));
  return true;
}

const refused = 'The plan is refused, and nothing was changed';

/**
 * Throws `PlanRefused` for a plan that is not to be applied without consent; a plan that was shown has said why.
 * `others`: the command for what is not refused.
 */
export function refuseUnconsented(
  plan: Plan,
  {
    shown,
    verbose,
    others = null,
  }: { readonly shown: boolean; readonly verbose: boolean; readonly others?: string | null },
): void {
  const open = plan.refusals.filter((refusal) => !refusal.consented);
  if (open.length === 0) return;
  const codes = [...new Set(open.map(({ code }) => code))];
  const why = shown
    ? [`${refused}. Consent to what is refused above, or change the config.`]
    : [`${refused}:`, ...refusalLines(open, plain, verbose ? 'all' : 'unseen')];
  throw new PlanRefused([...why, ...othersLine(others)], codes);
}
