/** The simulator as other programs see it: requests past our client, answers read as text. */
import { describe, expect, it } from 'vitest';
import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import { createSimulator } from '../../../src/registrars/namesilo/simulator/index.ts';
import type { WholeRegistrar } from '../../../src/registrars/registrar.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { type Simulated, sandboxCredentials, simulate } from '../../helpers/simulated.ts';
import { domain } from './helpers.ts';

const key = sandboxCredentials(namesilo).api_key ?? '';
const fullHosts: WholeRegistrar = {
  ...namesilo,
  loadSimulator: async () => (context) => createSimulator(context, { hosts: 'full' }),
};
const open = withSimulated(() => simulate(namesilo, { domains: [domain] }));
const openFull = withSimulated(() => simulate(fullHosts, { domains: [domain] }));

type Parameters = Readonly<Record<string, string>>;

async function ask(
  simulated: Simulated,
  operation: string,
  parameters: Parameters = {},
  prefix = '/api',
): Promise<string> {
  const query = new URLSearchParams({ version: '1', type: 'xml', key, ...parameters });
  return (await simulated.request({ method: 'GET', path: `${prefix}/${operation}?${query}` })).text;
}

const tag = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
/** `300 success` */
const outcome = (text: string) => `${tag(text, 'code')} ${tag(text, 'detail')}`;
const rowsOf = (text: string) =>
  [...text.matchAll(/<resource_record>(.*?)<\/resource_record>/g)].map(([, row = '']) =>
    ['host', 'type', 'value', 'ttl', 'distance'].map((name) => tag(row, name)).join(' '),
  );
const list = async (simulated: Simulated) => rowsOf(await ask(simulated, 'dnsListRecords', { domain }));
const add = (simulated: Simulated, parameters: Parameters) => ask(simulated, 'dnsAddRecord', { domain, ...parameters });

describe('requests', () => {
  it.each(['/api', '/apibatch', ''])('below %s are answered in an envelope, errors with HTTP 200', async (prefix) => {
    const simulated = await open();
    const text = await ask(simulated, 'getAccountBalance', {}, prefix);
    expect(text).toBe(
      '<?xml version="1.0"?>\n<namesilo><request><operation>getAccountBalance</operation><ip>127.0.0.1</ip></request><reply><code>300</code><detail>success</detail><balance>1,355.75</balance></reply></namesilo>\n',
    );
  });

  it('elsewhere find nothing', async () => {
    const simulated = await open();
    for (const path of ['/', '/v1/listDomains', '/api/', '/api/listDomains/x']) {
      expect(await simulated.request({ method: 'GET', path })).toMatchObject({ status: 404 });
    }
  });

  it.each([
    ['no version', { version: '' }, '102 No version specified'],
    ['another version', { version: '2' }, '103 Invalid API version'],
    ['no type', { type: '' }, '104 No type specified'],
    ['another type', { type: 'yaml' }, '105 Invalid API type'],
    ['no key', { key: '' }, '109 No API key specified'],
    ['a wrong key', { key: 'x' }, '110 Invalid API Key'],
  ])('with %s are refused', async (_case, parameters, expected) => {
    expect(outcome(await ask(await open(), 'listDomains', parameters))).toBe(expected);
  });

  it('of unknown operations, of unknown domains, without parameters, and by POST are refused', async () => {
    const simulated = await open();
    expect(outcome(await ask(simulated, 'contactDetail'))).toBe('107 Invalid API operation');
    expect(outcome(await ask(simulated, 'getDomainInfo'))).toMatch(/^108 /);
    const unknown = await ask(simulated, 'getDomainInfo', { domain: 'stranger.com' });
    expect(outcome(unknown)).toBe('200 Domain is not active, or does not belong to this user');
    const body = new URLSearchParams({ version: '1', type: 'xml', key }).toString();
    const posted = await simulated.request({ method: 'POST', path: '/api/listDomains', body });
    expect([posted.status, outcome(posted.text)]).toEqual([200, '120 API key must be passed as a GET']);
  });

  it('may ask for JSON, where a list of one is no list', async () => {
    const simulated = await open();
    const records = async () =>
      JSON.parse(await ask(simulated, 'dnsListRecords', { domain, type: 'json' })).reply.resource_record;
    expect(await records()).toHaveLength(4);
    for (const row of (await records()).slice(1))
      await ask(simulated, 'dnsDeleteRecord', { domain, rrid: row.record_id });
    expect(await records()).toMatchObject({ type: 'A', host: '', ttl: '3603' });
    expect(JSON.parse(await ask(simulated, 'getAccountBalance', { type: 'json' })).reply.code).toBe(300);
  });

  it('are counted by path, without what is in the query', async () => {
    const simulated = await open();
    await simulated.client.verify();
    await add(simulated, { rrtype: 'A', rrhost: 'www2', rrvalue: '192.0.2.1' });
    expect(simulated.stats()).toMatchObject({
      reads: 1,
      writes: 1,
      by_path: { 'GET /apibatch/getAccountBalance': 1, 'GET /api/dnsAddRecord': 1 },
    });
    const { text } = await simulated.request({ method: 'GET', path: '/__sandbox/stats' });
    expect(text).not.toContain(key);
  });

  it('that come too fast are answered with HTTP 503 and XML', async () => {
    const simulated = await open();
    simulated.faults({ kinds: ['429'] });
    const { status, text } = await simulated.request({ method: 'GET', path: '/apibatch/listDomains' });
    expect([status, text.startsWith('<?xml')]).toEqual([503, true]);
    simulated.faults({ kinds: ['500'] });
    expect(outcome(await ask(simulated, 'listDomains'))).toBe('201 Internal system error');
  });
});

describe('records', () => {
  it('of a new domain are those of parking', async () => {
    expect(await list(await open())).toEqual([
      ' A 107.161.23.204 3603 0',
      ' A 192.161.187.200 3603 0',
      ' A 209.141.38.71 3603 0',
      'www CNAME parking.namesilo.com 3603 0',
    ]);
  });

  it('have relative hosts, or full ones as until 2026', async () => {
    expect((await list(await openFull()))[0]).toBe('example.com A 107.161.23.204 3603 0');
    expect((await list(await openFull()))[3]).toBe('www.example.com CNAME parking.namesilo.com 3603 0');
  });

  it('have ids that change with what they say, and that are dead afterwards', async () => {
    const simulated = await open();
    const first = tag(await add(simulated, { rrtype: 'TXT', rrhost: 't', rrvalue: 'a' }), 'record_id');
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    const change = { domain, rrid: first, rrhost: 't', rrvalue: 'a', rrttl: '7200' };
    const second = tag(await ask(simulated, 'dnsUpdateRecord', change), 'record_id');
    expect(second).not.toBe(first);
    expect(outcome(await ask(simulated, 'dnsUpdateRecord', change))).toMatch(/^280 /);
    expect(outcome(await ask(simulated, 'dnsDeleteRecord', { domain, rrid: first }))).toMatch(/^280 /);
    expect(outcome(await ask(simulated, 'dnsDeleteRecord', { domain, rrid: second }))).toBe('300 success');
    expect((await list(simulated)).some((row) => row.startsWith('t TXT'))).toBe(false);
  });

  it('without TTL get 7207, with a small one 3600; MX without distance 10', async () => {
    const simulated = await open();
    await add(simulated, { rrtype: 'A', rrhost: 'a', rrvalue: '192.0.2.1' });
    await add(simulated, { rrtype: 'A', rrhost: 'b', rrvalue: '192.0.2.1', rrttl: '500' });
    await add(simulated, { rrtype: 'MX', rrhost: '@', rrvalue: 'mx.example.net', rrttl: '3600' });
    expect((await list(simulated)).slice(4)).toEqual([
      'a A 192.0.2.1 7207 0',
      'b A 192.0.2.1 3600 0',
      ' MX mx.example.net 3600 10',
    ]);
  });

  it.each([
    [
      'a second one',
      { rrtype: 'A', rrhost: '', rrvalue: '107.161.23.204', rrttl: '7200' },
      /already exists \(duplicate\)$/,
    ],
    [
      'a bad host',
      { rrtype: 'A', rrhost: 'sub.', rrvalue: '192.0.2.1' },
      /^280 sub\.\.example\.com is not a valid host$/,
    ],
    ['a CNAME beside others', { rrtype: 'CNAME', rrhost: '', rrvalue: 'a.example.net' }, /^280 .*CNAME/],
    ['others beside a CNAME', { rrtype: 'TXT', rrhost: 'www', rrvalue: 'x' }, /^280 .*CNAME/],
    ['an address that is none', { rrtype: 'A', rrhost: 'x', rrvalue: '192.0.2' }, /^280 .*not a valid value/],
    ['a target with a dot at its end', { rrtype: 'CNAME', rrhost: 'x', rrvalue: 'a.example.net.' }, /^280 /],
    ['a type that is not held', { rrtype: 'NS', rrhost: 'x', rrvalue: 'ns1.example.net' }, /^280 .*valid type/],
    ['no value', { rrtype: 'TXT', rrhost: 'x', rrvalue: '' }, /^108 /],
    ['no host at all', { rrtype: 'TXT', rrvalue: 'x' }, /^108 /],
  ])('refused: %s', async (_case, parameters, expected) => {
    const simulated = await open();
    const before = await list(simulated);
    expect(outcome(await add(simulated, parameters as Parameters))).toMatch(expected);
    expect(await list(simulated)).toEqual(before);
  });

  it('with the domain typed along have it twice', async () => {
    const simulated = await open();
    await add(simulated, { rrtype: 'A', rrhost: 'www.example.com', rrvalue: '192.0.2.1' });
    const { recordSets } = await simulated.client.dns.readZone({ domain, ds: false, nameservers: false });
    expect(recordSets.map(({ name }) => name)).toContain('www.example.com.example.com.');
  });
});

describe('settings', () => {
  it('turned on twice answer that they are so already', async () => {
    const simulated = await open();
    expect(outcome(await ask(simulated, 'addPrivacy', { domain }))).toBe('300 success');
    expect(outcome(await ask(simulated, 'addPrivacy', { domain }))).toBe(
      '255 Domain is already Private - No update made.',
    );
    expect(outcome(await ask(simulated, 'domainLock', { domain }))).toBe(
      '252 Domain is already Locked - No update made.',
    );
  });

  it('nameservers of several domains are set at once, or not at all', async () => {
    const simulated = await simulate(namesilo, { domains: [domain, 'example.net'] });
    const names = { ns1: 'NS1.example.org', ns2: 'ns2.example.org' };
    const shown = async (of: string) =>
      /<nameservers>.*<\/nameservers>/.exec(await ask(simulated, 'getDomainInfo', { domain: of }))?.[0];
    expect(outcome(await ask(simulated, 'changeNameServers', { domain: `${domain},stranger.com`, ...names }))).toMatch(
      /^200 /,
    );
    expect(await shown(domain)).toContain('>NS1.DNSOWL.COM<');
    expect(
      outcome(await ask(simulated, 'changeNameServers', { domain: `${domain},example.net`, ns1: names.ns1 })),
    ).toMatch(/^108 /);
    expect(outcome(await ask(simulated, 'changeNameServers', { domain: `${domain},example.net`, ...names }))).toBe(
      '300 success',
    );
    const both =
      '<nameservers><nameserver position="1">NS1.EXAMPLE.ORG</nameserver><nameserver position="2">NS2.EXAMPLE.ORG</nameserver></nameservers>';
    expect([await shown(domain), await shown('example.net')]).toEqual([both, both]);
    await simulated.close();
  });

  it('the list comes in pages where they are asked for, and only then with a pager', async () => {
    const simulated = await simulate(namesilo, { domains: ['a.com', 'b.com', 'c.com'] });
    expect(await ask(simulated, 'listDomains')).not.toContain('<pager>');
    const page = await ask(simulated, 'listDomains', { page: '2', pageSize: '2' });
    expect(page).toContain(
      '>c.com</domain></domains><pager><page>2</page><pageSize>2</pageSize><total>3</total></pager>',
    );
    await simulated.close();
  });

  it('a DS record that is new is refused to go, and goes; an active one goes without a word', async () => {
    let now = Date.parse('2026-11-23T10:00:00Z');
    const simulated = await simulate(namesilo, { domains: [domain], now: () => new Date(now) });
    const digest = 'ab'.repeat(32);
    const ds = { domain, digest, keyTag: '12345', digestType: '2', alg: '13' };
    const upper = { ...ds, digest: digest.toUpperCase() };
    const listed = async () => (await ask(simulated, 'dnsSecListRecords', { domain })).includes('<ds_record>');
    expect(outcome(await ask(simulated, 'dnsSecAddRecord', ds))).toBe('300 success');
    expect(outcome(await ask(simulated, 'dnsSecAddRecord', upper))).toMatch(/^210 SRS Error/);
    expect(outcome(await ask(simulated, 'dnsSecDeleteRecord', ds))).toMatch(/^210 There are no active records/);
    expect(await listed()).toBe(true);
    expect(outcome(await ask(simulated, 'dnsSecDeleteRecord', upper))).toMatch(/^210 There are no active records/);
    expect(await listed()).toBe(false);
    await ask(simulated, 'dnsSecAddRecord', ds);
    now += 120_000;
    expect(outcome(await ask(simulated, 'dnsSecDeleteRecord', upper))).toBe('300 success');
    await simulated.close();
  });
});
