/** What costs money: availability and price, registration, renewal. `Dry-Run: 1` checks and does nothing. */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';
import { defaultRecords } from '../default-records.ts';
import { failure, invalid, json, message } from './http.ts';
import { type Exchange, type Route, routes } from './routing.ts';
import { emptyZone, isoSeconds, liveDnsNameservers } from './world.ts';

const yearMs = 365 * 24 * 3600 * 1000;

export const purchaseRoutes: readonly Route[] = [
  ...routes('/domain/check', { GET: check }),
  ...routes('/domain/domains', { POST: register }),
  ...routes('/domain/domains/:fqdn/createstatus', { GET: progress }),
  ...routes('/domain/domains/:fqdn/renew', { GET: renewTerms, POST: renew }),
];

function check({ request, world }: Exchange): SimulatorResponse {
  const name = request.query.get('name');
  if (name === null) throw invalid([{ name: 'name', description: 'required' }]);
  const isFree = (world.find(name)?.registration ?? null) === null;
  const prices = [
    {
      min_duration: 1,
      max_duration: 10,
      duration_unit: 'y',
      price_before_taxes: 9.2,
      price_after_taxes: 11.04,
      discount: false,
    },
  ];
  const product = {
    name,
    process: 'create',
    status: isFree ? 'available' : 'unavailable',
    taxes: [],
    ...(isFree && { prices }),
  };
  return json(200, {
    currency: request.query.get('currency') ?? 'EUR',
    grid: request.query.get('grid') ?? 'A',
    products: [product],
    taxes: [{ type: 'service', rate: 20, name: 'vat' }],
  });
}

function register(exchange: Exchange): SimulatorResponse {
  const { world, body } = exchange;
  const { fqdn, owner, duration = 1, nameservers } = body();
  if (typeof fqdn !== 'string') throw invalid([{ name: 'fqdn', description: 'required' }]);
  const given = (typeof owner === 'object' && owner !== null ? owner : {}) as Readonly<Record<string, unknown>>;
  const missing = ['country', 'email', 'family', 'given', 'streetaddr', 'type'].filter((field) => !(field in given));
  if (missing.length > 0) throw invalid(missing.map((field) => ({ name: `owner.${field}`, description: 'required' })));
  const years = readYears(duration, 10);
  const former = world.find(fqdn);
  if ((former?.registration ?? null) !== null) throw new Refused(failure(409, `The domain ${fqdn} is not available.`));
  if (isDryRun(exchange)) return json(200, { status: 'success' });
  const name = fqdn.toLowerCase();
  const registration = world.newRegistration(name, Array.isArray(nameservers) ? nameservers : liveDnsNameservers(name));
  const endsAt = isoSeconds(new Date(world.now().getTime() + years * yearMs));
  world.put({
    fqdn: name,
    registration: { ...registration, endsAt, contacts: { ...registration.contacts, owner: given } },
    zone: former?.zone ?? { ...emptyZone, sets: defaultRecords },
  });
  return message(202, 'The domain is being created.', { location: `https://api.gandi.net/v5/domain/domains/${name}` });
}

function progress({ world, param }: Exchange): SimulatorResponse {
  world.registered(param('fqdn'));
  return json(200, { step: 'RUN', step_nb: 3 });
}

function renewTerms({ world, param }: Exchange): SimulatorResponse {
  const { registration } = world.registered(param('fqdn'));
  return json(200, {
    begins_at: '2012-01-01T00:00:00Z',
    ends_at: registration.endsAt,
    in_renew_period: true,
    durations: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    minimum: 1,
    maximum: 9,
    prohibited: false,
  });
}

function renew(exchange: Exchange): SimulatorResponse {
  const { world, param, body } = exchange;
  const { registration } = world.registered(param('fqdn'));
  const years = readYears(body().duration, 9);
  if (isDryRun(exchange)) return json(200, { status: 'success' });
  const endsAt = isoSeconds(new Date(Date.parse(registration.endsAt) + years * yearMs));
  world.updateRegistration(param('fqdn'), { endsAt });
  return message(202, 'The domain is being renewed.');
}

function readYears(given: unknown, maximum: number): number {
  if (Number.isInteger(given) && (given as number) >= 1 && (given as number) <= maximum) return given as number;
  throw invalid([{ name: 'duration', description: `not an integer from 1 to ${maximum}` }]);
}

function isDryRun({ request }: Exchange): boolean {
  return request.headers['dry-run'] === '1';
}
