import { count } from '../../schema/count.ts';
import type { DomainGuard, GuardInput } from './guard.ts';

/** Zones with fewer managed sets than this may change freely: a share of a handful says nothing. */
const smallestGuardedZone = 10;

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
  if (live < smallestGuardedZone || changed / live <= threshold) return null;
  const share = Math.round((changed / live) * 100);
  return `would ${verb} ${changed} of ${live} managed record sets of ${input.domain} (${share} %, the limit is ${Math.round(threshold * 100)} %)`;
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
