/** Exact requests, and what getHosts answers become. */
import { describe, expect, it } from 'vitest';
import type { CallBody } from '../../../src/registrars/namecheap/compile.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, done, endpoint, error, global, hosts, ok, query, split } from './mocked.ts';
import { domain, row, zoneOf } from './rows.ts';

const mock = useHttpMock();
const answers = answersOf(mock);

describe('a request', () => {
  it('is a POST with everything in the body, split by the public suffix list', async () => {
    answers('domains.dns.getHosts', { SLD: 'example', TLD: 'co.uk' }, error('2030288', 'not using proper DNS servers'));
    const zone = await client().dns.readZone({ ...query, domain: 'example.co.uk' });
    expect(zone).toMatchObject({ status: 'unreachable', recordSets: [], native: null });
  });

  it('acts on another user where one is given', async () => {
    mock
      .origin(endpoint)
      .post('/xml.response', { ...global, UserName: 'other', Command: 'namecheap.users.getBalances' })
      .reply(200, ok('<UserGetBalancesResult Currency="USD" AvailableBalance="1.00"/>'));
    await client({ username: 'other' }).verify();
  });

  it('that writes hosts numbers its rows, names the mail type, and sends preferences for MX only', async () => {
    const parameters = {
      ...split,
      EmailType: 'MX',
      HostName1: '@',
      RecordType1: 'MX',
      Address1: 'mx.example.net.',
      MXPref1: '20',
      TTL1: '1799',
      HostName2: '_k',
      RecordType2: 'TXT',
      Address2: 'a+b & "c"; ü',
      TTL2: '300',
    };
    answers('domains.dns.setHosts', parameters, done);
    const zone = zoneOf('MX', '@ MX 20 mx.example.net.', row('_k TXT a+b & "c"; ü', { ttlSeconds: 300 }));
    await client().execute(call({ kind: 'set-hosts', domain, steps: [zone] }));
  });

  const writes: readonly (readonly [string, CallBody, string, Readonly<Record<string, string>>, string])[] = [
    [
      'custom nameservers',
      { kind: 'set-nameservers', domain, nameservers: ['ns1.example.net', 'ns2.example.net'] },
      'domains.dns.setCustom',
      { ...split, Nameservers: 'ns1.example.net,ns2.example.net' },
      '<DomainDNSSetCustomResult Domain="example.com" Updated="true"/>',
    ],
    [
      'default nameservers',
      { kind: 'set-nameservers', domain, nameservers: null },
      'domains.dns.setDefault',
      split,
      '<DomainDNSSetDefaultResult Domain="example.com" Updated="True"/>',
    ],
    [
      'the lock',
      { kind: 'set-lock', domain, locked: false },
      'domains.setRegistrarLock',
      { DomainName: domain, LockAction: 'UNLOCK' },
      '<DomainSetRegistrarLockResult Domain="example.com" IsSuccess="true"/>',
    ],
    [
      'privacy on',
      { kind: 'set-privacy', domain, enabled: true, subscription: { id: '700001', forwardedTo: 'ops@example.net' } },
      'whoisguard.enable',
      { WhoisguardID: '700001', ForwardedToEmail: 'ops@example.net' },
      '<WhoisguardEnableResult DomainName="example.com" IsSuccess="true"/>',
    ],
    [
      'privacy off',
      { kind: 'set-privacy', domain, enabled: false, subscription: { id: '700001', forwardedTo: '' } },
      'whoisguard.disable',
      { WhoisguardID: '700001' },
      '<WhoisguardDisableResult DomainName="example.com" IsSuccess="true"/>',
    ],
  ];
  it.each(writes)('that sets %s', async (_case, body, command, parameters, result) => {
    answers(command, parameters, ok(result));
    await client().execute(call(body));
  });
});

describe('getHosts', () => {
  it('is read in any casing, with entities decoded, TTL absent, and a foreign namespace', async () => {
    const body = hosts(
      `<HOST hostid="1" name="@" type="txt" address="a &quot;b&quot; &amp;amp; &lt;&#xFC;&gt;" />
       <host HostId="2" Name="www" Type="CNAME" Address="x.example.net" MXPref="10" TTL="0" IsActive="True" IsDDNSEnabled="False"/>`,
    ).replace('xmlns="http:', 'xmlns="https:');
    answers('domains.dns.getHosts', split, body);
    const zone = await client().dns.readZone(query);
    expect(zone.native).toEqual(zoneOf('MX', '@ TXT a "b" &amp; <ü>', 'www CNAME x.example.net'));
    expect(zone.recordSets.map(({ name, ttlSeconds }) => [name, ttlSeconds])).toEqual([
      ['example.com.', 1799],
      ['www.example.com.', 1799],
    ]);
  });

  it('of an empty zone is an empty zone', async () => {
    answers('domains.dns.getHosts', split, hosts('').replace('></DomainDNSGetHostsResult>', ' />'));
    expect(await client().dns.readZone(query)).toMatchObject({ status: 'present', recordSets: [], unsupported: [] });
  });

  const strange: readonly (readonly [string, string, RegExp])[] = [
    ['without a result', ok(''), /<commandresponse> has 0 <domaindnsgethostsresult>/],
    [
      'of another domain',
      hosts('').replace('example.com', 'example.net'),
      /about example\.net where example\.com was asked for/,
    ],
    ['with another element', hosts('<srv Service="_sip"/>'), /<srv> among the hosts/],
    ['with a row without address', hosts('<host Name="@" Type="A" />'), /<host> has no Address/],
    ['with an MX without preference', hosts('<host Name="@" Type="MX" Address="x." />'), /MXPref is ""/],
    ['with a strange TTL', hosts('<host Name="@" Type="A" Address="192.0.2.1" TTL="1h" />'), /TTL is "1h"/],
    [
      'with a strange flag',
      hosts('<host Name="@" Type="A" Address="192.0.2.1" IsDDNSEnabled="maybe" />'),
      /IsDDNSEnabled is "maybe"/,
    ],
    ['with another root', '<Surprise/>', /<surprise> where <ApiResponse> was expected/],
    ['that is cut short', hosts('<host Name="@"').slice(0, 200), /HTTP 200 with .* where XML was expected/],
  ];
  it.each(strange)('%s is an unexpected response', async (_case, body, seen) => {
    answers('domains.dns.getHosts', split, body);
    await expect(client().dns.readZone(query)).rejects.toMatchObject({
      code: 'unexpected-response',
      effect: 'none',
      seen: expect.stringMatching(seen),
    });
  });

  it('of a sub-domain is not asked for', async () => {
    await expect(client().dns.readZone({ ...query, domain: 'shop.example.com' })).rejects.toMatchObject({
      code: 'not-found',
      advice: expect.stringContaining('whole domains only'),
    });
  });
});
