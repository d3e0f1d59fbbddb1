/**
 * A record set as LiveDNS stores it: relative name, and values as they were written. The spelling is kept, because
 * LiveDNS matches names on update by the letter (dnscontrol gandiv5Provider.go, its fix #3582), and because what is not
 * ours goes back unchanged in a write of a whole name or a whole zone.
 */
import { createHash } from 'node:crypto';

export interface StoredSet {
  /** Relative to the zone, `@` for the apex, in the letters that LiveDNS stored. */
  readonly name: string;
  /** Any type that LiveDNS accepts, ours or not. */
  readonly type: string;
  readonly ttlSeconds: number;
  readonly values: readonly string[];
}

/** What identifies a set in a zone: `www A`. */
export function storedSetKey(set: Pick<StoredSet, 'name' | 'type'>): string {
  return `${set.name} ${set.type}`;
}

/** The same text for the same set: the order of the values does not count. */
export function storedSetText(set: StoredSet): string {
  return JSON.stringify([set.name, set.type, set.ttlSeconds, ...[...set.values].sort()]);
}

/** A digest of sets, whatever their order: SHA-256 in hexadecimal. */
export function digestOf(sets: readonly StoredSet[]): string {
  const hash = createHash('sha256');
  for (const text of sets.map(storedSetText).sort()) hash.update(text).update('\n');
  return hash.digest('hex');
}
