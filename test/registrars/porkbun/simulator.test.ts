/** Requests and records at the simulator as other clients meet them, where our own would not notice. */
import { beforeEach, describe, expect, it } from 'vitest';
import { type ForeignClient, foreignClient, inBody, inHeaders } from './foreign-client.ts';
import { domain } from './helpers.ts';

let api: ForeignClient = foreignClient();
beforeEach(() => {
  api = foreignClient();
});

describe('credentials', () => {
  it('stand in the headers or in the body', () => {
    expect(api.get('ping').json).toEqual({
      status: 'SUCCESS',
      sandbox: true,
      yourIp: '127.0.0.1',
      credentialsValid: true,
    });
    expect(api.post('ping', inBody, {}).json).toMatchObject({ credentialsValid: true });
  });

  it('in the body count, whatever stands in the headers', () => {
    expect(api.post('ping', { ...inBody, apikey: 'pk1_wrong' }).json).toMatchObject({ code: 'INVALID_API_KEYS_001' });
  });

  it('are not needed for a ping, which then says less', () => {
    expect(api.get('ping', {}).json).toEqual({ status: 'SUCCESS', sandbox: true, yourIp: '127.0.0.1' });
  });

  it.each([
    ['none', {}, 'API_KEY_REQUIRED'],
    ['no secret', { 'x-api-key': inHeaders['x-api-key'] }, 'MISSING_SECRETAPIKEY'],
    ['a wrong secret', { ...inHeaders, 'x-secret-api-key': 'sk1_wrong' }, 'INVALID_API_KEYS_002'],
  ])('%s: 400 %#', (_case, headers, code) => {
    expect(api.get(`dns/retrieve/${domain}`, headers)).toMatchObject({ status: 400, json: { status: 'ERROR', code } });
  });
});

describe('a request', () => {
  it.each(['dns/nothing', 'domain/updateAutoRenew', `dns/retrieve/${domain}/1/2`])(
    'to %s is a page not found',
    (path) => {
      const { status, headers, json } = api.post(path);
      expect([status, headers['content-type'], json]).toEqual([404, 'text/html; charset=UTF-8', null]);
    },
  );

  it.each([
    ['GET', `dns/create/${domain}`],
    ['POST', `domain/get/${domain}`],
    ['PUT', `dns/retrieve/${domain}`],
  ])('%s %s is not allowed', (method, path) => {
    expect(api.ask(method, path, {})).toMatchObject({ status: 400, json: { code: 'METHOD_NOT_ALLOWED' } });
  });

  it.each(['', 'name=www', '[]'])('with the body %j is refused', (body) => {
    expect(api.post(`dns/create/${domain}`, body)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_OR_EMPTY_JSON' },
    });
  });

  it('for another domain is refused', () => {
    expect(api.get('dns/retrieve/example.net')).toMatchObject({ status: 400, json: { message: 'Invalid domain.' } });
  });

  it('for a domain without API Access is refused, and the list says why', () => {
    api.change({ apiAccess: false });
    expect(api.get(`dns/retrieve/${domain}`).json).toMatchObject({
      code: 'API_ACCESS_DISABLED',
      next_action: { type: 'enable_setting' },
    });
    expect(api.get('domain/listAll').json.domains).toMatchObject([{ domain, apiAccess: 0 }]);
  });

  it('that comes too soon is told when to come again', () => {
    const { status, headers, body } = api.simulator.tooManyRequests(7);
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
    expect(api.simulator.isWrite(request)).toBe(expected);
  });
});

describe('a record', () => {
  it('has a number for an id when it is made, and texts for everything when it is read', () => {
    const { id } = api.create({ name: 'www', type: 'A', content: '192.0.2.1', ttl: 3600 }).json;
    expect(id).toEqual(expect.any(Number));
    expect(api.get(`dns/retrieve/${domain}/${id}`).json).toEqual({
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
    expect(api.get(`dns/retrieve/${domain}/1`).json.records).toEqual([]);
  });

  it('has its TTL raised, and the dot of its target taken off', () => {
    api.create({ name: 'a', type: 'A', content: '192.0.2.1', ttl: '120' });
    api.create({ name: 'm', type: 'MX', content: 'mx.example.net.', prio: '10' });
    expect(api.records().slice(2)).toMatchObject([
      { ttl: '600' },
      { name: 'm.example.com', content: 'mx.example.net', prio: '10', ttl: '600' },
    ]);
  });

  it('that is there already is not made again', () => {
    const { id } = api.create({ name: 'www', type: 'A', content: '192.0.2.1' }).json;
    expect(api.create({ name: 'www', type: 'A', content: '192.0.2.1', ttl: 900 })).toMatchObject({
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
    ['an MX without prio', { name: 'x', type: 'MX', content: 'mx.example.net' }, /^Create error: We were unable/],
    [
      'an SRV without prio',
      { name: '_x._tcp', type: 'SRV', content: '0 1 a.example' },
      /^Create error: We were unable/,
    ],
    [
      'a CAA with blanks',
      { name: 'x', type: 'CAA', content: '0 issue "a.example; a=b"' },
      /^Create error: We were unable/,
    ],
    ['an empty text', { name: 'x', type: 'TXT', content: ' ' }, /^Create error: We were unable/],
    ['a type that there is not', { name: 'x', type: 'LOC', content: '0' }, /^Invalid DNS record type/],
  ])('%s is refused', (_case, body, message) => {
    expect(api.create(body)).toMatchObject({
      status: 400,
      json: { status: 'ERROR', message: expect.stringMatching(message) },
    });
  });

  it('of mail stands beside an ALIAS', () => {
    expect(api.create({ name: '', type: 'MX', content: 'mx.example.net', prio: 10 }).status).toBe(200);
  });

  it('can be edited, type and all, but not into what it is', () => {
    const { id } = api.create({ name: 'x', type: 'A', content: '192.0.2.1' }).json;
    const edit = (body: object) => api.post(`dns/edit/${domain}/${id}`, body);
    expect(edit({ name: 'x', type: 'A', content: '192.0.2.1', ttl: 600 })).toMatchObject({
      status: 400,
      json: { message: 'Edit error: We were unable to edit the DNS record.' },
    });
    expect(edit({ name: 'y', type: 'CNAME', content: 'example.net' }).json.status).toBe('SUCCESS');
    expect(api.records().at(-1)).toMatchObject({ id: String(id), name: 'y.example.com', type: 'CNAME' });
  });

  it('can be edited by name and type, all with the same content', () => {
    for (const last of [1, 2]) api.create({ name: 'x', type: 'A', content: `192.0.2.${last}` });
    api.post(`dns/editByNameType/${domain}/A/x`, { content: '192.0.2.9' });
    expect(api.get(`dns/retrieveByNameType/${domain}/A/x`).json.records).toMatchObject([
      { content: '192.0.2.9' },
      { content: '192.0.2.9' },
    ]);
  });

  it('can be deleted by id, and all of a name and type at once', () => {
    for (const last of [1, 2]) api.create({ name: 'x', type: 'A', content: `192.0.2.${last}` });
    api.create({ name: 'a.x', type: 'A', content: '192.0.2.3' });
    api.post(`dns/deleteByNameType/${domain}/A/x`);
    expect(api.records().map(({ name }) => name)).toEqual(['example.com', '*.example.com', 'a.x.example.com']);
    api.post(`dns/deleteByNameType/${domain}/ALIAS`);
    api.post(`dns/delete/${domain}/${api.records()[1]?.id}`);
    expect(api.records().map(({ name }) => name)).toEqual(['*.example.com']);
    expect(api.post(`dns/delete/${domain}`).json.message).toBe('You need to pass an ID.');
    expect(api.post(`dns/delete/${domain}/1`).json.code).toBe('INVALID_RECORD_ID');
  });
});

describe('a key for repetitions', () => {
  const key = { ...inHeaders, 'idempotency-key': '11111111-2222-3333-4444-555555555555' };
  const body = { name: 'x', type: 'A', content: '192.0.2.1' };

  it('gives the first answer again, for a day', () => {
    const first = api.post(`dns/create/${domain}`, body, key);
    expect(api.post(`dns/create/${domain}`, body, key)).toEqual(first);
    expect(api.records()).toHaveLength(3);
    api.setClock('2026-11-24T12:00:01Z');
    expect(api.post(`dns/create/${domain}`, body, key).json.code).toBe('DUPLICATE_RECORD');
  });

  it('is refused for another request', () => {
    api.post(`dns/create/${domain}`, body, key);
    expect(api.post(`dns/create/${domain}`, { ...body, name: 'y' }, key)).toMatchObject({
      status: 409,
      json: { code: 'IDEMPOTENCY_KEY_MISMATCH' },
    });
  });
});

it('a dry run tells what it would do, and does not', () => {
  expect(api.create({ name: 'x', type: 'A', content: '192.0.2.1', dryRun: true }).json).toMatchObject({
    wouldSucceed: true,
  });
  expect(api.create({ name: '', type: 'A', content: '192.0.2.1', dryRun: true }).json).toMatchObject({
    status: 'ERROR',
  });
  expect(api.records()).toHaveLength(2);
});
