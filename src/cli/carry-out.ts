/** Plans and applies, under leases, as a run of the state: what `apply` and `undo` have in common. */
import { applyPlan } from '../workflow/apply/apply-plan.ts';
import { type ApplyReport, refusedReport } from '../workflow/apply/report.ts';
import type { MadePlan, Scope } from '../workflow/make-plan.ts';
import { stillConfigured } from '../workflow/still-configured.ts';
import { agreedPlan, type Proposal } from './agreed-plan.ts';
import type { Format } from './arguments/values.ts';
import type { Context } from './context.ts';
import type { ExitCode } from './exit-code.ts';
import { leasedRun } from './leased-run.ts';
import { scopeNow } from './plan-now.ts';
import { claimState } from './refuse-mixed.ts';
import { type Session, withSession } from './session.ts';
import { someOf } from './views/alike.ts';
import { reportViews, revertAdvice } from './views/report.ts';

/** What is applied, and what has to be true of it before the first call. */
export interface Intention extends Proposal {
  readonly operation: 'apply' | 'undo';
  /** Domains that a saved plan could not read, and so says nothing about. */
  readonly unplanned?: readonly string[];
  /** Reads back all that is written. */
  readonly verifyReads: boolean;
  /** The domains of a saved plan; absent: all that are targeted. */
  readonly only?: ReadonlySet<string>;
}

interface Outcome {
  readonly planned: MadePlan;
  readonly report: ApplyReport;
}

export async function carryOut(context: Context, intention: Intention): Promise<ExitCode> {
  const { operation } = intention;
  return withSession(context, { mode: 'write', operation }, async (session) => {
    const scope = await scopeNow(session, await intention.aim(session), intention.only);
    const outcome = await leasedRun(
      context,
      session,
      { operation, domains: scope.domains },
      async (run, signal) => {
        const applied = await applyNow(context, session, intention, scope, run, signal);
        // Before the run is over: what was applied is to be known even where that cannot be written.
        tell(context, session, intention, applied);
        return applied;
      },
      ({ report }) => (wholly(report) ? 'done' : 'failed'),
    );
    tellUnplanned(context, intention);
    return exitCode(outcome, intention);
  });
}

async function applyNow(
  context: Context,
  session: Session,
  intention: Intention,
  scope: Scope,
  run: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const planned = await agreedPlan(context, session, intention, scope, signal, (plan, codes) =>
    tellRefused(context, intention.format, refusedReport(run, plan, codes)),
  );
  await claimState(session.accounts, session.store);
  const report = await applyPlan({
    planned,
    accounts: session.accounts,
    store: session.store,
    run,
    parallelism: context.globals.parallelism,
    progress: session.progress.applying(planned.plan),
    signal,
    verifyReads: intention.verifyReads,
    now: context.now,
    onBroken: (soFar) => {
      session.progress.end();
      tell(context, session, intention, { planned, report: soFar });
    },
  });
  session.progress.end();
  return { planned, report };
}

/** For programs: people have been told why, on stderr. */
export function tellRefused({ output, paint }: Context, format: Format, report: ApplyReport): void {
  if (format === 'json') output.result(reportViews.json(report, paint));
}

function tell(context: Context, session: Session, { operation, format }: Intention, { planned, report }: Outcome) {
  const { output, paint, globals } = context;
  output.report(reportViews[format](report, paint, globals.verbose), format);
  if (operation !== 'undo') return;
  const advice = revertAdvice(stillConfigured(session.desired, planned, report));
  if (advice === null) return;
  if (format === 'text') output.resultLines(advice);
  else if (!globals.quiet) output.message(advice);
}

function wholly({ summary }: ApplyReport): boolean {
  return summary.failed + summary.not_attempted === 0;
}

/** A saved plan that could not read everything is not the whole of what there was to do. */
function tellUnplanned({ output }: Context, { unplanned = [] }: Intention): void {
  if (unplanned.length === 0) return;
  output.message(`The saved plan could not read ${someOf(unplanned)}: nothing was planned there. Plan again.`);
}

function exitCode({ planned, report }: Outcome, { unplanned = [] }: Intention): ExitCode {
  if (report.interrupted) return 130;
  return wholly(report) && planned.plan.errors.length + unplanned.length === 0 ? 0 : 1;
}
