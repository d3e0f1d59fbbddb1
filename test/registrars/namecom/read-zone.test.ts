/** Reading a zone: all pages, or an error; rows that are not known are shown, never dropped. */
import { describe, expect, it } from 'vitest';
import { printValues, recordSetKey } from '../../../src/schema/dns/record-sets.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { api, connect, domain, failure, firstPage, record, recordsPage } from './mocked.ts';

const mock = useHttpMock();
const path = `/domains/${domain}/records`;
const query = { domain, ds: true, nameservers: true };

function answer(body: unknown, status = 200) {
  api(mock)
    .get(path)
    .query(firstPage)
    .reply(status, body as object);
}

async function read() {
  const zone = await connect().dns.readZone(query);
  return zone.recordSets.map((set) => `${recordSetKey(set)} ${set.ttlSeconds} ${printValues(set).join(' | ')}`);
}

describe('a zone', () => {
  it('is read page by page, with the largest page, to the last one', async () => {
    const more = { totalCount: 3, nextPage: 2, lastPage: 2 };
    answer(
      recordsPage([record(1, 'www', 'A', '192.0.2.1'), record(2, '', 'MX', 'mx.example.net', { priority: 10 })], more),
    );
    api(mock)
      .get(path)
      .query({ perPage: 1000, page: 2 })
      .reply(200, recordsPage([record(3, 'WWW', 'A', '192.0.2.2')], { totalCount: 3 }));
    expect(await read()).toEqual([
      'example.com. MX 300 10 mx.example.net.',
      'www.example.com. A 300 192.0.2.1 | 192.0.2.2',
    ]);
  });

  it('tells the nameservers that a delegation is set to, without asking', async () => {
    answer(recordsPage([]));
    expect(await connect().dns.readZone(query)).toEqual({
      domain,
      status: 'present',
      recordSets: [],
      unsupported: [],
      nameservers: ['ns1.name.com.', 'ns2.name.com.', 'ns3.name.com.', 'ns4.name.com.'],
      native: null,
    });
  });

  it('that is empty may leave out everything, as the older API does', async () => {
    answer({});
    expect(await read()).toEqual([]);
    answer({ totalCount: 0, records: null });
    expect(await read()).toEqual([]);
  });

  it('leaves the NS records of the apex to Name.com, and those of other names to the user', async () => {
    answer(recordsPage([record(1, '', 'NS', 'ns1dhl.name.com'), record(2, 'sub', 'NS', 'ns1.example.net')]));
    const { recordSets } = await connect().dns.readZone(query);
    expect(recordSets.map(({ name, system }) => [name, system])).toEqual([
      ['example.com.', 'Name.com makes the NS records of the apex from the nameservers of the domain'],
      ['sub.example.com.', undefined],
    ]);
  });

  it('shows rows that are not known here as unsupported, beside those of the same name that are', async () => {
    answer(
      recordsPage([
        record(1, 'www', 'CAA', '0 issue "letsencrypt.org"'),
        record(2, 'www', 'A', '192.0.2.300'),
        record(3, 'www', 'A', '192.0.2.1'),
        record(4, 'sip', 'SRV', 'nonsense', { priority: 10 }),
        record(5, 'odd_-', 'TXT', 'kept'),
      ]),
    );
    const zone = await connect().dns.readZone(query);
    expect(zone.unsupported).toMatchObject([
      { name: 'odd_-.example.com.', type: 'TXT', text: 'kept' },
      { name: 'sip.example.com.', type: 'SRV', text: '10 nonsense' },
      { name: 'www.example.com.', type: 'A', text: '192.0.2.300' },
      { name: 'www.example.com.', type: 'CAA', text: '0 issue "letsencrypt.org"' },
    ]);
    expect(zone.recordSets.map(recordSetKey)).toEqual(['www.example.com. A']);
  });

  it('finds the name of a row without fqdn in its host', async () => {
    const { fqdn: _, ...row } = record(1, 'www', 'A', '192.0.2.1');
    const { fqdn: __, ...apex } = record(2, '@', 'A', '192.0.2.1');
    answer(recordsPage([row, apex, { ...apex, id: 3, host: '', answer: '192.0.2.2' }]));
    expect(await read()).toEqual(['example.com. A 300 192.0.2.1 | 192.0.2.2', 'www.example.com. A 300 192.0.2.1']);
  });

  it.each([
    ['400', 400, { message: 'Parameter Value Error - Domain Not Dns Ready' }],
    ['403', 403, { message: 'Permission denied', details: 'The authoritative nameserver is not name.com' }],
  ])('that is not shown while the domain is delegated elsewhere is unreachable (%s)', async (_case, status, body) => {
    answer(body, status);
    expect(await connect().dns.readZone(query)).toMatchObject({ status: 'unreachable', recordSets: [] });
  });
});

describe('a zone is not taken for smaller than it is', () => {
  const one = record(1, 'www', 'A', '192.0.2.1');

  it.each<[string, unknown, string]>([
    ['fewer than announced', recordsPage([one], { totalCount: 2 }), '1 records where 2 were announced'],
    ['one row twice', recordsPage([one, one]), 'the record 1 is listed twice'],
    ['no list', { totalCount: 1 }, 'where a list of records was expected'],
    ['another object', { surprise: true }, 'where a list of records was expected'],
    ['an error in a success', { message: 'Please wait' }, 'where a list of records was expected'],
    ['a list', [one], 'where a page of records was expected'],
    ['a page that leads nowhere', recordsPage([one], { nextPage: 1 }), 'page 1 is followed by an earlier one'],
    ['a row without id', recordsPage([{ ...one, id: undefined }]), 'id is nothing where a whole number was expected'],
    ['a row without TTL', recordsPage([{ ...one, ttl: '300' }]), 'ttl is "300" where a whole number was expected'],
    [
      'a row of another zone',
      recordsPage([{ ...one, fqdn: 'www.example.net.' }]),
      'a record of www.example.net. in the zone example.com',
    ],
    ['a row without type', recordsPage([{ ...one, type: null }]), 'type is null where text was expected'],
  ])('%s', async (_case, body, seen) => {
    answer(body);
    const error = await failure(connect().dns.readZone(query));
    expect(error).toMatchObject({ code: 'unexpected-response', effect: 'none' });
    expect(error.message).toContain(seen);
  });

  it('of a domain that is not in the account', async () => {
    answer({ message: 'Not Found', details: 'The requested domain does not exist.' }, 404);
    const error = await failure(connect().dns.readZone(query));
    expect(error).toMatchObject({ code: 'not-found', object: domain });
    expect(error.message).toContain('Name.com hosts the zones of domains that are registered there only');
  });
});
