import { count, percent } from '../../schema/count.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** Of fewer managed sets a share says little: half of them may change. */
const smallZone = 10;
/** Of fewer, nothing: two sets are the whole of a parked domain. */
const tinyZone = 3;
const halfOfSmallZone = 0.5;

export const tooManyDeletes: DomainGuard = {
  code: 'too-many-deletes',
  check: (input) =>
    overThreshold(input, input.diff.managed.deleted.length, input.desired?.thresholds.deletes ?? 0, 'delete'),
};

export const tooManyUpdates: DomainGuard = {
  code: 'too-many-updates',
  check: (input) =>
    overThreshold(input, input.diff.managed.updated.length, input.desired?.thresholds.updates ?? 0, 'update'),
};

function overThreshold(input: GuardInput, changed: number, threshold: number, verb: string): string | null {
  const { live } = input.diff.managed;
  const limit = live < smallZone ? Math.max(threshold, halfOfSmallZone) : threshold;
  if (live < tinyZone || changed / live <= limit) return null;
  return `would ${verb} ${changed} of ${live} managed record sets of ${input.domain} (${percent(changed / live)}, the limit is ${percent(limit)})`;
}

/** The config leaves nothing of a zone that has something now: usually a lost block, not a wish. */
export const emptyZone: DomainGuard = {
  code: 'empty-zone',
  check({ diff, domain }) {
    const { recorded, after } = diff.managed;
    if (recorded === 0 || after > 0) return null;
    return `would leave ${domain} without any managed record; it has ${count(recorded, 'record set')} now`;
  },
};
