/** What goes over the wire for registrations and their settings. */
import { describe, expect, it } from 'vitest';
import type { SettingField } from '../../../src/schema/domain/settings.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, domain, domainPath, failure, godaddyApi, run } from './helpers.ts';

const api = godaddyApi(useHttpMock());
const list = (marker?: string) =>
  api()
    .get('/v1/domains')
    .query({ includes: 'nameServers', limit: 1000, ...(marker && { marker }) });
const item = (name: string, more: object = {}) => ({
  domain: name,
  domainId: 1,
  status: 'ACTIVE',
  expires: '2027-02-02T14:26:44.000Z',
  renewAuto: true,
  locked: true,
  privacy: false,
  exposeWhois: false,
  nameServers: ['NS10.domaincontrol.com', 'ns09.domaincontrol.com'],
  ...more,
});
const detail = (more: object = {}) => ({
  authCode: 'LET-ME-GO-4711',
  contactAdmin: { email: 'alice@example.org' },
  ...item(domain, more),
});
const query = (name: string, ...fields: SettingField[]) => ({ domain: name, fields });
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => item(`d${String(from + i).padStart(5, '0')}.com`));

describe('the list of registrations', () => {
  it('tells every setting that can be read', async () => {
    list().reply(200, [
      item('b.com', { exposeWhois: true }),
      item('a.com', { renewAuto: false, status: 'PENDING_DNS_ACTIVE' }),
    ]);
    expect(await connect().registration.listRegistrations()).toEqual([
      {
        domain: 'b.com',
        status: 'active',
        expiresAt: '2027-02-02T14:26:44.000Z',
        settings: {
          auto_renew: true,
          transfer_lock: true,
          privacy: false,
          nameservers: ['ns09.domaincontrol.com.', 'ns10.domaincontrol.com.'],
        },
        native: null,
      },
      expect.objectContaining({
        domain: 'a.com',
        status: 'pending_dns_active',
        settings: expect.objectContaining({ auto_renew: false, privacy: true }),
      }),
    ]);
  });

  it('goes on after the last domain of a full page', async () => {
    list().reply(200, numbered(1, 1000));
    list('d01000.com').reply(200, numbered(1001, 1002));
    expect(await connect().registration.listRegistrations()).toHaveLength(1002);
  });

  it('that does not go on fails, instead of going round', async () => {
    list().reply(200, numbered(1, 1000));
    list('d01000.com').reply(200, numbered(1, 1000));
    expect((await failure(connect().registration.listRegistrations())).seen).toBe(
      'page 2 has 1000 domains of earlier pages, d00001.com 1 first',
    );
  });

  it('leaves out domains that are no longer there, and takes the one that holds of two', async () => {
    list().reply(200, [
      item('gone.com', { status: 'CANCELLED' }),
      item('sold.com', { status: 'UPDATED_OWNERSHIP' }),
      item('back.com', { status: 'CANCELLED_TRANSFER', renewAuto: false }),
      item('back.com'),
      item('left.com', { status: 'TRANSFERRED_OUT' }),
      item('late.com', { status: 'PENDING_EXPIRATION' }),
    ]);
    const found = await connect().registration.listRegistrations();
    expect(found.map(({ domain: name, settings }) => [name, settings.auto_renew])).toEqual([
      ['back.com', true],
      ['late.com', true],
    ]);
  });

  it('tells which zones are hosted here', async () => {
    list().reply(200, [
      item('a.com'),
      item('b.com', { nameServers: ['ada.ns.cloudflare.com'] }),
      item('c.com', { nameServers: null }),
    ]);
    expect(await connect().dns.listZones()).toEqual(['a.com']);
  });
});

describe('the read of registrations', () => {
  it('of several is one list', async () => {
    list().reply(200, [item('a.com'), item('b.com'), item('c.com')]);
    const read = await connect().registration.readRegistrations([
      query('a.com', 'auto_renew'),
      query('c.com', 'nameservers'),
    ]);
    expect([...read.keys()]).toEqual(['a.com', 'c.com']);
  });

  it('of one is one detail, of which transfer code and contacts go nowhere', async () => {
    api()
      .get(domainPath)
      .reply(200, detail({ privacy: true, exposeWhois: true }));
    const read = await connect().registration.readRegistrations([query(domain, 'auto_renew')]);
    expect(read.get(domain)).toMatchObject({ domain, settings: { auto_renew: true, privacy: true } });
    expect(JSON.stringify([...read])).not.toMatch(/LET-ME-GO|alice/);
  });

  it('does not show the transfer code in the error of an answer that was cut short', async () => {
    api().get(domainPath).reply(200, '{"authCode":"LET-ME-GO-4711');
    const error = (await connect().registration.readRegistrations([query(domain, 'auto_renew')])).get(domain);
    expect(error).toMatchObject({ code: 'unexpected-response' });
    expect(String(error)).not.toContain('LET-ME-GO');
  });

  it('does not read on in a long list for the last one', async () => {
    list().reply(200, numbered(1, 1000));
    api().get('/v1/domains/z.com').reply(200, item('z.com'));
    const read = await connect().registration.readRegistrations([
      query('d00007.com', 'auto_renew'),
      query('z.com', 'auto_renew'),
    ]);
    expect(read.get('z.com')).toMatchObject({ domain: 'z.com' });
  });

  it('asks for what the list leaves out', async () => {
    list().reply(200, [item('a.com', { nameServers: null }), item('b.com')]);
    api().get('/v1/domains/a.com').reply(200, item('a.com'));
    const read = await connect().registration.readRegistrations([
      query('a.com', 'nameservers'),
      query('b.com', 'nameservers'),
    ]);
    expect(read.get('a.com')).toMatchObject({ settings: { nameservers: expect.any(Array) } });
  });

  it('maps each domain to its own error', async () => {
    list().reply(200, [item('a.com'), item('b.com', { renewAuto: 'yes' }), item('c.com', { status: 'CONFISCATED' })]);
    const read = await connect().registration.readRegistrations(
      ['a.com', 'b.com', 'c.com', 'd.com'].map((name) => query(name, 'auto_renew')),
    );
    expect(read.get('a.com')).toMatchObject({ domain: 'a.com' });
    expect(read.get('b.com')).toMatchObject({
      code: 'unexpected-response',
      seen: 'renewAuto of b.com is a string where true or false was expected',
    });
    expect(read.get('c.com')).toMatchObject({ code: 'not-found' });
    expect(read.get('d.com')).toMatchObject({ code: 'not-found', seen: 'the list of domains does not have it' });
  });

  it('of a domain that is gone says its status', async () => {
    api()
      .get(domainPath)
      .reply(200, detail({ status: 'TRANSFERRED_OUT' }));
    const read = await connect().registration.readRegistrations([query(domain, 'auto_renew')]);
    expect(read.get(domain)).toMatchObject({ code: 'not-found', seen: 'its status is TRANSFERRED_OUT' });
  });

  it('that the account may not make fails as a whole, after one request', async () => {
    api().get(domainPath).reply(403, { code: 'ACCESS_DENIED', message: 'Authenticated user is not allowed access' });
    expect((await failure(connect().registration.readRegistrations([query(domain, 'auto_renew')]))).code).toBe(
      'forbidden',
    );
  });
});

describe('the change of settings', () => {
  it('is one PATCH with the fields that change', async () => {
    api().patch(domainPath, { renewAuto: false, locked: true }).reply(204);
    await run({ kind: 'settings', domain, settings: { renewAuto: false, locked: true } });
  });

  it('is repeated after an answer that was lost', async () => {
    api().patch(domainPath).reply(500, { code: 'ERROR', message: 'Internal error' });
    api().patch(domainPath).reply(200, '');
    await run({ kind: 'settings', domain, settings: { locked: true } });
  });
});

describe('the change of nameservers', () => {
  const call = { kind: 'nameservers', domain, nameservers: ['ns1.example.net.', 'ns2.example.net.'] } as const;
  const body = { nameServers: ['ns1.example.net', 'ns2.example.net'] };

  it('is PATCH, and done when a read shows it', async () => {
    api().patch(domainPath, body).reply(200, '');
    api().get(domainPath).reply(200, detail());
    api()
      .get(domainPath)
      .reply(200, detail({ nameServers: ['ns2.example.net', 'NS1.EXAMPLE.NET'] }));
    const waits: number[] = [];
    await run(call, waits);
    expect(waits).toEqual([100, 400]);
  });

  it('that does not show in two minutes is in doubt', async () => {
    api().patch(domainPath, body).reply(200, '');
    api().get(domainPath).times(9).reply(200, detail());
    const waits: number[] = [];
    expect(await failure(run(call, waits))).toMatchObject({ code: 'unavailable', effect: 'unknown' });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(100_000);
  });

  it('is in doubt where the read after it fails', async () => {
    api().patch(domainPath, body).reply(200, '');
    api().get(domainPath).reply(404, { code: 'NOT_FOUND', message: 'Domain example.com not found for shopper' });
    expect(await failure(run(call))).toMatchObject({ code: 'not-found', effect: 'unknown' });
  });

  it('is not repeated after an answer that was lost', async () => {
    api().patch(domainPath, body).reply(502, 'Bad gateway');
    expect(await failure(run(call))).toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('that the registry refuses says what it takes', async () => {
    api()
      .patch(domainPath, body)
      .reply(422, { code: 'FAILED_NAME_SERVER_VALIDATION', message: 'Failed to update nameservers' });
    api().get(domainPath).reply(200, detail());
    expect(await failure(run(call))).toMatchObject({
      code: 'rejected',
      effect: 'none',
      advice: 'The registry takes only nameservers that exist, two at least: correct them in the config.',
    });
  });

  it('that is refused because somebody else has made it meanwhile is done', async () => {
    api().patch(domainPath, body).reply(422, { code: 'FAILED_NAME_SERVER_VALIDATION', message: 'No change' });
    api()
      .get(domainPath)
      .reply(200, detail({ nameServers: ['ns2.example.net', 'ns1.example.net'] }));
    await run(call);
  });

  it('that is refused, and cannot be read after it, stays refused', async () => {
    api().patch(domainPath, body).reply(422, { code: 'FAILED_NAME_SERVER_VALIDATION', message: 'No change' });
    api().get(domainPath).reply(404, { code: 'NOT_FOUND', message: 'Domain example.com not found for shopper' });
    expect(await failure(run(call))).toMatchObject({ code: 'rejected', effect: 'none' });
  });

  it('that the domain does not allow now says why', async () => {
    const message = 'The given domain is not eligible to have its nameservers changed';
    api().patch(domainPath, body).reply(409, { code: 'INVALID_STATUS', message });
    expect(await failure(run(call))).toMatchObject({
      code: 'conflict',
      effect: 'none',
      advice: expect.stringContaining('second factor'),
    });
  });
});
