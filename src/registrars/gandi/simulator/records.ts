/** `/livedns/domains/{fqdn}/records`: the whole zone, one name, one set. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { type StoredSet, storedSetKey, storedSetText } from '../stored-set.ts';
import { failure, invalid, json, message, noContent, notFound, page } from './http.ts';
import { acceptedTypes, checkTogether, echoOf, readSet, readTtl, readValues } from './record-rules.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import { withSnapshot } from './snapshots.ts';
import { readZoneText, zoneText } from './zone-text.ts';

const created = 'DNS Record Created';

export const recordRoutes: readonly Route[] = [
  ...routes('/livedns/domains/:fqdn/records', { GET: list, POST: create, PUT: replaceZone, DELETE: clearZone }),
  ...routes('/livedns/domains/:fqdn/records/:name', {
    GET: listName,
    POST: create,
    PUT: replaceName,
    DELETE: clearName,
  }),
  ...routes('/livedns/domains/:fqdn/records/:name/:type', {
    GET: show,
    POST: create,
    PUT: put,
    PATCH: patch,
    DELETE: remove,
  }),
  ...routes('/livedns/dns/rrtypes', { GET: () => json(200, acceptedTypes) }),
];

/** A set as the API shows it. */
export function wireSet(fqdn: string, set: StoredSet): object {
  return {
    rrset_name: set.name,
    rrset_type: set.type,
    rrset_ttl: set.ttlSeconds,
    rrset_values: set.values,
    rrset_href: hrefOf(fqdn, set),
  };
}

function list({ request, world, param }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  if (/\btext\/plain\b/.test(request.headers.accept ?? '')) {
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: zoneText(zone.sets) };
  }
  const type = request.query.get('rrset_type');
  const sets = zone.sets.filter((set) => type === null || set.type === type);
  // The documented default order.
  const sorted = [...sets].sort((a, b) => compare(a.name, b.name) || compare(a.type, b.type));
  return page(
    request,
    sorted.map((set) => wireSet(fqdn, set)),
  );
}

/** Two successes are documented for POST: one that made the set, and (not verified) one that found the same set there. */
function create(exchange: Exchange): SimulatorResponse {
  const { world, param, body } = exchange;
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const set = readSet(body(), fixedBy(exchange));
  const existing = zone.sets.find((other) => storedSetKey(other) === storedSetKey(set));
  const location = { location: hrefOf(fqdn, set) };
  if (existing !== undefined && storedSetText(existing) === storedSetText(set)) {
    return message(200, 'A DNS Record already exists with same value', location);
  }
  if (existing !== undefined) {
    throw new Refused(failure(409, `A DNS Record already exists with same name and type: ${set.name}/${set.type}`));
  }
  write(exchange, [...zone.sets, set]);
  return message(201, created, location);
}

function replaceZone(exchange: Exchange): SimulatorResponse {
  const { request, world, param, body } = exchange;
  const { fqdn } = world.hosted(param('fqdn'));
  const isText = /^text\/plain\b/i.test(request.headers['content-type'] ?? '');
  const items = isText ? readZoneText(request.body, fqdn) : readItems(body());
  write(
    exchange,
    items.map((item) => readSet(item, {}, 'items')),
  );
  return message(201, created);
}

function clearZone(exchange: Exchange): SimulatorResponse {
  exchange.world.hosted(exchange.param('fqdn'));
  write(exchange, []);
  return noContent;
}

function listName({ world, param }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const sets = zone.sets.filter((set) => set.name === param('name'));
  if (sets.length === 0) throw noSuchRecord(param('name'));
  return json(
    200,
    sets.map((set) => wireSet(fqdn, set)),
  );
}

function replaceName(exchange: Exchange): SimulatorResponse {
  const { world, param, body } = exchange;
  const { zone } = world.hosted(param('fqdn'));
  const name = param('name');
  const sets = readItems(body()).map((item) => readSet(item, { name }, 'items'));
  write(exchange, [...zone.sets.filter((set) => set.name !== name), ...sets]);
  return message(201, created);
}

function clearName(exchange: Exchange): SimulatorResponse {
  const { world, param } = exchange;
  const { zone } = world.hosted(param('fqdn'));
  const others = zone.sets.filter((set) => set.name !== param('name'));
  if (others.length === zone.sets.length) throw noSuchRecord(param('name'));
  write(exchange, others);
  return noContent;
}

function show(exchange: Exchange): SimulatorResponse {
  const { set, fqdn } = found(exchange);
  return json(200, wireSet(fqdn, set));
}

/** Creates or overwrites, and says the same of both. Without a TTL the set gets the default, whatever it had (recorded). */
function put(exchange: Exchange): SimulatorResponse {
  const { world, param, body } = exchange;
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const set = readSet(body(), fixedBy(exchange));
  write(exchange, [...withoutSet(zone.sets, set), set]);
  return message(201, created, { location: hrefOf(fqdn, set) });
}

function patch(exchange: Exchange): SimulatorResponse {
  const { set, sets, fqdn } = found(exchange);
  const body = exchange.body();
  const add = optionalValues(body.add_rrset_values, 'add_rrset_values').map((value) => echoOf(set.type, value));
  const drop = optionalValues(body.remove_rrset_values, 'remove_rrset_values').map((value) => echoOf(set.type, value));
  const ttl = body.rrset_ttl === undefined ? set.ttlSeconds : readTtl(body.rrset_ttl, 'rrset_ttl');
  const values = [...set.values, ...add].filter((value) => !drop.includes(value));
  const result = readSet({ rrset_values: values, rrset_ttl: ttl }, set);
  write(exchange, [...withoutSet(sets, set), result]);
  return json(200, wireSet(fqdn, result));
}

function remove(exchange: Exchange): SimulatorResponse {
  const { set, sets } = found(exchange);
  write(exchange, withoutSet(sets, set));
  return noContent;
}

/** Names are matched by the letter. */
function found({ world, param }: Exchange): {
  readonly fqdn: string;
  readonly set: StoredSet;
  readonly sets: readonly StoredSet[];
} {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const key = storedSetKey({ name: param('name'), type: param('type') });
  const set = zone.sets.find((other) => storedSetKey(other) === key);
  if (set === undefined) throw noSuchRecord(`${param('name')}/${param('type')}`);
  return { fqdn, set, sets: zone.sets };
}

function write({ world, param }: Exchange, sets: readonly StoredSet[]): void {
  checkTogether(sets);
  const { zone } = world.hosted(param('fqdn'));
  world.updateZone(param('fqdn'), { ...withSnapshot(zone, world.now()), sets });
}

function withoutSet(sets: readonly StoredSet[], gone: StoredSet): readonly StoredSet[] {
  return sets.filter((set) => storedSetKey(set) !== storedSetKey(gone));
}

function fixedBy({ param }: Exchange): { readonly name?: string; readonly type?: string } {
  return { ...(param('name') && { name: param('name') }), ...(param('type') && { type: param('type') }) };
}

function readItems(body: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (Array.isArray(body.items) && body.items.length > 0) return body.items;
  throw invalid([{ name: 'items', description: 'a list of record sets is required' }]);
}

function optionalValues(given: unknown, field: string): readonly string[] {
  return given === undefined || (Array.isArray(given) && given.length === 0) ? [] : readValues(given, field);
}

/** Recorded for one set; for a name without sets, not verified. */
function noSuchRecord(what: string): Refused {
  return notFound(`Can't find the DNS record ${what} in the zone`, 'dns-record');
}

function hrefOf(fqdn: string, { name, type }: StoredSet): string {
  return `https://api.gandi.net/v5/livedns/domains/${fqdn}/records/${encodeURIComponent(name)}/${type}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
