import { count } from '../../schema/count.ts';
import type { DomainGuard } from './guard.ts';
import { list } from './list.ts';

/** A protected domain or record would be deleted, replaced or dropped from the config, or what is fully protected changed. */
export const protectedGone: DomainGuard = {
  code: 'protected',
  check({ diff }) {
    const { protectedGone: gone, protectedChanged: changed } = diff.managed;
    if (gone.length + changed.length === 0) return null;
    const kept = [gone, changed].filter((addresses) => addresses.length > 0).map(list);
    const are = gone.length + changed.length === 1 ? 'is' : 'are';
    const lift = 'set `protect: false` and apply, or run `domctl state unprotect ADDRESS`';
    return `${kept.join(' and ')} ${are} protected; to lift that, ${lift}`;
  },
};

/** Record sets that were never ours would be removed. */
export const foreignDelete: DomainGuard = {
  code: 'foreign-delete',
  check({ diff }) {
    const { foreignDeleted } = diff.managed;
    if (foreignDeleted.length === 0) return null;
    const were = foreignDeleted.length === 1 ? 'was' : 'were';
    return `would remove ${count(foreignDeleted.length, 'record set')} that ${were} never managed here: ${list(foreignDeleted)}`;
  },
};

/** Somebody changed what an undo is about to put back. */
export const changedSince: DomainGuard = {
  code: 'changed-since',
  check({ diff }) {
    const { changedSince: changed } = diff.managed;
    if (changed.length === 0) return null;
    const [were, those] = changed.length === 1 ? ['was', 'that change'] : ['were', 'those changes'];
    return `${list(changed)} ${were} changed after the run; undoing the run would overwrite ${those}`;
  },
};

/**
 * Another config manages the domain in the same state: each would undo what the other one does. What it has recorded is
 * not ours to rewrite either.
 */
export const managedElsewhere: DomainGuard = {
  code: 'managed-elsewhere',
  alsoOfRefresh: true,
  check({ diff, recorded, root }) {
    const manager = recorded?.manager;
    if (manager === undefined || manager.root === root || diff.changes.length === 0) return null;
    return (
      `managed by the config ${manager.root} (run ${manager.run}, ${manager.at.slice(0, 10)}); this config is ` +
      `${root}. Remove the domain from one of the two, keep them apart with \`--workspace NAME\`, or consent to take it over`
    );
  },
};
