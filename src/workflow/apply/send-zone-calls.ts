/**
 * The calls of one zone, in order, until one fails. A set that takes several calls is in force, and recorded, with the
 * last of them: until then its calls stay open in the journal, so that a run that dies half-way is taken up there.
 */

import { liveSetOf, recordSetHolds } from '../../planner/diff/holds.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { Call, RecordSetChange } from '../../planner/plan.ts';
import { isBetween } from '../../planner/value.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { outcomeOf } from '../outcome-of.ts';
import type { ApplyContext } from './context.ts';
import { halfWayEffect, recordSetEffect } from './effects.ts';
import { readZone } from './read-zone.ts';
import { setValue, valuesOf } from './record-set-values.ts';
import { mayHaveHadEffect, type SentCall, type Settled, sendCall, settle } from './send-call.ts';

export type ZoneCallsResult =
  | { readonly kind: 'done' | 'failed' }
  /** A call's outcome was not known; the zone was read, and these changes are still to do. */
  | {
      readonly kind: 'to-do';
      readonly pending: RecordSetChange[];
      readonly zone: LiveZone;
      /** The addresses of that call, and what it failed of. */
      readonly failed: readonly string[];
      readonly error: string;
    };

export function notAttempted({ domain }: DesiredDomain): string {
  return `an earlier call for ${domain} failed`;
}

/** What a failed call would have done is not attempted in another way. */
export async function sendZoneCalls(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly Call[],
  changes: readonly RecordSetChange[],
): Promise<ZoneCallsResult> {
  const { tracker } = context;
  const account = desired.dns as string;
  const pending = new Map(changes.map((change) => [change.address, change]));
  const callsLeft = countCalls(calls);
  /** Done, but a change that they have a part in is not. */
  let open: SentCall[] = [];
  for (const [index, call] of calls.entries()) {
    if (context.signal.aborted) {
      await readBack(context, desired, open, pending);
      return { kind: 'failed' };
    }
    const covered = call.covers.flatMap((address) => pending.get(address) ?? []);
    const sent = await sendCall(context, call, valuesOf(covered));
    open.push(sent);
    if (sent.kind === 'done') {
      for (const address of call.covers) callsLeft.set(address, (callsLeft.get(address) ?? 0) - 1);
      const isDone = (address: string) => callsLeft.get(address) === 0;
      const completed = covered.filter(({ address }) => isDone(address));
      const closed = open.filter(({ covers }) => covers.every(isDone));
      open = open.filter((one) => !closed.includes(one));
      const effects = completed.map((change) => effectOf(context, desired, change));
      await settle(
        context,
        closed.map(({ id }): Settled => ({ id, outcome: 'done', error: null })),
        effects,
      );
      for (const { address } of completed) {
        pending.delete(address);
        tracker.applied(account, address);
      }
      continue;
    }
    const zone = await readBack(context, desired, open, pending);
    if (sent.kind === 'unknown' && zone !== null && typeof zone !== 'string') {
      return { kind: 'to-do', pending: [...pending.values()], zone, failed: call.covers, error: sent.error };
    }
    tracker.failed(account, call.covers, sent.kind === 'unknown' ? `${sent.error} ${mayHaveHadEffect}` : sent.error);
    const later = calls.slice(index + 1).flatMap(({ covers }) => covers);
    tracker.heldBack(account, later, notAttempted(desired));
    return { kind: 'failed' };
  }
  return { kind: 'done' };
}

function countCalls(calls: readonly Call[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const address of calls.flatMap(({ covers }) => covers)) counts.set(address, (counts.get(address) ?? 0) + 1);
  return counts;
}

/**
 * Settles calls after which a change is not known to be in force, or is only in part: what is live tells. Changes that
 * are in force are no longer pending. The zone, if it had to be read; a text where it could not be, and those calls stay
 * open.
 */
async function readBack(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly SentCall[],
  pending: Map<string, RecordSetChange>,
): Promise<LiveZone | string | null> {
  const failed = calls.filter(({ kind }) => kind === 'failed');
  const toRead = calls.filter(({ kind }) => kind !== 'failed');
  await settle(
    context,
    failed.map(({ id, error }): Settled => ({ id, outcome: 'failed', error })),
    [],
  );
  if (toRead.length === 0) return null;
  context.progress.notice(`${desired.domain}: not known what took effect; reading`);
  const zone = await readZone(context, desired);
  if (typeof zone === 'string') return zone;
  const account = desired.dns as string;
  const recorded = context.planned.input.recorded.get(desired.domain);
  const touched = new Set(toRead.flatMap(({ covers }) => covers));
  const held = [...pending.values()].filter((change) => recordSetHolds(change, zone));
  const halfWay = [...pending.values()].filter((change) => {
    if (!touched.has(change.address) || held.includes(change)) return false;
    return isBetween(setValue(change.before), setValue(change.after), setValue(liveSetOf(change, zone) ?? null));
  });
  const effects = [
    ...held.map((change) => effectOf(context, desired, change)),
    ...halfWay.map((change) =>
      halfWayEffect(change, liveSetOf(change, zone), recorded, desired.domain, account, context.now()),
    ),
  ];
  const inForce = new Set(held.map(({ address }) => address));
  const leftOf = (changes: readonly RecordSetChange[]) =>
    Object.fromEntries(changes.map((change) => [change.address, setValue(liveSetOf(change, zone) ?? null)]));
  const left = leftOf([...held, ...halfWay]);
  const now = leftOf([...pending.values()]);
  await settle(
    context,
    toRead.map(({ id, kind, covers, error }): Settled => {
      // What was done did not bring about all of its change: what is there now is what it left.
      const ended = outcomeOf(covers, inForce, kind === 'done' ? now : left);
      const outcome = kind === 'done' ? 'done' : ended.outcome;
      return { id, ...ended, outcome, error: outcome === 'done' ? null : error };
    }),
    effects,
  );
  for (const { address } of held) {
    pending.delete(address);
    context.tracker.applied(account, address);
  }
  return zone;
}

function effectOf(context: ApplyContext, desired: DesiredDomain, change: RecordSetChange) {
  return recordSetEffect(change, desired, desired.dns as string, context.now(), context.planned.input.released);
}
