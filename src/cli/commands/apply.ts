import { dirname } from 'node:path';
import type { Plan } from '../../planner/plan.ts';
import type { PlannedRun } from '../../planner/plan-changes.ts';
import { changedDomains, explainStale } from '../../planner/plan-file.ts';
import { applyPlan } from '../../workflow/apply/apply-plan.ts';
import type { ApplyReport } from '../../workflow/apply/report.ts';
import type { ApplyArguments } from '../arguments/apply.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { planNow, secondsOf } from '../plan-now.ts';
import { readPlan } from '../plan-on-disk.ts';
import { runInfo } from '../run-info.ts';
import { type Session, withSession } from '../session.ts';
import { planText } from '../views/plan-text.ts';
import { reportViews } from '../views/report.ts';

export async function apply(context: Context, args: ApplyArguments): Promise<ExitCode> {
  if (args.planFile !== null) return applySaved(context, args, args.planFile);
  const confirm = args.yes ? () => Promise.resolve(true) : context.confirm;
  if (confirm === null) {
    throw new CommandError(
      'Nobody can be asked here: stdin and stderr are not a terminal. Pass --yes, or apply a plan that "domctl plan --out FILE" wrote.',
    );
  }
  if (!args.yes && args.format === 'json') {
    throw new CommandError('--format json keeps stdout for the report, so nobody is asked. Pass --yes with it.');
  }
  return withSession(context, { mode: 'write', operation: 'apply' }, async (session) => {
    const planned = await planNow(context, session, { ...args, refreshOnly: false });
    showPlan(context, session, args, planned.plan);
    refuseUnconsented(planned.plan);
    if (planned.plan.changes.length > 0 && !(await confirm('Apply these changes?'))) {
      throw new CommandError('Not confirmed. Nothing was changed.');
    }
    return carryOut(context, session, args, planned);
  });
}

/** Exactly the plan of the file, or nothing: what a plan made now would do must be the same. */
async function applySaved(context: Context, args: ApplyArguments, planFile: string): Promise<ExitCode> {
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
  return withSession(context, { mode: 'write', operation: 'apply' }, async (session) => {
    const { targets, consents, refresh_only: refreshOnly } = saved.options;
    const planned = await planNow(context, session, { targets, consents, refreshOnly }, new Set(changedDomains(saved)));
    const reasons = explainStale(saved, planned.plan);
    if (reasons.length > 0) {
      throw new CommandError(
        [
          `${planFile} is stale, and nothing was changed:`,
          ...reasons.map((reason) => `  ${reason}`),
          'Plan again.',
        ].join('\n'),
      );
    }
    refuseUnconsented(planned.plan);
    return carryOut(context, session, args, planned);
  });
}

async function carryOut(
  context: Context,
  session: Session,
  args: ApplyArguments,
  planned: PlannedRun,
): Promise<ExitCode> {
  const info = await runInfo(context.env, dirname(context.globals.files[0] ?? '.'));
  const signal = context.interrupt.takeOver(
    'Interrupted: the calls in flight are finished and recorded, no further one is sent. Ctrl-C again ends at once.',
  );
  const report = await applyPlan({
    planned,
    accounts: session.accounts,
    store: session.store,
    run: { operation: 'apply', ...info, toolVersion: context.toolVersion },
    parallelism: context.globals.parallelism,
    progress: session.progress.applying(planned.plan),
    signal,
    now: context.now,
  });
  session.progress.end();
  context.output.result(reportViews[args.format](report, context.paint));
  return exitCode(report, planned.plan);
}

function exitCode(report: ApplyReport, plan: Plan): ExitCode {
  if (report.interrupted) return 130;
  const { failed, not_attempted } = report.summary;
  return failed + not_attempted + plan.errors.length > 0 ? 1 : 0;
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
