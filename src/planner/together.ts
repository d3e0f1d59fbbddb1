/** Which record-set changes of a zone hang together: of one owner name, or one points to the name of the other. Pure. */
import type { Fqdn } from '../schema/dns/rdata.ts';
import { targetsOf } from '../schema/dns/targets-of.ts';
import type { RecordSetChange } from './plan.ts';

/** The groups, and the changes in each, in the order of the changes. Without a group, what stands in the others is answered alike. */
export function hangingTogether(changes: readonly RecordSetChange[]): readonly (readonly RecordSetChange[])[] {
  const owners = new Set(changes.map(ownerOf));
  const parent = new Map<Fqdn, Fqdn>();
  const rootOf = (name: Fqdn): Fqdn => {
    let root = name;
    for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above;
    parent.set(name, root);
    return root;
  };
  for (const change of changes) {
    const name = ownerOf(change);
    for (const set of [change.before, change.after]) {
      for (const target of set?.values.flatMap(targetsOf) ?? []) {
        if (owners.has(target)) parent.set(rootOf(target), rootOf(name));
      }
    }
  }
  const groups = new Map<Fqdn, RecordSetChange[]>();
  for (const change of changes) {
    const root = rootOf(ownerOf(change));
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [change]);
    else group.push(change);
  }
  return [...groups.values()];
}

export function ownerOf({ before, after }: RecordSetChange): Fqdn {
  return (after ?? before)?.name ?? '';
}
