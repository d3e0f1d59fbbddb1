import { count } from '../../schema/count.ts';
import type { DomainGuard } from './guard.ts';
import { list } from './list.ts';

/** A protected domain or record would be deleted, replaced or dropped from the config, or what is fully protected changed. */
export const protectedGone: DomainGuard = {
  code: 'protected',
  check({ diff }) {
    const { protectedGone: gone, protectedChanged: changed } = diff.managed;
    if (gone.length + changed.length === 0) return null;
    const lift = 'lift it first with `protect: false` and an apply, or with `domctl state unprotect`';
    const parts = [
      ...(gone.length === 0 ? [] : [`${list(gone)} ${are(gone)} protected`]),
      ...(changed.length === 0 ? [] : [`${list(changed)} ${are(changed)} protected from changes, too`]),
    ];
    return `${parts.join('; ')}; ${lift}`;
  },
};

function are(addresses: readonly string[]): string {
  return addresses.length === 1 ? 'is' : 'are';
}

/** Record sets that were never ours would be removed. */
export const foreignDelete: DomainGuard = {
  code: 'foreign-delete',
  check({ diff, domain }) {
    const { foreignDeleted } = diff.managed;
    if (foreignDeleted.length === 0) return null;
    return `would remove ${count(foreignDeleted.length, 'record set')} of ${domain} that were never managed here: ${list(foreignDeleted)}`;
  },
};

/** Somebody changed what an undo is about to put back. */
export const changedSince: DomainGuard = {
  code: 'changed-since',
  check({ diff, domain }) {
    const { changedSince: changed } = diff.managed;
    if (changed.length === 0) return null;
    return `something else is live now at ${list(changed)} than what the run left there; undoing it would overwrite a later change of ${domain}`;
  },
};

/**
 * Another config manages the domain in the same state: each would undo what the other one does. What it has recorded is
 * not ours to rewrite either.
 */
export const managedElsewhere: DomainGuard = {
  code: 'managed-elsewhere',
  alsoOfRefresh: true,
  check({ domain, diff, recorded, root }) {
    const manager = recorded?.manager;
    if (manager === undefined || manager.root === root || diff.changes.length === 0) return null;
    return (
      `${domain} is managed by the config ${manager.root} (run ${manager.run}, ${manager.at.slice(0, 10)}), and this one is ` +
      `${root}; give each a state of its own with --workspace NAME, or consent to take the domain over from there`
    );
  },
};
