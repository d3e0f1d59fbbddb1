/** Nameservers and DS records: the last steps, with values that may have become known only in this run. */
import { registrationHalf } from '../../planner/halves.ts';
import { type Call, knownAfterApply, type SettingChange } from '../../planner/plan.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { zonesOf } from '../open-accounts.ts';
import type { StageResult } from './apply-domain.ts';
import { sendSettings, settingsOf } from './apply-settings.ts';
import type { ApplyContext } from './context.ts';

export async function applyDelegation(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly Call[],
): Promise<StageResult> {
  let result: StageResult = 'done';
  for (const call of calls) {
    const changes = settingsOf(context, call);
    const sent = call.deferred
      ? await sendDeferred(context, desired, call, changes)
      : await sendSettings(context, call, changes);
    if (sent === 'failed') result = 'failed';
  }
  return result;
}

/** The plan could not know the values: they are those of the zone that was made a moment ago. */
async function sendDeferred(
  context: ApplyContext,
  desired: DesiredDomain,
  call: Call,
  changes: readonly SettingChange[],
): Promise<StageResult> {
  const known = await resolve(context, desired, changes);
  if (typeof known === 'string') {
    context.tracker.failed(call.account, call.covers, known);
    return 'failed';
  }
  let result: StageResult = 'done';
  for (const draft of registrationHalf(context.account(call.account).registrar, call.account).compileSettings(known)) {
    if (draft.refused !== undefined) {
      context.tracker.failed(call.account, draft.covers, draft.refused);
      result = 'failed';
      continue;
    }
    const sent = await sendSettings(context, { ...call, ...draft, deferred: false }, known);
    if (sent === 'failed') result = 'failed';
  }
  return result;
}

/** The changes with the zone's own values, or why they are not known. */
async function resolve(
  context: ApplyContext,
  { domain, dns }: DesiredDomain,
  changes: readonly SettingChange[],
): Promise<readonly SettingChange[] | string> {
  const account = context.account(dns as string);
  try {
    const zone = await zonesOf(account).readZone({ domain, nameservers: true, ds: true });
    const resolved = changes.map((change) => {
      if (change.field === 'nameservers') return { ...change, after: zone.nameservers };
      if (change.field === 'dnssec') return { ...change, after: zone.ds ?? [] };
      return change;
    });
    const missing = resolved.find((change) => Array.isArray(change.after) && change.after.length === 0);
    if (missing === undefined) return resolved;
    return `${account.config.name} does not tell the ${missing.field} of the new zone ${domain} yet (${knownAfterApply}): plan and apply again.`;
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}
