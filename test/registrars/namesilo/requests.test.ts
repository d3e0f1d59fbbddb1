/** Exactly what is sent, and how answers are read. */
import { describe, expect, it } from 'vitest';
import type { NameSiloCall } from '../../../src/registrars/namesilo/calls.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, domain, key, ok, reply, row, xml, zoneQuery } from './helpers.ts';

const mock = useHttpMock();
const answers = answersOf(mock);

describe('a write is one GET', () => {
  const apex = row('@ MX 10 mx.example.net');
  const before = row('www A 192.0.2.1', { id: '1a2b3c4d5e6f708192a3b4c5d6e7f809' });
  const ds = { type: 'DS', keyTag: 12345, algorithm: 13, digestType: 2, digest: 'AB'.repeat(32) } as const;
  const dsParameters = { domain, digest: 'AB'.repeat(32), keyTag: 12345, digestType: 2, alg: 13 };
  const requests: readonly (readonly [string, NameSiloCall, string, Readonly<Record<string, string | number>>])[] = [
    [
      'a record made at the apex, which is an empty host',
      { kind: 'add', domain, row: apex },
      'dnsAddRecord',
      { domain, rrtype: 'MX', rrhost: '', rrvalue: 'mx.example.net', rrdistance: 10, rrttl: 3600 },
    ],
    [
      'a text with everything that URLs and forms go wrong on',
      { kind: 'add', domain, row: row('t TXT x', { value: 'a+b c&d=e; "é" 100%#?/' }) },
      'dnsAddRecord',
      { domain, rrtype: 'TXT', rrhost: 't', rrvalue: 'a+b c&d=e; "é" 100%#?/', rrttl: 3600 },
    ],
    [
      'a record updated: no type, which cannot change, and all of the rest',
      { kind: 'update', domain, before, row: row('www A 192.0.2.2', { ttlSeconds: 7200 }) },
      'dnsUpdateRecord',
      { domain, rrid: before.id, rrhost: 'www', rrvalue: '192.0.2.2', rrttl: 7200 },
    ],
    ['a record deleted', { kind: 'delete', domain, before }, 'dnsDeleteRecord', { domain, rrid: before.id }],
    ['auto-renew turned on', { kind: 'switch', domain, operation: 'addAutoRenewal' }, 'addAutoRenewal', { domain }],
    [
      'nameservers',
      { kind: 'nameservers', domain, nameservers: ['ns1.example.net', 'ns2.example.net'] },
      'changeNameServers',
      { domain, ns1: 'ns1.example.net', ns2: 'ns2.example.net' },
    ],
    ['a DS record made', { kind: 'ds', domain, add: [ds], remove: [] }, 'dnsSecAddRecord', dsParameters],
    ['a DS record deleted', { kind: 'ds', domain, add: [], remove: [ds] }, 'dnsSecDeleteRecord', dsParameters],
  ];
  it.each(requests)('%s', async (_case, body, operation, parameters) => {
    answers(operation, parameters, ok('<record_id>new</record_id>'));
    await client().execute(call(body));
  });

  it('301 and 302 are done with a caveat', async () => {
    answers('changeNameServers', { domain, ns1: 'a.example.net', ns2: 'b.example.net' }, reply('301', 'done, but'));
    await client().execute(call({ kind: 'nameservers', domain, nameservers: ['a.example.net', 'b.example.net'] }));
  });
});

describe('the path', () => {
  const list = '/dnsListRecords';
  const query = { version: '1', type: 'xml', key, domain };

  it.each([
    [undefined, 'https://www.namesilo.com', `/apibatch${list}`],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080', `/apibatch${list}`],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080', `/apibatch${list}`],
    ['https://ote.namesilo.com/api', 'https://ote.namesilo.com', `/api${list}`],
    ['https://sandbox.namesilo.com/api/', 'https://sandbox.namesilo.com', `/api${list}`],
  ])(
    'of the endpoint %s is %s%s: the one for unattended programs, unless it has its own',
    async (given, origin, path) => {
      mock.origin(origin).get(path).query(query).reply(200, ok());
      await client(given === undefined ? {} : { endpoint: given }).dns.readZone(zoneQuery);
    },
  );
});

describe('a zone', () => {
  it('is read with one request: rows with ids, nameservers that are always the same', async () => {
    const rows = [row('www A 192.0.2.1'), row('@ TXT a & b <c> "d"', { id: '2b' }), row('child NS ns1.example.net')];
    answers('dnsListRecords', { domain }, ok(rows.map(xml).join('')));
    expect(await client().dns.readZone({ domain, ds: true, nameservers: true })).toEqual({
      domain,
      status: 'present',
      recordSets: [
        expect.objectContaining({ name: 'example.com.', values: [{ type: 'TXT', text: 'a & b <c> "d"' }] }),
        expect.objectContaining({ name: 'www.example.com.', type: 'A', ttlSeconds: 3600, native: { rows: [rows[0]] } }),
      ],
      unsupported: [expect.objectContaining({ name: 'child.example.com.', type: 'NS', text: 'ns1.example.net' })],
      nameservers: ['ns1.dnsowl.com.', 'ns2.dnsowl.com.', 'ns3.dnsowl.com.'],
      native: null,
    });
  });

  it('may have no records', async () => {
    answers('dnsListRecords', { domain }, ok());
    expect(await client().dns.readZone(zoneQuery)).toMatchObject({
      status: 'present',
      recordSets: [],
      unsupported: [],
    });
  });

  it('is read whatever the order of elements, with blanks between them, and with more of them', async () => {
    const body = `<?xml version="1.0"?>
<namesilo>
  <reply>
    <resource_record>
      <ttl>7207</ttl><new_thing>1</new_thing>
      <host/>
      <value>192.0.2.1</value><type>A</type>
      <record_id>1a</record_id>
    </resource_record>
    <detail>success</detail>
    <code>300</code>
  </reply>
</namesilo>`;
    answers('dnsListRecords', { domain }, body);
    const { recordSets } = await client().dns.readZone(zoneQuery);
    expect(recordSets).toMatchObject([{ name: 'example.com.', type: 'A', ttlSeconds: 7207 }]);
  });

  const shapes: readonly (readonly [string, string, RegExp])[] = [
    ['no code', '<namesilo><reply><detail>success</detail></reply></namesilo>', /<code> is missing/],
    ['a code that is none', reply('OK', 'success'), /the reply code is "OK"/],
    ['another root', '<Surprise/>', /<namesilo> is missing/],
    ['no reply', '<namesilo><request/></namesilo>', /<reply> is missing/],
    ['two replies', '<namesilo><reply><code>300</code></reply><reply><code>300</code></reply></namesilo>', /<reply>/],
    ['a row without id', ok(xml(row('www A 192.0.2.1', { id: '' }))), /without id or type/],
    ['a row without host', ok(xml(row('www A 192.0.2.1')).replace('<host>www</host>', '')), /<host> is missing/],
    [
      'a row with two values',
      ok(xml(row('www A 192.0.2.1')).replace('<ttl>', '<value>x</value><ttl>')),
      /<value> is there 2/,
    ],
    ['a row without TTL', ok(xml(row('www A 192.0.2.1')).replace('3600', '')), /<ttl> is ""/],
    ['an MX without preference', ok(xml(row('@ MX 10 mx.example.net')).replace('>10<', '><')), /<distance> is ""/],
    ['a row that is a text', ok('<resource_record>www A 192.0.2.1</resource_record>'), /elements were expected/],
  ];
  it.each(shapes)('with %s is not read at all', async (_case, body, seen) => {
    answers('dnsListRecords', { domain }, body);
    await expect(client().dns.readZone(zoneQuery)).rejects.toMatchObject({
      code: 'unexpected-response',
      seen: expect.stringMatching(seen),
      effect: 'none',
    });
  });

  it('that is cut short is not read at all', async () => {
    const whole = ok([row('a A 192.0.2.1'), row('b A 192.0.2.2')].map(xml).join(''));
    answers('dnsListRecords', { domain }, whole.slice(0, whole.indexOf('<resource_record>', 200)));
    await expect(client().dns.readZone(zoneQuery)).rejects.toMatchObject({ code: 'unexpected-response' });
  });

  it('keeps a text with blanks and thousands of escaped characters as it is', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => row(`n${n} CAA 0 issue "letsencrypt.org"`));
    answers('dnsListRecords', { domain }, ok([...rows, row('t TXT x', { value: '  a  b ' })].map(xml).join('')));
    const { recordSets, unsupported } = await client().dns.readZone(zoneQuery);
    expect([recordSets.length, unsupported]).toEqual([3001, []]);
    expect(recordSets.at(-1)?.values).toEqual([{ type: 'TXT', text: '  a  b ' }]);
  });
});

it('credentials are checked by the balance, which is not kept', async () => {
  answers('getAccountBalance', {}, ok('<balance>1,355.75</balance>'));
  expect(await client().verify()).toBeUndefined();
  answers('getAccountBalance', {}, ok());
  await expect(client().verify()).rejects.toMatchObject({ code: 'unexpected-response', seen: '<balance> is missing' });
});
