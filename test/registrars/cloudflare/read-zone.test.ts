/** What is asked of the API to read zones, and what its answers become. */
import { describe, expect, it } from 'vitest';
import { printValues } from '../../../src/schema/dns/record-sets.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { accountId, allRecords, allZones, connect, ok, origin, page, record, token, zone, zoneId } from './mocked.ts';

const mock = useHttpMock();
const query = { domain: 'example.com', ds: false, nameservers: true };

function serveRecords(records: readonly unknown[]): void {
  mock
    .origin(origin)
    .get(allZones)
    .reply(200, page([zone()]));
  mock.origin(origin).get(allRecords).reply(200, page(records));
}

describe('reading a zone', () => {
  it('takes one list of zones and one page of records, with the token as Bearer', async () => {
    const asked = { reqheaders: { authorization: `Bearer ${token}` } };
    mock
      .origin(origin, asked)
      .get(allZones)
      .reply(200, page([zone()]));
    mock
      .origin(origin, asked)
      .get(allRecords)
      .reply(200, page([record({ id: 'a1', name: 'docs.example.com', type: 'CNAME', content: 'docs.example.net' })]));
    const live = await connect().dns.readZone(query);
    expect(live).toEqual({
      domain: 'example.com',
      status: 'present',
      recordSets: [
        {
          name: 'docs.example.com.',
          type: 'CNAME',
          ttlSeconds: 3600,
          values: [{ type: 'CNAME', target: 'docs.example.net.' }],
          options: { proxied: false, comment: '', tags: [] },
          native: {
            rows: [{ id: 'a1', value: 'docs.example.net.', ttl: 3600, proxied: false, comment: '', tags: [] }],
          },
        },
      ],
      unsupported: [],
      nameservers: ['blakely.ns.cloudflare.com.', 'vin.ns.cloudflare.com.'],
      native: { zoneId, batchLimit: 200, free: true },
    });
  });

  it('of several reads the list of zones once', async () => {
    const other = zone({ id: 'f'.repeat(32), name: 'example.net', plan: { legacy_id: 'pro' } });
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone(), other]));
    mock.origin(origin).get(allRecords).reply(200, page([]));
    mock
      .origin(origin)
      .get(allRecords.replace(zoneId, 'f'.repeat(32)))
      .reply(200, page([]));
    const client = connect();
    const read = await Promise.all(
      ['example.com', 'example.net'].map((domain) => client.dns.readZone({ ...query, domain })),
    );
    expect(read.map(({ native }) => native)).toEqual([
      { zoneId, batchLimit: 200, free: true },
      { zoneId: 'f'.repeat(32), batchLimit: 3500, free: false },
    ]);
    expect(await client.dns.listZones()).toEqual(['example.com', 'example.net']);
  });

  it('reads every page', async () => {
    const zones = [1, 2, 3].map((n) => zone({ id: String(n).repeat(32), name: `example${n}.com` }));
    for (const [index, one] of zones.entries()) {
      const path = allZones.replace('page=1&', `page=${index + 1}&`);
      mock
        .origin(origin)
        .get(path)
        .reply(200, page([one], 3, index + 1, 3));
    }
    const records = [1, 2].map((n) =>
      record({ id: `r${n}`, name: 'www.example3.com', type: 'A', content: `192.0.2.${n}` }),
    );
    for (const [index, one] of records.entries()) {
      const path = allRecords.replace(zoneId, '3'.repeat(32)).replace('page=1&', `page=${index + 1}&`);
      mock
        .origin(origin)
        .get(path)
        .reply(200, page([one], 2, index + 1, 2));
    }
    const { recordSets } = await connect().dns.readZone({ ...query, domain: 'example3.com' });
    expect(recordSets.map(printValues)).toEqual([['192.0.2.1', '192.0.2.2']]);
  });

  it('throws when there are fewer records than announced', async () => {
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone()]));
    mock
      .origin(origin)
      .get(allRecords)
      .reply(200, page([record({ id: 'a', name: 'example.com', type: 'A', content: '192.0.2.1' })], 2));
    await expect(connect().dns.readZone(query)).rejects.toMatchObject({
      code: 'unexpected-response',
      message: expect.stringContaining('1 records where 2 were announced'),
    });
  });

  it.each([
    ['no result_info', ok([])],
    ['a result that is no list', page([]) && ok({}, { total_pages: 1, total_count: 0 })],
    ['a record that is none', ok(['x'], { total_pages: 1, total_count: 1 })],
    ['no envelope', { records: [] }],
  ])('throws at %s', async (_case, body) => {
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone()]));
    mock.origin(origin).get(allRecords).reply(200, body);
    await expect(connect().dns.readZone(query)).rejects.toMatchObject({ code: 'unexpected-response', effect: 'none' });
  });

  it('finds a zone whose name is shown in Unicode', async () => {
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone({ name: 'bücher.example' })]));
    mock.origin(origin).get(allRecords).reply(200, page([]));
    expect(await connect().dns.readZone({ ...query, domain: 'xn--bcher-kva.example' })).toMatchObject({
      status: 'present',
    });
  });

  it.each([
    ['the active one of two', ['active', 'pending'], 'a'],
    ['the one that did not move away', ['pending', 'moved'], 'a'],
  ])('takes %s with the same name', async (_case, [first, second], expected) => {
    const zones = [zone({ id: 'a', status: first }), zone({ id: 'b', status: second })];
    mock.origin(origin).get(allZones).reply(200, page(zones));
    mock.origin(origin).get(allRecords.replace(zoneId, expected)).reply(200, page([]));
    expect((await connect().dns.readZone(query)).native).toMatchObject({ zoneId: expected });
  });

  it('takes neither of two active ones', async () => {
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone({ id: 'a' }), zone({ id: 'b' })]));
    await expect(connect().dns.readZone(query)).rejects.toMatchObject({
      code: 'conflict',
      seen: '2 zones of this name: a (active), b (active)',
    });
  });

  it.each([
    ['partial', 'the zone is partial (a CNAME setup): another DNS host answers for the domain'],
    ['secondary', 'the zone is secondary: its records come from another server'],
    ['internal', 'the zone is internal: only resolvers inside of the account see it'],
  ])('of type %s is refused with the reason', async (type, seen) => {
    mock
      .origin(origin)
      .get(allZones)
      .reply(200, page([zone({ type })]));
    await expect(connect().dns.readZone(query)).rejects.toMatchObject({ code: 'rejected', seen });
  });

  it('is the public one beside an internal one of its name', async () => {
    const zones = [zone({ id: 'inside', type: 'internal' }), zone({ id: 'outside', type: 'full' })];
    mock.origin(origin).get(allZones).reply(200, page(zones));
    mock.origin(origin).get(allRecords.replace(zoneId, 'outside')).reply(200, page([]));
    expect((await connect().dns.readZone(query)).native).toMatchObject({ zoneId: 'outside' });
  });

  it.each([
    ['a type that nobody knows', { type: 'hidden' }],
    ['a status that is a number', { status: 7 }],
  ])('with %s is an error of its own, and no other', async (_case, odd) => {
    const zones = [zone({ id: 'other', name: 'example.net', ...odd }), zone({})];
    mock.origin(origin).get(allZones).reply(200, page(zones)).persist();
    mock.origin(origin).get(allRecords).reply(200, page([]));
    const client = connect();
    expect(await client.dns.readZone(query)).toMatchObject({ status: 'present' });
    await expect(client.dns.readZone({ ...query, domain: 'example.net' })).rejects.toMatchObject({
      code: 'unexpected-response',
    });
    expect(await client.dns.listZones()).toEqual(['example.com', 'example.net']);
  });

  it('that is not there says that it can be made, or why it cannot', async () => {
    mock.origin(origin).get(allZones).reply(200, page([]));
    expect(await connect().dns.readZone(query)).toMatchObject({ status: 'absent', recordSets: [], nameservers: [] });
    mock.origin(origin).get('/client/v4/zones?page=1&per_page=50').reply(200, page([]));
    await expect(connect({}).dns.readZone(query)).rejects.toMatchObject({
      code: 'not-found',
      advice: expect.stringContaining('Add account_id'),
    });
  });

  it('asks for the DS only where it is needed, and takes it from a zone that is signed or about to be', async () => {
    const digest = '48E939042E82C22542CB377B580DFDC52A361CEFDC72E7F9107E2B6BD9306A45';
    const signed = { status: 'pending', algorithm: '13', digest, digest_type: '2', key_tag: 16_953, flags: 257 };
    const unsigned = { status: 'disabled', algorithm: null, digest: null, digest_type: null, key_tag: null };
    for (const [answer, expected] of [
      [signed, [{ type: 'DS', keyTag: 16_953, algorithm: 13, digestType: 2, digest }]],
      [unsigned, undefined],
      [{ ...unsigned, status: 'active' }, undefined],
    ]) {
      serveRecords([]);
      mock.origin(origin).get(`/client/v4/zones/${zoneId}/dnssec`).reply(200, ok(answer));
      expect((await connect().dns.readZone({ ...query, ds: true })).ds).toEqual(expected);
    }
  });
});

describe('records become sets', () => {
  const a = (id: string, fields: Readonly<Record<string, unknown>> = {}) =>
    record({ id, name: 'www.example.com', type: 'A', content: `192.0.2.${id}`, ...fields });

  it.each([
    ['TTLs', [a('1'), a('2', { ttl: 1 })], 'its records have different TTLs: 1, 3600'],
    ['proxying', [a('1'), a('2', { proxied: true })], 'some of its records are proxied and some are not'],
    ['nothing, twice', [a('1'), a('2', { content: '192.0.2.1' })], 'one of its records is there twice'],
  ])('which are irregular where records differ in %s', async (_case, records, irregular) => {
    serveRecords(records);
    const { recordSets } = await connect().dns.readZone(query);
    expect(recordSets).toMatchObject([{ irregular }]);
  });

  it('with the comment and tags that all records share', async () => {
    serveRecords([a('1', { comment: 'edge', tags: ['b', 'A:x'] }), a('2', { comment: 'edge', tags: ['a:x', 'b'] })]);
    expect((await connect().dns.readZone(query)).recordSets[0]?.options).toEqual({
      proxied: false,
      comment: 'edge',
      tags: ['a:x', 'b'],
    });
    serveRecords([a('1', { comment: 'edge', tags: ['b'] }), a('2')]);
    const [set] = (await connect().dns.readZone(query)).recordSets;
    expect(set?.options).toEqual({ proxied: false });
    expect(set?.mixed).toEqual({ comment: ['', 'edge'], tags: [['b'], []] });
    expect(set?.irregular).toBeUndefined();
  });

  it('and the host keeps some: the apex NS, and what Email Routing maintains', async () => {
    const apex = (fields: Readonly<Record<string, unknown>>) => record({ name: 'example.com', ...fields });
    serveRecords([
      apex({ id: '1', type: 'NS', content: 'vin.ns.cloudflare.com' }),
      apex({ id: '2', type: 'MX', content: 'route1.mx.cloudflare.net', priority: 5, meta: { read_only: true } }),
      apex({
        id: '3',
        type: 'TXT',
        content: '"v=spf1 include:_spf.mx.cloudflare.net ~all"',
        meta: { read_only: true },
      }),
      apex({ id: '4', type: 'TXT', content: '"mine=1"' }),
    ]);
    const { recordSets, unsupported } = await connect().dns.readZone(query);
    expect(recordSets.map(({ type, system }) => [type, system])).toEqual([
      ['MX', 'a service of Cloudflare, such as Email Routing or Workers, maintains it'],
      ['NS', 'Cloudflare keeps the nameservers of a zone itself'],
      ['TXT', undefined],
    ]);
    expect(recordSets.map(printValues)[2]).toEqual(['"mine=1"']);
    expect(unsupported).toMatchObject([
      {
        name: 'example.com.',
        type: 'TXT',
        text: '"v=spf1 include:_spf.mx.cloudflare.net ~all"',
        system: 'a service of Cloudflare, such as Email Routing or Workers, maintains it',
      },
    ]);
  });

  it('or are shown as they are, where we do not know their type', async () => {
    serveRecords([
      record({ id: '1', name: 'x.example.com', type: 'SMIMEA', content: '3 1 1 ABCD', data: { usage: 3 } }),
      record({ id: '2', name: 'x.example.com', type: 'NEW', data: { field: 1 } }),
    ]);
    const { recordSets, unsupported } = await connect().dns.readZone(query);
    expect(recordSets).toEqual([]);
    expect(unsupported).toMatchObject([
      { name: 'x.example.com.', type: 'NEW', text: '{"field":1}' },
      { name: 'x.example.com.', type: 'SMIMEA', text: '3 1 1 ABCD' },
    ]);
  });
});

it('credentials are verified by one small list', async () => {
  mock.origin(origin).get('/client/v4/zones?per_page=5').reply(200, page([]));
  await connect({ account_id: accountId }).verify();
});
