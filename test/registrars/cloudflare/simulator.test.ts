/** The simulator as another client sees it: authorization, zones, registrations, limits. */
import { describe, expect, it } from 'vitest';
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { simulate } from '../../helpers/simulated.ts';
import { account, domain, foreignClient, token } from './foreign-client.ts';
import { changeRegistration, storedZone } from './stored.ts';

const start = withSimulated(() => simulate(cloudflare, { domains: [domain, 'xn--bcher-kva.example'] }));
const open = () => foreignClient(start);

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
  it.each(['partial', 'secondary', 'internal'])('may be of type %s, which the list tells', async (type) => {
    const { call, codes } = await open();
    const made = await call('POST', '/zones', { name: 'other.example', account: { id: account }, type });
    expect(made.body.result).toMatchObject({ type });
    const { result } = (await call('GET', '/zones?name=other.example')).body;
    expect(result).toMatchObject([{ type }]);
    expect(await codes('POST', '/zones', { name: 'x.example', account: { id: account }, type: 'odd' })).toEqual([
      400, 1071,
    ]);
  });

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

describe('registrations', () => {
  it('are no longer where they were until 2026-09-27', async () => {
    const { call } = await open();
    expect((await call('GET', `/accounts/${account}/registrar/domains`)).body).toMatchObject({ success: false });
  });

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
