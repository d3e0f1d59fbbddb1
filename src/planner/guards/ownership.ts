import { count } from '../../schema/count.ts';
import { quoted } from '../../schema/shell-word.ts';
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
    const command = unprotectCommand([...gone, ...changed]);
    const left = new Set(diff.changes.filter(({ after }) => after === null).map(({ address }) => address));
    const isDeclared = [...gone, ...changed].some((address) => !left.has(address));
    const lift = isDeclared ? `set \`protect: false\` and apply, or run ${command}` : `run ${command}`;
    return `${kept.join(' and ')} ${are} protected; to lift that, ${lift}`;
  },
};

/** The protection of a setting is its domain's. */
function unprotectCommand(addresses: readonly string[]): string {
  const resources = addresses.map((address) => (address.includes('/') ? address : address.replace(/:.*$/, '')));
  const words = [...new Set(resources)].map(quoted);
  return `\`domctl state unprotect ${words.length > 5 ? 'ADDRESS...' : words.join(' ')}\``;
}

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
