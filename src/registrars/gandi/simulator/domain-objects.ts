/** What hangs on a registration: contacts, glue hosts, keys at the registry, tags, the transfer secret. */
import { createHash, randomBytes } from 'node:crypto';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { invalid, json, message, noContent, notFound } from './http.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import type { DnsKey } from './world.ts';

export const domainObjectRoutes: readonly Route[] = [
  ...routes('/domain/domains/:fqdn/contacts', { GET: contacts, PATCH: setContacts }),
  ...routes('/domain/domains/:fqdn/contacts/owner', { PUT: setOwner }),
  ...routes('/domain/domains/:fqdn/hosts', { GET: hosts, POST: addHost }),
  ...routes('/domain/domains/:fqdn/hosts/:name', { GET: showHost, PUT: setHost, DELETE: removeHost }),
  ...routes('/domain/domains/:fqdn/dnskeys', { GET: keys, POST: addKey, PUT: setKeys }),
  ...routes('/domain/domains/:fqdn/dnskeys/:id', { DELETE: removeKey }),
  ...routes('/domain/domains/:fqdn/tags', {
    GET: tags,
    POST: setTags,
    PUT: setTags,
    PATCH: editTags,
    DELETE: clearTags,
  }),
  ...routes('/domain/domains/:fqdn/authinfo', { PUT: resetSecret }),
];

function contacts({ world, param }: Exchange): SimulatorResponse {
  return json(200, world.registered(param('fqdn')).registration.contacts);
}

function setContacts({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const given = body() as typeof registration.contacts;
  const unknown = Object.keys(given).find((role) => !['admin', 'bill', 'tech'].includes(role));
  if (unknown !== undefined) throw invalid([{ name: unknown, description: 'not one of admin, bill, tech' }]);
  world.updateRegistration(param('fqdn'), { contacts: { ...registration.contacts, ...given } });
  return message(202, 'The contacts are being updated.');
}

function setOwner({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const owner = body();
  const missing = ['country', 'email', 'family', 'given', 'streetaddr', 'type'].filter((field) => !(field in owner));
  if (missing.length > 0) throw invalid(missing.map((name) => ({ name, description: 'required' })));
  world.updateRegistration(param('fqdn'), { contacts: { ...registration.contacts, owner } });
  return message(202, 'The owner is being updated.');
}

function hosts({ world, param }: Exchange): SimulatorResponse {
  const { fqdn, registration } = world.registered(param('fqdn'));
  return json(
    200,
    registration.hosts.map((host) => wireHost(fqdn, host)),
  );
}

function addHost({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const { name, ips } = body();
  if (typeof name !== 'string') throw invalid([{ name: 'name', description: 'required' }]);
  const others = registration.hosts.filter((host) => host.name !== name);
  world.updateRegistration(param('fqdn'), { hosts: [...others, { name, ips: readTexts(ips, 'ips') }] });
  return message(202, 'The host is being created.');
}

function showHost(exchange: Exchange): SimulatorResponse {
  const { fqdn, host } = foundHost(exchange);
  return json(200, wireHost(fqdn, host));
}

function setHost(exchange: Exchange): SimulatorResponse {
  const { host, others } = foundHost(exchange);
  const ips = readTexts(exchange.body().ips, 'ips');
  exchange.world.updateRegistration(exchange.param('fqdn'), { hosts: [...others, { ...host, ips }] });
  return message(202, 'The host is being updated.');
}

function removeHost(exchange: Exchange): SimulatorResponse {
  exchange.world.updateRegistration(exchange.param('fqdn'), { hosts: foundHost(exchange).others });
  return message(202, 'The host is being deleted.');
}

function foundHost({ world, param }: Exchange) {
  const { fqdn, registration } = world.registered(param('fqdn'));
  const host = registration.hosts.find(({ name }) => name === param('name'));
  if (host === undefined) throw notFound();
  return { fqdn, host, others: registration.hosts.filter((other) => other !== host) };
}

function wireHost(fqdn: string, { name, ips }: { readonly name: string; readonly ips: readonly string[] }): object {
  const href = `https://api.gandi.net/v5/domain/domains/${fqdn}/hosts/${name}`;
  return { name, ips, fqdn: `${name}.${fqdn}`, fqdn_unicode: `${name}.${fqdn}`, href };
}

function keys({ world, param }: Exchange): SimulatorResponse {
  return json(200, world.registered(param('fqdn')).registration.dnskeys);
}

function addKey({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const next = Math.max(0, ...registration.dnskeys.map(({ id }) => id)) + 1;
  world.updateRegistration(param('fqdn'), { dnskeys: [...registration.dnskeys, readKey(body(), next)] });
  return message(202, 'The key is being added.');
}

function setKeys({ world, param, body }: Exchange): SimulatorResponse {
  world.registered(param('fqdn'));
  const { keys: given } = body();
  if (!Array.isArray(given)) throw invalid([{ name: 'keys', description: 'a list is required' }]);
  world.updateRegistration(param('fqdn'), { dnskeys: given.map((key, index) => readKey(key, index + 1)) });
  return message(202, 'The keys are being updated.');
}

function removeKey({ world, param }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const others = registration.dnskeys.filter(({ id }) => String(id) !== param('id'));
  if (others.length === registration.dnskeys.length) throw notFound();
  world.updateRegistration(param('fqdn'), { dnskeys: others });
  return message(202, 'The key is being deleted.');
}

/** Gandi computes tag and digest from the public key, and takes nothing else. Both are made up here. */
function readKey(given: Readonly<Record<string, unknown>>, id: number): DnsKey {
  const { algorithm, type, public_key } = given;
  if (!Number.isInteger(algorithm)) throw invalid([{ name: 'algorithm', description: 'required' }]);
  if (type !== 'ksk' && type !== 'zsk') throw invalid([{ name: 'type', description: 'one of ksk, zsk' }]);
  if (typeof public_key !== 'string' || public_key === '')
    throw invalid([{ name: 'public_key', description: 'required' }]);
  const digest = createHash('sha256').update(public_key).digest('hex');
  const keytag = Number.parseInt(digest.slice(0, 4), 16);
  return { id, algorithm: algorithm as number, type, public_key, keytag, digest, digest_type: 2 };
}

function tags({ world, param }: Exchange): SimulatorResponse {
  return json(200, world.registered(param('fqdn')).registration.tags);
}

function setTags({ world, param, body }: Exchange): SimulatorResponse {
  world.registered(param('fqdn'));
  world.updateRegistration(param('fqdn'), { tags: readTexts(body().tags, 'tags') });
  return message(200, 'The tags were updated.');
}

function editTags({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const { add = [], remove = [] } = body();
  const gone = readTexts(remove, 'remove');
  const kept = [...registration.tags, ...readTexts(add, 'add')].filter((tag) => !gone.includes(tag));
  world.updateRegistration(param('fqdn'), { tags: [...new Set(kept)] });
  return message(200, 'The tags were updated.');
}

function clearTags({ world, param }: Exchange): SimulatorResponse {
  world.updateRegistration(param('fqdn'), { tags: [] });
  return noContent;
}

function resetSecret({ world, param }: Exchange): SimulatorResponse {
  world.updateRegistration(param('fqdn'), { authinfo: randomBytes(12).toString('base64url') });
  return message(202, 'The auth code is being reset.');
}

function readTexts(given: unknown, name: string): readonly string[] {
  if (Array.isArray(given) && given.every((text) => typeof text === 'string')) return given;
  throw invalid([{ name, description: 'a list of texts is required' }]);
}
