/** `/domain/domains`: registrations and their settings. The list and the detail show the same things in different shapes. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { failure, invalid, json, message, notFound, page } from './http.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import {
  type DomainDocument,
  emptyZone,
  isLiveDns,
  liveDnsNameservers,
  organization,
  type Registration,
  transferLock,
} from './world.ts';

type Registered = DomainDocument & { readonly registration: Registration };

export const domainRoutes: readonly Route[] = [
  ...routes('/domain/domains', { GET: list }),
  ...routes('/domain/domains/:fqdn', {
    GET: show,
    DELETE: () => failure(403, 'Access was denied to this resource.'),
  }),
  // 404 for reading, as observed, although it can be written.
  ...routes('/domain/domains/:fqdn/autorenew', { GET: () => notFound().response, PATCH: setAutoRenew }),
  ...routes('/domain/domains/:fqdn/status', { PATCH: setLock }),
  ...routes('/domain/domains/:fqdn/nameservers', { GET: nameservers, PUT: setNameservers }),
  ...routes('/domain/domains/:fqdn/livedns', { GET: liveDns, POST: moveToLiveDns }),
  ...routes('/domain/domains/:fqdn/livedns/dnssec', { GET: signing, POST: sign('active'), DELETE: sign('inactive') }),
];

function list({ request, world }: Exchange): SimulatorResponse {
  const { query } = request;
  const domains = world
    .all()
    .filter(({ registration }) => registration !== null)
    .map(({ fqdn }) => world.registered(fqdn))
    .filter(({ fqdn, registration }) => {
      const pattern = query.get('fqdn');
      const tld = query.get('tld');
      const nameserver = query.get('nameserver');
      return (
        (pattern === null || globMatches(pattern, fqdn)) &&
        (tld === null || fqdn.endsWith(`.${tld}`)) &&
        (nameserver === null || dnsOf(registration) === nameserver)
      );
    });
  return page(request, domains.map(listItem));
}

function show({ world, param }: Exchange): SimulatorResponse {
  return json(200, detail(world.registered(param('fqdn'))));
}

function setAutoRenew({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  // As the schema says: a duration that is left out is 1, whatever it was.
  const { enabled, duration = 1, org_id = registration.autorenew.org_id } = body();
  if (typeof enabled !== 'boolean') throw invalid([{ name: 'enabled', description: 'required' }]);
  if (!Number.isInteger(duration) || (duration as number) < 1 || (duration as number) > 9) {
    throw invalid([{ name: 'duration', description: 'not an integer from 1 to 9' }]);
  }
  if (typeof org_id !== 'string') throw invalid([{ name: 'org_id', description: 'not a text' }]);
  world.updateRegistration(param('fqdn'), { autorenew: { enabled, duration: duration as number, org_id } });
  return message(200, 'Autorenew configuration updated.');
}

function setLock({ world, param, body }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  const { [transferLock]: locked } = body();
  if (typeof locked !== 'boolean') throw invalid([{ name: transferLock, description: 'not true or false' }]);
  if (!registration.canTldLock) throw invalid([{ name: transferLock, description: 'this TLD has no lock' }]);
  const others = registration.status.filter((code) => code !== transferLock);
  world.updateLater(param('fqdn'), { status: locked ? [...others, transferLock] : others });
  return message(202, 'The status of the domain is being updated.');
}

function nameservers({ world, param }: Exchange): SimulatorResponse {
  return json(200, world.registered(param('fqdn')).registration.nameservers);
}

function setNameservers({ world, param, body }: Exchange): SimulatorResponse {
  world.registered(param('fqdn'));
  const { nameservers: names } = body();
  if (!Array.isArray(names) || names.length < 2 || !names.every(isHostName)) {
    throw invalid([{ name: 'nameservers', description: 'a list of two or more host names is required' }]);
  }
  world.updateLater(param('fqdn'), { nameservers: names.map((name) => name.toLowerCase().replace(/\.$/, '')) });
  return message(202, 'The nameservers of the domain are being updated.', {
    location: `${hrefOf(param('fqdn'))}/nameservers`,
  });
}

function liveDns({ world, param }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  return json(200, {
    current: dnsOf(registration),
    nameservers: registration.nameservers,
    dnssec_available: true,
    livednssec_available: dnsOf(registration) === 'livedns',
  });
}

function moveToLiveDns({ world, param }: Exchange): SimulatorResponse {
  const document = world.registered(param('fqdn'));
  if (document.zone === null) world.put({ ...document, zone: emptyZone });
  world.updateLater(document.fqdn, { nameservers: liveDnsNameservers(document.fqdn) });
  return message(202, 'LiveDNS is being enabled.');
}

function signing({ world, param }: Exchange): SimulatorResponse {
  return json(200, { state: world.registered(param('fqdn')).registration.livednssec });
}

function sign(livednssec: Registration['livednssec']): (exchange: Exchange) => SimulatorResponse {
  return ({ world, param }) => {
    const { registration } = world.registered(param('fqdn'));
    if (dnsOf(registration) !== 'livedns') throw new Refused(failure(409, 'The domain does not use LiveDNS.'));
    world.updateRegistration(param('fqdn'), { livednssec });
    return message(202, `LiveDNSSEC is being made ${livednssec}.`);
  };
}

function listItem({ fqdn, registration }: Registered): object {
  return {
    ...common(fqdn, registration),
    autorenew: registration.autorenew.enabled,
    owner: 'alice',
    orga_owner: 'alice',
    domain_owner: 'Alice Doe',
    nameserver: { current: dnsOf(registration) },
    dates: datesOf(registration),
  };
}

function detail({ fqdn, registration }: Registered): object {
  return {
    ...common(fqdn, registration),
    can_tld_lock: registration.canTldLock,
    nameservers: registration.nameservers,
    autorenew: { ...registration.autorenew, dates: [registration.endsAt], href: `${hrefOf(fqdn)}/autorenew` },
    dates: {
      ...datesOf(registration),
      renew_begins_at: '2012-01-01T00:00:00Z',
      authinfo_expires_at: registration.endsAt,
    },
    contacts: registration.contacts,
    authinfo: registration.authinfo,
    services: ['gandilivedns'],
    sharing_space: { type: 'user', id: organization, name: 'alice' },
    reachability: 'done',
  };
}

function common(fqdn: string, registration: Registration): object {
  return {
    id: registration.id,
    fqdn,
    fqdn_unicode: fqdn,
    tld: fqdn.slice(fqdn.indexOf('.') + 1),
    href: hrefOf(fqdn),
    status: registration.status,
    tags: registration.tags,
  };
}

function datesOf({ createdAt, endsAt, updatedAt }: Registration): object {
  return { created_at: createdAt, registry_created_at: createdAt, registry_ends_at: endsAt, updated_at: updatedAt };
}

function dnsOf({ nameservers }: Registration): 'livedns' | 'other' {
  return isLiveDns(nameservers) ? 'livedns' : 'other';
}

function hrefOf(fqdn: string): string {
  return `https://api.gandi.net/v5/domain/domains/${fqdn}`;
}

function isHostName(name: unknown): name is string {
  return typeof name === 'string' && /^([a-z0-9-]+\.)+[a-z0-9-]*[a-z][a-z0-9-]*\.?$/i.test(name);
}

function globMatches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text);
}
