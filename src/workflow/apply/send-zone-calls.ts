/**
 * The calls of one zone, in order, until one fails. A set that takes several calls is in force, and recorded, with the
 * last of them: until then its calls stay open in the journal, so that a run that dies half-way is taken up there.
 */

import type { LiveZone } from '../../planner/inputs.ts';
import type { Call, RecordSetChange } from '../../planner/plan.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import type { ApplyContext } from './context.ts';
import { recordSetEffect } from './effects.ts';
import { readBack } from './read-back.ts';
import { valuesOf } from './record-set-values.ts';
import { type Settled, sendCall, settle } from './send-call.ts';
import type { ZoneProgress } from './zone-progress.ts';

type ZoneCallsResult =
  | { readonly kind: 'done' | 'failed' }
  /** A call was refused because of what it says, and had no effect; nothing is told of these changes, which are to do still. */
  | Refused
  /** A call's outcome was not known; the zone was read, and these changes are still to do. */
  | {
      readonly kind: 'to-do';
      readonly pending: RecordSetChange[];
      readonly zone: LiveZone;
      /** The addresses of that call, and what it failed of. */
      readonly failed: readonly string[];
      readonly error: string;
    };

export interface Refused {
  readonly kind: 'refused';
  readonly pending: readonly RecordSetChange[];
  /** The addresses of that call. */
  readonly covers: readonly string[];
  readonly error: string;
}

export function notAttempted({ domain }: DesiredDomain): string {
  return `an earlier call for ${domain} failed`;
}

/** What a failed call would have done is not attempted in another way. */
export async function sendZoneCalls(
  context: ApplyContext,
  desired: DesiredDomain,
  calls: readonly Call[],
  changes: readonly RecordSetChange[],
  watch: ZoneProgress['watch'],
): Promise<ZoneCallsResult> {
  const { tracker } = context;
  const account = desired.dns as string;
  const verifies = context.verifies(account, 'records');
  const progress: ZoneProgress = {
    pending: new Map(changes.map((change) => [change.address, change])),
    callsLeft: countCalls(calls),
    open: [],
    watch,
  };
  const { pending, callsLeft } = progress;
  for (const [index, call] of calls.entries()) {
    if (context.signal.aborted) {
      await readBack(context, desired, progress);
      return { kind: 'failed' };
    }
    const covered = call.covers.flatMap((address) => pending.get(address) ?? []);
    const sent = await sendCall(context, call, valuesOf(covered));
    progress.open.push(sent);
    if (sent.kind === 'done') {
      for (const address of call.covers) callsLeft.set(address, (callsLeft.get(address) ?? 0) - 1);
      if (!verifies) await settleCompleted(context, desired, progress, covered);
      continue;
    }
    const read = await readBack(context, desired, progress);
    if (sent.kind === 'unknown' && read.kind === 'read') {
      return { kind: 'to-do', pending: [...pending.values()], zone: read.zone, failed: call.covers, error: sent.error };
    }
    if (sent.kind === 'failed' && sent.refused && read.kind !== 'failed') {
      return { kind: 'refused', pending: [...pending.values()], covers: call.covers, error: sent.error };
    }
    tracker.failed(
      account,
      call.covers,
      read.kind === 'failed' && sent.kind === 'unknown' ? `${sent.error} ${read.reason}` : sent.error,
    );
    const later = calls.slice(index + 1).flatMap(({ covers }) => covers);
    tracker.heldBack(account, later, notAttempted(desired));
    return { kind: 'failed' };
  }
  const read = await readBack(context, desired, progress);
  return { kind: read.kind === 'failed' ? 'failed' : 'done' };
}

function countCalls(calls: readonly Call[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const address of calls.flatMap(({ covers }) => covers)) counts.set(address, (counts.get(address) ?? 0) + 1);
  return counts;
}

/** Settles, after a call that was done, what is now complete: of its changes, and of the open calls. */
async function settleCompleted(
  context: ApplyContext,
  desired: DesiredDomain,
  progress: ZoneProgress,
  covered: readonly RecordSetChange[],
): Promise<void> {
  const account = desired.dns as string;
  const isDone = (address: string) => progress.callsLeft.get(address) === 0;
  const completed = covered.filter(({ address }) => isDone(address));
  const closed = progress.open.filter(({ covers }) => covers.every(isDone));
  progress.open = progress.open.filter((one) => !closed.includes(one));
  progress.watch.done(completed);
  await settle(
    context,
    closed.map(({ id }): Settled => ({ id, outcome: 'done', error: null })),
    [
      ...completed.map((change) => recordSetEffect(change, desired.domain, account, context.now())),
      ...progress.watch.effects(),
    ],
  );
  for (const { address } of completed) {
    progress.pending.delete(address);
    context.tracker.applied(account, address);
  }
}
