/**
 * Between LiveDNS's record sets and ours, both directions; `readStoredSets` and `storedSetFrom` are inverse on canonical
 * sets. Reading loses nothing: what we cannot hold goes to `unsupported`, with what is needed to send it back unchanged.
 */
import type { LiveRecordSet, UnsupportedRecord } from '../../planner/inputs.ts';
import { asciiOnly, quote } from '../../schema/dns/character-strings.ts';
import { apexOf, parseFqdn, relativeName } from '../../schema/dns/name.ts';
import type { DsRdata, Fqdn, Rdata, RecordType } from '../../schema/dns/rdata.ts';
import type { RecordSet } from '../../schema/dns/record-set.ts';
import { makeRecordSet } from '../../schema/dns/record-sets.ts';
import { isRecordType, parseRdata, printRdata, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget, zoneFileTarget } from '../../schema/dns/targets.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { ok, type Result } from '../../schema/result.ts';
import type { StoredSet } from './stored-set.ts';

/** `LiveZone.native`: the sets behind `unsupported`, as stored. */
export interface ZoneNative {
  readonly unsupported: readonly StoredSet[];
}

/** `LiveRecordSet.native`: the sets behind it, as stored: one, or one for each spelling of the name. */
export type SetNative = readonly [StoredSet, ...StoredSet[]];

export interface ReadSets {
  readonly recordSets: readonly LiveRecordSet[];
  readonly unsupported: readonly UnsupportedRecord[];
  readonly native: ZoneNative;
}

/** A stored set in our terms, before spellings of one name are brought together. */
interface Reading {
  readonly stored: StoredSet;
  readonly name: Fqdn;
  readonly type: RecordType;
  readonly values: readonly Rdata[];
}

/** Reads all sets of a zone. A set of another type, or with a value that is not of its type's form, is unsupported. */
export function readStoredSets(stored: readonly StoredSet[], domain: string): ReadSets {
  const readTarget = zoneFileTarget(domain);
  const readings = new Map<string, [Reading, ...Reading[]]>();
  const unsupported: StoredSet[] = [];
  for (const set of stored) {
    const reading = readStoredSet(set, domain, readTarget);
    if (reading === undefined) {
      unsupported.push(set);
      continue;
    }
    const key = `${reading.name} ${reading.type}`;
    const others = readings.get(key);
    if (others === undefined) readings.set(key, [reading]);
    else others.push(reading);
  }
  return {
    recordSets: [...readings.values()].map((spellings) => liveRecordSet(spellings, domain)),
    unsupported: unsupported.flatMap((set) =>
      set.values.map((text) => ({ name: ownerName(set.name, domain), type: set.type, text })),
    ),
    native: { unsupported },
  };
}

/** The set as it is sent to LiveDNS, under this spelling of its name. Targets are absolute, so that they mean what they say. */
export function storedSetFrom(set: RecordSet, domain: string, name = relativeName(set.name, domain)): StoredSet {
  return { name, type: set.type, ttlSeconds: set.ttlSeconds, values: set.values.map(storedValue) };
}

/** The owner name of a stored set; of a name that DNS names cannot be, something that no other name is. */
export function ownerName(name: string, domain: string): Fqdn {
  const parsed = parseName(name, domain);
  return parsed.ok ? parsed.value : `${name.toLowerCase()}.${domain}.`;
}

/** A nameserver as the Domain API sends it, without trailing dot. */
export function nameserverFrom(text: string): Fqdn | undefined {
  const name = absoluteTarget(text);
  return name.ok ? name.value : undefined;
}

/** The inverse of `nameserverFrom`. */
export function nameserverText(name: Fqdn): string {
  return name.slice(0, -1);
}

/** The DS of a signing key, from a whole line of a zone file: `example.com. 3600 IN DS 50651 13 2 01cc…`. */
export function dsFromLine(line: string): DsRdata | undefined {
  const data = /^\S+\s+(?:\d+\s+)?IN\s+DS\s+(\S.*)$/.exec(line)?.[1];
  const rdata = data === undefined ? undefined : parseRdata('DS', data, absoluteTarget);
  return rdata?.ok === true && rdata.value.type === 'DS' ? rdata.value : undefined;
}

function parseName(name: string, domain: string): Result<Fqdn> {
  return name === '@' ? ok(apexOf(domain)) : parseFqdn(`${name}.${domain}.`);
}

function readStoredSet(
  stored: StoredSet,
  domain: string,
  readTarget: ReturnType<typeof zoneFileTarget>,
): Reading | undefined {
  const { type } = stored;
  if (!isRecordType(type) || type === 'URL') return undefined;
  const name = parseName(stored.name, domain);
  if (!name.ok || stored.values.length === 0) return undefined;
  const values: Rdata[] = [];
  for (const text of stored.values) {
    const rdata = rdataFromPrinted(type, text, readTarget);
    if (!rdata.ok) return undefined;
    values.push(rdata.value);
  }
  return { stored, name: name.value, type, values };
}

function liveRecordSet(spellings: readonly [Reading, ...Reading[]], domain: string): LiveRecordSet {
  const [{ name, type, stored }] = spellings;
  const values = spellings.flatMap((reading) => reading.values);
  const set = makeRecordSet({ name, type, ttlSeconds: stored.ttlSeconds, values });
  const irregular = irregularity(spellings, set.values.length < values.length);
  const native: SetNative = [stored, ...spellings.slice(1).map((reading) => reading.stored)];
  return {
    ...set,
    ...(irregular === undefined ? {} : { irregular }),
    ...(type === 'NS' && name === apexOf(domain) ? { system: 'LiveDNS keeps the NS records of the apex itself' } : {}),
    native,
  };
}

function irregularity(spellings: readonly Reading[], repeated: boolean): string | undefined {
  if (spellings.length > 1) {
    return `it is stored once for each spelling of its name: ${spellings.map(({ stored }) => stored.name).join(', ')}`;
  }
  return repeated ? 'it holds a value twice' : undefined;
}

function storedValue(rdata: Rdata): string {
  // Strings of at most 255 bytes (RFC 1035 section 3.3): one that is longer cannot be published. The pattern of
  // `rrset_values` takes printable ASCII only, so any other character is sent as its bytes, `\DDD` (RFC 1035 section 5.1);
  // that LiveDNS reads them so, as BIND and dnspython do, is NOT VERIFIED.
  return asciiOnly(rdata.type === 'TXT' ? stringsOf(rdata).map(quote).join(' ') : printRdata(rdata));
}
