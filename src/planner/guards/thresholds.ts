import { count, percent } from '../../schema/count.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** Of fewer managed sets a share says little: half of them may go, and all may change, which an undo puts back. */
const smallZone = 10;
/** Of fewer, nothing: two sets are the whole of a parked domain. */
const tinyZone = 3;
const halfOfSmallZone = 0.5;

export const tooManyDeletes: DomainGuard = {
  code: 'too-many-deletes',
  check: (input) => {
    const { live, deleted } = input.diff.managed;
    const threshold = input.desired?.thresholds.deletes ?? 0;
    if (live < tinyZone) return null;
    return over(input, deleted.length, live < smallZone ? Math.max(threshold, halfOfSmallZone) : threshold, 'delete');
  },
};

export const tooManyUpdates: DomainGuard = {
  code: 'too-many-updates',
  check: (input) => {
    const { live, updated } = input.diff.managed;
    return live < smallZone ? null : over(input, updated.length, input.desired?.thresholds.updates ?? 0, 'update');
  },
};

function over({ diff }: GuardInput, changed: number, limit: number, verb: string): string | null {
  const { live } = diff.managed;
  if (changed / live <= limit) return null;
  return `would ${verb} ${changed} of ${live} managed record sets (${percent(changed / live)}, the limit is ${percent(limit)})`;
}

/** The config leaves nothing of a zone that has something now: usually a lost block, not a wish. */
export const emptyZone: DomainGuard = {
  code: 'empty-zone',
  check({ diff }) {
    const { recorded, after } = diff.managed;
    if (recorded === 0 || after > 0) return null;
    return `would leave the zone without any managed record; it has ${count(recorded, 'record set')} now`;
  },
};
