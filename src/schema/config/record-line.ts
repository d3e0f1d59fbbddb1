/**
 * A record set as an entry of a config, on one line: to be pasted. What is printed and read in again, in a config of any
 * domain that it stands in at the same DNS host, is the same record set.
 */
import type { DnsDescriptor } from '../capabilities.ts';
import type { RecordSet } from '../dns/record-set.ts';
import { checkZone } from '../dns/zone-rules.ts';
import { hostProblems } from './host-problems.ts';
import { ownOptions, recordEntry } from './record-entry.ts';
import { scalar } from './yaml-text.ts';

/**
 * `- { name: "@", type: MX, values: ["10 mx1.example.net.", "20 mx2.example.net."], ttl: 300 }`. `domain`: without trailing
 * dot. `host`: of the zone; its TTL must be one that the host takes. Options that a set has by itself are left out.
 */
export function recordLine(set: RecordSet, domain: string, host: Pick<DnsDescriptor, 'name' | 'dns'>): string {
  const entry = recordEntry(set, domain, host, 'absolute');
  const values = entry.values.map((value) => ('yaml' in value ? value.yaml : scalar(value.text)));
  const fields = [
    `name: ${scalar(entry.name)}`,
    `type: ${entry.type}`,
    values.length === 1 ? `value: ${values[0]}` : `values: [${values.join(', ')}]`,
    `ttl: ${entry.ttl}`,
    ...(entry.options === undefined ? [] : [entry.options]),
  ];
  return `- { ${fields.join(', ')} }`;
}

/**
 * The line of a live set, for a config to keep it at this host; null where no entry can say it there. The TTL is raised or
 * lowered to what the host takes; options that it does not know, or that are as they come, are left out.
 */
export function configLine(
  live: RecordSet,
  domain: string,
  host: Pick<DnsDescriptor, 'name' | 'title' | 'dns'>,
): string | null {
  const { dns } = host;
  if (dns.types[live.type].access !== 'write') return null;
  const { minSeconds, maxSeconds, autoSeconds } = dns.ttl;
  const { ttlSeconds: seconds } = live;
  const ttlSeconds = seconds === autoSeconds ? seconds : Math.min(maxSeconds, Math.max(minSeconds, seconds));
  const set = dns.canonicalRecordSet({ ...live, ttlSeconds, options: ownOptions(live.options, dns) }, domain);
  const problems = checkZone(domain, [{ set }], dns);
  return problems.length + hostProblems(set, domain, host).length === 0 ? recordLine(set, domain, host) : null;
}
