/**
 * From changes to the cheapest safe calls. LiveDNS writes a set, all sets of a name, or a whole zone in one request, and
 * each is atomic (https://api.gandi.net/docs/livedns/, 2026-11-23). Pure.
 */
import type { LiveRecordSet, LiveRegistration, LiveZone, UnsupportedRecord } from '../../planner/inputs.ts';
import type { CallDraft, RecordSetChange, SettingChange, ZoneChange } from '../../planner/plan.ts';
import { zoneAddress } from '../../schema/dns/address.ts';
import { relativeName } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { type Place, setOf } from '../expected.ts';
import { relativeOwner, unsupportedIn } from '../rows.ts';
import { recordsPerPage } from './api.ts';
import type { GandiCall } from './calls.ts';
import { storedSetFrom } from './convert.ts';
import type { SetNative, ZoneNative } from './live-zone.ts';
import type { RegistrationNative } from './registrations.ts';
import { digestOf, type StoredSet, storedSetKey } from './stored-set.ts';

/** A whole zone is written only for changes at more names than this: it takes everybody's records along. */
const namesBeforeWholeZone = 3;

/** Zones of new domains have them (octodns-gandi's fixtures); whether a zone that is made later does is NOT VERIFIED. */
const newZoneNote =
  "a zone made at Gandi may come with Gandi's default records, parking and mail, which stay as foreign ones (not verified): plan again, and look";

export function compileCreateZone(domain: string): CallDraft {
  const call = draft('POST livedns/domains', [zoneAddress(domain)], { kind: 'create-zone', domain });
  return { ...call, notes: [newZoneNote] };
}

export function compileZone({ domain, live, changes }: ZoneChange): readonly CallDraft[] {
  const stored = storedByName(live, domain);
  const blocked = changes.filter((change) => unreadIn(change, live).length > 0);
  const free = changes.filter((change) => !blocked.includes(change));
  const groups = groupByName(free);
  const calls = groups.flatMap((group) => nameCalls(domain, group, stored));
  const refused = blocked.map((change) => blockedCall(domain, change, live));
  const pages = Math.max(1, Math.ceil([...stored.values()].flat().length / recordsPerPage));
  if (groups.length <= namesBeforeWholeZone || calls.length <= pages + 1) return [...refused, ...calls];
  return [...refused, zoneCall(domain, free, stored, pages + 1)];
}

/** What a call overwrites. The write of a whole zone looks for itself: what it expects is in its body. */
export function placesOf(change: RecordSetChange, { body }: CallDraft): readonly Place[] {
  switch ((body as GandiCall).kind) {
    case 'put-set':
    case 'delete-set':
      return [setOf(change)];
    case 'put-name':
    case 'delete-name':
      return [{ name: nameOf(change) }];
    default:
      return [];
  }
}

export function compileSettings(changes: readonly SettingChange[]): readonly CallDraft[] {
  return changes.map(settingCall);
}

/** Everything that LiveDNS stores, ours or not, by owner name. */
type StoredByName = ReadonlyMap<Fqdn, readonly StoredSet[]>;

function storedByName(live: LiveZone, domain: string): StoredByName {
  const { unsupported } = live.native as ZoneNative;
  const byName = new Map<Fqdn, StoredSet[]>();
  for (const set of [...live.recordSets.flatMap(storedSetsOf), ...unsupported]) {
    const name = relativeOwner(set.name, domain).name;
    const others = byName.get(name);
    if (others === undefined) byName.set(name, [set]);
    else others.push(set);
  }
  return byName;
}

function storedSetsOf(set: LiveRecordSet): SetNative {
  return set.native as SetNative;
}

/** The changes of one name. In the order of the last of each that writes something, since pointers come after targets. */
function groupByName(changes: readonly RecordSetChange[]): readonly (readonly RecordSetChange[])[] {
  const groups = new Map<Fqdn, { readonly changes: RecordSetChange[]; at: number }>();
  for (const [index, change] of changes.entries()) {
    const name = nameOf(change);
    const group = groups.get(name) ?? { changes: [], at: index };
    group.changes.push(change);
    if (change.after !== null || group.changes.every(({ after }) => after === null)) group.at = index;
    groups.set(name, group);
  }
  return [...groups.values()].sort((a, b) => a.at - b.at).map((group) => group.changes);
}

/** The cheapest calls for the changes of one name: one request, except where the name is stored in several spellings. */
function nameCalls(domain: string, changes: readonly RecordSetChange[], stored: StoredByName): readonly CallDraft[] {
  const [first] = changes;
  if (first === undefined) return [];
  const present = stored.get(nameOf(first)) ?? [];
  const spellings = new Set(present.map((set) => set.name));
  if (changes.length === 1 || spellings.size > 1) return changes.flatMap((change) => setCalls(domain, change, stored));
  const name = spellingOf(first, domain, stored);
  const sets = apply(present, changes, domain, stored);
  const covers = changes.map(({ address }) => address);
  if (sets.length === 0) return [draft('DELETE records/{name}', covers, { kind: 'delete-name', domain, name })];
  return [draft('PUT records/{name}', covers, { kind: 'put-name', domain, name, sets })];
}

/** The calls for one set by itself. Spellings too many go first, while another one still answers. */
function setCalls(domain: string, change: RecordSetChange, stored: StoredByName): readonly CallDraft[] {
  const spellings = change.before === null ? [] : storedSetsOf(change.before);
  const covers = [change.address];
  const leaving = change.after === null ? spellings : spellings.slice(1);
  const calls = leaving.map(({ name, type }) =>
    draft('DELETE records/{name}/{type}', covers, { kind: 'delete-set', domain, name, type }),
  );
  if (change.after === null) return calls;
  const set = storedSetFrom(change.after, domain, spellingOf(change, domain, stored));
  return [...calls, draft('PUT records/{name}/{type}', covers, { kind: 'put-set', domain, set })];
}

function zoneCall(
  domain: string,
  changes: readonly RecordSetChange[],
  stored: StoredByName,
  requests: number,
): CallDraft {
  const before = changes.flatMap((change) => (change.before === null ? [] : storedSetsOf(change.before)));
  const after = apply([], changes, domain, stored);
  const kept = [...stored.values()].flat().filter(isNoneOf(before));
  const call: GandiCall = { kind: 'put-zone', domain, kept: digestOf(kept), before, after };
  return draft(
    'PUT records',
    changes.map(({ address }) => address),
    call,
    requests,
  );
}

/** These sets, without those that the changes remove or replace, and with those that they bring. */
function apply(
  sets: readonly StoredSet[],
  changes: readonly RecordSetChange[],
  domain: string,
  stored: StoredByName,
): readonly StoredSet[] {
  const gone = changes.flatMap(({ before }) => (before === null ? [] : storedSetsOf(before)));
  const come = changes.flatMap((change) =>
    change.after === null ? [] : [storedSetFrom(change.after, domain, spellingOf(change, domain, stored))],
  );
  return [...sets.filter(isNoneOf(gone)), ...come];
}

/** By name and type, as stored: change and zone may hold copies. */
function isNoneOf(others: readonly StoredSet[]): (set: StoredSet) => boolean {
  const keys = new Set(others.map(storedSetKey));
  return (set) => !keys.has(storedSetKey(set));
}

/** The letters in which LiveDNS has the name already; a new name is written in lower case. */
function spellingOf(change: RecordSetChange, domain: string, stored: StoredByName): string {
  const name = nameOf(change);
  const own = change.before === null ? undefined : storedSetsOf(change.before)[0].name;
  return own ?? stored.get(name)?.[0]?.name ?? relativeName(name, domain);
}

function nameOf(change: RecordSetChange): Fqdn {
  const set = change.after ?? change.before;
  if (set === null) throw new Error(`a change has neither a before nor an after: ${change.address}`);
  return set.name;
}

/** Values of this name and type that we could not read, and that a write would therefore destroy unseen. */
function unreadIn({ before, after }: RecordSetChange, live: LiveZone): readonly UnsupportedRecord[] {
  const set = after ?? before;
  return set === null ? [] : unsupportedIn(live.unsupported, set);
}

function blockedCall(domain: string, change: RecordSetChange, live: LiveZone): CallDraft {
  const values = unreadIn(change, live)
    .map(({ text }) => text)
    .join(' | ');
  const refused =
    `there are values of that name and type that this tool cannot read: ${values}. ` +
    'Remove them in the web interface of Gandi, and plan again.';
  const operation = 'PUT records/{name}/{type}';
  return { operation, domain, covers: [change.address], requests: 0, body: null, refused };
}

function settingCall(change: SettingChange): CallDraft {
  const { address, domain, field } = change;
  const { renewal, canLock } = nativeOf(change.live);
  switch (field) {
    case 'auto_renew': {
      const call: GandiCall = { kind: 'auto-renew', domain, enabled: change.after, renewal };
      return draft('PATCH autorenew', [address], call, renewal === null ? 2 : 1);
    }
    case 'transfer_lock':
      // Answered before the registry has made it: written, then read.
      return draft('PATCH status', [address], { kind: 'transfer-lock', domain, locked: change.after, canLock }, 2);
    case 'nameservers': {
      // The same, after a look at the keys of the domain.
      const call: GandiCall = { kind: 'nameservers', domain, nameservers: change.after };
      return draft('PUT nameservers', [address], call, 3);
    }
    case 'privacy':
    case 'dnssec':
      throw new Error(`${field} cannot be written at Gandi, as its descriptor says: ${address}`);
  }
}

function nativeOf(live: LiveRegistration): RegistrationNative {
  return live.native as RegistrationNative;
}

function draft(operation: string, covers: readonly string[], body: GandiCall, requests = 1): CallDraft {
  const rewrites = body.kind === 'put-zone' || body.kind === 'put-name' || body.kind === 'delete-name';
  return { operation, domain: body.domain, covers, requests, body, ...(rewrites && { rewrites }) };
}
