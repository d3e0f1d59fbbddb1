/** The TTL that a config gives once for many record sets. */
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { commonTtl, type WrittenTtl } from '../../schema/config/ttl.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';

/** A zone's sets, and who hosts it. */
export interface HostedSets {
  readonly domain: string;
  readonly host: DnsDescriptor;
  readonly sets: readonly RecordSet[];
}

/** For `defaults`: the TTL that most sets have of all those that the host lets have one; undefined where none is shared. */
export function defaultTtl(zones: readonly HostedSets[]): number | undefined {
  const sets = zones.flatMap(({ host, sets }) =>
    sets.filter(({ ttlSeconds: ttl }) => ttl !== host.dns.ttl.autoSeconds),
  );
  const [best] = byFrequency(sets);
  return best !== undefined && best[1] > 1 ? best[0] : undefined;
}

export interface DomainTtl {
  /** To be written at the domain; absent: what holds already serves. */
  readonly written?: WrittenTtl;
  /** Whether an entry without a TTL means this set. */
  isCommon(set: RecordSet): boolean;
}

/** `defaults`: the TTL that the config has there. A line at the domain must spare two at its records. */
export function domainTtl({ domain, host, sets }: HostedSets, defaults: WrittenTtl | undefined): DomainTtl {
  const { dns } = host;
  const comesOut = (set: RecordSet, seconds: number): boolean =>
    dns.canonicalRecordSet({ ...set, ttlSeconds: seconds }, domain).ttlSeconds === set.ttlSeconds;
  const given = commonTtl(undefined, defaults, host);
  const spared = (seconds: number) => sets.filter((set) => comesOut(set, seconds)).length;
  const [best] = byFrequency(sets);
  // A note at each plan that a default was raised for this host is worth a line, too.
  const isNoted = given.note !== undefined && spared(given.seconds) > 0;
  if (best === undefined || (!isNoted && spared(best[0]) < spared(given.seconds) + 2)) {
    return { isCommon: (set) => comesOut(set, given.seconds) };
  }
  const [seconds] = best;
  return {
    written: seconds === dns.ttl.autoSeconds ? 'auto' : seconds,
    isCommon: (set) => comesOut(set, seconds),
  };
}

/** TTLs and how many sets have them, the most frequent first, then the longer. */
function byFrequency(sets: readonly RecordSet[]): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const { ttlSeconds } of sets) counts.set(ttlSeconds, (counts.get(ttlSeconds) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a);
}
