/** The zone of a zone file as if the host had it already: what an import then makes a config of. */
import type { LiveRecordSet } from '../../planner/inputs.ts';
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { count } from '../../schema/count.ts';
import { apexOf, displayName, relativeName } from '../../schema/dns/name.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { joinStrings, makeRecordSet, recordSetKey } from '../../schema/dns/record-sets.ts';
import type { Held } from '../holdings.ts';
import type { ZoneFile, ZoneRecord } from './read-zone-file.ts';

interface HeldZoneFile {
  readonly held: Held;
  /** What is not as in the file; sentences. */
  readonly remarks: readonly string[];
}

/** `account` is where the zone is to be, `host` its registrar. */
export function heldZone(
  { domain, records, unknown, made, outside }: ZoneFile,
  account: string,
  host: DnsDescriptor,
): HeldZoneFile {
  const remarks: string[] = [];
  const groups = new Map<string, ZoneRecord[]>();
  for (const record of records) {
    const key = recordSetKey({ name: record.name, type: record.rdata.type });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  const recordSets = [...groups.values()].flatMap((group): readonly LiveRecordSet[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { name, ttlSeconds, rdata } = first;
    const set = makeRecordSet({ name, type: rdata.type, ttlSeconds, values: group.map((one) => one.rdata) });
    if (name === apexOf(domain) && set.type === 'NS') {
      return [{ ...set, system: `${host.title} has name servers of its own`, native: null }];
    }
    return [{ ...atHost(set, domain, host, remarks), native: null }];
  });
  if (made.size > 0) {
    const types = [...made].map(([type, n]) => (n === 1 ? type : `${n} ${type}`)).join(', ');
    remarks.push(`${displayName(domain)}: left out, as each host makes its own: ${types}.`);
  }
  if (outside.length > 0) {
    const names = outside.map(displayName).join(', ');
    remarks.push(`${displayName(domain)}: left out, as ${count(outside.length, 'name')} outside the zone: ${names}.`);
  }
  const live = { domain, status: 'present', recordSets, unsupported: unknown, nameservers: [], native: null } as const;
  return { held: { domain, zone: { account, live, served: null }, unserved: [], problems: [] }, remarks };
}

/** A TTL that the host cannot hold, and strings that it does not keep apart, become what it has instead. */
function atHost(set: RecordSet, domain: string, { title, dns }: DnsDescriptor, remarks: string[]): RecordSet {
  const { ttlSeconds: seconds } = set;
  const ttlSeconds = Math.min(dns.ttl.maxSeconds, Math.max(dns.ttl.minSeconds, seconds));
  const kept = dns.txt === 'strings' ? set : joinStrings(set);
  const name = `${displayName(domain)}: ${displayName(relativeName(set.name, domain))} ${set.type}`;
  if (ttlSeconds !== seconds) {
    remarks.push(
      `${name}: the TTL ${seconds} is ${ttlSeconds > seconds ? 'raised' : 'lowered'} to ${ttlSeconds}, the bound of ${title}.`,
    );
  }
  if (kept !== set) remarks.push(`${name}: ${title} does not keep the strings of a TXT apart; they become one text.`);
  return dns.canonicalRecordSet({ ...kept, ttlSeconds }, domain);
}
