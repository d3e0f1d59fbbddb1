/**
 * Reads a zone after calls that left it open what is in force: calls of unknown outcome, changes that are done in part, and
 * confirmed ones where a confirmation is not taken for the deed. What is live then settles them.
 */

import { liveSetOf, recordSetHolds } from '../../planner/diff/holds.ts';
import { dnsHalf } from '../../planner/halves.ts';
import type { LiveZone } from '../../planner/inputs.ts';
import type { RecordSetChange } from '../../planner/plan.ts';
import { isBetween, sameValue } from '../../planner/value.ts';
import { count } from '../../schema/count.ts';
import type { DesiredDomain } from '../../schema/desired.ts';
import { outcomeOf } from '../outcome-of.ts';
import type { ApplyContext } from './context.ts';
import { halfWayEffect, recordSetEffect } from './effects.ts';
import { readZone } from './read-zone.ts';
import { setValue } from './record-set-values.ts';
import {
  hadNoEffect,
  mayHaveHadEffect,
  notMade,
  notReadBack,
  notShownYet,
  type SentCall,
  type Settled,
  settle,
} from './send-call.ts';
import { untilShown } from './until-shown.ts';
import type { ZoneProgress } from './zone-progress.ts';

type ReadBack =
  /** Nothing had to be read. */
  | { readonly kind: 'none' }
  /** Settled; what is pending still is not in force. */
  | { readonly kind: 'read'; readonly zone: LiveZone }
  /** Told where it is certain. `reason`: what to say of a call of unknown outcome. Nothing more is to be sent. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Changes that are in force, or failed for good, are no longer pending. Calls stay open where nobody knows. */
export async function readBack(
  context: ApplyContext,
  desired: DesiredDomain,
  progress: ZoneProgress,
): Promise<ReadBack> {
  const { pending, callsLeft, open, watch } = progress;
  const account = desired.dns as string;
  progress.open = [];
  const failed = open.filter(({ kind }) => kind === 'failed');
  const calls = open.filter(({ kind }) => kind !== 'failed');
  await settle(
    context,
    failed.map(({ id, error }): Settled => ({ id, outcome: 'failed', error })),
    [],
  );
  if (calls.length === 0) return { kind: 'none' };
  if (calls.some(({ kind }) => kind === 'unknown')) {
    context.progress.notice(`${desired.domain}: not known what took effect; reading`);
  }
  const isConfirmed = ({ kind, covers }: SentCall) => kind === 'done' && covers.every((at) => callsLeft.get(at) === 0);
  const confirmed = new Set(calls.filter(isConfirmed).flatMap(({ covers }) => covers));
  const { descriptor } = dnsHalf(context.account(account).registrar, account);
  const missingFrom = (zone: LiveZone) =>
    descriptor.dns.rewrites || context.verifies(account, 'records') ? watch.missingFrom(zone) : [];
  const isAsConfirmed = (zone: LiveZone) =>
    [...pending.values()].every((change) => !confirmed.has(change.address) || recordSetHolds(change, zone));
  const lag = descriptor.afterWrites?.records?.lag;
  const zone = await untilShown(
    context,
    () => readZone(context, desired),
    (read) => typeof read === 'string' || (isAsConfirmed(read) && missingFrom(read).length === 0),
    lag,
  );
  if (typeof zone === 'string') {
    context.tracker.failed(account, [...confirmed], notReadBack(account, zone));
    return { kind: 'failed', reason: mayHaveHadEffect };
  }

  const touched = new Set(calls.flatMap(({ covers }) => covers));
  const { recorded } = context.planned.input;
  const changes = [...pending.values()];
  const held = changes.filter((change) => recordSetHolds(change, zone));
  const unmade = changes.filter((change) => confirmed.has(change.address) && !held.includes(change));
  const halfWay = changes.filter((change) => {
    if (!touched.has(change.address) || held.includes(change)) return false;
    return isBetween(setValue(change.before), setValue(change.after), liveValue(change, zone));
  });
  watch.seen(zone, held);
  const effects = [
    ...held.map((change) => recordSetEffect(change, desired.domain, account, context.now())),
    ...halfWay.map((change) =>
      halfWayEffect(
        change,
        liveSetOf(change, zone),
        recorded.get(desired.domain),
        desired.domain,
        account,
        context.now(),
      ),
    ),
    ...watch.effects(),
  ];
  const missing = missingFrom(zone);
  const lost = missing.length === 0 ? null : goneWith(missing, account);
  const inForce = new Set(held.map(({ address }) => address));
  const leftOf = (some: readonly RecordSetChange[]) =>
    Object.fromEntries(some.map((change) => [change.address, liveValue(change, zone)]));
  const left = leftOf([...held, ...halfWay]);
  const now = leftOf(changes);
  const isUnmade = ({ covers }: SentCall) => unmade.some(({ address }) => covers.includes(address));
  // What a read does not show yet is for a later one to tell.
  const known = lag === undefined ? calls : calls.filter((call) => !isUnmade(call));
  await settle(
    context,
    known.map((call): Settled => {
      const { id, kind, covers } = call;
      if (isUnmade(call))
        return { id, readBack: true, ...outcomeOf(covers, inForce, left), error: lost ?? notMade(account) };
      // What was done did not bring about all of its change: what is there now is what it left.
      const ended = outcomeOf(covers, inForce, kind === 'done' ? now : left);
      const outcome = kind === 'done' ? 'done' : ended.outcome;
      return { id, readBack: true, ...ended, outcome, error: lost ?? (outcome === 'done' ? null : call.error) };
    }),
    effects,
  );

  if (lost !== null) context.tracker.failed(account, [...touched], lost);
  for (const { address } of held) {
    pending.delete(address);
    context.tracker.applied(account, address);
  }
  for (const change of unmade) {
    pending.delete(change.address);
    const isAsBefore = sameValue(setValue(change.before), liveValue(change, zone));
    const told = lag === undefined ? notMade(account, isAsBefore) : notShownYet(account, lag.ms);
    context.tracker.failed(account, [change.address], told);
  }
  return lost === null && unmade.length === 0 ? { kind: 'read', zone } : { kind: 'failed', reason: hadNoEffect };
}

function liveValue(change: RecordSetChange, zone: LiveZone) {
  return setValue(liveSetOf(change, zone) ?? null);
}

/** Each is named: nobody else remembers them. */
function goneWith(missing: readonly string[], account: string): string {
  const records = count(missing.length, 'record that was to stay', 'records that were to stay');
  return `${account} lacks ${records} after this write: ${missing.join('; ')}. Make them there again.`;
}
