/** The record sets of one zone, looked up by name: what the rules across records ask. */
import { apexOf, displayName } from './name.ts';
import type { Fqdn, RecordType } from './rdata.ts';
import type { RecordSet } from './record-set.ts';

export interface Zone {
  readonly domain: string;
  readonly apexCnameAllowed: boolean;
  /** The record types at a name, sorted; empty if there are none. */
  types(name: Fqdn): readonly RecordType[];
  /** Where the name's CNAME or ALIAS points, if it has one. */
  pointer(name: Fqdn): Pointer | undefined;
}

export interface Pointer {
  readonly type: 'CNAME' | 'ALIAS';
  readonly target: Fqdn;
  /** Resolvers see a CNAME here; not so for an ALIAS, or a CNAME that the host resolves at the apex. */
  readonly visible: boolean;
}

/** Indexes the sets of a zone. Of two sets with the same name and type the first is used. */
export function makeZone(domain: string, sets: readonly RecordSet[], apexCnameAllowed: boolean): Zone {
  const types = new Map<Fqdn, RecordType[]>();
  const pointers = new Map<Fqdn, Pointer>();
  for (const set of sets) {
    const atName = types.get(set.name);
    if (atName === undefined) types.set(set.name, [set.type]);
    else if (!atName.includes(set.type)) atName.push(set.type);
    const [value] = set.values;
    if ((value?.type === 'CNAME' || value?.type === 'ALIAS') && !pointers.has(set.name)) {
      const visible = value.type === 'CNAME' && !(apexCnameAllowed && set.name === apexOf(domain));
      pointers.set(set.name, { type: value.type, target: value.target, visible });
    }
  }
  for (const atName of types.values()) atName.sort();
  return {
    domain,
    apexCnameAllowed,
    types: (name) => types.get(name) ?? [],
    pointer: (name) => pointers.get(name),
  };
}

/** A record set in a message: `MX of example.com`. */
export function ownerText(set: { readonly name: Fqdn; readonly type: RecordType }): string {
  return `${set.type} of ${displayName(set.name)}`;
}
