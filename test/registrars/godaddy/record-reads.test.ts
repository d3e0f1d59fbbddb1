/** What goes over the wire when a zone is read, and how its pages are put together. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { allRows, connect, domain, failure, godaddyApi, recordsPath, type WireRow } from './helpers.ts';

const api = godaddyApi(useHttpMock());
const query = { domain, ds: false, nameservers: true };
const hosts = (from: number, to: number): readonly WireRow[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ data: '192.0.2.1', name: `n${from + i}`, ttl: 3600, type: 'A' }));

describe('the read of a zone', () => {
  it('is one request for all records', async () => {
    const rows = allRows('@ NS 3600 ns09.domaincontrol.com | ns10.domaincontrol.com', 'www A 3600 192.0.2.1');
    api().get(recordsPath).reply(200, rows);
    const zone = await connect().dns.readZone(query);
    expect(zone).toMatchObject({
      domain,
      status: 'present',
      nameservers: ['ns09.domaincontrol.com.', 'ns10.domaincontrol.com.'],
    });
    expect(zone.recordSets.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'example.com. NS',
      'www.example.com. A',
    ]);
  });

  it.each([
    ['500 records, where pages are counted', hosts(1, 500), [[2, []]]],
    ['501 records, where pages are counted', hosts(1, 500), [[2, hosts(501, 501)]]],
    [
      '1,100 records, where pages are counted',
      hosts(1, 500),
      [
        [2, hosts(501, 1000)],
        [3, hosts(1001, 1100)],
      ],
    ],
    ['500 records, where rows are counted', hosts(1, 500), [[2, hosts(3, 500)]]],
    ['501 records, where rows are counted', hosts(1, 500), [[2, hosts(3, 501)]]],
    [
      '1,100 records, where rows are counted',
      hosts(1, 500),
      [
        [2, hosts(3, 502)],
        [502, hosts(503, 1002)],
        [1002, hosts(1003, 1100)],
      ],
    ],
  ] as readonly (readonly [string, readonly WireRow[], readonly (readonly [number, readonly WireRow[]])[]])[])(
    'of %s misses none and has none twice',
    async (_case, first, more) => {
      api().get(recordsPath).reply(200, first);
      for (const [offset, page] of more) api().get(recordsPath).query({ limit: 500, offset }).reply(200, page);
      const names = (await connect().dns.readZone(query)).recordSets.map(({ name }) => name);
      const wanted = new Set([first, ...more.map(([, page]) => page)].flat().map(({ name }) => `${name}.${domain}.`));
      expect(names).toHaveLength(wanted.size);
      expect(new Set(names)).toEqual(wanted);
    },
  );

  it.each([
    ['overlap in part', hosts(300, 799), 'page 2 has 201 records of earlier pages'],
    ['do not advance', hosts(1, 500), 'page 2 has 500 records of earlier pages'],
  ])('fails where pages %s', async (_case, second, message) => {
    api().get(recordsPath).reply(200, hosts(1, 500));
    api().get(recordsPath).query({ limit: 500, offset: 2 }).reply(200, second);
    const error = await failure(connect().dns.readZone(query));
    expect(error).toMatchObject({
      code: 'unexpected-response',
      effect: 'none',
      seen: expect.stringContaining(message),
    });
  });

  it('fails where a later page brings records again', async () => {
    api().get(recordsPath).reply(200, hosts(1, 500));
    api().get(recordsPath).query({ limit: 500, offset: 2 }).reply(200, hosts(501, 1000));
    api().get(recordsPath).query({ limit: 500, offset: 3 }).reply(200, hosts(1000, 1001));
    expect((await failure(connect().dns.readZone(query))).seen).toContain('page 3 has 1 records of earlier pages');
  });

  it('waits while the zone is busy with the last write', async () => {
    api().get(recordsPath).times(2).reply(409, { code: 'CONFLICT', message: 'The zone is being updated' });
    api().get(recordsPath).reply(200, []);
    const waits: number[] = [];
    expect((await connect(waits).dns.readZone(query)).recordSets).toEqual([]);
    expect(waits).toEqual([1000, 2000]);
  });

  it('gives up on a zone that stays busy', async () => {
    api().get(recordsPath).times(5).reply(409, { code: 'CONFLICT', message: 'The zone is being updated' });
    const waits: number[] = [];
    expect((await failure(connect(waits).dns.readZone(query))).message).toBe(
      'read records of example.com at main (godaddy) failed: HTTP 409, CONFLICT: The zone is being updated. ' +
        'GoDaddy is still busy with an earlier change of this domain: run again in a minute.',
    );
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
  });

  it('of a domain that is not in the account says so', async () => {
    api()
      .get(recordsPath)
      .reply(404, { code: 'NOT_FOUND', message: 'Domain example.com not found for shopper' }, { 'x-request-id': 'r1' });
    expect((await failure(connect().dns.readZone(query))).message).toBe(
      'read records of example.com at main (godaddy) failed: HTTP 404, NOT_FOUND: Domain example.com not found for shopper ' +
        '(request r1). The domain is not in this GoDaddy account, or has no zone there: check its name, and which account the key belongs to.',
    );
  });

  it('of a domain without a zone says so', async () => {
    const message = 'The given domain is not registered, or does not have a zone file';
    api().get(recordsPath).reply(404, { code: 'UNKNOWN_DOMAIN', message });
    expect(await failure(connect().dns.readZone(query))).toMatchObject({
      code: 'not-found',
      advice:
        'The domain has no zone at GoDaddy: delegate it to GoDaddy first, or name the account that hosts it in `dns`.',
    });
  });

  it('that is no list is refused', async () => {
    api().get(recordsPath).reply(200, { records: [] });
    expect((await failure(connect().dns.readZone(query))).seen).toBe(
      'the list of records is an object where a list was expected',
    );
  });
});
