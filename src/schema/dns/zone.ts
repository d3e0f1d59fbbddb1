/** The record sets of one zone, looked up by name: what the rules across records ask. */
import { cutsOf, isPlainCname, type NameRules } from './coexistence.ts';
import { displayName } from './name.ts';
import type { Fqdn, RecordType } from './rdata.ts';
import type { RecordSet } from './record-set.ts';

export interface Zone {
  readonly domain: string;
  readonly rules: NameRules;
  /** The record sets at a name, sorted by type; empty if there are none. */
  at(name: Fqdn): readonly RecordSet[];
  /** Where the name's CNAME or ALIAS points, if it has one. */
  pointer(name: Fqdn): Pointer | undefined;
  /** The NS sets of sub-zones, by name. */
  readonly cuts: ReadonlyMap<Fqdn, RecordSet>;
}

interface Pointer {
  readonly type: 'CNAME' | 'ALIAS';
  readonly target: Fqdn;
  /** Resolvers see a CNAME here; not so for an ALIAS, or a CNAME that the host answers for itself. */
  readonly visible: boolean;
}

/** Indexes the sets of a zone. Of two sets with the same name and type the first is used. */
export function makeZone(domain: string, sets: readonly RecordSet[], rules: NameRules): Zone {
  const byName = new Map<Fqdn, RecordSet[]>();
  const pointers = new Map<Fqdn, Pointer>();
  for (const set of sets) {
    const atName = byName.get(set.name);
    if (atName === undefined) byName.set(set.name, [set]);
    else if (!atName.some(({ type }) => type === set.type)) atName.push(set);
    const [value] = set.values;
    if ((value?.type === 'CNAME' || value?.type === 'ALIAS') && !pointers.has(set.name)) {
      pointers.set(set.name, { type: value.type, target: value.target, visible: isPlainCname(set, domain, rules) });
    }
  }
  for (const atName of byName.values()) atName.sort((a, b) => (a.type < b.type ? -1 : 1));
  return {
    domain,
    rules,
    at: (name) => byName.get(name) ?? [],
    pointer: (name) => pointers.get(name),
    cuts: cutsOf(sets, domain),
  };
}

/** A record set in a message: `MX of example.com`. */
export function ownerText(set: { readonly name: Fqdn; readonly type: RecordType }): string {
  return `${set.type} of ${displayName(set.name)}`;
}
