/**
 * Which TTL a record set gets: its own, else its domain's, else that of `defaults`, else the host's. What a record says
 * must fit its host; what holds for many records is raised or lowered, and noted.
 */
import type { RegistrarDescriptor, TtlBounds } from '../capabilities.ts';
import { bad, ok, type Result } from '../result.ts';

/** A TTL as the config gives it. */
export type WrittenTtl = number | 'auto';

/** The schema has checked that a text says `auto`. */
export function writtenTtl(ttl: number | string | undefined): WrittenTtl | undefined {
  return typeof ttl === 'string' ? 'auto' : ttl;
}

/** The TTL that one record asks for, in seconds. */
export function explicitTtl(ttl: WrittenTtl, host: RegistrarDescriptor): Result<number> {
  const { minSeconds, maxSeconds, autoSeconds } = host.dns.ttl;
  const orAuto = autoSeconds === undefined ? '' : ', or auto';
  if (ttl === 'auto') {
    if (autoSeconds !== undefined) return ok(autoSeconds);
    return bad(
      `${host.title} has no automatic TTL`,
      `write a number from ${minSeconds} to ${maxSeconds}, or leave ttl out`,
    );
  }
  if (fits(ttl, host.dns.ttl)) return ok(ttl);
  return bad(
    `ttl ${ttl} is outside what ${host.title} holds: ${minSeconds} to ${maxSeconds} seconds${orAuto}`,
    `write ttl: ${ttl < minSeconds ? minSeconds : maxSeconds}`,
  );
}

export interface CommonTtl {
  readonly seconds: number;
  readonly note?: string;
}

/** The TTL of record sets that give none, with a note where it is not what was asked for. */
export function commonTtl(
  domain: WrittenTtl | undefined,
  defaults: WrittenTtl | undefined,
  host: RegistrarDescriptor,
): CommonTtl {
  const bounds = host.dns.ttl;
  const written = domain ?? defaults;
  if (written === undefined) return { seconds: bounds.defaultSeconds };
  const origin = domain === undefined ? 'defaults' : 'the domain';
  if (written === 'auto') {
    if (bounds.autoSeconds !== undefined) return { seconds: bounds.autoSeconds };
    const seconds = bounds.defaultSeconds;
    return { seconds, note: `${host.title} has no automatic TTL: ttl auto of ${origin} is taken as ${seconds}` };
  }
  if (fits(written, bounds)) return { seconds: written };
  const [seconds, word] =
    written < bounds.minSeconds ? [bounds.minSeconds, 'raised'] : ([bounds.maxSeconds, 'lowered'] as const);
  return { seconds, note: `ttl ${written} of ${origin} is ${word} to ${seconds}, the bound of ${host.title}` };
}

function fits(seconds: number, bounds: TtlBounds): boolean {
  return seconds === bounds.autoSeconds || (seconds >= bounds.minSeconds && seconds <= bounds.maxSeconds);
}
