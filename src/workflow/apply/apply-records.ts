/**
 * The record sets of one zone. The calls are the plan's own, but for three cases in which the zone is read first and the
 * calls are compiled anew from what is still to do: a zone that could not be seen when the plan was made, a call whose
 * outcome is not known, and one that the host refused because of one of its changes.
 */

import { recordSetHolds } from '../../planner/diff/holds.ts';
import { dnsHalf } from '../../planner/halves.ts';
import type { LiveZone, PlanInput } from '../../planner/inputs.ts';
import type { Call, RecordSetChange } from '../../planner/plan.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { recordSetEffect } from './effects.ts';
import { readZone } from './read-zone.ts';
import { rebase } from './rebase.ts';
import { settle } from './send-call.ts';
import { compileChanges, sendChanges } from './send-changes.ts';
import { sendWithout } from './send-without.ts';
import { watchZone } from './zone-watch.ts';

export async function applyRecords(
  context: ApplyContext,
  desired: DesiredDomain,
  planned: readonly Call[],
): Promise<StageResult> {
  let pending = [...(context.planned.work.get(desired.domain)?.recordSetChanges ?? [])];
  let calls = planned;
  let zone = plannedZone(context.planned.input, desired);
  let refused = false;
  if (planned.some((call) => call.deferred)) {
    const prepared = await prepareUnseenZone(context, desired, pending);
    if (prepared === null) return 'failed';
    ({ pending, calls, zone, refused } = prepared);
  }
  const account = desired.dns as string;
  const { dns } = dnsHalf(context.account(account).registrar, account).descriptor;
  const isOurs = (address: string) => context.isManaged(account, address);
  const watch = watchZone(zone, pending, dns, isOurs, rememberedAt(context, desired));
  const sent = await sendChanges(context, desired, { calls, pending }, watch);
  if (sent === 'done') return refused ? 'failed' : 'done';
  if (sent !== 'failed') await sendWithout(context, desired, sent, watch);
  return 'failed';
}

function plannedZone({ zones }: PlanInput, { domain }: DesiredDomain): LiveZone {
  const zone = zones.get(domain);
  if (zone === undefined || 'problem' in zone)
    throw new Error(`changes were planned for ${domain}, which was not read`);
  return zone;
}

/** What was nobody's in the zone when an apply last saw it. */
function rememberedAt({ planned: { input } }: ApplyContext, { domain, dns }: DesiredDomain) {
  const recorded = input.recorded.get(domain);
  return recorded?.dns === dns ? (recorded?.foreign ?? []) : [];
}

/** Reads a zone that the plan was made without; what it turns out to hold must not be overwritten unseen. */
async function prepareUnseenZone(context: ApplyContext, desired: DesiredDomain, changes: readonly RecordSetChange[]) {
  const account = desired.dns as string;
  const zone = await readZone(context, desired);
  const addresses = changes.map((change) => change.address);
  if (typeof zone === 'string' || zone.status !== 'present') {
    const seen = typeof zone === 'string' ? zone : `${desired.dns} does not show the zone yet: plan and apply again.`;
    context.tracker.failed(account, addresses, seen);
    return null;
  }
  const capabilities = dnsHalf(context.account(account).registrar, account).descriptor.dns;
  const there = changes.filter((change) => recordSetHolds(change, zone));
  if (there.length > 0) {
    const effects = there.map((change) => recordSetEffect(change, desired.domain, account, context.now()));
    await settle(context, [], effects);
    for (const { address } of there) context.tracker.applied(account, address);
  }
  const missing = changes.filter((change) => !there.includes(change));
  const rebased = rebase(missing, zone, capabilities);
  if (rebased.unexpected.length > 0) {
    const what = rebased.unexpected.join(', ');
    context.tracker.failed(
      account,
      addresses,
      `the zone turned out to hold ${what}: plan again to see what would change.`,
    );
    return null;
  }
  return { pending: [...rebased.changes], zone, ...compileChanges(context, desired, rebased.changes, zone) };
}
