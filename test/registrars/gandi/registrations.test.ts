/** How registrations are read, and in how many requests. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, domain } from './helpers.ts';
import { detail, domainPath, failure, firstPage, gandiApi, listItem } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('a registration', () => {
  const read = (...fields: ('auto_renew' | 'transfer_lock' | 'privacy' | 'nameservers')[]) =>
    connect().registration.readRegistrations([{ domain, fields }]);

  it('is read from its detail, with what a write will need', async () => {
    api().get(domainPath).reply(200, detail);
    expect((await read('privacy', 'nameservers')).get(domain)).toEqual({
      domain,
      status: 'active',
      expiresAt: '2027-02-13T10:04:18Z',
      settings: {
        auto_renew: false,
        transfer_lock: true,
        privacy: true,
        nameservers: ['ns-25-a.gandi.net.', 'ns-58-c.gandi.net.'],
      },
      native: { renewal: { duration: 3, orgId: 'fe0b' }, canLock: true },
    });
  });

  it.each([
    [{ data_obfuscated: true, mail_obfuscated: false }, false],
    [{ data_obfuscated: false }, false],
    [{}, true],
  ])('is private with an owner of %j: %s', async (owner, privacy) => {
    api()
      .get(domainPath)
      .reply(200, { ...detail, contacts: { owner } });
    expect((await read('privacy')).get(domain)).toMatchObject({ settings: { privacy } });
  });

  it.each([
    ['the list', [{ dates: undefined }], 'dates is missing where an object was expected'],
    [
      'the list',
      [{ dates: { registry_ends_at: 'soon' } }],
      'dates.registry_ends_at is "soon" where a date was expected',
    ],
    ['the list', [{ autorenew: 'yes' }], 'autorenew of example.com is a string where true or false was expected'],
  ])('that cannot be read in %s is an error of its own, beside the others', async (_case, [more], seen) => {
    const items = [listItem(domain, more), listItem('example.net')];
    api().get('/domain/domains').query({ page: 1, per_page: 100 }).reply(200, items, { 'total-count': '2' });
    const queries = [domain, 'example.net'].map((name) => ({ domain: name, fields: ['auto_renew' as const] }));
    const found = await connect().registration.readRegistrations(queries);
    expect(found.get(domain)).toMatchObject({ code: 'unexpected-response', seen });
    expect(found.get('example.net')).toMatchObject({ settings: { auto_renew: true, transfer_lock: false } });
  });

  it.each([
    ['autorenew', { autorenew: true }, 'autorenew is a boolean where an object was expected'],
    ['status', { status: 'ok' }, 'status is a string where a list was expected'],
    ['nameservers', { nameservers: ['192.0.2.1'] }, 'the nameserver "192.0.2.1" is not a host name'],
  ])('of another shape in its detail fails: %s', async (_case, more, seen) => {
    api()
      .get(domainPath)
      .reply(200, { ...detail, ...more });
    expect((await read('nameservers')).get(domain)).toMatchObject({ code: 'unexpected-response', seen });
  });

  it('shows its other EPP statuses', async () => {
    api()
      .get(domainPath)
      .reply(200, { ...detail, status: ['clientTransferProhibited', 'serverHold'] });
    expect((await read('privacy')).get(domain)).toMatchObject({
      status: 'serverHold',
      settings: { transfer_lock: true },
    });
  });

  it('keeps its transfer secret nowhere, whatever becomes of the answer', async () => {
    for (const body of [
      JSON.stringify(detail),
      `{"authinfo" : "let-me-go-4711", "fqdn": "exam`,
      `{"authinfo":"let-me-go-4711`,
      `{"authinfo":"x\\"let-me-go-4711"`,
    ]) {
      api().get(domainPath).reply(200, body, { 'content-type': 'application/json' });
      const found = (await read('privacy')).get(domain);
      expect(
        `${JSON.stringify(found)} ${found instanceof Error ? `${found.message} ${found.stack}` : ''}`,
      ).not.toContain('let-me-go');
    }
  });
});

describe('the number of reads of registrations', () => {
  const list = (page: number, names: readonly string[], total: number) =>
    api()
      .get('/domain/domains')
      .query({ page, per_page: 100 })
      .reply(
        200,
        names.map((name) => listItem(name)),
        { 'total-count': String(total) },
      );
  const names = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `d${from + i}.com`);
  const queriesFor = (domains: readonly string[], field: 'auto_renew' | 'nameservers' = 'auto_renew') =>
    domains.map((name) => ({ domain: name, fields: [field] }));
  const detailOf = (name: string) =>
    api()
      .get(`/domain/domains/${name}`)
      .reply(200, { ...detail, fqdn: name });

  it('is one page of the list for all domains on it', async () => {
    list(1, names(1, 100), 100);
    expect((await connect().registration.readRegistrations(queriesFor(names(1, 100)))).size).toBe(100);
  });

  it('is one detail for one domain', async () => {
    detailOf('d1.com');
    await connect().registration.readRegistrations(queriesFor(['d1.com']));
  });

  it('is one detail each, and no list, where every domain needs one', async () => {
    for (const name of names(1, 3)) detailOf(name);
    expect((await connect().registration.readRegistrations(queriesFor(names(1, 3), 'nameservers'))).size).toBe(3);
  });

  it('is a page no more than there are domains missing', async () => {
    list(1, names(1, 100), 1000);
    detailOf('d500.com');
    detailOf('d900.com');
    const found = await connect().registration.readRegistrations(
      queriesFor(['d1.com', 'd2.com', 'd500.com', 'd900.com']),
    );
    expect(found.size).toBe(4);
  });

  it('is one for credentials that do not serve', async () => {
    api().get('/domain/domains/d1.com').reply(401, { message: 'no' });
    const error = await failure(connect().registration.readRegistrations(queriesFor(names(1, 3), 'nameservers')));
    expect(error.code).toBe('unauthorized');
  });

  it('asks for a domain that the list has not, to learn why', async () => {
    list(1, ['d1.com'], 1);
    api().get('/domain/domains/d2.com').reply(404, { message: 'The resource could not be found.' });
    const found = await connect().registration.readRegistrations(queriesFor(['d1.com', 'd2.com']));
    expect(found.get('d2.com')).toMatchObject({ code: 'not-found' });
  });
});

describe('lists', () => {
  it('of zones are those of LiveDNS, and the domains that use it', async () => {
    api()
      .get('/livedns/domains')
      .query(firstPage)
      .reply(200, [{ fqdn: 'hosted.com' }], { 'total-count': '1' });
    const items = [listItem('used.com'), listItem('away.com', { nameserver: { current: 'other' } })];
    api().get('/domain/domains').query({ page: 1, per_page: 100 }).reply(200, items, { 'total-count': '2' });
    expect(await connect().dns.listZones()).toEqual(['hosted.com', 'used.com']);
  });

  it('of registrations tell what they can', async () => {
    const items = [listItem(domain, { autorenew: null })];
    api().get('/domain/domains').query({ page: 1, per_page: 100 }).reply(200, items, { 'total-count': '1' });
    expect(await connect().registration.listRegistrations()).toEqual([
      {
        domain,
        status: 'active',
        expiresAt: '2027-02-13T10:04:18Z',
        settings: { transfer_lock: false },
        native: { renewal: null, canLock: null },
      },
    ]);
  });
});
