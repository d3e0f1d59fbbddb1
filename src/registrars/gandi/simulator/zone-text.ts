/** A zone as text, RFC 1035: what LiveDNS gives for `Accept: text/plain`, and takes back. */
import type { StoredSet } from '../stored-set.ts';
import { invalid } from './http.ts';

export function zoneText(sets: readonly StoredSet[]): string {
  const lines = sets.flatMap(({ name, type, ttlSeconds, values }) =>
    values.map((value) => `${name} ${ttlSeconds} IN ${type} ${value}`),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** One record a line, as `zoneText` writes them; `$ORIGIN` of this zone, `$TTL`, comments and blank lines besides. */
export function readZoneText(text: string, fqdn: string): readonly object[] {
  const sets = new Map<
    string,
    { rrset_name: string; rrset_type: string; rrset_ttl?: number; rrset_values: string[] }
  >();
  let defaultTtl: number | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*(;|$)/.test(line)) continue;
    if (new RegExp(`^\\$ORIGIN\\s+${fqdn.replaceAll('.', '\\.')}\\.?\\s*$`).test(line)) continue;
    const setDefault = /^\$TTL\s+(\d+)\s*$/.exec(line);
    if (setDefault !== null) {
      defaultTtl = Number(setDefault[1]);
      continue;
    }
    const [, name, ttlText, type, value] = /^(\S+)\s+(?:(\d+)\s+)?(?:IN\s+)?([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (name === undefined || type === undefined || value === undefined) {
      throw invalid([{ name: 'body', description: `not a record: ${line}` }]);
    }
    const ttl = ttlText === undefined ? defaultTtl : Number(ttlText);
    const set = sets.get(`${name} ${type}`) ?? { rrset_name: name, rrset_type: type, rrset_values: [] };
    if (ttl !== undefined) set.rrset_ttl = ttl;
    set.rrset_values.push(value.trimEnd());
    sets.set(`${name} ${type}`, set);
  }
  return [...sets.values()];
}
