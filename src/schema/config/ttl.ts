/**
 * Which TTL a record set gets: its own, else its domain's, else that of `defaults`, else the host's. One that the host does
 * not hold becomes the nearest that it does, and is noted, wherever it is written.
 */
import type { DnsDescriptor } from '../capabilities.ts';

/** A TTL as the config gives it. */
export type WrittenTtl = number | 'auto';

/** The schema has checked that a text says `auto`. */
export function writtenTtl(ttl: number | string | undefined): WrittenTtl | undefined {
  return typeof ttl === 'string' ? 'auto' : ttl;
}

/** The TTL that the host holds for one that is asked for: within its bounds, and its usual one where it has no `auto`. */
export function nearestTtl(written: WrittenTtl, { dns }: Pick<DnsDescriptor, 'dns'>): number {
  const { minSeconds, maxSeconds, defaultSeconds, autoSeconds } = dns.ttl;
  if (written === 'auto') return autoSeconds ?? defaultSeconds;
  return written === autoSeconds ? written : Math.min(maxSeconds, Math.max(minSeconds, written));
}

export interface CommonTtl {
  readonly seconds: number;
  readonly note?: string;
}

/** The TTL of record sets that give none, with a note where it is not what was asked for. */
export function commonTtl(
  domain: WrittenTtl | undefined,
  defaults: WrittenTtl | undefined,
  host: DnsDescriptor,
): CommonTtl {
  const written = domain ?? defaults;
  if (written === undefined) return { seconds: host.dns.ttl.defaultSeconds };
  const origin = domain === undefined ? 'defaults' : 'the domain';
  const seconds = nearestTtl(written, host);
  if (written === 'auto') {
    if (host.dns.ttl.autoSeconds !== undefined) return { seconds };
    return { seconds, note: `${host.title} has no automatic TTL: ttl auto of ${origin} is taken as ${seconds}` };
  }
  if (seconds === written) return { seconds };
  const word = written < seconds ? 'raised' : 'lowered';
  return { seconds, note: `ttl ${written} of ${origin} is ${word} to ${seconds}, the bound of ${host.title}` };
}
