import { describe, expect, it } from 'vitest';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect } from './helpers.ts';

const mock = useHttpMock();
const base = '/api/json/v3';
const api = () => mock.origin('https://api.porkbun.com');
const success = (fields: object = {}) => ({ status: 'SUCCESS', ...fields });

/** Texts beside numbers, as they were seen. */
function listed(domain: string, rest: object = {}): object {
  return {
    domain,
    status: 'ACTIVE',
    tld: 'com',
    createDate: '2023-08-20 17:52:51',
    expireDate: '2027-08-20 17:52:51',
    securityLock: '1',
    whoisPrivacy: '1',
    autoRenew: 0,
    notLocal: 0,
    apiAccess: 1,
    ...rest,
  };
}

function list(start: number, domains: readonly object[]): void {
  api()
    .get(`${base}/domain/listAll`)
    .query({ start })
    .reply(200, success({ count: domains.length, domains }));
}

const page = (from: number) => Array.from({ length: 1000 }, (_, n) => listed(`d${from + n}.com`));
const read = (fields: Parameters<typeof query>[1], ...domains: readonly string[]) =>
  connect().client.registration.readRegistrations(domains.map((domain) => query(domain, fields)));
const query = (domain: string, fields: readonly ('auto_renew' | 'nameservers' | 'dnssec')[]) => ({ domain, fields });

describe('registrations', () => {
  it('of several domains take one request', async () => {
    list(0, [listed('a.com'), listed('b.com', { autoRenew: '1', securityLock: 0, whoisPrivacy: '0' })]);
    const found = await read(['auto_renew'], 'a.com', 'b.com');
    expect(found.get('a.com')).toEqual({
      domain: 'a.com',
      status: 'active',
      expiresAt: '2027-08-20T17:52:51Z',
      settings: { auto_renew: false, transfer_lock: true, privacy: true },
      native: null,
    });
    expect(found.get('b.com')).toMatchObject({ settings: { auto_renew: true, transfer_lock: false, privacy: false } });
  });

  it('of one domain are asked for by its name', async () => {
    api()
      .get(`${base}/domain/get/a.com`)
      .reply(200, success({ domain: listed('a.com') }));
    expect((await read(['auto_renew'], 'a.com')).get('a.com')).toMatchObject({ domain: 'a.com' });
  });

  it('of another domain than was asked for are not taken for it', async () => {
    api()
      .get(`${base}/domain/get/a.com`)
      .reply(200, success({ domain: listed('b.com') }));
    expect((await read(['auto_renew'], 'a.com')).get('a.com')).toMatchObject({ code: 'unexpected-response' });
  });

  it('with nameservers and DS take a request each more', async () => {
    api()
      .get(`${base}/domain/get/a.de`)
      .reply(200, success({ domain: listed('a.de') }));
    api()
      .get(`${base}/domain/getNs/a.de`)
      .reply(200, success({ ns: ['NS2.example.net.', 'ns1.example.net.'] }));
    const records = {
      '2371': { keyTag: '2371', alg: '13', digestType: '2', digest: 'ab'.repeat(32) },
      '17': { alg: 8, digestType: 2, digest: 'cd'.repeat(32) },
    };
    api().get(`${base}/dns/getDnssecRecords/a.de`).reply(200, success({ records }));
    const found = await read(['nameservers', 'dnssec'], 'a.de');
    expect(found.get('a.de')).toMatchObject({
      settings: {
        nameservers: ['ns1.example.net.', 'ns2.example.net.'],
        dnssec: [
          { keyTag: 17, algorithm: 8, digest: 'CD'.repeat(32) },
          { keyTag: 2371, algorithm: 13, digest: 'AB'.repeat(32) },
        ],
      },
    });
  });

  it('without DS come as an empty list', async () => {
    api()
      .get(`${base}/domain/get/a.com`)
      .reply(200, success({ domain: listed('a.com') }));
    api()
      .get(`${base}/dns/getDnssecRecords/a.com`)
      .reply(200, success({ records: [] }));
    expect((await read(['dnssec'], 'a.com')).get('a.com')).toMatchObject({ settings: { dnssec: [] } });
  });

  it('are listed page by page, until one is not full', async () => {
    list(0, page(0));
    list(1000, [listed('d1000.com')]);
    expect(await connect().client.registration.listRegistrations()).toHaveLength(1001);
  });

  it('behind full pages are read on while that is fewer requests than asking for each', async () => {
    list(0, page(0));
    list(1000, page(1000));
    api()
      .get(`${base}/domain/get/d2500.com`)
      .reply(200, success({ domain: listed('d2500.com') }));
    api()
      .get(`${base}/domain/get/d2501.com`)
      .reply(200, success({ domain: listed('d2501.com') }));
    const found = await read([], 'd1.com', 'd1500.com', 'd1501.com', 'd2500.com', 'd2501.com');
    expect([...found.values()].filter((each) => each instanceof RegistrarError)).toEqual([]);
  });

  it('that are missing at the end of the list are errors of their own', async () => {
    list(0, [listed('a.com')]);
    const found = await read(['auto_renew'], 'a.com', 'x.com');
    expect(found.get('a.com')).toMatchObject({ domain: 'a.com' });
    expect(found.get('x.com')).toMatchObject({
      code: 'not-found',
      advice: expect.stringContaining('registered elsewhere'),
    });
  });

  it('that cannot be read are errors of their own', async () => {
    list(0, [listed('a.com', { autoRenew: 'maybe' }), listed('b.com')]);
    const found = await read(['auto_renew'], 'a.com', 'b.com');
    expect(found.get('a.com')).toMatchObject({
      code: 'unexpected-response',
      seen: 'autoRenew is "maybe" where 0 or 1 was expected in a.com',
    });
    expect(found.get('b.com')).toMatchObject({ domain: 'b.com' });
  });

  it('whose nameservers cannot be read are errors of their own', async () => {
    list(0, [listed('a.com'), listed('b.com')]);
    api().get(`${base}/domain/getNs/a.com`).reply(400, { status: 'ERROR', message: 'x', code: 'NEW_CODE' });
    api()
      .get(`${base}/domain/getNs/b.com`)
      .reply(200, success({ ns: ['ns1.example.net'] }));
    const found = await read(['nameservers'], 'a.com', 'b.com');
    expect(found.get('a.com')).toBeInstanceOf(RegistrarError);
    expect(found.get('b.com')).toMatchObject({ settings: { nameservers: ['ns1.example.net.'] } });
  });

  it('of domains without API Access say so, and ask for nothing more', async () => {
    list(0, [listed('a.com', { apiAccess: 0 }), listed('b.com')]);
    api()
      .get(`${base}/domain/getNs/b.com`)
      .reply(200, success({ ns: ['ns1.example.net'] }));
    const found = await read(['nameservers'], 'a.com', 'b.com');
    expect(found.get('a.com')).toMatchObject({
      code: 'forbidden',
      seen: 'its API Access is off (apiAccess 0)',
      advice: expect.stringContaining('switch on API Access'),
    });
  });

  it('with wrong credentials fail as a whole', async () => {
    api().get(`${base}/domain/get/a.com`).reply(400, { status: 'ERROR', message: 'Invalid API key. (001)' });
    await expect(read(['auto_renew'], 'a.com')).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('whose pages overlap are not a list', async () => {
    list(0, page(0));
    list(1000, [listed('d999.com')]);
    await expect(connect().client.registration.listRegistrations()).rejects.toMatchObject({
      seen: 'page 2 has 1 domains of earlier pages, d999.com first',
    });
  });

  it.each([
    ['without a date', { expireDate: null }, null],
    ['with a day', { expireDate: '2027-08-20' }, '2027-08-20T00:00:00Z'],
  ])('%s', async (_case, rest, expected) => {
    list(0, [listed('a.com', rest)]);
    expect((await connect().client.registration.listRegistrations())[0]?.expiresAt).toBe(expected);
  });

  it('with a name in Unicode are known by their A-labels', async () => {
    list(0, [listed('bücher.com')]);
    expect(await connect().client.dns.listZones()).toEqual(['xn--bcher-kva.com']);
  });
});

it('zones are those of domains that are not delegated elsewhere', async () => {
  list(0, [listed('a.com'), listed('b.com', { notLocal: 1 }), listed('c.com', { notLocal: undefined })]);
  expect(await connect().client.dns.listZones()).toEqual(['a.com', 'c.com']);
});
