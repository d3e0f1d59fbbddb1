/**
 * Writes that overwrite or delete what is there. No API here takes a condition with a write, so the zone is read just
 * before, and nothing is sent where it is not what the plan was made from: what somebody else has written since then
 * would be lost without a word. What is left is the time between that read and the write.
 */
import { createHash } from 'node:crypto';
import type { LiveRecordSet, LiveZone, UnsupportedRecord } from '../planner/inputs.ts';
import type { CallDraft, RecordSetChange, ZoneChange } from '../planner/plan.ts';
import type { AccountConfig } from '../schema/desired.ts';
import type { Fqdn } from '../schema/dns/rdata.ts';
import { printValues } from '../schema/dns/record-sets.ts';
import { RegistrarError } from './errors.ts';
import type { DnsClient } from './registrar.ts';

/** Where a call writes: one set, all sets of a name, or the whole zone. */
export type Place = { readonly name: Fqdn; readonly type: string } | { readonly name: Fqdn } | 'zone';

type CompileZone = (change: ZoneChange) => readonly CallDraft[];

/** The place of a change's own set. */
export function setOf({ before, after }: Pick<RecordSetChange, 'before' | 'after'>): Place {
  const set = after ?? before;
  if (set === null) throw new Error('a change has neither a before nor an after');
  return { name: set.name, type: set.type };
}

/** For APIs that write single records by id: an addition takes nothing away, whatever is there. */
export function unlessNew(change: RecordSetChange): readonly Place[] | null {
  return change.before === null ? null : [setOf(change)];
}

export interface Reads {
  /**
   * Whether the zone is read just before this call, because it takes a whole set, name or zone along. Else a call writes
   * single records by id, and the zone is read before the first such call, and then now and again.
   */
  perCall(call: Pick<CallDraft, 'body'>): boolean;
  /** Records of one request; absent: all. */
  readonly perPage?: number;
}

/**
 * The calls with what they expect to find. `placesOf`: what a call overwrites or deletes for one of its changes; null where
 * it takes nothing away, empty where it looks for itself.
 */
export function expecting(
  compileZone: CompileZone,
  placesOf: (change: RecordSetChange, call: CallDraft) => readonly Place[] | null,
  { perCall, perPage = Number.POSITIVE_INFINITY }: Reads,
): CompileZone {
  return (zoneChange) => {
    const changes = new Map(zoneChange.changes.map((change) => [change.address, change]));
    const digestAt = digestsOf(zoneChange.live);
    const pages = Math.max(1, Math.ceil(countOf(zoneChange.live) / perPage));
    let expecting = 0;
    return compileZone(zoneChange).map((call) => {
      const covered = call.covers.flatMap((address) => changes.get(address) ?? []);
      const found = call.refused === undefined ? covered.map((change) => placesOf(change, call)) : [];
      if (found.every((places) => places === null)) return call;
      const places = found.flatMap((some) => some ?? []);
      if (places.length === 0) return { ...call, expects: {} };
      const expects = Object.fromEntries(places.map((place) => [keyOf(place), digestAt(place)]));
      expecting += 1;
      return { ...call, expects, requests: call.requests + (perCall(call) || expecting === 1 ? pages : 0) };
    });
  };
}

function countOf({ recordSets, unsupported }: LiveZone): number {
  return recordSets.reduce((count, { values }) => count + values.length, unsupported.length);
}

/** How long a reading of a zone stands for what is there, where the zone is not read before each call. */
const freshMs = 10_000;

/** Sends of a call that is refused for going too fast; each after a look at what is there by then. */
const attempts = 5;

interface Reading {
  readonly zone: LiveZone;
  readonly digestAt: (place: Place) => string;
  readonly atMs: number;
}

/**
 * The client, which sends a call only where the zone holds what the call expects. A set that several calls write is looked
 * at once for all that expect the same, before the first of them: after that it holds what we have written.
 */
export function checking<C extends DnsClient>(
  client: C,
  { registrar, name }: Pick<AccountConfig, 'registrar' | 'name'>,
  { perCall }: Reads,
  now: () => number = () => performance.now(),
): C {
  /** By domain: sets that calls were sent to, or are about to be, with what they expected. */
  const looked = new Map<string, ReadonlySet<string>>();
  /** By domain, those that are fresh still, oldest first. */
  const readings = new Map<string, Reading>();

  async function check(domain: string, call: CallDraft): Promise<void> {
    const { expects = {} } = call;
    const known = looked.get(domain) ?? new Set();
    const places = Object.keys(expects).filter((key) => !known.has(`${key} ${expects[key]}`));
    if (places.length === 0) return;
    const differing = ({ digestAt }: Reading) => places.find((key) => digestAt(placeOf(key)) !== expects[key]);
    const fresh = freshReading(domain);
    let reading = perCall(call) ? undefined : fresh;
    if (reading === undefined || differing(reading) !== undefined) {
      const zone = await client.dns.readZone({ domain, ds: false, nameservers: false });
      reading = { zone, digestAt: digestsOf(zone), atMs: now() };
      readings.delete(domain);
      readings.set(domain, reading);
    }
    const changed = differing(reading);
    if (changed !== undefined) throw changedSincePlan(domain, placeOf(changed), reading.zone);
    const sets = places.filter((key) => isSet(placeOf(key))).map((key) => `${key} ${expects[key]}`);
    looked.set(domain, new Set([...known, ...sets]));
  }

  function freshReading(domain: string): Reading | undefined {
    for (const [other, { atMs }] of readings) {
      if (now() - atMs <= freshMs) break;
      readings.delete(other);
    }
    return readings.get(domain);
  }

  function changedSincePlan(domain: string, place: Place, zone: LiveZone): RegistrarError {
    const there = place === 'zone' ? null : shownAt(zone, place);
    return new RegistrarError({
      registrar,
      account: name,
      operation: 'write records',
      object: place === 'zone' ? domain : `${domain}, ${Object.values(place).join(' ')}`,
      code: 'conflict',
      seen: `${place === 'zone' ? 'the zone is' : 'the records are'} not what the plan was made from: ${
        there === null ? 'somebody else has changed it' : `there is now ${there}`
      }`,
      advice: 'Nothing was written: plan again to see what has changed.',
      effect: 'none',
    });
  }

  async function execute(call: CallDraft): Promise<void> {
    const { domain, expects } = call;
    if (domain === null || expects === undefined) return await client.execute(call);
    const before = looked.get(domain);
    for (let attempt = 1; ; attempt++) {
      await check(domain, call);
      try {
        return await client.execute(call);
      } catch (error) {
        // What was carried out in part is for the caller to read and to compile anew.
        if (wasNotSent(error) && before !== undefined) looked.set(domain, before);
        else looked.delete(domain);
        readings.delete(domain);
        if (!wasNotSent(error) || !perCall(call) || attempt === attempts) throw error;
      }
    }
  }

  return { ...client, execute };
}

/** Refused for going too fast, or never arrived: the transport leaves it to us to send it again, after another look. */
function wasNotSent(error: unknown): boolean {
  if (!(error instanceof RegistrarError) || error.effect !== 'none') return false;
  return error.code === 'rate-limited' || error.code === 'unavailable';
}

function isSet(place: Place): place is { readonly name: Fqdn; readonly type: string } {
  return place !== 'zone' && 'type' in place;
}

function keyOf(place: Place): string {
  if (place === 'zone') return 'zone';
  return isSet(place) ? `${place.name} ${place.type}` : place.name;
}

function placeOf(key: string): Place {
  if (key === 'zone') return 'zone';
  const [name = '', type] = key.split(' ');
  return type === undefined ? { name } : { name, type };
}

/** By place, the same text for the same records with the same ids: SHA-256 in hexadecimal. */
function digestsOf(zone: LiveZone): (place: Place) => string {
  const names = new Map<Fqdn, { readonly sets: LiveRecordSet[]; readonly others: UnsupportedRecord[] }>();
  const at = (name: Fqdn) => {
    const there = names.get(name) ?? { sets: [], others: [] };
    names.set(name, there);
    return there;
  };
  for (const set of zone.recordSets) at(set.name).sets.push(set);
  for (const other of zone.unsupported) at(other.name).others.push(other);
  return (place) => {
    const { sets, others } = place === 'zone' ? { sets: zone.recordSets, others: zone.unsupported } : at(place.name);
    const isThere = ({ type }: { readonly type: string }) =>
      place === 'zone' || !('type' in place) || place.type === type;
    const content = [
      sets.filter(isThere).map(textOfSet),
      others.filter(isThere),
      place === 'zone' ? zone.native : null,
    ];
    return createHash('sha256').update(canonicalText(content)).digest('hex');
  };
}

function textOfSet(set: LiveRecordSet): string {
  const { name, type, ttlSeconds, options, irregular, native } = set;
  return canonicalText([name, type, ttlSeconds, printValues(set), options, irregular ?? null, native]);
}

function shownAt({ recordSets, unsupported }: LiveZone, place: Exclude<Place, 'zone'>): string {
  const isThere = ({ name, type }: { readonly name: Fqdn; readonly type: string }) =>
    name === place.name && (!('type' in place) || type === place.type);
  const texts = [
    ...recordSets.filter(isThere).map((set) => `${set.type} ${printValues(set).join(', ')} (TTL ${set.ttlSeconds})`),
    ...unsupported.filter(isThere).map(({ type, text }) => `${type} ${text}`),
  ];
  return texts.length === 0 ? 'nothing' : texts.join('; ');
}

/** JSON in which neither the order of keys nor that of a list counts: an API may answer rows in any order. */
function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}:${canonicalText(field)}`);
  return `{${entries.sort().join(',')}}`;
}
