/** The simulator as other clients meet it, where our own would not notice. */
import { beforeEach, describe, expect, it } from 'vitest';
import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import { createSimulator, simulatorWith } from '../../../src/registrars/porkbun/simulator/index.ts';
import type { DomainDocument } from '../../../src/registrars/porkbun/simulator/world.ts';
import type { Simulator, SimulatorStore } from '../../../src/registrars/simulator/simulator.ts';
import { memoryStore } from '../../../src/registrars/simulator/store.ts';
import { sandboxCredentials, simulate } from '../../helpers/simulated.ts';
import { domain } from './helpers.ts';

const credentials = sandboxCredentials(porkbun);
const inHeaders = {
  'x-api-key': credentials.api_key ?? '',
  'x-secret-api-key': credentials.secret_api_key ?? '',
};
const inBody = { apikey: credentials.api_key, secretapikey: credentials.secret_api_key };

let now = new Date('2026-11-23T12:00:00Z');
let store: SimulatorStore = memoryStore();
let simulator: Simulator = start();

function start(factory = createSimulator): Simulator {
  now = new Date('2026-11-23T12:00:00Z');
  store = memoryStore();
  const made = factory({ credentials, store, now: () => now });
  made.seed({ domain, registered: true, zone: 'default' });
  return made;
}

beforeEach(() => {
  simulator = start();
});

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  readonly json: any;
}

function ask(
  method: string,
  path: string,
  body: unknown = undefined,
  headers: Record<string, string> = inHeaders,
): Reply {
  const [plain = '', query = ''] = path.split('?');
  const response = simulator.handle({
    method,
    path: `/api/json/v3/${plain}`,
    query: new URLSearchParams(query),
    headers,
    body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const json = response.body.startsWith('<') ? null : JSON.parse(response.body);
  return { status: response.status, headers: response.headers ?? {}, json };
}

const post = (path: string, body: unknown = {}, headers?: Record<string, string>) => ask('POST', path, body, headers);
const get = (path: string, headers?: Record<string, string>) => ask('GET', path, undefined, headers);
const create = (body: object) => post(`dns/create/${domain}`, body);
const records = () => get(`dns/retrieve/${domain}`).json.records as readonly Record<string, unknown>[];
const change = (changes: Partial<DomainDocument>, name = domain) =>
  store.set(name, { ...(store.get(name) as DomainDocument), ...changes });

describe('credentials', () => {
  it('stand in the headers or in the body', () => {
    expect(get('ping').json).toEqual({ status: 'SUCCESS', sandbox: true, yourIp: '127.0.0.1', credentialsValid: true });
    expect(post('ping', inBody, {}).json).toMatchObject({ credentialsValid: true });
  });

  it('in the body count, whatever stands in the headers', () => {
    expect(post('ping', { ...inBody, apikey: 'pk1_wrong' }).json).toMatchObject({ code: 'INVALID_API_KEYS_001' });
  });

  it('are not needed for a ping, which then says less', () => {
    expect(get('ping', {}).json).toEqual({ status: 'SUCCESS', sandbox: true, yourIp: '127.0.0.1' });
  });

  it.each([
    ['none', {}, 'API_KEY_REQUIRED'],
    ['no secret', { 'x-api-key': inHeaders['x-api-key'] }, 'MISSING_SECRETAPIKEY'],
    ['a wrong secret', { ...inHeaders, 'x-secret-api-key': 'sk1_wrong' }, 'INVALID_API_KEYS_002'],
  ])('%s: 400 %#', (_case, headers, code) => {
    expect(get(`dns/retrieve/${domain}`, headers)).toMatchObject({ status: 400, json: { status: 'ERROR', code } });
  });
});

describe('a request', () => {
  it.each(['dns/nothing', 'domain/updateAutoRenew', `dns/retrieve/${domain}/1/2`])(
    'to %s is a page not found',
    (path) => {
      const { status, headers, json } = post(path);
      expect([status, headers['content-type'], json]).toEqual([404, 'text/html; charset=UTF-8', null]);
    },
  );

  it.each([
    ['GET', `dns/create/${domain}`],
    ['POST', `domain/get/${domain}`],
    ['PUT', `dns/retrieve/${domain}`],
  ])('%s %s is not allowed', (method, path) => {
    expect(ask(method, path, {})).toMatchObject({ status: 400, json: { code: 'METHOD_NOT_ALLOWED' } });
  });

  it.each(['', 'name=www', '[]'])('with the body %j is refused', (body) => {
    expect(post(`dns/create/${domain}`, body)).toMatchObject({ status: 400, json: { code: 'INVALID_OR_EMPTY_JSON' } });
  });

  it('for another domain is refused', () => {
    expect(get('dns/retrieve/example.net')).toMatchObject({ status: 400, json: { message: 'Invalid domain.' } });
  });

  it('for a domain without API Access is refused, and the list says why', () => {
    change({ apiAccess: false });
    expect(get(`dns/retrieve/${domain}`).json).toMatchObject({
      code: 'API_ACCESS_DISABLED',
      next_action: { type: 'enable_setting' },
    });
    expect(get('domain/listAll').json.domains).toMatchObject([{ domain, apiAccess: 0 }]);
  });

  it('that comes too soon is told when to come again', () => {
    const { status, headers, body } = simulator.tooManyRequests(7);
    expect([status, headers?.['retry-after'], JSON.parse(body)]).toMatchObject([
      429,
      '7',
      { status: 'ERROR', code: 'RATE_LIMIT_EXCEEDED', ttlRemaining: 7 },
    ]);
  });

  it.each([
    ['POST', 'dns/retrieve/example.com', false],
    ['POST', 'domain/listAll', false],
    ['POST', 'dns/edit/example.com/1', true],
    ['GET', 'domain/get/example.com', false],
  ])('%s %s changes something: %s', (method, path, expected) => {
    const request = { method, path: `/api/json/v3/${path}`, query: new URLSearchParams(), headers: {}, body: '' };
    expect(simulator.isWrite(request)).toBe(expected);
  });
});

describe('a record', () => {
  it('has a number for an id when it is made, and texts for everything when it is read', () => {
    const { id } = create({ name: 'www', type: 'A', content: '192.0.2.1', ttl: 3600 }).json;
    expect(id).toEqual(expect.any(Number));
    expect(get(`dns/retrieve/${domain}/${id}`).json).toEqual({
      status: 'SUCCESS',
      sandbox: true,
      cloudflare: 'enabled',
      records: [
        {
          id: String(id),
          name: 'www.example.com',
          type: 'A',
          content: '192.0.2.1',
          ttl: '3600',
          prio: '0',
          notes: null,
        },
      ],
    });
    expect(get(`dns/retrieve/${domain}/1`).json.records).toEqual([]);
  });

  it('has its TTL raised, and the dot of its target taken off', () => {
    create({ name: 'a', type: 'A', content: '192.0.2.1', ttl: '120' });
    create({ name: 'm', type: 'MX', content: 'mx.example.net.', prio: '10' });
    expect(records().slice(2)).toMatchObject([
      { ttl: '600' },
      { name: 'm.example.com', content: 'mx.example.net', prio: '10', ttl: '600' },
    ]);
  });

  it('that is there already is not made again', () => {
    const { id } = create({ name: 'www', type: 'A', content: '192.0.2.1' }).json;
    expect(create({ name: 'www', type: 'A', content: '192.0.2.1', ttl: 900 })).toMatchObject({
      status: 400,
      json: { code: 'DUPLICATE_RECORD', existingId: String(id) },
    });
  });

  it.each([
    ['an address beside the parking ALIAS', { name: '', type: 'A', content: '192.0.2.1' }, /CNAME or ALIAS record/],
    ['an address beside the parking CNAME', { name: '*', type: 'A', content: '192.0.2.1' }, /CNAME or ALIAS record/],
    ['a CNAME beside an ALIAS', { name: '', type: 'CNAME', content: 'example.net' }, /CNAME or ALIAS record/],
    ['an address that is none', { name: 'x', type: 'A', content: 'not-an-ip' }, /^Create error: We were unable/],
    ['an @ for the apex', { name: '@', type: 'TXT', content: 'x' }, /^Create error: We were unable/],
    ['an empty text', { name: 'x', type: 'TXT', content: ' ' }, /^Create error: We were unable/],
    ['a type that there is not', { name: 'x', type: 'LOC', content: '0' }, /^Invalid DNS record type/],
  ])('%s is refused', (_case, body, message) => {
    expect(create(body)).toMatchObject({
      status: 400,
      json: { status: 'ERROR', message: expect.stringMatching(message) },
    });
  });

  it('of mail stands beside an ALIAS', () => {
    expect(create({ name: '', type: 'MX', content: 'mx.example.net', prio: 10 }).status).toBe(200);
  });

  it('can be edited, type and all, but not into what it is', () => {
    const { id } = create({ name: 'x', type: 'A', content: '192.0.2.1' }).json;
    const edit = (body: object) => post(`dns/edit/${domain}/${id}`, body);
    expect(edit({ name: 'x', type: 'A', content: '192.0.2.1', ttl: 600 })).toMatchObject({
      status: 400,
      json: { message: 'Edit error: We were unable to edit the DNS record.' },
    });
    expect(edit({ name: 'y', type: 'CNAME', content: 'example.net' }).json.status).toBe('SUCCESS');
    expect(records().at(-1)).toMatchObject({ id: String(id), name: 'y.example.com', type: 'CNAME' });
  });

  it('can be edited by name and type, all with the same content', () => {
    for (const last of [1, 2]) create({ name: 'x', type: 'A', content: `192.0.2.${last}` });
    post(`dns/editByNameType/${domain}/A/x`, { content: '192.0.2.9' });
    expect(get(`dns/retrieveByNameType/${domain}/A/x`).json.records).toMatchObject([
      { content: '192.0.2.9' },
      { content: '192.0.2.9' },
    ]);
  });

  it('can be deleted by id, and all of a name and type at once', () => {
    for (const last of [1, 2]) create({ name: 'x', type: 'A', content: `192.0.2.${last}` });
    create({ name: 'a.x', type: 'A', content: '192.0.2.3' });
    post(`dns/deleteByNameType/${domain}/A/x`);
    expect(records().map(({ name }) => name)).toEqual(['example.com', '*.example.com', 'a.x.example.com']);
    post(`dns/deleteByNameType/${domain}/ALIAS`);
    post(`dns/delete/${domain}/${records()[1]?.id}`);
    expect(records().map(({ name }) => name)).toEqual(['*.example.com']);
    expect(post(`dns/delete/${domain}`).json.message).toBe('You need to pass an ID.');
    expect(post(`dns/delete/${domain}/1`).json.code).toBe('INVALID_RECORD_ID');
  });
});

describe('a key for repetitions', () => {
  const key = { ...inHeaders, 'idempotency-key': '11111111-2222-3333-4444-555555555555' };
  const body = { name: 'x', type: 'A', content: '192.0.2.1' };

  it('gives the first answer again, for a day', () => {
    const first = post(`dns/create/${domain}`, body, key);
    expect(post(`dns/create/${domain}`, body, key)).toEqual(first);
    expect(records()).toHaveLength(3);
    now = new Date('2026-11-24T12:00:01Z');
    expect(post(`dns/create/${domain}`, body, key).json.code).toBe('DUPLICATE_RECORD');
  });

  it('is refused for another request', () => {
    post(`dns/create/${domain}`, body, key);
    expect(post(`dns/create/${domain}`, { ...body, name: 'y' }, key)).toMatchObject({
      status: 409,
      json: { code: 'IDEMPOTENCY_KEY_MISMATCH' },
    });
  });
});

it('a dry run tells what it would do, and does not', () => {
  expect(create({ name: 'x', type: 'A', content: '192.0.2.1', dryRun: true }).json).toMatchObject({
    wouldSucceed: true,
  });
  expect(create({ name: '', type: 'A', content: '192.0.2.1', dryRun: true }).json).toMatchObject({ status: 'ERROR' });
  expect(records()).toHaveLength(2);
});

describe('a domain', () => {
  it('shows flags as texts and as numbers, and dates without a zone', () => {
    expect(get(`domain/get/${domain}`).json.domain).toEqual({
      domain,
      status: 'ACTIVE',
      tld: 'com',
      createDate: '2026-11-23 12:00:00',
      expireDate: '2027-11-23 12:00:00',
      securityLock: '1',
      whoisPrivacy: '1',
      autoRenew: 1,
      notLocal: 0,
      apiAccess: 1,
    });
  });

  it('is set with others in one request, each with its own result', () => {
    simulator.seed({ domain: 'b.com', registered: true, zone: 'default' });
    simulator.seed({ domain: 'shut.com', registered: true, zone: 'default' });
    change({ apiAccess: false }, 'shut.com');
    const body = { status: 'off', domains: ['b.com', 'shut.com', 'stranger.com'] };
    expect(post(`domain/updateAutoRenew/${domain}`, body).json.results).toMatchObject({
      [domain]: { status: 'SUCCESS' },
      'b.com': { status: 'SUCCESS' },
      'shut.com': { status: 'ERROR', code: 'API_ACCESS_DISABLED' },
      'stranger.com': { status: 'ERROR', code: 'INVALID_DOMAIN' },
    });
    expect(get('domain/listAll?autoRenew=no').json.domains).toHaveLength(2);
  });

  it('that is delegated elsewhere says so, and keeps its records', () => {
    expect(post(`domain/updateNs/${domain}`, { ns: ['NS1.example.net.', 'ns2.example.net'] }).status).toBe(200);
    expect(get(`domain/getNs/${domain}`).json.ns).toEqual(['ns1.example.net', 'ns2.example.net']);
    expect(get(`domain/get/${domain}`).json.domain.notLocal).toBe(1);
    expect(create({ name: 'x', type: 'A', content: '192.0.2.1' }).status).toBe(200);
  });

  it.each([
    ['an empty list', [], 400],
    ['one nameserver', ['ns1.example.net'], 200],
    ['a name that is none', ['ns1.example.net', 'ns 2'], 200],
  ])('refuses %s, with HTTP %i', (_case, ns, status) => {
    expect(post(`domain/updateNs/${domain}`, { ns })).toMatchObject({ status, json: { status: 'ERROR' } });
  });

  it('without DS shows an empty list where it else shows a map', () => {
    expect(get(`dns/getDnssecRecords/${domain}`).json.records).toEqual([]);
    const ds = { keyTag: '2371', alg: '13', digestType: '2', digest: 'AB' };
    post(`dns/createDnssecRecord/${domain}`, ds);
    expect(get(`dns/getDnssecRecords/${domain}`).json.records).toEqual({ '2371': ds });
    post(`dns/deleteDnssecRecord/${domain}/2371`);
    expect(get(`dns/getDnssecRecords/${domain}`).json.records).toEqual([]);
  });

  it('shows URL forwards among its records as pointers', () => {
    post(`dns/deleteByNameType/${domain}/ALIAS`);
    post(`domain/addUrlForward/${domain}`, { subdomain: '', location: 'https://example.net', type: 'temporary' });
    expect(records().map(({ name, type }) => [name, type])).toEqual([
      ['*.example.com', 'CNAME'],
      ['example.com', 'ALIAS'],
      ['*.example.com', 'CNAME'],
    ]);
    const [forward] = get(`domain/getUrlForwarding/${domain}`).json.forwards;
    post(`domain/deleteUrlForward/${domain}/${forward.id}`);
    expect(records()).toHaveLength(1);
  });

  it('is seeded once', () => {
    create({ name: 'x', type: 'A', content: '192.0.2.1' });
    simulator.seed({ domain, registered: true, zone: 'empty' });
    expect(records()).toHaveLength(3);
  });
});

it('more domains than a page holds come page by page, and our client reads them all', async () => {
  const names = Array.from({ length: 1001 }, (_, n) => `d${n}.com`);
  const simulated = await simulate(porkbun, { domains: names });
  expect(await simulated.client.listRegistrations()).toHaveLength(1001);
  expect(simulated.stats().reads).toBe(2);
  await simulated.close();
});

it('the NS of the apex may be shown, as until 2024, and are never ours', async () => {
  const registrar = { ...porkbun, loadSimulator: async () => simulatorWith({ showApexNs: true }) };
  const simulated = await simulate(registrar, { domains: [domain] });
  const { recordSets } = await simulated.client.readZone({ domain, ds: false, nameservers: true });
  const ns = recordSets.find(({ type }) => type === 'NS');
  expect(ns).toMatchObject({ ttlSeconds: 86_400, system: expect.stringContaining('Porkbun') });
  await simulated.close();
});

it('auto-renew of 40 domains is two requests, and holds for each', async () => {
  const names = Array.from({ length: 40 }, (_, n) => `d${n}.com`);
  const simulated = await simulate(porkbun, { domains: names });
  const read = async () => {
    const queries = names.map((name) => ({ domain: name, fields: ['auto_renew' as const] }));
    return [...(await simulated.reconnect().readRegistrations(queries)).values()];
  };
  const off = names.slice(0, 10);
  await simulated.client.execute(autoRenew(false, off));
  expect(simulated.stats().writes).toBe(1);
  await simulated.client.execute(autoRenew(true, names.slice(10)));
  expect((await read()).filter((live) => 'settings' in live && live.settings.auto_renew === false)).toHaveLength(10);
  expect(simulated.stats()).toMatchObject({ writes: 2, reads: 1 });
  await simulated.close();
});

function autoRenew(enabled: boolean, domains: readonly string[]) {
  const covers = domains.map((name) => `${name}:auto_renew`);
  const body = { kind: 'auto-renew', enabled, domains };
  return { operation: 'POST domain/updateAutoRenew', domain: null, covers, requests: 1, body };
}
