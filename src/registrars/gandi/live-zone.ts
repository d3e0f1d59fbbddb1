/** Sets as LiveDNS stores them become record sets. What we cannot hold stays in `native`, to be sent back unchanged. Pure. */
import type { LiveZone } from '../../planner/inputs.ts';
import { apexOf } from '../../schema/dns/name.ts';
import { makeRow, type Row, recordSetsOf, relativeOwner } from '../rows.ts';
import { rdataOf } from './convert.ts';
import type { StoredSet } from './stored-set.ts';

/** `LiveZone.native`: the sets, as stored, of which nothing can be read. */
export interface ZoneNative {
  readonly unsupported: readonly StoredSet[];
}

/** `LiveRecordSet.native`: the sets behind it, as stored: one, or one for each spelling of the name. */
export type SetNative = readonly [StoredSet, ...StoredSet[]];

export function liveRecords(
  domain: string,
  stored: readonly StoredSet[],
): Pick<LiveZone, 'recordSets' | 'unsupported'> & { readonly native: ZoneNative } {
  const rows = stored.flatMap((set) => set.values.map((value) => rowOf(set, value, domain)));
  const read = new Set(rows.flatMap((row) => ('rdata' in row ? [row.native] : [])));
  const { recordSets, unsupported } = recordSetsOf(rows, (members) => {
    const [{ name, rdata }] = members;
    const [first, ...others] = [...new Set(members.map(({ native }) => native))] as [StoredSet, ...StoredSet[]];
    const native: SetNative = [first, ...others];
    const spellings = native.map((set) => set.name).join(', ');
    const isApexNs = rdata.type === 'NS' && name === apexOf(domain);
    return {
      native,
      ...(others.length > 0 ? { irregular: `it is stored once for each spelling of its name: ${spellings}` } : {}),
      ...(isApexNs ? { system: 'LiveDNS keeps the NS records of the apex itself' } : {}),
    };
  });
  return { recordSets, unsupported, native: { unsupported: stored.filter((set) => !read.has(set)) } };
}

/** One value of a stored set. */
export function rowOf(set: StoredSet, value: string, domain: string): Row<StoredSet> {
  return makeRow({
    owner: relativeOwner(set.name, domain),
    type: set.type,
    rdata: rdataOf(set.type, value, domain),
    text: value,
    ttlSeconds: set.ttlSeconds,
    native: () => set,
  });
}
