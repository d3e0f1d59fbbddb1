/** The simulator's records as another client sees them: what our own client would not notice. */
import { describe, expect, it } from 'vitest';
import { cloudflare } from '../../../src/registrars/cloudflare/index.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { simulate } from '../../helpers/simulated.ts';
import { domain, foreignClient, token } from './foreign-client.ts';
import { changeZone, storedRecords, storeRecord } from './stored.ts';

const start = withSimulated(() => simulate(cloudflare, { domains: [domain, 'xn--bcher-kva.example'] }));
const open = () => foreignClient(start);

const a = (name: string, content = '192.0.2.1') => ({ type: 'A', name, content, ttl: 300 });

describe('a record', () => {
  it('is answered as it was made: full name, no dot, defaults', async () => {
    const { call, records } = await open();
    const { status, body } = await call('POST', records, { type: 'CNAME', name: 'Docs', content: 'Docs.Example.NET.' });
    expect(status).toBe(200);
    expect(body.result).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'docs.example.com',
      type: 'CNAME',
      content: 'docs.example.net',
      proxiable: true,
      proxied: false,
      ttl: 1,
      settings: { flatten_cname: false },
      meta: {},
      comment: null,
      tags: [],
      created_on: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      modified_on: expect.anything(),
    });
  });

  it.each([
    ['@', 'example.com'],
    ['example.com', 'example.com'],
    ['www', 'www.example.com'],
    ['www.example.com.', 'www.example.com'],
    ['mail.other.com', 'mail.other.com.example.com'],
    ['bücher', 'xn--bcher-kva.example.com'],
  ])('named %s stands at %s', async (name, expected) => {
    const { call, records } = await open();
    expect((await call('POST', records, a(name))).body.result).toMatchObject({ name: expected });
  });

  it.each([
    ['a type that is unknown', { ...a('x'), type: 'SPF' }, 9004],
    ['an address in short form', a('x', '1.1'), 9005],
    ['an IPv6 address that is none', { ...a('x'), type: 'AAAA' }, 9006],
    ['MX without priority', { type: 'MX', name: 'x', content: 'mx.example.net' }, 9101],
    ['MX to no host', { type: 'MX', name: 'x', content: 'two words', priority: 1 }, 9009],
    ['a CNAME to itself', { type: 'CNAME', name: 'x', content: 'x.example.com' }, 9039],
    ['a TTL of 30 s', { ...a('x'), ttl: 30 }, 9021],
    ['an empty text', { type: 'TXT', name: 'x', content: '' }, 9020],
    ['an empty text in quotes', { type: 'TXT', name: 'x', content: '""' }, 9207],
    ['a name with blanks', a('two words'), 9000],
    ['SRV without data', { type: 'SRV', name: '_a._tcp', content: '1 2 3 x' }, 9101],
    [
      'SRV without port',
      { type: 'SRV', name: '_a._tcp', data: { priority: 1, weight: 1, target: 'x.example.net' } },
      9101,
    ],
    ['a proxied text', { type: 'TXT', name: 'x', content: 'x', proxied: true }, 9041],
    ['a proxied loopback address', { ...a('x', '127.0.0.1'), proxied: true }, 9003],
    ['a comment of two lines', { ...a('x'), comment: 'a\nb' }, 9301],
    [
      'DS without NS',
      { type: 'DS', name: 'x', data: { key_tag: 1, algorithm: 13, digest_type: 2, digest: 'AA' } },
      9060,
    ],
  ])('with %s is refused, the reason in the chain', async (_case, body, code) => {
    const { codes, records } = await open();
    expect(await codes('POST', records, body)).toEqual([400, 1004, code]);
  });

  // Live tests and clients of others, 2026-11-30.
  it.each([
    [
      'LOC',
      {
        ...{
          lat_degrees: 37,
          lat_minutes: 46,
          lat_seconds: 46,
          lat_direction: 'N',
          long_degrees: 122,
          long_minutes: 23,
        },
        ...{ long_seconds: 35, long_direction: 'W', altitude: 0, size: 100, precision_horz: 0, precision_vert: 0 },
      },
      '37 46 46.000 N 122 23 35.000 W 0.00 100.00 0.00 0.00',
    ],
    [
      'NAPTR',
      { order: 1, preference: 2, flags: 'S', service: 'SIP+D2U', regex: '', replacement: '_sip._udp.example.net.' },
      '1 2 "S" "SIP+D2U" "" _sip._udp.example.net.',
    ],
    [
      'HTTPS',
      { priority: 1, target: 'www.unit.tests.', value: '  alpn=h3,h2   port="443" ' },
      '1 www.unit.tests. alpn="h3,h2" port="443"',
    ],
  ])('of type %s is printed as the server prints it', async (type, data, content) => {
    const { call, records } = await open();
    expect((await call('POST', records, { type, name: 'x', data })).body.result).toMatchObject({ content });
  });

  it('is in the export, as in a zone file', async () => {
    const { call, records, simulated } = await open();
    await call('POST', records, a('x'));
    await call('POST', records, { type: 'MX', name: 'x', content: 'mx.example.net', priority: 10, ttl: 300 });
    const headers = { authorization: `Bearer ${token}` };
    const { text } = await simulated.request({ method: 'GET', path: `/client/v4${records}/export`, headers });
    expect(text.split('\n').filter((line) => line.startsWith('x.'))).toEqual([
      'x.example.com.\t300\tIN\tA\t192.0.2.1',
      'x.example.com.\t300\tIN\tMX\t10 mx.example.net.',
    ]);
  });

  it('excludes others at its name', async () => {
    const { call, codes, records } = await open();
    await call('POST', records, a('x'));
    expect(await codes('POST', records, a('x'))).toEqual([400, 81_058]);
    expect(await codes('POST', records, { type: 'CNAME', name: 'x', content: 'y.example.net' })).toEqual([400, 81_053]);
    expect(await codes('POST', records, { type: 'NS', name: 'x', content: 'ns.example.net' })).toEqual([400, 81_056]);
    await call('POST', records, { type: 'CNAME', name: 'c', content: 'y.example.net' });
    expect((await call('POST', records, { type: 'TXT', name: 'c', content: 'beside' })).status).toBe(200);
    expect(await codes('POST', records, a('c'))).toEqual([400, 81_053]);
  });

  it('that is proxied has TTL 1, and an edit to a loopback address leaves it unproxied without a word', async () => {
    const { call, records } = await open();
    const made = await call('POST', records, { ...a('x'), proxied: true });
    expect(made.body.result).toMatchObject({ proxied: true, ttl: 1 });
    const { id } = made.body.result as { id: string };
    const edited = await call('PATCH', `${records}/${id}`, { content: '127.0.0.1' });
    expect(edited).toMatchObject({ status: 200, body: { result: { proxied: false, proxiable: false } } });
  });

  it('is changed in part by PATCH and as a whole by PUT', async () => {
    const { call, codes, records } = await open();
    const made = await call('POST', records, { ...a('x'), comment: 'note' });
    const { id } = made.body.result as { id: string };
    expect((await call('PATCH', `${records}/${id}`, { ttl: 600 })).body.result).toMatchObject({
      ttl: 600,
      comment: 'note',
    });
    const put = await call('PUT', `${records}/${id}`, { type: 'A', name: 'x.example.com', content: '192.0.2.2' });
    expect(put.body.result).toMatchObject({ id, content: '192.0.2.2', ttl: 1, comment: null });
    expect((await call('GET', `${records}/${id}`)).body.result).toEqual(put.body.result);
    expect((await call('DELETE', `${records}/${id}`)).body.result).toEqual({ id });
    expect(await codes('DELETE', `${records}/${id}`)).toEqual([404, 81_044]);
  });

  it('of text keeps its form; a long string is split when it is read, not when it is written', async () => {
    const { call, records } = await open();
    const write = async (content: string) =>
      (await call('POST', records, { type: 'TXT', name: 'x', content })).body.result;
    expect(await write('plain text')).toMatchObject({ content: 'plain text' });
    const long = `"${'x'.repeat(300)}"`;
    expect(await write(long)).toMatchObject({ content: long });
    const { result } = (await call('GET', `${records}?type=TXT`)).body;
    expect(result).toMatchObject([{ content: 'plain text' }, { content: `"${'x'.repeat(255)}" "${'x'.repeat(45)}"` }]);
  });

  it('of SRV shows a null target as it is (dnscontrol PR 2040, live in 2023)', async () => {
    const { call, records } = await open();
    const data = { priority: 0, weight: 0, port: 0, target: '.' };
    await call('POST', records, { type: 'SRV', name: '_x._tcp', data });
    expect((await call('GET', records)).body.result).toMatchObject([{ data: { ...data, target: '.' } }]);
  });

  it('is found by type, name and content, 100 to a page', async () => {
    const { call, records } = await open();
    await call('POST', `${records}/batch`, { posts: Array.from({ length: 101 }, (_, n) => a(`n${n}`)) });
    expect((await call('GET', records)).body.result_info).toEqual({
      page: 1,
      per_page: 100,
      count: 100,
      total_count: 101,
      total_pages: 2,
    });
    const found = async (query: string) => (await call('GET', `${records}?${query}`)).body.result as unknown[];
    expect(await found('type=A&name=N7.example.com&content=192.0.2.1')).toHaveLength(1);
    expect(await found('name.startswith=n10')).toHaveLength(2);
    expect(await found('match=any&name=n1.example.com&name.exact=n2.example.com')).toHaveLength(2);
    expect(await found('comment.present=true')).toHaveLength(0);
  });
});

describe('a batch', () => {
  it('goes deletes, patches, puts, posts, whatever the order in the body', async () => {
    const { call, records, simulated } = await open();
    const old = storeRecord(simulated, domain, { name: 'swap.example.com', type: 'CNAME', content: 'x.example.net' });
    const kept = storeRecord(simulated, domain, {
      name: 'kept.example.com',
      type: 'A',
      content: '192.0.2.1',
      comment: 'c',
    });
    const put = storeRecord(simulated, domain, {
      name: 'put.example.com',
      type: 'A',
      content: '192.0.2.1',
      comment: 'c',
    });
    const { body } = await call('POST', `${records}/batch`, {
      posts: [a('swap.example.com')],
      puts: [{ id: put.id, type: 'A', name: 'put.example.com', content: '192.0.2.3' }],
      patches: [{ id: kept.id, content: '192.0.2.2' }],
      deletes: [{ id: old.id }],
    });
    expect(body.result).toMatchObject({
      deletes: [{ id: old.id, type: 'CNAME' }],
      patches: [{ id: kept.id, content: '192.0.2.2', comment: 'c', ttl: 300 }],
      puts: [{ id: put.id, content: '192.0.2.3', comment: null, ttl: 1 }],
      posts: [{ type: 'A', name: 'swap.example.com' }],
    });
  });

  it('that fails anywhere changes nothing', async () => {
    const { codes, records, simulated } = await open();
    const old = storeRecord(simulated, domain, { name: 'x.example.com', type: 'A', content: '192.0.2.1' });
    const before = storedRecords(simulated, domain);
    const request = { deletes: [{ id: old.id }], posts: [a('y'), a('y')] };
    expect(await codes('POST', `${records}/batch`, request)).toEqual([400, 81_058]);
    expect(storedRecords(simulated, domain)).toEqual(before);
  });

  it.each([
    ['free', 200],
    ['pro', 3500],
  ])('on plan %s takes %i operations, and the zone as many records', async (plan, most) => {
    const { call, codes, records, simulated } = await open();
    changeZone(simulated, domain, { plan });
    const posts = Array.from({ length: most + 1 }, (_, n) => a(`n${n}`));
    expect((await codes('POST', `${records}/batch`, { posts })).slice(0, 2)).toEqual([400, 1004]);
    expect((await call('POST', `${records}/batch`, { posts: posts.slice(1) })).status).toBe(200);
    expect(await codes('POST', records, a('more'))).toEqual([400, 81_045]);
    expect((await call('GET', `${records}/usage`)).body.result).toEqual({ record_quota: most, record_usage: most });
  });

  it('on the Free plan has no tags and short comments', async () => {
    const { codes, records, simulated } = await open();
    changeZone(simulated, domain, { plan: 'free' });
    expect(await codes('POST', records, { ...a('x'), tags: ['a'] })).toEqual([400, 1004, 9300]);
    expect(await codes('POST', records, { ...a('x'), comment: 'c'.repeat(101) })).toEqual([400, 1004, 9301]);
  });
});
