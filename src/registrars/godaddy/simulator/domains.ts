/** `/v1/domains` and `/v1/domains/{domain}`. */
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';
import { done, invalidBody, isObject, json, readBody, refused } from './http.ts';
import type { Registration, World } from './world.ts';

const maxDomains = 1000;
/** Where no limit is given (Posh-ACME issue 179). */
const usualDomains = 100;

/** Undefined: the method is not one of this path. */
export function handleDomains(world: World, request: SimulatorRequest): SimulatorResponse | undefined {
  if (request.method !== 'GET') return undefined;
  const { query } = request;
  const limit = Number(query.get('limit') ?? usualDomains);
  if (!Number.isInteger(limit) || limit < 1) throw refused(400, 'INVALID_LIMIT', 'Limit must be a positive integer');
  if (limit > maxDomains) throw refused(422, 'INVALID_LIMIT', `Limit must have a value no greater than ${maxDomains}`);
  const statuses = listed(query.get('statuses'));
  const includes = listed(query.get('includes'));
  const marker = query.get('marker')?.toLowerCase();
  const found = world
    .registrations()
    .filter(
      ([domain, { status }]) =>
        (marker === undefined || domain > marker) && (!statuses[0] || statuses.includes(status)),
    );
  return json(
    200,
    found.slice(0, limit).map(([domain, registration]) => ({
      ...summaryOf(domain, registration),
      // NOT VERIFIED for a list that was not asked for them: external-dns expects none.
      nameServers: includes.includes('nameServers') ? registration.nameServers : null,
    })),
  );
}

/** Undefined: the method is not one of this path. */
export function handleDomain(world: World, request: SimulatorRequest, domain: string): SimulatorResponse | undefined {
  const registration = world.registered(domain);
  if (request.method === 'GET') return json(200, detailOf(domain, registration));
  if (request.method !== 'PATCH') return undefined;
  const body = readBody(request);
  if (!isObject(body)) throw invalidBody('domain', 'is not an object', 'UNEXPECTED_TYPE');
  update(world, domain, registration, body);
  return done();
}

/** Any subset of the fields, all in one; nothing is changed where one is refused. */
function update(
  world: World,
  domain: string,
  registration: Registration,
  body: Readonly<Record<string, unknown>>,
): void {
  const { nameServers } = body;
  const renewAuto = flag(body, 'renewAuto');
  const locked = flag(body, 'locked');
  const exposeWhois = flag(body, 'exposeWhois');
  if (exposeWhois === true && !isObject(body.consent)) throw invalidBody('domain.consent', 'is required');
  const pending =
    nameServers === undefined
      ? {}
      : {
          pending: {
            nameServers: readNameServers(nameServers, registration),
            visibleAt: world.now() + world.options.nameserverDelayMs,
          },
        };
  world.updateRegistration(domain, {
    ...(renewAuto === undefined ? {} : { renewAuto }),
    ...(locked === undefined ? {} : { locked }),
    ...(exposeWhois === undefined ? {} : { exposeWhois }),
    ...pending,
  });
}

/** Whether the ones that are there already are refused is NOT VERIFIED. */
function readNameServers(given: unknown, registration: Registration): readonly string[] {
  if (!Array.isArray(given) || !given.every((name) => typeof name === 'string')) {
    throw invalidBody('domain.nameServers', 'is not an array of host names', 'UNEXPECTED_TYPE');
  }
  const names = given.map((name: string) => name.toLowerCase());
  if (names.length < 2) {
    throw refused(422, 'MISSING_NAME_SERVER', 'At least two apex (aka @) `nameServers` must be specified');
  }
  const wrong = names.some((name) => !/^([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(name));
  if (wrong || [...names].sort().join() === [...registration.nameServers].sort().join()) {
    throw refused(422, 'FAILED_NAME_SERVER_VALIDATION', 'Failed to update nameservers');
  }
  return names;
}

function flag(body: Readonly<Record<string, unknown>>, field: string): boolean | undefined {
  const value = body[field];
  if (value === undefined || typeof value === 'boolean') return value;
  throw invalidBody(`domain.${field}`, 'is not a boolean', 'UNEXPECTED_TYPE');
}

/** The fields in the order of the recorded answer. */
function summaryOf(domain: string, registration: Registration): object {
  const { createdAt, domainId, expires, exposeWhois, locked, privacy, renewAuto, status } = registration;
  return {
    contactRegistrant: contact,
    createdAt,
    domain,
    domainId,
    expirationProtected: false,
    expires,
    exposeWhois,
    holdRegistrar: false,
    locked,
    nameServers: null,
    privacy,
    renewAuto,
    renewDeadline: expires,
    renewable: true,
    status,
    transferProtected: false,
  };
}

function detailOf(domain: string, registration: Registration): object {
  const { nameServers } = registration;
  return {
    authCode: `TRANSFER-CODE-OF-${domain}`,
    contactAdmin: contact,
    contactBilling: contact,
    contactTech: contact,
    ...summaryOf(domain, registration),
    nameServers,
    redeemable: false,
  };
}

const contact = {
  addressMailing: {
    address1: '5 rue de la Paix',
    address2: '',
    city: 'Paris',
    country: 'FR',
    postalCode: '75002',
    state: 'IDF',
  },
  email: 'alice@example.org',
  fax: '',
  nameFirst: 'Alice',
  nameLast: 'Doe',
  organization: '',
  phone: '+33.123456789',
};

function listed(text: string | null): readonly string[] {
  return text === null || text === '' ? [] : text.split(',');
}
