/** What a live zone holds, row by row in the order of a config: what an entry can say, and why the rest cannot be said. */
import { defaultsOf } from '../../planner/defaults.ts';
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { hostProblems } from '../../schema/config/host-problems.ts';
import { ownOptions } from '../../schema/config/record-entry.ts';
import { nearestTtl } from '../../schema/config/ttl.ts';
import { displayName, relativeName } from '../../schema/dns/name.ts';
import type { Fqdn, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { compareNames, printValues } from '../../schema/dns/record-sets.ts';
import { checkZone } from '../../schema/dns/zone-rules.ts';

export type ZoneRow = ManagedRow | UnmanagedRow;

/** A set that a config can declare, and that is then adopted as it is. */
interface ManagedRow {
  readonly kind: 'set';
  readonly set: RecordSet;
  /** The host puts it into each new zone, and it is nobody's yet. */
  readonly isDefault: boolean;
}

export interface UnmanagedRow {
  readonly kind: 'unmanaged';
  readonly name: Fqdn;
  readonly type: string;
  /** `www A 192.0.2.1, 192.0.2.2`. */
  readonly text: string;
  readonly reason: string;
}

/** Types of one name: addresses first, then what else is asked for by browsers, mail servers and the rest. */
const typeOrder: readonly string[] = [
  ...(['A', 'AAAA', 'ALIAS', 'CNAME', 'URL', 'HTTPS', 'SVCB', 'NS', 'DS', 'MX', 'TXT', 'CAA'] as const),
  ...(['SRV', 'NAPTR', 'SSHFP', 'TLSA', 'PTR', 'LOC'] as const),
] satisfies readonly RecordType[];

export function zoneRows(zone: LiveZone, host: DnsDescriptor): readonly ZoneRow[] {
  const { domain } = zone;
  const isDefault = defaultsOf(zone, host.dns);
  const refused: UnmanagedRow[] = [];
  const refuse = (set: LiveRecordSet | RecordSet, reason: string): void => {
    const text = textOf(set.name, set.type, printValues(set).join(', '), domain);
    refused.push({ kind: 'unmanaged', name: set.name, type: set.type, text, reason });
  };
  let sets: RecordSet[] = [];
  for (const live of zone.recordSets) {
    const reason = refusal(live, domain, host);
    const { name, type, ttlSeconds, values } = live;
    if (reason === null) sets.push({ name, type, ttlSeconds, values, options: ownOptions(live.options, host.dns) });
    else refuse(live, reason);
  }
  // What cannot stand together in a config may be live: one goes, and the rest is looked at again.
  for (;;) {
    const entries = sets.map((set) => ({ set }));
    const [first] = checkZone(domain, entries, host.dns);
    const wrong = first === undefined ? undefined : sets[first.index];
    if (first === undefined || wrong === undefined) break;
    refuse(wrong, first.problem.message);
    sets = sets.filter((set) => set !== wrong);
  }
  const unsupported = zone.unsupported.map(({ name, type, text, system }): UnmanagedRow => {
    const reason = system ?? `records of type ${type} are not known here`;
    return { kind: 'unmanaged', name, type, text: textOf(name, type, text, domain), reason };
  });
  const managed = sets.map((set): ManagedRow => ({ kind: 'set', set, isDefault: isDefault(set) }));
  return [...managed, ...refused, ...unsupported].sort(compareRows);
}

/** Null: an entry can say it, and the set is then equal to what is live. */
function refusal(live: LiveRecordSet, domain: string, host: DnsDescriptor): string | null {
  const { dns } = host;
  if (live.system !== undefined) return live.system;
  if (live.irregular !== undefined) return live.irregular;
  const support = dns.types[live.type];
  if (support.access !== 'write') return `${host.title} cannot hold it by its API: ${support.reason}`;
  if (nearestTtl(live.ttlSeconds, host) !== live.ttlSeconds) {
    const { minSeconds, maxSeconds } = dns.ttl;
    return `ttl ${live.ttlSeconds} is outside what ${host.title} holds: ${minSeconds} to ${maxSeconds} seconds`;
  }
  return hostProblems(live, domain, host)[0]?.message ?? null;
}

function textOf(name: Fqdn, type: string, data: string, domain: string): string {
  return `${displayName(relativeName(name, domain))} ${type} ${data}`;
}

function compareRows(a: ZoneRow, b: ZoneRow): number {
  const [left, right] = [a, b].map((row) => (row.kind === 'set' ? row.set : row)) as [UnmanagedRow, UnmanagedRow];
  return compareNames(left.name, right.name) || rank(left.type) - rank(right.type) || (left.type < right.type ? -1 : 1);
}

function rank(type: string): number {
  const index = typeOrder.indexOf(type);
  return index < 0 ? typeOrder.length : index;
}
