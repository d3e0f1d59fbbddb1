/** The simulator as another client sees it: what the documents say where our own client would not notice. */
import { describe, expect, it } from 'vitest';
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { simulate } from '../../helpers/simulated.ts';
import { changeRegistration, changeZone, storedRecords, storedZone, storeRecord } from './stored.ts';

const domain = 'example.com';
const token = 'sandbox-token-of-cloudflare-0123456789ab';
const account = '5a9db0c55a9db0c55a9db0c55a9db0c5';
const start = withSimulated(() => simulate(cloudflare, { domains: [domain, 'xn--bcher-kva.example'] }));

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result_info?: unknown;
}

/** A zone, and a client that knows nothing but the documents. */
async function open() {
  const simulated = await start();
  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers = {},
  ) => {
    const response = await simulated.request({
      method,
      path: `/client/v4${path}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(response.text) as Envelope };
  };
  const records = `/zones/${storedZone(simulated, domain).id}/dns_records`;
  /** The codes of a refusal, the chain's included. */
  const codes = async (...request: Parameters<typeof call>) => {
    const { status, body } = await call(...request);
    const text = JSON.stringify(body.errors);
    expect(body).toMatchObject({ success: false, result: null });
    return [status, ...[...text.matchAll(/"code":(\d+)/g)].map(([, code]) => Number(code))];
  };
  return { simulated, call, codes, records };
}

const a = (name: string, content = '192.0.2.1') => ({ type: 'A', name, content, ttl: 300 });

describe('authorization', () => {
  it.each([
    ['no header', { authorization: '' }, 400, 6003],
    ['a token of another length', { authorization: 'Bearer short' }, 400, 6003],
    ['another token', { authorization: `Bearer ${token.replace('s', 'S')}` }, 403, 10_000],
  ])('with %s is refused', async (_case, headers, status, code) => {
    const { codes } = await open();
    expect((await codes('GET', '/zones', undefined, headers)).slice(0, 2)).toEqual([status, code]);
  });

  it('verifies tokens, and knows neither the older keys nor unknown tokens', async () => {
    const { simulated, call, codes } = await open();
    expect((await call('GET', '/user/tokens/verify')).body.result).toMatchObject({ status: 'active' });
    expect((await call('GET', `/accounts/${account}/tokens/verify`)).status).toBe(200);
    expect(await codes('GET', '/user/tokens/verify', undefined, { authorization: `Bearer ${'x'.repeat(40)}` })).toEqual(
      [401, 1000],
    );
    const response = await simulated.request({
      method: 'GET',
      path: '/client/v4/zones',
      headers: { 'x-auth-email': 'a@example.com', 'x-auth-key': 'k' },
    });
    expect(response.status).toBe(403);
    expect(response.text).toContain('9103');
  });

  it('leads nowhere on unknown routes', async () => {
    const { codes } = await open();
    expect(await codes('GET', '/nowhere')).toEqual([400, 7003, 7000]);
    expect(await codes('GET', `/zones/${'0'.repeat(32)}/dns_records`)).toEqual([400, 7003, 7000]);
    expect(await codes('GET', `/accounts/${'0'.repeat(32)}/registrar/registrations`)).toEqual([403, 10_000]);
  });
});

describe('zones', () => {
  it('are listed by page and found by name, IDN names in Unicode', async () => {
    const { call } = await open();
    const { body } = await call('GET', '/zones?page=1&per_page=1');
    expect(body.result_info).toEqual({ page: 1, per_page: 1, count: 1, total_count: 2, total_pages: 2 });
    expect((await call('GET', '/zones')).body.result_info).toMatchObject({ per_page: 20 });
    expect((await call('GET', '/zones?name=example.com&status=active')).body.result).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        name: 'example.com',
        name_servers: [expect.stringMatching(/\.ns\.cloudflare\.com$/), expect.anything()],
        plan: { legacy_id: 'pro' },
        account: { id: account },
      },
    ]);
    expect((await call('GET', '/zones?name=ends_with:.example')).body.result).toMatchObject([
      { name: 'bücher.example' },
    ]);
    expect((await call('GET', '/zones?name=absent.com')).body.result).toEqual([]);
  });

  it('are made as pending ones on the Free plan, once, and deleted', async () => {
    const { call, codes } = await open();
    const wanted = { name: 'new.com', account: { id: account }, type: 'full' };
    const made = await call('POST', '/zones', wanted);
    expect(made).toMatchObject({ status: 200, body: { result: { status: 'pending', plan: { legacy_id: 'free' } } } });
    expect(await codes('POST', '/zones', wanted)).toEqual([400, 1061]);
    expect(await codes('POST', '/zones', { ...wanted, account: { id: 'x' } })).toEqual([403, 10_000]);
    expect(await codes('POST', '/zones', { ...wanted, name: 'no dots' })).toEqual([400, 1097]);
    const { id } = made.body.result as { id: string };
    await call('PUT', `/zones/${id}/activation_check`);
    expect((await call('GET', `/zones/${id}`)).body.result).toMatchObject({ status: 'active' });
    expect((await call('DELETE', `/zones/${id}`)).body.result).toEqual({ id });
    expect((await codes('GET', `/zones/${id}`))[0]).toBe(400);
  });

  it('are signed on request', async () => {
    const { call, simulated } = await open();
    const path = `/zones/${storedZone(simulated, domain).id}/dnssec`;
    expect((await call('GET', path)).body.result).toMatchObject({ status: 'disabled', ds: null });
    expect((await call('PATCH', path, { status: 'active' })).body.result).toMatchObject({
      status: 'pending',
      algorithm: '13',
      digest_type: '2',
      digest: expect.stringMatching(/^[0-9A-F]{64}$/),
    });
    expect(typeof (await call('DELETE', path)).body.result).toBe('string');
  });
});

describe('a record', () => {
  it('is answered as it was made: full name, no dot, defaults', async () => {
    const { call, records } = await open();
    const { status, body } = await call('POST', records, { type: 'CNAME', name: 'Docs', content: 'Docs.Example.NET.' });
    expect(status).toBe(200);
    expect(body.result).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'docs.example.com',
      type: 'CNAME',
      content: 'docs.example.net',
      proxiable: true,
      proxied: false,
      ttl: 1,
      settings: { flatten_cname: false },
      meta: {},
      comment: null,
      tags: [],
      created_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      modified_on: expect.anything(),
    });
  });

  it.each([
    ['@', 'example.com'],
    ['example.com', 'example.com'],
    ['www', 'www.example.com'],
    ['www.example.com.', 'www.example.com'],
    ['mail.other.com', 'mail.other.com.example.com'],
    ['bücher', 'xn--bcher-kva.example.com'],
  ])('named %s stands at %s', async (name, expected) => {
    const { call, records } = await open();
    expect((await call('POST', records, a(name))).body.result).toMatchObject({ name: expected });
  });

  it.each([
    ['a type that is unknown', { ...a('x'), type: 'SPF' }, 9004],
    ['an address in short form', a('x', '1.1'), 9005],
    ['an IPv6 address that is none', { ...a('x'), type: 'AAAA' }, 9006],
    ['MX without priority', { type: 'MX', name: 'x', content: 'mx.example.net' }, 9101],
    ['MX to no host', { type: 'MX', name: 'x', content: 'two words', priority: 1 }, 9009],
    ['a CNAME to itself', { type: 'CNAME', name: 'x', content: 'x.example.com' }, 9039],
    ['a TTL of 30 s', { ...a('x'), ttl: 30 }, 9021],
    ['an empty text', { type: 'TXT', name: 'x', content: '' }, 9020],
    ['a name with blanks', a('two words'), 9000],
    ['SRV without data', { type: 'SRV', name: '_a._tcp', content: '1 2 3 x' }, 9101],
    [
      'SRV without port',
      { type: 'SRV', name: '_a._tcp', data: { priority: 1, weight: 1, target: 'x.example.net' } },
      9101,
    ],
    ['a proxied text', { type: 'TXT', name: 'x', content: 'x', proxied: true }, 9041],
    ['a proxied loopback address', { ...a('x', '127.0.0.1'), proxied: true }, 9003],
    ['a comment of two lines', { ...a('x'), comment: 'a\nb' }, 9301],
    [
      'DS without NS',
      { type: 'DS', name: 'x', data: { key_tag: 1, algorithm: 13, digest_type: 2, digest: 'AA' } },
      9060,
    ],
  ])('with %s is refused, the reason in the chain', async (_case, body, code) => {
    const { codes, records } = await open();
    expect(await codes('POST', records, body)).toEqual([400, 1004, code]);
  });

  it('excludes others at its name', async () => {
    const { call, codes, records } = await open();
    await call('POST', records, a('x'));
    expect(await codes('POST', records, a('x'))).toEqual([400, 81_058]);
    expect(await codes('POST', records, { type: 'CNAME', name: 'x', content: 'y.example.net' })).toEqual([400, 81_053]);
    expect(await codes('POST', records, { type: 'NS', name: 'x', content: 'ns.example.net' })).toEqual([400, 81_056]);
    await call('POST', records, { type: 'CNAME', name: 'c', content: 'y.example.net' });
    expect((await call('POST', records, { type: 'TXT', name: 'c', content: 'beside' })).status).toBe(200);
    expect(await codes('POST', records, a('c'))).toEqual([400, 81_053]);
  });

  it('that is proxied has TTL 1, and an edit to a loopback address leaves it unproxied without a word', async () => {
    const { call, records } = await open();
    const made = await call('POST', records, { ...a('x'), proxied: true });
    expect(made.body.result).toMatchObject({ proxied: true, ttl: 1 });
    const { id } = made.body.result as { id: string };
    const edited = await call('PATCH', `${records}/${id}`, { content: '127.0.0.1' });
    expect(edited).toMatchObject({ status: 200, body: { result: { proxied: false, proxiable: false } } });
  });

  it('is changed in part by PATCH and as a whole by PUT', async () => {
    const { call, codes, records } = await open();
    const made = await call('POST', records, { ...a('x'), comment: 'note' });
    const { id } = made.body.result as { id: string };
    expect((await call('PATCH', `${records}/${id}`, { ttl: 600 })).body.result).toMatchObject({
      ttl: 600,
      comment: 'note',
    });
    const put = await call('PUT', `${records}/${id}`, { type: 'A', name: 'x.example.com', content: '192.0.2.2' });
    expect(put.body.result).toMatchObject({ id, content: '192.0.2.2', ttl: 1, comment: null });
    expect((await call('GET', `${records}/${id}`)).body.result).toEqual(put.body.result);
    expect((await call('DELETE', `${records}/${id}`)).body.result).toEqual({ id });
    expect(await codes('DELETE', `${records}/${id}`)).toEqual([404, 81_044]);
  });

  it('of text keeps its form; a long string is split when it is read, not when it is written', async () => {
    const { call, records } = await open();
    const write = async (content: string) =>
      (await call('POST', records, { type: 'TXT', name: 'x', content })).body.result;
    expect(await write('plain text')).toMatchObject({ content: 'plain text' });
    const long = `"${'x'.repeat(300)}"`;
    expect(await write(long)).toMatchObject({ content: long });
    const { result } = (await call('GET', `${records}?type=TXT`)).body;
    expect(result).toMatchObject([{ content: 'plain text' }, { content: `"${'x'.repeat(255)}" "${'x'.repeat(45)}"` }]);
  });

  it('of SRV shows a null target as false', async () => {
    const { call, records } = await open();
    const data = { priority: 0, weight: 0, port: 0, target: '.' };
    await call('POST', records, { type: 'SRV', name: '_x._tcp', data });
    expect((await call('GET', records)).body.result).toMatchObject([{ data: { ...data, target: false } }]);
  });

  it('is found by type, name and content, 100 to a page', async () => {
    const { call, records } = await open();
    await call('POST', `${records}/batch`, { posts: Array.from({ length: 101 }, (_, n) => a(`n${n}`)) });
    expect((await call('GET', records)).body.result_info).toEqual({
      page: 1,
      per_page: 100,
      count: 100,
      total_count: 101,
      total_pages: 2,
    });
    const found = async (query: string) => (await call('GET', `${records}?${query}`)).body.result as unknown[];
    expect(await found('type=A&name=N7.example.com&content=192.0.2.1')).toHaveLength(1);
    expect(await found('name.startswith=n10')).toHaveLength(2);
    expect(await found('match=any&name=n1.example.com&name.exact=n2.example.com')).toHaveLength(2);
    expect(await found('comment.present=true')).toHaveLength(0);
  });
});

describe('a batch', () => {
  it('goes deletes, patches, puts, posts, whatever the order in the body', async () => {
    const { call, records, simulated } = await open();
    const old = storeRecord(simulated, domain, { name: 'swap.example.com', type: 'CNAME', content: 'x.example.net' });
    const kept = storeRecord(simulated, domain, {
      name: 'kept.example.com',
      type: 'A',
      content: '192.0.2.1',
      comment: 'c',
    });
    const put = storeRecord(simulated, domain, {
      name: 'put.example.com',
      type: 'A',
      content: '192.0.2.1',
      comment: 'c',
    });
    const { body } = await call('POST', `${records}/batch`, {
      posts: [a('swap.example.com')],
      puts: [{ id: put.id, type: 'A', name: 'put.example.com', content: '192.0.2.3' }],
      patches: [{ id: kept.id, content: '192.0.2.2' }],
      deletes: [{ id: old.id }],
    });
    expect(body.result).toMatchObject({
      deletes: [{ id: old.id, type: 'CNAME' }],
      patches: [{ id: kept.id, content: '192.0.2.2', comment: 'c', ttl: 300 }],
      puts: [{ id: put.id, content: '192.0.2.3', comment: null, ttl: 1 }],
      posts: [{ type: 'A', name: 'swap.example.com' }],
    });
  });

  it('that fails anywhere changes nothing', async () => {
    const { codes, records, simulated } = await open();
    const old = storeRecord(simulated, domain, { name: 'x.example.com', type: 'A', content: '192.0.2.1' });
    const before = storedRecords(simulated, domain);
    const request = { deletes: [{ id: old.id }], posts: [a('y'), a('y')] };
    expect(await codes('POST', `${records}/batch`, request)).toEqual([400, 81_058]);
    expect(storedRecords(simulated, domain)).toEqual(before);
  });

  it.each([
    ['free', 200],
    ['pro', 3500],
  ])('on plan %s takes %i operations, and the zone as many records', async (plan, most) => {
    const { call, codes, records, simulated } = await open();
    changeZone(simulated, domain, { plan });
    const posts = Array.from({ length: most + 1 }, (_, n) => a(`n${n}`));
    expect((await codes('POST', `${records}/batch`, { posts })).slice(0, 2)).toEqual([400, 1004]);
    expect((await call('POST', `${records}/batch`, { posts: posts.slice(1) })).status).toBe(200);
    expect(await codes('POST', records, a('more'))).toEqual([400, 81_045]);
    expect((await call('GET', `${records}/usage`)).body.result).toEqual({ record_quota: most, record_usage: most });
  });

  it('on the Free plan has no tags and short comments', async () => {
    const { codes, records, simulated } = await open();
    changeZone(simulated, domain, { plan: 'free' });
    expect(await codes('POST', records, { ...a('x'), tags: ['a'] })).toEqual([400, 1004, 9300]);
    expect(await codes('POST', records, { ...a('x'), comment: 'c'.repeat(101) })).toEqual([400, 1004, 9301]);
  });
});

describe('registrations', () => {
  const base = `/accounts/${account}/registrar`;

  it('are listed by cursor', async () => {
    const { call } = await open();
    const first = (await call('GET', `${base}/registrations?per_page=1`)).body;
    expect(first.result).toMatchObject([
      { domain_name: domain, auto_renew: false, locked: true, privacy_mode: 'redaction' },
    ]);
    const { cursor } = first.result_info as { cursor: string };
    const second = (await call('GET', `${base}/registrations?per_page=1&cursor=${cursor}`)).body;
    expect(second.result).toHaveLength(1);
    expect(second.result_info).toEqual({ count: 1, cursor: '', per_page: 1 });
  });

  it('change at once, or later where it is preferred', async () => {
    const { call, codes } = await open();
    const path = `${base}/registrations/${domain}`;
    expect(await call('PATCH', path, { auto_renew: true })).toMatchObject({
      status: 200,
      body: { result: { state: 'succeeded', completed: true } },
    });
    const later = await call('PATCH', path, { auto_renew: false }, { prefer: 'respond-async' });
    expect(later).toMatchObject({ status: 202, body: { result: { state: 'in_progress', completed: false } } });
    expect(later.headers['preference-applied']).toBe('respond-async');
    expect((await call('GET', path)).body.result).toMatchObject({ auto_renew: true });
    expect((await call('GET', `${path}/update-status`)).body.result).toMatchObject({ state: 'succeeded' });
    expect((await call('GET', path)).body.result).toMatchObject({ auto_renew: false });
    expect((await codes('PATCH', path, { locked: false }))[0]).toBe(400);
    expect((await codes('GET', `${base}/registrations/absent.com`))[0]).toBe(404);
  });

  it.each(['action_required', 'blocked', 'failed'] as const)('may end in %s', async (state) => {
    const { call, simulated } = await open();
    changeRegistration(simulated, domain, { workflow: state });
    await call('PATCH', `${base}/registrations/${domain}`, { auto_renew: true });
    const { result } = (await call('GET', `${base}/registrations/${domain}/update-status`)).body;
    expect(result).toMatchObject({ state, completed: state === 'failed' });
  });

  it('show whether names are free, with prices as text', async () => {
    const { call } = await open();
    const { result } = (await call('POST', `${base}/domain-check`, { domains: [domain, 'free.dev'] })).body;
    expect(result).toMatchObject([
      { name: domain, registrable: false, reason: 'domain_unavailable' },
      { name: 'free.dev', registrable: true, pricing: { currency: 'USD', registration_cost: '10.11' } },
    ]);
  });
});

it('a refusal over the limit has the time to wait in both headers', async () => {
  const { simulated } = await open();
  const { status, headers, body } = simulated.simulator.tooManyRequests(37);
  expect(status).toBe(429);
  expect(headers).toMatchObject({ 'retry-after': '37', ratelimit: '"default";r=0;t=37' });
  expect(JSON.parse(body)).toMatchObject({ success: false, errors: [{ code: 10_100 }] });
});
