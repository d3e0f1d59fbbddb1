/** How long requests take within the documented limits: what a plan tells before anybody waits for it, and what is left of a wait. */
import type { Plan } from '../planner/plan.ts';
import type { RegistrarDescriptor } from '../schema/capabilities.ts';

/** A usual answer time of these APIs, where none was measured. */
const usualAnswerMs = 500;

/** How an account's requests have gone so far. */
export interface Pace {
  /** Mean time until an answer, in milliseconds; null where there was none yet. */
  readonly answerMs: number | null;
  /** How long ago each request ended, the latest last; those that no limit counts any more may be missing. */
  readonly endedMsAgo: readonly number[];
}

export const unused: Pace = { answerMs: null, endedMsAgo: [] };

/** What is still to be sent to one account. */
export interface Work {
  readonly requests: number;
  /** The most that come one after the other, as those of one domain do. */
  readonly inARow: number;
}

type Limits = Pick<RegistrarDescriptor, 'limits' | 'maxConcurrent'>;

/** By account: what the calls of a plan take, with the reads just before and after them. */
export function workOf(
  { calls }: Pick<Plan, 'calls'>,
  descriptors: ReadonlyMap<string, RegistrarDescriptor>,
): ReadonlyMap<string, Work> {
  const rows = new Map<string, Map<string, number>>();
  for (const { account, domain, requests, stage } of calls) {
    const ofAccount = rows.get(account) ?? new Map<string, number>();
    const key = domain ?? '';
    const isRead = stage === 'records' && descriptors.get(account)?.afterWrites?.records?.mayNotBeMade !== undefined;
    // What is read back is read once for a zone.
    const known = ofAccount.get(key) ?? (isRead ? 1 : 0);
    rows.set(account, ofAccount.set(key, known + requests));
  }
  return new Map(
    [...rows].map(([account, ofAccount]) => {
      const each = [...ofAccount.values()];
      return [account, { requests: each.reduce((sum, n) => sum + n, 0), inARow: Math.max(...each) }];
    }),
  );
}

/** Milliseconds until the last answer, each request sent as soon as the limits and those in flight allow. 0 for none. */
export function takesMs({ requests, inARow }: Work, limits: Limits | undefined, pace: Pace): number {
  const answerMs = pace.answerMs ?? usualAnswerMs;
  const inFlight = limits?.maxConcurrent ?? 1;
  const before = pace.endedMsAgo.map((ms) => -ms);
  const ends: number[] = [...before];
  for (let i = 0; i < requests; i++) {
    const slot = i < inFlight ? 0 : (ends[before.length + i - inFlight] ?? 0);
    const free = (limits?.limits ?? []).map(({ requests: n, perMs }) => (ends[ends.length - n] ?? -perMs) + perMs);
    ends.push(Math.max(0, slot, ...free) + answerMs);
  }
  const last = requests === 0 ? 0 : (ends.at(-1) as number);
  return Math.max(last, inARow * answerMs);
}

/** Seconds, rounded up, at least 1; accounts work side by side. 0 where nothing is to be sent. */
export function estimateSeconds(
  work: ReadonlyMap<string, Work>,
  descriptors: ReadonlyMap<string, RegistrarDescriptor>,
  paces: ReadonlyMap<string, Pace>,
): number {
  const times = [...work].map(([account, one]) => takesMs(one, descriptors.get(account), paces.get(account) ?? unused));
  return Math.ceil(Math.max(0, ...times) / 1000);
}
