/**
 * One domain of a plan, stage by stage. A stage that failed holds back those that build on it: a delegation never
 * switches to a zone that is not complete.
 */
import type { Call, Stage } from '../../planner/plan.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { applyDelegation } from './apply-delegation.ts';
import { applyRecords } from './apply-records.ts';
import { applySetting } from './apply-settings.ts';
import { applyZone } from './apply-zone.ts';
import type { ApplyContext } from './context.ts';

/** Whether the stage did all it had to. */
export type StageResult = 'done' | 'failed';

/** `calls`: those of the plan for this domain. `done`: all of them are. */
export async function applyDomain(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly Call[],
): Promise<StageResult> {
  const failed = new Set<Stage>();
  if (context.planned.plan.errors.some((error) => error.domain === desired.domain)) failed.add('records');
  for (const stage of stageOrder(context, desired)) {
    const due = calls.filter((call) => call.stage === stage);
    if (due.length === 0) continue;
    if (context.signal.aborted) return 'failed';
    const blocker = needs[stage].find((needed) => failed.has(needed));
    if (blocker !== undefined) {
      const reason = `held back, because ${reasons[blocker]} of ${desired.domain} did not go through`;
      for (const call of due) context.tracker.heldBack(call.account, call.covers, reason);
      failed.add(stage);
    } else if ((await runStage(context, desired, stage, due)) === 'failed') {
      failed.add(stage);
    }
  }
  return failed.size === 0 ? 'done' : 'failed';
}

/** A host that writes records only while delegated to gets its delegation first. */
function stageOrder(context: ApplyContext, desired: DesiredDomain): readonly Stage[] {
  const host = desired.dns === undefined ? undefined : context.account(desired.dns).registrar.descriptor.dns;
  return host?.needsDelegation && desired.registrar === desired.dns
    ? ['settings', 'zone', 'unsign', 'delegation', 'records', 'sign']
    : ['settings', 'zone', 'unsign', 'records', 'delegation', 'sign'];
}

const needs: { readonly [S in Stage]: readonly Stage[] } = {
  settings: [],
  zone: [],
  unsign: [],
  records: ['zone'],
  delegation: ['zone', 'records', 'unsign'],
  sign: ['zone', 'records', 'delegation'],
};

const reasons: { readonly [S in Stage]: string } = {
  settings: 'the settings',
  zone: 'the zone',
  unsign: 'the removal of the DS records',
  records: 'the records',
  delegation: 'the delegation',
  sign: 'the DS records',
};

function runStage(context: ApplyContext, desired: DesiredDomain, stage: Stage, calls: readonly Call[]) {
  switch (stage) {
    case 'zone':
      return applyZone(context, desired, calls);
    case 'records':
      return applyRecords(context, desired, calls);
    case 'delegation':
    case 'sign':
      return applyDelegation(context, desired, calls);
    case 'settings':
    case 'unsign':
      return applySettings(context, calls);
  }
}

/** Settings do not depend on each other: one that fails does not stop the next. */
async function applySettings(context: ApplyContext, calls: readonly Call[]): Promise<StageResult> {
  let result: StageResult = 'done';
  for (const call of calls) {
    if (context.signal.aborted) return 'failed';
    if ((await applySetting(context, call)) === 'failed') result = 'failed';
  }
  return result;
}
