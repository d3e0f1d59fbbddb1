/** What is live, stays, and cannot stand beside a declared set: the host would refuse the set, or nobody would be answered it. Pure. */
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { cutAbove, cutsOf, exclude, isCut, type Standing, serviceKeepsOut } from '../../schema/dns/coexistence.ts';
import { relativeName } from '../../schema/dns/name.ts';
import { printValues } from '../../schema/dns/record-sets.ts';
import { isRecordType, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import type { UnsupportedRecord } from '../inputs.ts';
import type { Row, ZoneSides } from './record-set-rows.ts';
import { isUnreadable } from './unmanaged.ts';

type IsIgnored = (name: string, type: string) => boolean;

/** Whether a live record would be in the way of a declared set that is not there yet as it is to be. */
export function newlyExcludes({ desired, live }: Row, other: Standing, sides: ZoneSides): boolean {
  const { domain } = sides.desired;
  const { dns } = sides.host;
  if (desired === undefined || !exclude(desired, other, domain, dns)) return false;
  // What the host lets stand together already is in nobody's way.
  return live === undefined || !exclude(live, other, domain, dns);
}

/**
 * By name: why nothing at it can be changed, and what to do, as sentences. A foreign set at the same name is not among
 * them: it makes room where that is consented to.
 */
export function blockedNames(
  sides: ZoneSides,
  rows: readonly Row[],
  isIgnored: IsIgnored,
): ReadonlyMap<string, string> {
  const { desired, live, host } = sides;
  const kept = rows.filter((row) => row.live !== undefined && stays(sides, row, isIgnored));
  const unmanaged = unmanagedBlockers(live.unsupported.filter((record) => isInTheWay(record, host)));
  const blockers = [...kept.flatMap((row) => blockerOf(row, isIgnored)), ...unmanaged];
  const standing = [...kept.flatMap((row) => row.live ?? []), ...unmanaged.map((blocker) => blocker.standing)];
  const cuts = cutsOf<Standing>(standing, desired.domain);
  const byName = new Map<string, Blocker[]>();
  for (const blocker of blockers) {
    byName.set(blocker.standing.name, [...(byName.get(blocker.standing.name) ?? []), blocker]);
  }
  const blocked = new Map<string, string>();
  for (const row of rows) {
    const bereft = bereftBy(row, rows, kept, sides, isIgnored);
    if (bereft !== undefined) blocked.set(bereft.name, bereft.message);
    const set = row.desired;
    if (set === undefined || blocked.has(set.name)) continue;
    const blocker = byName.get(set.name)?.find(({ standing, service }) => {
      const keptOut = service && row.live === undefined && serviceKeepsOut(standing, set) && standing.type !== set.type;
      return keptOut || newlyExcludes(row, standing, sides);
    });
    if (blocker !== undefined) {
      blocked.set(set.name, besideText(row, blocker, host));
      continue;
    }
    const cut = row.live === undefined ? cutAbove(set, desired.domain, cuts) : undefined;
    if (cut !== undefined) blocked.set(set.name, belowText(row, relativeName(cut.name, desired.domain)));
  }
  return blocked;
}

/** Where NS of a sub-zone would go and leave a DS of the same name behind, which stands only beside them (RFC 4035 section 2.4). */
function bereftBy(
  row: Row,
  rows: readonly Row[],
  kept: readonly Row[],
  sides: ZoneSides,
  isIgnored: IsIgnored,
): { readonly name: string; readonly message: string } | undefined {
  const { live, desired } = row;
  if (live === undefined || desired !== undefined || !isCut(live, sides.desired.domain)) return undefined;
  if (live.system !== undefined || isIgnored(live.name, live.type)) return undefined;
  const makesRoomFor = (set: Standing) =>
    rows.some((other) => other.desired?.name === live.name && newlyExcludes(other, set, sides));
  if (kept.includes(row) && !makesRoomFor(live)) return undefined;
  const isDs = ({ name, type }: Standing) => name === live.name && type === 'DS';
  const ds = kept.find((other) => other.live !== undefined && isDs(other.live) && !makesRoomFor(other.live));
  const unmanaged = sides.live.unsupported.find(isDs);
  const what = ds?.live === undefined ? unmanaged?.text : printValues(ds.live).join(', ');
  if (what === undefined) return undefined;
  const [blocker] = ds === undefined ? [] : blockerOf(ds, isIgnored);
  const why = blocker?.why ?? (ds === undefined ? 'it is not managed here' : 'nobody declares it');
  const message = `${row.address} cannot be deleted: DS ${what} of the same name would be left, and DS stand only beside NS: ${why}. Remove that one at ${sides.host.title} first, or keep the NS in the config; until then the name stays as it is.`;
  return { name: live.name, message };
}

interface Blocker {
  readonly standing: Standing;
  /** Of a service of the host. */
  readonly service: boolean;
  /** With its value where no config could say it. */
  readonly what: string;
  /** Why it stays. */
  readonly why: string;
}

/** Live sets that this plan leaves where they are, and that are no declared ones. */
function stays({ desired }: ZoneSides, row: Row, isIgnored: IsIgnored): boolean {
  if (row.desired !== undefined || row.live === undefined) return false;
  if (row.live.system !== undefined || isIgnored(row.live.name, row.live.type)) return true;
  return row.recorded === undefined && desired.foreign !== 'delete';
}

/** Sets that are the host's own, or that the config says to leave alone. */
function blockerOf({ live }: Row, isIgnored: IsIgnored): readonly Blocker[] {
  if (live === undefined) return [];
  const { type: what, system } = live;
  if (system !== undefined) return [{ standing: live, service: true, what, why: system }];
  return isIgnored(live.name, what) ? [{ standing: live, service: false, what, why: 'the config ignores it' }] : [];
}

/** Not what a write replaces, nor what cannot be read: that stops a set in any case. */
function isInTheWay(record: UnsupportedRecord, { dns }: DnsDescriptor): boolean {
  return dns.isPlaceholder?.(record) !== true && !isUnreadable(record, dns);
}

/** One for each name and type, with all that can be read of it: the targets of NS tell which addresses are glue. */
function unmanagedBlockers(records: readonly UnsupportedRecord[]): readonly Blocker[] {
  const found = new Map<string, Blocker>();
  for (const { name, type, text, system } of records) {
    const key = `${name} ${type}`;
    const read = isRecordType(type) ? rdataFromPrinted(type, text) : undefined;
    const values = [...(found.get(key)?.standing.values ?? []), ...(read?.ok === true ? [read.value] : [])];
    const what = found.get(key)?.what ?? `${type} ${text}`;
    const why = system ?? 'it is not managed here';
    found.set(key, { standing: { name, type, values }, service: system !== undefined, what, why });
  }
  return [...found.values()];
}

function besideText({ address }: Row, { what, why }: Blocker, { title }: DnsDescriptor): string {
  return `${address} cannot be managed: it cannot stand beside ${what} of the same name: ${why}. Remove that one at ${title} first, or take the set out of the config; until then the name stays as it is.`;
}

function belowText({ address }: Row, cut: string): string {
  return `${address} cannot be managed: it lies in the sub-zone ${cut}, which NS that nobody declares hand to other nameservers, so nobody would be answered it. Write it in the zone at those nameservers, or remove the NS of ${cut} first; until then the name stays as it is.`;
}
