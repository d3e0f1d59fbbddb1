/** Registrations in the fewest requests: from the list where it tells enough, else from the detail of a domain. */
import { describe, expect, it } from 'vitest';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import type { SettingField } from '../../../src/schema/domain/settings.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { api, connect, detail, domain, domainsPage, failure, firstPage } from './mocked.ts';

const mock = useHttpMock();

function answerList(page: number, body: object) {
  api(mock).get('/domains').query({ perPage: 1000, page }).reply(200, body);
}

function answerDetail(name: string, body: object = detail(name), status = 200) {
  api(mock).get(`/domains/${name}`).reply(status, body);
}

const all: readonly SettingField[] = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'];
const read = (names: readonly string[], fields: readonly SettingField[] = all) =>
  connect().registration.readRegistrations(names.map((name) => ({ domain: name, fields })));

const ownNameservers = ['ns1.name.com.', 'ns2.name.com.', 'ns3.name.com.', 'ns4.name.com.'];

describe('the list of domains', () => {
  it('is read to its end', async () => {
    answerList(1, domainsPage([detail('a.com'), detail('b.com')], { totalCount: 3, nextPage: 2, lastPage: 2 }));
    answerList(2, domainsPage([detail('c.com', { expireDate: '2026-11-01T00:00:00Z' })], { totalCount: 3 }));
    const listed = await connect().registration.listRegistrations();
    expect(listed.map(({ domain: name, status, expiresAt }) => [name, status, expiresAt])).toEqual([
      ['a.com', 'active', '2027-01-15T14:30:00.000Z'],
      ['b.com', 'active', '2027-01-15T14:30:00.000Z'],
      ['c.com', 'expired', '2026-11-01T00:00:00.000Z'],
    ]);
    expect(listed[0]?.settings).toEqual({
      auto_renew: true,
      transfer_lock: true,
      privacy: false,
      nameservers: ownNameservers,
    });
  });

  it('tells which domains are hosted here by their nameservers', async () => {
    const elsewhere = { nameservers: ['ns1.example.net', 'ns2.example.net'] };
    answerList(
      1,
      domainsPage([detail('a.com'), detail('b.com', elsewhere), detail('c.com', { nameservers: undefined })]),
    );
    expect(await connect().dns.listZones()).toEqual(['a.com', 'c.com']);
  });

  it('that is shorter than announced is an error', async () => {
    answerList(1, domainsPage([detail('a.com')], { totalCount: 2 }));
    expect(await failure(connect().registration.listRegistrations())).toMatchObject({ code: 'unexpected-response' });
  });
});

describe('registrations that are asked for', () => {
  it('are one request for a single domain', async () => {
    answerDetail(domain);
    const found = await read([domain], ['nameservers']);
    expect(found.get(domain)).toMatchObject({ domain, settings: { nameservers: ownNameservers } });
    expect((found.get(domain) as { settings: object }).settings).not.toHaveProperty('auto_renew');
  });

  it('are one request for many', async () => {
    const names = Array.from({ length: 50 }, (_, n) => `d${n}.com`);
    answerList(1, domainsPage(names.map((name) => detail(name))));
    const found = await read(names);
    expect([...found.keys()]).toEqual(names);
    for (const name of names) expect(found.get(name)).toMatchObject({ domain: name, settings: { auto_renew: true } });
  });

  it('that the whole list does not have are not found, beside those that it has', async () => {
    answerList(1, domainsPage([detail('a.com')]));
    const found = await read(['a.com', 'stranger.com']);
    expect(found.get('a.com')).toMatchObject({ domain: 'a.com' });
    expect(found.get('stranger.com')).toMatchObject({
      name: 'RegistrarError',
      code: 'not-found',
      object: 'stranger.com',
    });
  });

  it('are taken from details where reading on in the list would be more requests', async () => {
    const names = Array.from({ length: 1000 }, (_, n) => `d${n}.com`);
    answerList(
      1,
      domainsPage(
        names.map((name) => detail(name)),
        { totalCount: 20_000, nextPage: 2, lastPage: 20 },
      ),
    );
    answerDetail('zz.com');
    const found = await read(['d1.com', 'zz.com']);
    expect(found.get('zz.com')).toMatchObject({ domain: 'zz.com', settings: { auto_renew: true } });
  });

  it('stop with the page that has the last of them', async () => {
    const names = Array.from({ length: 1000 }, (_, n) => `d${n}.com`);
    answerList(
      1,
      domainsPage(
        names.map((name) => detail(name)),
        { totalCount: 1500, nextPage: 2, lastPage: 2 },
      ),
    );
    expect((await read(['d1.com', 'd2.com'])).size).toBe(2);
  });

  it('ask the detail for what an item of the list leaves out', async () => {
    const brief = { domainName: 'a.com', locked: true, autorenewEnabled: true, expireDate: '2027-01-15T14:30:00Z' };
    const empty = detail('b.com', { nameservers: [] });
    answerList(1, domainsPage([brief, empty]));
    answerDetail('a.com', detail('a.com', { privacyEnabled: true }));
    answerDetail('b.com');
    const found = await read(['a.com', 'b.com'], ['privacy', 'nameservers']);
    expect(found.get('a.com')).toMatchObject({ settings: { privacy: true, nameservers: ownNameservers } });
    expect(found.get('b.com')).toMatchObject({ settings: { privacy: false, nameservers: ownNameservers } });
  });

  it('take what a detail leaves out for false or empty, as the older API means it', async () => {
    answerDetail(domain, { domainName: domain, expireDate: '2027-01-15T14:30:00Z' });
    const expected = { auto_renew: false, transfer_lock: false, privacy: false, nameservers: [] };
    expect((await read([domain])).get(domain)).toMatchObject({ settings: expected });
  });

  it('with one whose answer is not known are that error and the others', async () => {
    answerList(1, domainsPage([detail('a.com', { locked: 'yes' }), detail('b.com')]));
    const found = await read(['a.com', 'b.com']);
    expect(found.get('a.com')).toMatchObject({ code: 'unexpected-response', object: 'main' });
    expect(found.get('b.com')).toMatchObject({ domain: 'b.com' });
  });

  it('are no domains where the credentials do not serve', async () => {
    api(mock).get('/domains').query(firstPage).reply(401, { message: 'Unauthorized' });
    expect(await failure(read(['a.com', 'b.com']))).toMatchObject({ code: 'unauthorized' });
  });
});

describe('DS records', () => {
  const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const ds = { domainName: domain, keyTag: 2371, algorithm: 13, digestType: 2, digest };
  const readDs = async (body: object, status = 200) => {
    answerDetail(domain);
    api(mock).get(`/domains/${domain}/dnssec`).reply(status, body);
    return (await read([domain], ['dnssec'])).get(domain);
  };

  it('are one more request, and keep the spelling of their digest for their deletion', async () => {
    expect(await readDs({ dnssec: [ds] })).toMatchObject({
      settings: { dnssec: [{ type: 'DS', keyTag: 2371, algorithm: 13, digestType: 2, digest: digest.toUpperCase() }] },
      native: { ds: [{ value: `2371 13 2 ${digest.toUpperCase()}`, digest }] },
    });
  });

  it('may be none', async () => {
    expect(await readDs({ dnssec: [] })).toMatchObject({ settings: { dnssec: [] }, native: { ds: [] } });
    expect(await readDs({})).toMatchObject({ settings: { dnssec: [] } });
  });

  it('of a kind that is not known are not told, so that nothing is changed there', async () => {
    const read = await readDs({ dnssec: [ds, { ...ds, digest: 'abc' }] });
    expect(read).toMatchObject({ domain });
    expect((read as { settings: object }).settings).toEqual({});
  });

  it('that cannot be read are the error of the domain', async () => {
    const read = await readDs({ message: 'Permission denied', details: 'Failure listing DNSSECs at registry' }, 403);
    expect(read).toBeInstanceOf(RegistrarError);
    expect(read).toMatchObject({ code: 'forbidden', operation: 'read DS records' });
  });
});
