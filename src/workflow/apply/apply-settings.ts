/** Setting calls, of one domain or of many at once. */
import { settingHolds } from '../../planner/diff/holds.ts';
import type { Call, SettingChange } from '../../planner/plan.ts';
import { settingJson } from '../../planner/value.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { settingEffect } from './effects.ts';
import { sendCall } from './send-call.ts';

/** Sends one call of the plan that changes settings. */
export function applySetting(context: ApplyContext, call: Call): Promise<StageResult> {
  return sendSettings(context, call, settingsOf(context, call));
}

/** The typed changes that a call of the plan covers. */
export function settingsOf(context: ApplyContext, call: Call): readonly SettingChange[] {
  const covered = new Set(call.covers);
  const domains = new Set(
    call.domain === null ? call.covers.map((address) => address.split(':', 1)[0]) : [call.domain],
  );
  return [...domains].flatMap((domain) =>
    (context.planned.work.get(domain as string)?.settingChanges ?? []).filter((change) => covered.has(change.address)),
  );
}

/** Sends a call for these changes; where its outcome is not known, reads which of them are in force. */
export async function sendSettings(
  context: ApplyContext,
  call: Call,
  changes: readonly SettingChange[],
): Promise<StageResult> {
  const { tracker } = context;
  const effectsOf = (held: readonly SettingChange[]) =>
    held.map((change) => settingEffect(change, call.account, context.now()));
  const values = {
    before: Object.fromEntries(changes.map((c) => [c.address, c.before === null ? null : settingJson(c.before)])),
    after: Object.fromEntries(changes.map((c) => [c.address, settingJson(c.after)])),
  };
  const outcome = await sendCall(context, call, values, () => effectsOf(changes));
  if (outcome.kind === 'done') {
    for (const change of changes) tracker.applied(change.address);
    return 'done';
  }
  if (outcome.kind === 'failed') {
    tracker.failed(call.covers, outcome.error);
    return 'failed';
  }
  context.progress.notice(`${call.operation} at ${call.account}: not known whether it took effect; reading`);
  const held = await readWhichHold(context, call, changes);
  if (held === null) {
    tracker.failed(call.covers, `${outcome.error} It may have taken effect, and reading it back failed: plan again.`);
    return 'failed';
  }
  const inForce = held.map(({ address }) => address);
  await outcome.settle(inForce, effectsOf(held));
  for (const address of inForce) tracker.applied(address);
  tracker.failed(call.covers, outcome.error);
  return held.length === changes.length ? 'done' : 'failed';
}

async function readWhichHold(context: ApplyContext, call: Call, changes: readonly SettingChange[]) {
  try {
    const queries = changes.map((change) => ({ domain: change.domain, fields: [change.field] }));
    const reads = await context.account(call.account).client.readRegistrations(queries);
    const held: SettingChange[] = [];
    for (const change of changes) {
      const live = reads.get(change.domain);
      if (live === undefined || live instanceof RegistrarError) return null;
      if (settingHolds(change, live)) held.push(change);
    }
    return held;
  } catch (error) {
    if (error instanceof RegistrarError) return null;
    throw error;
  }
}
