/** The simulator as another client sees it: what was recorded of Hover, and what nobody may count on. */
import { beforeEach, describe, expect, it } from 'vitest';
import { hover } from '../../../src/registrars/hover/index.ts';
import { sandboxCredentials, simulate } from '../../helpers/simulated.ts';
import { type ForeignClient, foreignClient } from './foreign-client.ts';
import { domain } from './helpers.ts';
import { codes, totpSecret } from './mocked.ts';

const right = { username: 'alice', password: 'right' };
const dns = '/api/control_panel/dns';

describe('the sign-in', () => {
  it('is three steps, each with its cookies', () => {
    const { ask } = foreignClient();
    const form = ask('GET', '/signin');
    expect([form.status, form.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(form.cookies).toEqual([expect.stringMatching(/^hover_session=[\w-]+; path=\//)]);
    const cookie = { cookie: form.cookies[0]?.split(';', 1)[0] ?? '' };
    expect(ask('POST', '/signin/auth.json', right, cookie)).toMatchObject({
      status: 200,
      json: { status: 'need_2fa', type: 'app' },
    });
    const done = ask('POST', '/signin/auth2.json', { code: codes[0] }, cookie);
    expect(done).toMatchObject({ status: 200, json: { succeeded: true, status: 'completed', url: '/control_panel' } });
    expect(done.cookies.map((text) => text.split('=', 1)[0])).toEqual(['hoverauth', 'hover_device_id']);
  });

  it.each([
    ['a wrong password', { ...right, password: 'wrong' }],
    ['a wrong name', { ...right, username: 'bob' }],
    ['an empty token', { ...right, token: '' }],
  ])('refuses %s', (_case, body) => {
    const { ask } = foreignClient();
    const cookie = { cookie: ask('GET', '/signin').cookies[0]?.split(';', 1)[0] ?? '' };
    const answer = ask('POST', '/signin/auth.json', body, cookie);
    expect(answer).toMatchObject({ status: 401, json: { succeeded: false, error: 'Invalid username or password.' } });
    expect(ask('POST', '/signin/auth.json', { ...right, token: null }, cookie).json.status).toBe('need_2fa');
  });

  it.each([
    ['without the form’s cookie', {}, '/signin/auth.json', right],
    ['with a code before the password', { cookie: 'hover_session=x' }, '/signin/auth2.json', { code: codes[0] }],
  ])('leads nowhere %s', (_case, headers, path, body) => {
    expect(foreignClient().ask('POST', path, body, headers)).toMatchObject({ status: 401, cookies: [] });
  });

  it('needs no code where the account has none', () => {
    const { ask } = foreignClient({}, right);
    const cookie = { cookie: ask('GET', '/signin').cookies[0]?.split(';', 1)[0] ?? '' };
    const done = ask('POST', '/signin/auth.json', right, cookie);
    expect(done.json.status).toBe('completed');
    expect(done.cookies[0]).toMatch(/^hoverauth=/);
  });

  it('takes codes of a clock that is half a minute off, and no others', () => {
    for (const [code, status] of [
      [codes[1], 200],
      ['000000', 401],
    ] as const) {
      const { ask } = foreignClient();
      const cookie = { cookie: ask('GET', '/signin').cookies[0]?.split(';', 1)[0] ?? '' };
      ask('POST', '/signin/auth.json', right, cookie);
      expect(ask('POST', '/signin/auth2.json', { code }, cookie).status).toBe(status);
    }
  });

  it('lets nobody in by credentials that the account does not have', () => {
    const { ask } = foreignClient({}, { cookie: 'hover_session=s; hoverauth=browser' });
    const cookie = { cookie: ask('GET', '/signin').cookies[0]?.split(';', 1)[0] ?? '' };
    expect(ask('POST', '/signin/auth.json', {}, cookie).status).toBe(401);
    expect(ask('GET', '/api/domains', undefined, { cookie: 'hoverauth=browser' }).status).toBe(200);
  });
});

describe('a request', () => {
  it('without a session is told so, whatever it is for', () => {
    const { ask } = foreignClient();
    for (const [method, path] of [
      ['GET', '/api/domains'],
      ['GET', `${dns}/${domain}`],
      ['DELETE', dns],
      ['GET', '/api/nothing'],
    ] as const) {
      expect(ask(method, path)).toMatchObject({
        status: 401,
        json: { succeeded: false, error_code: 'login', error: 'You must login first' },
      });
    }
  });

  it('that is a GET with a body is stopped by the firewall', () => {
    const answer = foreignClient().ask('GET', '/api/domains', '{}');
    expect([answer.status, answer.type, answer.json]).toEqual([403, 'text/html; charset=utf-8', undefined]);
  });

  it.each([
    ['GET', '/control_panel'],
    ['GET', '/api/dns'],
    ['GET', `/api/control_panel/domains/domain-${domain}`],
    ['POST', '/api/domains'],
    ['PATCH', dns],
    ['POST', `${dns}/${domain}`],
  ])('%s %s finds nothing', async (method, path) => {
    const client = foreignClient();
    await client.signIn();
    expect(client.ask(method, path, method === 'GET' ? undefined : {}).status).toBe(404);
  });

  it('that writes something else than JSON is refused', async () => {
    const client = foreignClient();
    await client.signIn();
    expect(client.ask('POST', dns, 'name=www', { 'content-type': 'application/x-www-form-urlencoded' }).status).toBe(
      400,
    );
    expect(client.ask('POST', dns, '{').status).toBe(400);
  });

  it('counts as a write where it changes something', () => {
    const { simulator } = foreignClient();
    const isWrite = (method: string, path: string) =>
      simulator.isWrite({ method, path, query: new URLSearchParams(), headers: {}, body: '' });
    expect([isWrite('POST', '/signin/auth.json'), isWrite('GET', '/api/domains'), isWrite('DELETE', dns)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(simulator.tooManyRequests(3)).toMatchObject({ status: 429, headers: { 'retry-after': '3' } });
  });
});

describe('domains', () => {
  let client: ForeignClient;
  beforeEach(async () => {
    client = foreignClient();
    await client.signIn();
  });

  it('are listed in two forms', () => {
    const { json: list } = client.ask('GET', '/api/domains');
    expect(list).toMatchObject({
      succeeded: true,
      domains: [
        {
          id: expect.stringMatching(/^dom\d{7}$/),
          domain_name: domain,
          num_emails: 0,
          renewal_date: '2027-11-23',
          auto_renew: true,
          locked: true,
          whois_privacy: true,
          nameservers: ['ns2.hover.com', 'ns1.hover.com'],
        },
      ],
    });
    expect(client.ask('GET', '/api/control_panel/domains').json.domains).toMatchObject([
      { id: `domain-${domain}`, name: domain, expiry_date: '2027-11-23', autorenew: 'on', locked: 'on' },
    ]);
    const [{ id }] = list.domains;
    for (const name of [domain, id])
      expect(client.ask('GET', `/api/domains/${name}`).json.domain.domain_name).toBe(domain);
    expect(client.ask('GET', `/api/control_panel/domains/${domain}`).json.domain).toMatchObject({
      name: domain,
      locked: 'on',
    });
    expect(client.ask('GET', '/api/domains/example.net').status).toBe(404);
  });

  it.each([
    ['autorenew', false, { auto_renew: false }],
    ['locked', false, { locked: false }],
    ['whois_privacy', false, { whois_privacy: false }],
    ['nameservers', ['ns1.example.net', 'ns2.example.net'], { nameservers: ['ns1.example.net', 'ns2.example.net'] }],
  ])('take %s', (field, value, shown) => {
    const path = `/api/control_panel/domains/domain-${domain}`;
    expect(client.ask('PUT', path, { field, value })).toMatchObject({ status: 200, json: { succeeded: true } });
    expect(client.ask('GET', '/api/domains').json.domains).toMatchObject([shown]);
  });

  it.each([
    ['auto_renew', true],
    ['autorenew', 'on'],
    ['nameservers', ['ns1.example.net']],
    ['nameservers', 'ns1.example.net'],
  ])('refuse %s %j', (field, value) => {
    const answer = client.ask('PUT', `/api/control_panel/domains/domain-${domain}`, { field, value });
    expect(answer).toMatchObject({ status: 422, json: { succeeded: false } });
  });
});

describe('records', () => {
  let client: ForeignClient;
  const defaults = ['@ A 216.40.34.41', '* A 216.40.34.41', '@ MX 10 mx.hover.com.cust.hostedemail.com'];
  const create = (dns_record: object) => client.ask('POST', dns, { id: `domain-${domain}`, dns_record });
  const www = { name: 'www', type: 'A', content: '192.0.2.1', ttl: '300' };
  const remove = (...ids: readonly unknown[]) =>
    client.ask('DELETE', dns, { domains: [{ id: `domain-${domain}`, dns_records: ids }] });

  beforeEach(async () => {
    client = foreignClient();
    await client.signIn();
  });

  it('of a new domain are parking and mail', () => {
    const { json } = client.ask('GET', `${dns}/${domain}`);
    expect(json).toMatchObject({ succeeded: true, domains: [], domain: { name: domain, local_nameservers: true } });
    expect(json.domain.dns[0]).toEqual({
      id: expect.stringMatching(/^dns\d+$/),
      name: '@',
      type: 'A',
      content: '216.40.34.41',
      ttl: 900,
      is_default: true,
      can_revert: false,
    });
    expect(client.records()).toEqual(defaults);
  });

  it('are made with a TTL as text or number, 900 without, and rising ids', () => {
    const first = create(www).json.dns_record;
    expect(first).toMatchObject({ name: 'www', ttl: 300, is_default: false, can_revert: false });
    const second = create({ ...www, name: 'w2', ttl: 120 }).json.dns_record;
    const third = create({ name: 'w3', type: 'A', content: '192.0.2.1' }).json.dns_record;
    expect([second.ttl, third.ttl]).toEqual([120, 900]);
    const ids = [first, second, third].map(({ id }) => Number(id.slice(3)));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(3);
  });

  it('are kept as sent, but for the dot of a target', () => {
    expect(create({ name: 'c', type: 'CNAME', content: 'H.example.net.' }).json.dns_record.content).toBe(
      'H.example.net',
    );
    expect(create({ name: 't', type: 'TXT', content: ' "quoted". ' }).json.dns_record.content).toBe(' "quoted". ');
    expect(create({ name: '', type: 'MX', content: '20 mx.example.net' }).json.dns_record).toMatchObject({
      name: '@',
      can_revert: true,
    });
  });

  it.each([
    ['a type that Hover has not', { ...www, type: 'CAA', content: '0 issue "ca.example"' }],
    ['an address that is none', { ...www, content: '192.0.2.256' }],
    ['an MX without a preference', { ...www, type: 'MX', content: 'mx.example.net' }],
    ['an empty text', { ...www, type: 'TXT', content: '' }],
    ['a name with a dot at its end', { ...www, name: 'www.' }],
    ['a TTL of words', { ...www, ttl: '5m' }],
    ['nothing', {}],
  ])('are refused as %s', (_case, record) => {
    expect(create(record)).toMatchObject({ status: 422, json: { succeeded: false, error: expect.any(String) } });
    expect(client.records()).toEqual(defaults);
  });

  it('are not twice, and not beside a CNAME', () => {
    create(www);
    expect(create({ ...www, ttl: '900' }).status).toBe(422);
    expect(create({ name: 'WWW', type: 'CNAME', content: 'h.example.net' }).status).toBe(422);
    expect(create({ ...www, content: '192.0.2.2' }).status).toBe(200);
    create({ name: 'c', type: 'CNAME', content: 'h.example.net' });
    expect(create({ name: 'c', type: 'TXT', content: 't' }).status).toBe(422);
    expect(create({ name: 'c', type: 'CNAME', content: 'i.example.net' }).status).toBe(422);
  });

  it('go many at once, all or none', () => {
    const ids = [create(www), create({ ...www, name: 'w2' })].map(({ json }) => json.dns_record.id);
    expect(remove(...ids, 'dns1').status).toBe(422);
    expect(client.records()).toHaveLength(5);
    expect(remove(...ids)).toMatchObject({
      status: 200,
      json: { succeeded: true, domains: [{ id: `domain-${domain}`, name: domain, dns_records: ids }] },
    });
    expect(client.records()).toEqual(defaults);
    expect(remove(...ids).status).toBe(422);
  });

  it('change by PUT in content and TTL, where that is taken', async () => {
    const { id } = create(www).json.dns_record;
    const change = (fields: object) =>
      client.ask('PUT', dns, { domain: { id: `domain-${domain}`, dns_records: [{ id, ...www }] }, fields });
    expect(change({ content: '192.0.2.9', ttl: '900' })).toMatchObject({
      status: 200,
      json: { succeeded: true, domain: { dns_records: [{ id, content: '192.0.2.9', ttl: 900 }] } },
    });
    client = foreignClient({ updates: 'refused' });
    await client.signIn();
    expect(change({ content: '192.0.2.9' }).json).toEqual({ succeeded: false, error: 'Record could not be updated.' });
  });

  it('of a domain that is delegated elsewhere are kept, and can be changed', () => {
    client.change({ nameservers: ['ns1.example.net', 'ns2.example.net'] });
    expect(client.ask('GET', `${dns}/${domain}`).json.domain.local_nameservers).toBe(false);
    expect(create(www).status).toBe(200);
  });

  it('of another account are not found', () => {
    expect(client.ask('GET', `${dns}/example.net`).status).toBe(404);
    expect(client.ask('POST', dns, { id: 'domain-example.net', dns_record: www }).status).toBe(404);
    expect(client.ask('POST', dns, { id: domain, dns_record: www }).status).toBe(404);
  });
});

describe('the sandbox', () => {
  it('lets in who has the sandbox’s password, or its cookie', async () => {
    const password = sandboxCredentials(hover);
    expect(Object.keys(password)).toEqual(['username', 'password', 'totp_secret']);
    const cookie = hover.descriptor.credentials.find(({ key }) => key === 'cookie')?.sandbox ?? '';
    const simulated = await simulate(hover, { domains: [domain] });
    await simulated.client.verify();
    await expect(simulated.reconnect({ cookie }).verify()).rejects.toMatchObject({ code: 'unauthorized' });
    await simulated.close();
    const { ask } = foreignClient({}, { ...password, totp_secret: totpSecret, cookie });
    expect(ask('GET', '/api/domains', undefined, { cookie }).status).toBe(200);
  });
});
