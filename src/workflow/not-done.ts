/** Drift that may be none: what was there before the run that recorded the value is live, and only the registrar said otherwise. */
import type { Plan, Value } from '../planner/plan.ts';
import { sameValue } from '../planner/value.ts';
import type { HistoryStore } from '../state/history.ts';

/** The plan, its drift marked where the run's call was confirmed, never read back, and its pre-image is live. */
export async function markNotDone(plan: Plan, store: Pick<HistoryStore, 'unseenPreImages'>): Promise<Plan> {
  if (plan.drift.length === 0) return plan;
  const places = plan.drift.map(({ run, account, address }) => ({ run, account, address }));
  const found = await store.unseenPreImages(places);
  const before = new Map(found.map((one) => [`${one.account} ${one.address}`, (one.before ?? null) as Value]));
  const drift = plan.drift.map((one) => {
    const value = before.get(`${one.account} ${one.address}`);
    return value !== undefined && sameValue(value, one.live) ? { ...one, not_done: true } : one;
  });
  return { ...plan, drift };
}
