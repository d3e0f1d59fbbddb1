/** Carries out a plan: state-only changes first, then calls, domains side by side within each account's budget. */
import pMap from 'p-map';
import type { RecordedDomain } from '../../planner/inputs.ts';
import { changedDomains } from '../../planner/plan-file.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { StateStore } from '../../state/store.ts';
import type { MadePlan } from '../make-plan.ts';
import type { OpenAccounts } from '../open-accounts.ts';
import type { Progress } from '../progress.ts';
import type { Settlement } from '../resume.ts';
import { applyDomain } from './apply-domain.ts';
import { applySetting } from './apply-settings.ts';
import type { ApplyContext } from './context.ts';
import { domainEffect, stateEffect } from './effects.ts';
import type { ApplyReport } from './report.ts';
import { createTracker, type Tracker } from './tracker.ts';

export interface ApplyOptions {
  readonly planned: MadePlan;
  readonly accounts: OpenAccounts;
  readonly store: Pick<StateStore, 'intend' | 'settle'>;
  /** The run that holds the leases of the plan's domains; see `with-run.ts`. */
  readonly run: number;
  /** Domains worked on at once per account. */
  readonly parallelism: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  now(): Date;
}

/**
 * Applies a plan that nobody refuses. One domain's failure never stops the others; the report says how each change
 * ended. Throws what the state store throws: without a journal nothing is sent.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyReport> {
  const { planned, run, progress } = options;
  // The state store failing stops the run as an interrupt does: nothing more is sent that could not be recorded.
  const broken = new AbortController();
  const context: ApplyContext = {
    planned,
    run,
    journal: options.store,
    tracker: createTracker(planned.plan, progress),
    progress,
    signal: AbortSignal.any([options.signal, broken.signal]),
    account: (name) => {
      const account = options.accounts.get(name);
      if (account === undefined) throw new Error(`account ${name} is not open`);
      return account;
    },
    now: () => options.now().toISOString(),
  };
  await settleOpenCalls(context, planned.settlements);
  await applyState(context);
  await applyBulkCalls(context);
  await applyDomains(context, options, (error) => broken.abort(error));
  broken.signal.throwIfAborted();
  return reportOf(options, context.tracker);
}

/** Calls that an interrupted run left open, now that a read has told how they ended. */
async function settleOpenCalls({ journal, run }: ApplyContext, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  const outcomes = settlements.map(({ outcome }) => outcome);
  await journal.settle(
    run,
    outcomes,
    settlements.flatMap(({ effects }) => effects),
  );
}

/** What concerns the state alone, all in one transaction: domains that become known, adoptions, protection, forgetting. */
async function applyState(context: ApplyContext): Promise<void> {
  const { plan, input } = context.planned;
  const desired = new Map(input.desired.domains.map((domain) => [domain.domain, domain]));
  const changes = plan.changes.filter((change) => change.action === 'adopt' || change.action === 'forget');
  const effects = [
    ...changedDomains(plan).flatMap((domain) => knownDomain(desired.get(domain), input.recorded.get(domain))),
    ...changes.map((change) => stateEffect(change, desired.get(change.domain), context.now())),
  ];
  if (effects.length === 0) return;
  await context.journal.settle(context.run, [], effects);
  for (const change of changes) context.tracker.applied(change.address);
}

function knownDomain(desired: DesiredDomain | undefined, recorded: RecordedDomain | undefined) {
  if (desired === undefined) return [];
  const { registrar = null, dns = null } = desired;
  if (recorded !== undefined && recorded.registrar === registrar && recorded.dns === dns) return [];
  return [domainEffect(desired, recorded?.protect ?? false)];
}

/** Calls that settle many domains at once; accounts side by side. */
async function applyBulkCalls(context: ApplyContext): Promise<void> {
  const calls = context.planned.plan.calls.filter((call) => call.domain === null);
  await pMap(calls, async (call) => {
    if (!context.signal.aborted) await applySetting(context, call);
  });
}

async function applyDomains(
  context: ApplyContext,
  options: ApplyOptions,
  onBroken: (error: unknown) => void,
): Promise<void> {
  const busy = new Set(context.planned.plan.calls.flatMap((call) => call.domain ?? []));
  const groups = new Map<string, DesiredDomain[]>();
  for (const domain of context.planned.input.desired.domains) {
    if (!busy.has(domain.domain)) continue;
    const account = domain.dns ?? domain.registrar ?? '';
    const group = groups.get(account);
    if (group === undefined) groups.set(account, [domain]);
    else group.push(domain);
  }
  const concurrency = options.parallelism;
  const apply = async (domain: DesiredDomain) => {
    if (!context.signal.aborted) await applyDomain(context, domain).catch(onBroken);
  };
  await Promise.all([...groups.values()].map((domains) => pMap(domains, apply, { concurrency })));
}

function reportOf(options: ApplyOptions, tracker: Tracker): ApplyReport {
  const results = tracker.results();
  const count = (status: string) => results.filter((result) => result.status === status).length;
  return {
    format_version: '1.0',
    run: options.run,
    summary: { applied: count('applied'), failed: count('failed'), not_attempted: count('not_attempted') },
    results,
    calls: Object.fromEntries([...options.accounts].map(([name, account]) => [name, account.counts()])),
    interrupted: options.signal.aborted,
  };
}
