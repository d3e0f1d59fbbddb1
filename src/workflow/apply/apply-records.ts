/**
 * The record sets of one zone. The calls are the plan's own, but for two cases in which the zone is read first and the
 * calls are compiled anew from what is still to do: a zone that could not be seen when the plan was made, and a call
 * whose outcome is not known.
 */
import { recordSetHolds } from '../../planner/diff/holds.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { Call, RecordSetChange } from '../../planner/plan.ts';
import { recordSetValue } from '../../planner/value.ts';
import { RegistrarError } from '../../registrars/errors.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import type { StageResult } from './apply-domain.ts';
import type { ApplyContext } from './context.ts';
import { recordSetEffect } from './effects.ts';
import { rebase } from './rebase.ts';
import { sendCall } from './send-call.ts';

/** How often a zone is read and its calls compiled anew before the run gives up on it. */
const maxRounds = 4;

export async function applyRecords(
  context: ApplyContext,
  desired: DesiredDomain,
  planned: readonly Call[],
): Promise<StageResult> {
  let pending = [...(context.planned.work.get(desired.domain)?.recordSetChanges ?? [])];
  let calls = planned;
  let refused = false;
  if (planned.some((call) => call.deferred)) {
    const prepared = await prepareUnseenZone(context, desired, pending);
    if (prepared === null) return 'failed';
    ({ pending, calls, refused } = prepared);
  }
  for (let round = 1; ; round++) {
    const sent = await sendAll(context, desired, calls, pending);
    if (sent.kind !== 'in-doubt') return refused ? 'failed' : sent.kind;
    pending = sent.pending;
    if (pending.length === 0) return refused ? 'failed' : 'done';
    if (round === maxRounds || context.signal.aborted) {
      context.tracker.failed(
        pending.map((change) => change.address),
        sent.error,
      );
      return 'failed';
    }
    const compiled = compile(context, desired, pending, sent.zone);
    calls = compiled.calls;
    refused ||= compiled.refused;
  }
}

type Sent =
  | { readonly kind: 'done' | 'failed' }
  /** A call's outcome was not known; the zone was read, and these changes are still to do. */
  | { readonly kind: 'in-doubt'; readonly pending: RecordSetChange[]; readonly zone: LiveZone; readonly error: string };

/** Sends calls in order, until one fails. What a failed call would have done is not attempted in another way. */
async function sendAll(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly Call[],
  pending: readonly RecordSetChange[],
): Promise<Sent> {
  const { tracker } = context;
  const byAddress = new Map(pending.map((change) => [change.address, change]));
  const callsLeft = new Map<string, number>();
  for (const address of calls.flatMap((call) => call.covers)) {
    callsLeft.set(address, (callsLeft.get(address) ?? 0) + 1);
  }
  for (const call of calls) {
    if (context.signal.aborted) return { kind: 'failed' };
    const covered = call.covers.flatMap((address) => byAddress.get(address) ?? []);
    // A change with several calls is in force, and recorded, with the last of them.
    const completed = covered.filter((change) => callsLeft.get(change.address) === 1);
    const outcome = await sendCall(context, call, valuesOf(covered), () => effectsOf(context, desired, completed));
    if (outcome.kind === 'failed') {
      tracker.failed(call.covers, outcome.error);
      const left = calls.slice(calls.indexOf(call) + 1).flatMap((later) => later.covers);
      tracker.heldBack(left, `not attempted, because an earlier call for ${desired.domain} failed`);
      return { kind: 'failed' };
    }
    if (outcome.kind === 'unknown') {
      context.progress.notice(`${call.operation} of ${desired.domain}: not known whether it took effect; reading`);
      const zone = await readZone(context, desired);
      if (typeof zone === 'string') {
        tracker.failed(
          call.covers,
          `${outcome.error} It may have taken effect, and reading it back failed: plan again.`,
        );
        return { kind: 'failed' };
      }
      const held = pendingOf(byAddress).filter((change) => recordSetHolds(change, zone));
      const inForce = covered.filter((change) => held.includes(change)).map(({ address }) => address);
      await outcome.settle(inForce, effectsOf(context, desired, held));
      for (const change of held) {
        byAddress.delete(change.address);
        tracker.applied(change.address);
      }
      return { kind: 'in-doubt', pending: pendingOf(byAddress), zone, error: outcome.error };
    }
    for (const { address } of covered) callsLeft.set(address, (callsLeft.get(address) ?? 0) - 1);
    for (const { address } of completed) {
      byAddress.delete(address);
      tracker.applied(address);
    }
  }
  return { kind: 'done' };
}

/** Reads a zone that the plan was made without; what it turns out to hold must not be overwritten unseen. */
async function prepareUnseenZone(context: ApplyContext, desired: DesiredDomain, changes: readonly RecordSetChange[]) {
  const zone = await readZone(context, desired);
  const addresses = changes.map((change) => change.address);
  if (typeof zone === 'string' || zone.status !== 'present') {
    const seen = typeof zone === 'string' ? zone : `${desired.dns} does not show the zone yet: plan and apply again.`;
    context.tracker.failed(addresses, seen);
    return null;
  }
  const capabilities = context.account(desired.dns as string).registrar.descriptor.dns;
  const there = changes.filter((change) => recordSetHolds(change, zone));
  if (there.length > 0) {
    await context.journal.settle(context.run, [], effectsOf(context, desired, there));
    for (const { address } of there) context.tracker.applied(address);
  }
  const missing = changes.filter((change) => !there.includes(change));
  const rebased = rebase(missing, zone, capabilities);
  if (rebased.unexpected.length > 0) {
    const what = rebased.unexpected.join(', ');
    context.tracker.failed(addresses, `the zone turned out to hold ${what}: plan again to see what would change.`);
    return null;
  }
  return { pending: [...rebased.changes], ...compile(context, desired, rebased.changes, zone) };
}

/** The calls for what is still to do; changes that cannot be made are failed on the way. */
function compile(
  context: ApplyContext,
  desired: DesiredDomain,
  changes: readonly RecordSetChange[],
  live: LiveZone,
): { readonly calls: readonly Call[]; readonly refused: boolean } {
  const account = desired.dns as string;
  const { registrar } = context.account(account);
  const { changes: rebased } = rebase(changes, live, registrar.descriptor.dns);
  const drafts = registrar.compileZone({ domain: desired.domain, live, changes: rebased });
  for (const { covers, refused } of drafts) {
    if (refused !== undefined) context.tracker.failed(covers, refused);
  }
  const sendable = drafts.filter(({ refused }) => refused === undefined);
  return {
    calls: sendable.map((draft) => ({ ...draft, account, stage: 'records', deferred: false })),
    refused: sendable.length < drafts.length,
  };
}

/** The zone as it is now, or what to tell the user. */
async function readZone(context: ApplyContext, { domain, dns }: DesiredDomain): Promise<LiveZone | string> {
  try {
    return await context.account(dns as string).client.readZone({ domain, nameservers: false, ds: false });
  } catch (error) {
    if (error instanceof RegistrarError) return error.message;
    throw error;
  }
}

function effectsOf(context: ApplyContext, desired: DesiredDomain, changes: readonly RecordSetChange[]) {
  const at = context.now();
  return changes.map((change) => recordSetEffect(change, desired, desired.dns as string, at));
}

function valuesOf(changes: readonly RecordSetChange[]) {
  const value = (set: RecordSet | null) =>
    set === null ? null : recordSetValue(set.ttlSeconds, printValues(set), set.options);
  return {
    before: Object.fromEntries(changes.map((change) => [change.address, value(change.before)])),
    after: Object.fromEntries(changes.map((change) => [change.address, value(change.after)])),
  };
}

function pendingOf(byAddress: ReadonlyMap<string, RecordSetChange>): RecordSetChange[] {
  return [...byAddress.values()];
}
