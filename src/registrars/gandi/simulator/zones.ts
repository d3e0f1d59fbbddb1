/** `/livedns/domains`, nameservers and signing keys. */
import { createHash, randomUUID } from 'node:crypto';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { failure, invalid, json, message, noContent, notFound, page } from './http.ts';
import { checkTogether, readSet } from './record-rules.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import { emptyZone, liveDnsNameservers, type SigningKey } from './world.ts';

const base = 'https://api.gandi.net/v5/livedns/domains';

export const zoneRoutes: readonly Route[] = [
  ...routes('/livedns/domains', { GET: list, POST: create }),
  ...routes('/livedns/domains/:fqdn', { GET: show, PATCH: update }),
  ...routes('/livedns/domains/:fqdn/nameservers', { GET: nameservers }),
  ...routes('/livedns/domains/:fqdn/keys', { GET: listKeys, POST: createKey }),
  ...routes('/livedns/domains/:fqdn/keys/:id', { GET: showKey, PATCH: restoreKey, DELETE: removeKey }),
  // Computed from any name, and documented as open.
  {
    method: 'GET',
    path: '/livedns/nameservers/:fqdn',
    open: true,
    handle: ({ param }) => json(200, liveDnsNameservers(param('fqdn').toLowerCase())),
  },
];

function list({ request, world }: Exchange): SimulatorResponse {
  const zones = world.all().filter(({ zone }) => zone !== null);
  return page(
    request,
    zones.map(({ fqdn }) => ({ fqdn, domain_href: `${base}/${fqdn}`, domain_records_href: `${base}/${fqdn}/records` })),
  );
}

/** Only for domains that are registered here: 404 for all others (octodns-gandi). For a zone that is there, not verified. */
function create({ world, body }: Exchange): SimulatorResponse {
  const { fqdn, zone = {} } = body();
  if (typeof fqdn !== 'string') throw invalid([{ name: 'fqdn', description: 'required' }]);
  const document = world.registered(fqdn);
  if (document.zone !== null) throw new Refused(failure(409, `The domain ${document.fqdn} already exists.`));
  const { items = [] } = zone as { readonly items?: unknown };
  if (!Array.isArray(items)) throw invalid([{ name: 'zone.items', description: 'not a list' }]);
  const sets = items.map((item) => readSet(item, {}, 'zone.items'));
  checkTogether(sets);
  world.put({ ...document, zone: { ...emptyZone, sets } });
  return message(201, 'Domain Created', { location: `${base}/${document.fqdn}` });
}

function show({ world, param }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  return json(200, {
    fqdn,
    domain_href: `${base}/${fqdn}`,
    domain_keys_href: `${base}/${fqdn}/keys`,
    domain_records_href: `${base}/${fqdn}/records`,
    automatic_snapshots: zone.automaticSnapshots,
  });
}

function update({ world, param, body }: Exchange): SimulatorResponse {
  const { automatic_snapshots } = body();
  if (typeof automatic_snapshots !== 'boolean') {
    throw invalid([{ name: 'automatic_snapshots', description: 'not true or false' }]);
  }
  world.updateZone(param('fqdn'), { automaticSnapshots: automatic_snapshots });
  return message(200, 'Domain Updated');
}

function nameservers({ world, param }: Exchange): SimulatorResponse {
  return json(200, liveDnsNameservers(world.hosted(param('fqdn')).fqdn));
}

function listKeys({ world, param }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  return json(
    200,
    zone.keys.map((key) => wireKey(fqdn, key)),
  );
}

function createKey({ world, param, body }: Exchange): SimulatorResponse {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const { flags } = body();
  if (flags !== 256 && flags !== 257) throw invalid([{ name: 'flags', description: 'one of 256, 257' }]);
  const key: SigningKey = { id: randomUUID(), flags, deleted: false };
  world.updateZone(fqdn, { keys: [...zone.keys, key] });
  return message(201, 'Domain Key Created', { location: `${base}/${fqdn}/keys/${key.id}` });
}

function showKey(exchange: Exchange): SimulatorResponse {
  const { fqdn, key } = foundKey(exchange);
  return json(200, {
    ...wireKey(fqdn, key),
    fingerprint: digestOf(fqdn, key),
    public_key: publicKeyOf(fqdn, key),
    tag: tagOf(fqdn, key),
  });
}

function restoreKey(exchange: Exchange): SimulatorResponse {
  if (exchange.body().deleted !== false) throw invalid([{ name: 'deleted', description: 'one of false' }]);
  return markKey(exchange, false, 'Domain Key Updated');
}

function removeKey(exchange: Exchange): SimulatorResponse {
  markKey(exchange, true, '');
  return noContent;
}

function markKey(exchange: Exchange, deleted: boolean, text: string): SimulatorResponse {
  const { fqdn, key, keys } = foundKey(exchange);
  exchange.world.updateZone(fqdn, { keys: keys.map((other) => (other.id === key.id ? { ...other, deleted } : other)) });
  return message(200, text);
}

function foundKey({ world, param }: Exchange) {
  const { fqdn, zone } = world.hosted(param('fqdn'));
  const key = zone.keys.find(({ id }) => id === param('id'));
  if (key === undefined) throw notFound();
  return { fqdn, key, keys: zone.keys };
}

function wireKey(fqdn: string, key: SigningKey): object {
  return {
    id: key.id,
    fqdn,
    algorithm: 13,
    algorithm_name: 'ECDSAP256SHA256',
    flags: key.flags,
    deleted: key.deleted,
    status: key.deleted ? 'deleted' : 'active',
    ds: `${fqdn}. 3600 IN DS ${tagOf(fqdn, key)} 13 2 ${digestOf(fqdn, key)}`,
    key_href: `${base}/${fqdn}/keys/${key.id}`,
  };
}

/** A made-up key: nothing here signs anything. */
function digestOf(fqdn: string, key: SigningKey): string {
  return createHash('sha256').update(`${fqdn} ${key.id}`).digest('hex');
}

function publicKeyOf(fqdn: string, key: SigningKey): string {
  return createHash('sha512').update(`${fqdn} ${key.id}`).digest('base64');
}

function tagOf(fqdn: string, key: SigningKey): number {
  return Number.parseInt(digestOf(fqdn, key).slice(0, 4), 16);
}
