/** How zones are read: every page, and nothing that is not understood. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, domain, stored, wire } from './helpers.ts';
import { failure, firstPage, gandiApi, zonePath } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('a read of records', () => {
  const read = (more: object = {}) => connect().dns.readZone({ domain, ds: false, nameservers: false, ...more });
  const page = (number: number) => ({ page: number, per_page: 500 });
  const sets = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => wire(stored(`n${from + i} A 300 192.0.2.1`)));

  it('follows the pages to the counted end', async () => {
    api().get(`${zonePath}/records`).query(page(1)).reply(200, sets(1, 500), { 'total-count': '600' });
    api().get(`${zonePath}/records`).query(page(2)).reply(200, sets(501, 600), { 'total-count': '600' });
    expect((await read()).recordSets).toHaveLength(600);
  });

  it('takes smaller pages than it asked for', async () => {
    api().get(`${zonePath}/records`).query(page(1)).reply(200, sets(1, 100), { 'total-count': '150' });
    api().get(`${zonePath}/records`).query(page(2)).reply(200, sets(101, 150), { 'total-count': '150' });
    expect((await read()).recordSets).toHaveLength(150);
  });

  it('goes by the link where nothing is counted', async () => {
    const link = '<https://api.gandi.net/v5/x?page=2>; rel="next", <https://api.gandi.net/v5/x?page=2>; rel="last"';
    api().get(`${zonePath}/records`).query(page(1)).reply(200, sets(1, 100), { link });
    api().get(`${zonePath}/records`).query(page(2)).reply(200, sets(101, 150));
    expect((await read()).recordSets).toHaveLength(150);
  });

  it.each([
    ['fewer come than are counted', sets(1, 3), '4', [] as object[], 'page 2 is empty, after 3 sets'],
    ['a set comes twice', sets(1, 500), '502', [...sets(1, 2)], 'page 2 has 2 sets of earlier pages, n1 A first'],
  ])('fails where %s', async (_case, first, total, second, seen) => {
    api().get(`${zonePath}/records`).query(page(1)).reply(200, first, { 'total-count': total });
    api().get(`${zonePath}/records`).query(page(2)).reply(200, second, { 'total-count': total });
    expect(await failure(read())).toMatchObject({ code: 'unexpected-response', seen, effect: 'none' });
  });

  it('fails where the count changes between pages', async () => {
    api().get(`${zonePath}/records`).query(page(1)).reply(200, sets(1, 500), { 'total-count': '501' });
    api().get(`${zonePath}/records`).query(page(2)).reply(200, [], { 'total-count': '500' });
    expect(await failure(read())).toMatchObject({
      code: 'unexpected-response',
      seen: 'page 2 counts 500 sets, after 501',
      effect: 'none',
    });
  });

  const set = wire(stored('www A 300 192.0.2.1'));
  it.each([
    ['an object', { items: [] }, 'the list is an object where a list was expected'],
    ['null', null, 'the list is null where a list was expected'],
    ['a list of texts', ['www'], 'a record set is a string where an object was expected'],
    ['a set without a name', [{ ...set, rrset_name: undefined }], 'rrset_name is missing where a text was expected'],
    ['a set without a type', [{ ...set, rrset_type: 1 }], 'rrset_type is a number where a text was expected'],
    [
      'a TTL of another kind',
      [{ ...set, rrset_ttl: '300' }],
      'rrset_ttl of www A is a string where a number was expected',
    ],
    [
      'values of another kind',
      [{ ...set, rrset_values: 'x' }],
      'rrset_values of www A is a string where a list was expected',
    ],
    [
      'a value of another kind',
      [{ ...set, rrset_values: [1] }],
      'a value of www A is a number where a text was expected',
    ],
    ['a set without values', [{ ...set, rrset_values: [] }], 'www A has no values'],
  ])('fails on %s', async (_case, body, seen) => {
    api().get(`${zonePath}/records`).query(firstPage).reply(200, JSON.stringify(body));
    expect(await failure(read())).toMatchObject({ code: 'unexpected-response', seen, effect: 'none' });
  });

  it('takes a set without a TTL as one of the default TTL, as the schema says', async () => {
    const { rrset_ttl: _, ...rest } = set as { rrset_ttl: number };
    api().get(`${zonePath}/records`).query(firstPage).reply(200, [rest]);
    expect((await read()).recordSets).toMatchObject([{ ttlSeconds: 10800 }]);
  });

  it('takes 404 as: no zone yet, and knows the nameservers it will have', async () => {
    api().get(`${zonePath}/records`).query(firstPage).reply(404, { code: 404, message: 'not found' });
    api().get(`/livedns/nameservers/${domain}`).reply(200, ['ns-58-c.gandi.net', 'ns-25-a.gandi.net']);
    expect(await read({ nameservers: true })).toMatchObject({
      status: 'absent',
      recordSets: [],
      unsupported: [],
      nameservers: ['ns-25-a.gandi.net.', 'ns-58-c.gandi.net.'],
      native: { unsupported: [] },
    });
  });

  it('reads the DS of the keys that sign the zone', async () => {
    const key = (flags: number, tag: number, more: object = {}) => ({
      flags,
      deleted: false,
      status: 'active',
      ds: `${domain}. 3600 IN DS ${tag} 13 2 ${'ab'.repeat(32)}`,
      ...more,
    });
    api().get(`${zonePath}/records`).query(firstPage).reply(200, []);
    const keys = [
      key(257, 2),
      key(257, 1),
      key(256, 3),
      key(257, 4, { deleted: true }),
      key(257, 5, { status: 'new' }),
    ];
    api().get(`${zonePath}/keys`).reply(200, keys);
    expect((await read({ ds: true })).ds?.map(({ keyTag }) => keyTag)).toEqual([1, 2]);
  });

  it('has no DS where no key signs', async () => {
    api().get(`${zonePath}/records`).query(firstPage).reply(200, []);
    api().get(`${zonePath}/keys`).reply(200, []);
    expect(await read({ ds: true })).not.toHaveProperty('ds');
  });
});
