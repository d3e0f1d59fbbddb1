/** The zone of another tool's files as if the host had it already: what an import then makes a config of. */
import type { LiveRecordSet } from '../../planner/inputs.ts';
import type { DnsDescriptor } from '../../schema/capabilities.ts';
import { nearestTtl } from '../../schema/config/ttl.ts';
import { apexOf, displayName, relativeName } from '../../schema/dns/name.ts';
import type { Fqdn, Rdata } from '../../schema/dns/rdata.ts';
import type { RecordOptions, RecordSet } from '../../schema/dns/record-set.ts';
import { joinStrings, makeRecordSet, recordSetKey } from '../../schema/dns/record-sets.ts';
import type { Held } from '../holdings.ts';
import type { MovedRecord, MovedZone } from './moved-zone.ts';

interface HeldZoneFile {
  readonly held: Held;
  /** What is not as in the files; sentences. */
  readonly remarks: readonly string[];
}

/** `account` is where the zone is to be, `host` its registrar. */
export function heldZone(zone: MovedZone, account: string, host: DnsDescriptor): HeldZoneFile {
  const { domain, unmanaged, ignore } = zone;
  const told: string[] = [...zone.remarks];
  const groups = new Map<string, MovedRecord[]>();
  for (const record of zone.records.map((one) => atApex(one, domain, host, told))) {
    const key = recordSetKey({ name: record.name, type: record.rdata.type });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  const recordSets = [...groups.values()].map((group) => liveSet(group, domain, host, told));
  const lost = lostOptions(zone.records, domain, host);
  const live = {
    domain,
    status: 'present',
    recordSets,
    unsupported: unmanaged.map(({ reason, ...one }) => (reason === undefined ? one : { ...one, system: reason })),
    nameservers: [],
    native: null,
  } as const;
  return {
    held: {
      domain,
      zone: { account, live, served: null, ...(ignore === undefined ? {} : { ignore }) },
      unserved: [],
      problems: [],
    },
    remarks: [...told, ...lost].map((text) => `${displayName(domain)}: ${text}`),
  };
}

/** What the tools write as ALIAS, a host that flattens a CNAME at the apex holds as that. */
function atApex(record: MovedRecord, domain: string, { dns, title }: DnsDescriptor, told: string[]): MovedRecord {
  const { name, rdata } = record;
  const isFlattened = rdata.type === 'ALIAS' && name === apexOf(domain) && dns.types.ALIAS.access !== 'write';
  if (!isFlattened || dns.apexCname !== true) return record;
  told.push(`@ ALIAS: ${title} holds it as a CNAME, which it flattens.`);
  const cname: Rdata = { type: 'CNAME', target: rdata.target };
  return { ...record, rdata: cname };
}

function liveSet(group: readonly MovedRecord[], domain: string, host: DnsDescriptor, told: string[]): LiveRecordSet {
  const [first] = group as readonly [MovedRecord, ...MovedRecord[]];
  const { name, ttlSeconds, rdata } = first;
  const values = group.map((one) => one.rdata);
  const isAuto = first.own?.host === host.name && first.own.autoTtl;
  const options = optionsAt(first, host);
  const set = makeRecordSet({ name, type: rdata.type, ttlSeconds, values, options });
  if (name === apexOf(domain) && set.type === 'NS') {
    return { ...set, system: `${host.title} has name servers of its own`, native: null };
  }
  const irregular = difference(group, host);
  if (irregular !== null) return { ...set, irregular, native: null };
  return { ...atHost(set, domain, host, isAuto, told), native: null };
}

/** Why the records of one name and type are no set; null: they are. */
function difference(group: readonly MovedRecord[], host: DnsDescriptor): string | null {
  const ttls = [...new Set(group.map(({ ttlSeconds }) => ttlSeconds))].sort((a, b) => a - b);
  if (ttls.length > 1) return `its records have the TTLs ${ttls.join(' and ')}; those of one name and type have one`;
  const options = new Set(group.map((one) => JSON.stringify([optionsAt(one, host), one.own?.autoTtl ?? false])));
  return options.size > 1 ? `its records differ in what only ${host.title} has: proxy, comment, tags or TTL` : null;
}

function optionsAt({ own }: MovedRecord, host: DnsDescriptor): RecordOptions {
  return own?.host === host.name ? own.options : {};
}

/** What is asked of one host, and another has not: a sentence for each option. */
function lostOptions(
  records: readonly MovedRecord[],
  domain: string,
  { name: hostName, title }: DnsDescriptor,
): readonly string[] {
  const names = new Map<string, Set<string>>();
  for (const { name, rdata, own } of records) {
    if (own === undefined || own.host === hostName) continue;
    const options = [...Object.keys(own.options), ...(own.autoTtl ? ['automatic TTL'] : [])];
    for (const option of options) {
      const what = `${own.title}'s ${option}`;
      names.set(what, (names.get(what) ?? new Set()).add(shortKey(name, rdata.type, domain)));
    }
  }
  return [...names].map(([what, at]) => `left out, as ${title} has not ${what}: ${[...at].join(', ')}.`);
}

/** A TTL that the host cannot hold, and strings that it does not keep apart, become what it has instead. */
function atHost(set: RecordSet, domain: string, host: DnsDescriptor, isAuto: boolean, told: string[]): RecordSet {
  const { title, dns } = host;
  const { ttlSeconds: seconds } = set;
  const ttlSeconds = isAuto ? nearestTtl('auto', host) : bounded(seconds, host);
  const kept = dns.txt === 'strings' ? set : joinStrings(set);
  const made = dns.canonicalRecordSet({ ...kept, ttlSeconds }, domain);
  const what = shortKey(set.name, set.type, domain);
  // A proxied record has the TTL of its proxy.
  if (!isAuto && ttlSeconds !== seconds && made.ttlSeconds === ttlSeconds) {
    const word = ttlSeconds > seconds ? 'raised' : 'lowered';
    told.push(`${what}: the TTL ${seconds} is ${word} to ${ttlSeconds}, the bound of ${title}.`);
  }
  if (kept !== set) told.push(`${what}: ${title} does not keep the strings of a TXT apart; they become one text.`);
  return made;
}

function bounded(seconds: number, { dns }: DnsDescriptor): number {
  return Math.min(dns.ttl.maxSeconds, Math.max(dns.ttl.minSeconds, seconds));
}

function shortKey(name: Fqdn, type: string, domain: string): string {
  return `${displayName(relativeName(name, domain))} ${type}`;
}
