import { describeHolder, type LockHolder } from '../../state/errors.ts';
import { ago, utc } from './time.ts';

/** Who holds what, one per line: `example.com: pid 4711 on build-7 since ...; last heartbeat 2026-11-23 10:00 UTC, just now`. */
export function holderLines(holders: readonly LockHolder[], now: Date): readonly string[] {
  return holders.map((holder) => {
    const { domain = 'the whole state', heartbeat } = holder;
    const last =
      heartbeat === undefined ? '' : `; last heartbeat ${utc(heartbeat)}, ${ago(heartbeat, now.toISOString())}`;
    return `${domain}: ${describeHolder(holder)}${last}`;
  });
}
