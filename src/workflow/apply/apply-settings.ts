/** Setting calls, of one domain or of many at once. */
import { settingHolds } from '../../planner/diff/holds.ts';
import type { Call, SettingChange } from '../../planner/plan.ts';
import { sameSetting, settingJson } from '../../planner/value.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import { registrationsOf } from '../open-accounts.ts';
import { outcomeOf } from '../outcome-of.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { plainManagement, settingEffect } from './effects.ts';
import {
  hadNoEffect,
  mayHaveHadEffect,
  notMade,
  notReadBack,
  notShownYet,
  type SentCall,
  sendCall,
  settle,
} from './send-call.ts';
import { untilShown } from './until-shown.ts';

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
  const { account, covers } = call;
  const { tracker } = context;
  const changed = await changedSincePlan(context, call, changes);
  if (changed !== null) {
    tracker.failed(account, covers, changed);
    return 'failed';
  }
  const after = Object.fromEntries(changes.map((change) => [change.address, settingJson(change.after)]));
  const before = changes.map((change) => [change.address, change.before === null ? null : settingJson(change.before)]);
  const managed = changes.filter(({ givenBack }) => !givenBack).map(({ address }) => [address, plainManagement]);
  const values = { before: Object.fromEntries(before), after, managed: Object.fromEntries(managed) };
  const sent = await sendCall(context, call, values);
  const read = await whatHolds(context, call, changes, sent);
  if (typeof read === 'string') {
    tracker.failed(account, covers, sent.kind === 'done' ? read : `${sent.error} ${mayHaveHadEffect}`);
    return 'failed';
  }
  const inForce = new Set(read.map(({ address }) => address));
  const left = Object.fromEntries([...inForce].map((address) => [address, after[address]]));
  const effects = read.map((change) => settingEffect(change, account, context.now()));
  const ended = outcomeOf(covers, inForce, left);
  const error = sent.error ?? notMade(account);
  const wasRead = sent.kind === 'unknown' || context.verifies(account, 'settings');
  const settled = { id: sent.id, ...ended, error: ended.outcome === 'done' ? null : error };
  await settle(context, [wasRead ? { ...settled, readBack: true } : settled], effects);
  for (const address of inForce) tracker.applied(account, address);
  if (read.length === changes.length) return 'done';
  tracker.failed(account, covers, sent.kind === 'unknown' ? `${error} ${hadNoEffect}` : error);
  return 'failed';
}

/** Which of the changes are in force after the call; a text, of why nobody knows: then the call stays open. */
async function whatHolds(context: ApplyContext, call: Call, changes: readonly SettingChange[], { kind }: SentCall) {
  const { account, operation } = call;
  if (kind === 'failed') return [];
  if (kind === 'unknown') {
    context.progress.notice(`${operation} at ${account}: not known whether it took effect; reading`);
    return readWhichHold(context, call, changes);
  }
  if (!context.verifies(account, 'settings')) return changes;
  const lag = context.account(account).registrar.descriptor.afterWrites?.settings?.lag;
  const read = await untilShown(
    context,
    () => readWhichHold(context, call, changes),
    (held) => typeof held === 'string' || held.length === changes.length,
    lag,
  );
  if (typeof read === 'string') return notReadBack(account, read);
  return lag !== undefined && read.length < changes.length ? notShownYet(account, lag.ms) : read;
}

/**
 * Why a delegation is not written: it is not what the plan was made from; null: it is. A flag has two values, so that one
 * that somebody else has changed is as the config wants it.
 */
async function changedSincePlan(
  context: ApplyContext,
  { account }: Call,
  changes: readonly SettingChange[],
): Promise<string | null> {
  const looked = changes.filter((change) => change.before !== null && isLookedAt(context, change));
  if (looked.length === 0) return null;
  try {
    const queries = looked.map(({ domain, field }) => ({ domain, fields: [field] }));
    const reads = await registrationsOf(context.account(account)).readRegistrations(queries);
    for (const { domain, field, before, after } of looked) {
      const live = reads.get(domain);
      if (live === undefined) return `${account} did not answer for ${domain}: nothing was sent.`;
      if (live instanceof RegistrarError) return live.message;
      const value = live.settings[field];
      if (value === undefined) return `${account} does not tell the ${field} of ${domain} any more: nothing was sent.`;
      const there = settingJson(value);
      if ([before, after].some((one) => one !== null && sameSetting(settingJson(one), there))) continue;
      const text = Array.isArray(there) && there.length > 0 ? there.join(', ') : 'none';
      return `the ${field} of ${domain} at ${account} changed since the plan was made, to ${text}. Nothing was written: plan again to see what has changed.`;
    }
    return null;
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}

/** Nameservers that change in the same run may take DS records along. */
function isLookedAt({ planned }: ApplyContext, { domain, field }: SettingChange): boolean {
  if (field === 'nameservers') return true;
  const others = planned.work.get(domain)?.settingChanges ?? [];
  return field === 'dnssec' && !others.some((change) => change.field === 'nameservers');
}

/** A text where that cannot be told. */
async function readWhichHold(context: ApplyContext, { account }: Call, changes: readonly SettingChange[]) {
  try {
    const queries = changes.map((change) => ({ domain: change.domain, fields: [change.field] }));
    const reads = await registrationsOf(context.account(account)).readRegistrations(queries);
    const held: SettingChange[] = [];
    for (const change of changes) {
      const live = reads.get(change.domain);
      if (live === undefined) return `${account} did not answer for ${change.domain}.`;
      if (live instanceof RegistrarError) return live.message;
      if (settingHolds(change, live)) held.push(change);
    }
    return held;
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}
