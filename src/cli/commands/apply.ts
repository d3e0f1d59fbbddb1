import type { PlanOptions } from '../../planner/inputs.ts';
import type { Plan } from '../../planner/plan.ts';
import { changedDomains, explainStale } from '../../planner/plan-file.ts';
import { applyPlan } from '../../workflow/apply/apply-plan.ts';
import type { ApplyReport } from '../../workflow/apply/report.ts';
import type { MadePlan, Scope } from '../../workflow/make-plan.ts';
import type { ApplyArguments } from '../arguments/apply.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { unlessAborted } from '../interrupt.ts';
import { leasedRun } from '../leased-run.ts';
import { planNow, scopeNow, secondsOf } from '../plan-now.ts';
import { readPlan } from '../plan-on-disk.ts';
import { type Session, withSession } from '../session.ts';
import { planText } from '../views/plan-text.ts';
import { reportViews } from '../views/report.ts';

/** What is applied, and what has to be true of it before the first call. */
interface Intention {
  readonly options: PlanOptions;
  /** The domains of a saved plan; absent: all that are targeted. */
  readonly only?: ReadonlySet<string>;
  /** Throws where the plan is not to be applied. */
  check(plan: Plan, session: Session): Promise<void>;
}

export async function apply(context: Context, args: ApplyArguments): Promise<ExitCode> {
  const intention =
    args.planFile === null ? planAndConfirm(context, args) : await savedPlan(context, args, args.planFile);
  return withSession(context, { mode: 'write', operation: 'apply' }, async (session) => {
    const scope = await scopeNow(session, intention.options.targets, intention.only);
    const { report, plan } = await leasedRun(
      context,
      session,
      { operation: 'apply', domains: scope.domains },
      (run, signal) => applyNow(context, session, args, intention, scope, run, signal),
      ({ report }) => (wholly(report) ? 'done' : 'failed'),
    );
    context.output.result(reportViews[args.format](report, context.paint));
    return exitCode(report, plan);
  });
}

async function applyNow(
  context: Context,
  session: Session,
  args: ApplyArguments,
  intention: Intention,
  scope: Scope,
  run: number,
  signal: AbortSignal,
): Promise<{ readonly report: ApplyReport; readonly plan: Plan }> {
  const planned: MadePlan = await unlessAborted(signal, planNow(context, session, intention.options, scope));
  if (args.planFile === null) showPlan(context, session, args, planned.plan);
  refuseUnconsented(planned.plan);
  await unlessAborted(signal, intention.check(planned.plan, session));
  const report = await applyPlan({
    planned,
    accounts: session.accounts,
    store: session.store,
    run,
    parallelism: context.globals.parallelism,
    progress: session.progress.applying(planned.plan),
    signal,
    now: context.now,
  });
  session.progress.end();
  return { report, plan: planned.plan };
}

/** Plan now, and apply once somebody has agreed to it. */
function planAndConfirm(context: Context, args: ApplyArguments): Intention {
  const confirm = args.yes ? () => Promise.resolve(true) : context.confirm;
  if (confirm === null) {
    throw new CommandError(
      'Nobody can be asked here: stdin and stderr are not a terminal. Pass --yes, or apply a plan that "domctl plan --out FILE" wrote.',
    );
  }
  if (!args.yes && args.format === 'json') {
    throw new CommandError('--format json keeps stdout for the report, so nobody is asked. Pass --yes with it.');
  }
  return {
    options: { targets: args.targets, consents: args.consents, refreshOnly: false },
    check: async (plan) => {
      if (plan.changes.length === 0 || (await confirm('Apply these changes?'))) return;
      throw new CommandError('Not confirmed. Nothing was changed.');
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
  refuseUnconsented(saved);
  const { targets, consents, refresh_only: refreshOnly } = saved.options;
  return {
    options: { targets, consents, refreshOnly },
    only: new Set(changedDomains(saved)),
    check: async (plan) => {
      const reasons = explainStale(saved, plan);
      if (saved.changes.length === 0) context.output.message(`${planFile} has no changes. Nothing to do.`);
      if (reasons.length === 0) return;
      const lines = [`${planFile} is stale, and nothing was changed:`, ...reasons.map((reason) => `  ${reason}`)];
      throw new CommandError([...lines, 'Plan again.'].join('\n'));
    },
  };
}

/** What is about to be applied. With `--format json`, stdout is for the report alone. */
function showPlan(context: Context, session: Session, args: ApplyArguments, plan: Plan): void {
  const seconds = secondsOf(plan, session.accounts);
  const text = planText(plan, { paint: context.paint, verbose: context.globals.verbose, seconds, next: null });
  if (args.format === 'text') context.output.result(text);
  else if (!context.globals.quiet) context.output.message(text.trimEnd());
}

function refuseUnconsented(plan: Plan): void {
  const open = plan.refusals.filter((refusal) => !refusal.consented);
  if (open.length === 0) return;
  const lines = open.map((refusal) => `  ${refusal.domain}: ${refusal.message} (to consent: ${refusal.consent})`);
  throw new CommandError(['The plan is refused, and nothing was changed:', ...lines].join('\n'));
}

function wholly({ summary }: ApplyReport): boolean {
  return summary.failed + summary.not_attempted === 0;
}

function exitCode(report: ApplyReport, plan: Plan): ExitCode {
  if (report.interrupted) return 130;
  return wholly(report) && plan.errors.length === 0 ? 0 : 1;
}
