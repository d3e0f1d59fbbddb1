import { count, percent } from '../../schema/count.ts';
import type { PlanThresholds } from '../../schema/desired.ts';
import type { Finding, GuardInput, PlanGuard } from './guard.ts';

/** Of a handful of sets a share says nothing; of updates a page full is still read line by line. */
const leastForShare = { delete: 10, update: 30 };

export const tooManyDeletesInPlan: PlanGuard = {
  code: 'too-many-deletes-in-plan',
  check: (domains, { deletes, maxDeletes }) =>
    overThreshold(domains, ({ diff }) => diff.managed.deleted.length, { share: deletes, number: maxDeletes }, 'delete'),
};

export const tooManyUpdatesInPlan: PlanGuard = {
  code: 'too-many-updates-in-plan',
  check: (domains, { updates, maxUpdates }) =>
    overThreshold(domains, ({ diff }) => diff.managed.updated.length, { share: updates, number: maxUpdates }, 'update'),
};

function overThreshold(
  domains: readonly GuardInput[],
  changedOf: (input: GuardInput) => number,
  limit: { readonly share: number; readonly number: PlanThresholds['maxDeletes'] },
  verb: 'delete' | 'update',
): Finding | null {
  const changes = domains.map(changedOf).filter((changed) => changed > 0);
  const changed = changes.reduce((sum, one) => sum + one, 0);
  const live = domains.reduce((sum, { diff }) => sum + diff.managed.live, 0);
  // What share of one zone may change is for that zone's own threshold to say.
  const byShare = changes.length > 1 && changed >= leastForShare[verb] && changed / live > limit.share;
  if (!byShare && changed <= limit.number) return null;
  const limits = byShare ? `the limit is ${percent(limit.share)}` : `the limit is ${limit.number}`;
  return `would ${verb} ${changed} of ${live} managed record sets in ${count(changes.length, 'domain')} (${percent(changed / live)}; ${limits})`;
}
