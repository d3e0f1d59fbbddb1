/** The simulator as other clients see it: forms of requests and exact answers. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { type Form, foreignClient, form, split } from './foreign-client.ts';

let simulated: Simulated;
beforeEach(async () => {
  const domains = [
    'example.com',
    { domain: 'away.com', registered: true, zone: 'default', nameservers: ['ns1.example.net', 'ns2.example.net'] },
  ] as const;
  simulated = await simulate(namecheap, { domains, now: () => new Date('2026-11-23T10:00:00Z') });
});
afterEach(() => simulated.close());

const { send, errorOf, hosts, setHosts } = foreignClient(() => simulated);

describe('a request', () => {
  it('may be a GET, a POST with everything in the query, or one in halves; names in any casing', async () => {
    const all = form('domains.dns.getHosts', split);
    const upper = Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toUpperCase(), value]));
    const { SLD, TLD, ...rest } = all;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const half = new URLSearchParams({ SLD: SLD ?? '', tld: TLD ?? '' }).toString();
    const answers = [
      await simulated.request({ method: 'GET', path: `/xml.response?${new URLSearchParams(upper)}` }),
      await simulated.request({ method: 'POST', path: `/xml.response?${new URLSearchParams(all)}` }),
      await simulated.request({
        method: 'POST',
        path: `/xml.response?${new URLSearchParams(rest)}`,
        headers,
        body: half,
      }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain('<DomainDNSGetHostsResult Domain="example.com" EmailType="FWD" IsUsingOurDNS="true">');
    }
  });

  it('is answered in XML with CRLF, in the casing of the documents', async () => {
    expect(await send('DOMAINS.DNS.GETHOSTS', split)).toBe(
      [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<ApiResponse Status="OK" xmlns="http://api.namecheap.com/xml.response">',
        '  <Errors />',
        '  <Warnings />',
        '  <RequestedCommand>namecheap.domains.dns.gethosts</RequestedCommand>',
        '  <CommandResponse Type="namecheap.domains.dns.getHosts">',
        '    <DomainDNSGetHostsResult Domain="example.com" EmailType="FWD" IsUsingOurDNS="true">',
        '      <host HostId="801" Name="www" Type="CNAME" Address="parkingpage.namecheap.com." MXPref="10" TTL="1800" AssociatedAppTitle="" FriendlyName="CNAME Record" IsActive="true" IsDDNSEnabled="false" />',
        '      <host HostId="802" Name="@" Type="URL" Address="http://www.example.com/?from=@" MXPref="10" TTL="1800" AssociatedAppTitle="URL Forwarding" FriendlyName="URL Record" IsActive="true" IsDDNSEnabled="false" />',
        '    </DomainDNSGetHostsResult>',
        '  </CommandResponse>',
        '  <Server>SANDBOX01</Server>',
        '  <GMTTimeDifference>--5:00</GMTTimeDifference>',
        '  <ExecutionTime>0.01</ExecutionTime>',
        '</ApiResponse>',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    [{ ApiUser: '' }, '1010101 Parameter APIUser is missing'],
    [{ ApiKey: '' }, '1010102 Parameter APIKey is missing'],
    [{ Command: '' }, '1010104 Parameter Command is missing'],
    [{ ClientIp: '' }, '1010105 Parameter ClientIP is missing'],
    [{ ApiKey: 'wrong' }, '1011102 API Key is invalid or API access has not been enabled'],
    [{ ClientIp: '::1' }, '1011105 Parameter ClientIP is invalid'],
    [{ ClientIp: '198.51.100.7' }, '1011150 Invalid request IP: 198.51.100.7'],
    [{ UserName: 'other' }, '1016103 Parameter UserName is unauthorized'],
    [{ Command: 'namecheap.domains.sell' }, '1011104 Parameter Command is invalid'],
    [{ SLD: '' }, '2010166 Parameter SLD is missing'],
    [{ SLD: 'other' }, '2019166 Domain not found'],
    [{ SLD: 'www.example' }, '2019166 Domain not found'],
    [{ SLD: 'away' }, '2030288 Cannot complete this command as this domain is not using proper DNS servers'],
  ])('with %j is refused with HTTP 200 and %s', async (parameters, expected) => {
    expect(await errorOf('domains.dns.getHosts', { ...split, ...parameters } as Form)).toBe(expected);
  });

  it('over the limit is a 405 that is not XML', async () => {
    simulated.faults({ kinds: ['429'], count: 1 });
    const response = await simulated.request({ method: 'GET', path: '/xml.response' });
    expect(response.status).toBe(405);
    expect(response.headers['content-type']).toBe('text/html');
  });

  it('counts as a write by its command, wherever that stands', async () => {
    simulated.resetStats();
    await setHosts('NONE');
    await simulated.request({
      method: 'GET',
      path: `/xml.response?${new URLSearchParams(form('domains.setRegistrarLock', { DomainName: 'example.com' }))}`,
    });
    await hosts();
    expect(simulated.stats()).toMatchObject({ reads: 1, writes: 2 });
  });
});

describe('getInfo', () => {
  it('of a domain that is not ours has a dummy result beside the error', async () => {
    const text = await send('domains.getInfo', { DomainName: 'other.com' });
    expect(text).toContain('<ApiResponse Status="ERROR"');
    expect(text).toContain('<Error Number="2030166">Domain is invalid</Error>');
    expect(text).toContain('ID="0" DomainName="other.com" OwnerName="" IsOwner="false"');
  });

  it('writes dates as Americans do, and booleans in two ways', async () => {
    const text = await send('domains.getInfo', { DomainName: 'example.com' });
    expect(text).toContain('<ExpiredDate>11/23/2027</ExpiredDate>');
    expect(text).toContain('<Whoisguard Enabled="True">');
    expect(text).toContain('IsOwner="true"');
  });
});

describe('getList', () => {
  it('pages by 10 to 100, 20 by default', async () => {
    for (let n = 0; n < 30; n += 1) {
      simulated.simulator.seed({ domain: `d${n}.com`, registered: true, zone: 'default' });
    }
    const count = async (parameters: Form) => (await send('domains.getList', parameters)).match(/<Domain /g)?.length;
    expect(await count({})).toBe(20);
    expect(await count({ Page: 2 })).toBe(12);
    expect(await count({ PageSize: 100 })).toBe(32);
    expect(await count({ SearchTerm: 'D2', PageSize: 100 })).toBe(11);
    expect(await errorOf('domains.getList', { PageSize: 9 })).toBe('2011166 Parameter PageSize is invalid');
    expect(await errorOf('domains.getList', { PageSize: 101 })).toBe('2011166 Parameter PageSize is invalid');
    expect(await send('domains.getList', { PageSize: 10 })).toMatch(
      /<TotalItems>32<\/TotalItems>\s*<CurrentPage>1<\/CurrentPage>\s*<PageSize>10<\/PageSize>/,
    );
  });
});

it('lists TLDs, which other clients ask for first', async () => {
  expect(await send('domains.getTldList')).toMatch(/<Tld Name="com" [^>]*>com<\/Tld>/);
});

describe('getInfo of a domain that is only hosted', () => {
  it('has neither status nor expiry (go-namecheap-sdk, its test of getInfo)', async () => {
    simulated.simulator.seed({ domain: 'hosted.net', registered: false, zone: 'empty' });
    const text = await send('domains.getInfo', { DomainName: 'hosted.net' });
    expect(text).toContain('ProviderType="FreeDNS"');
    expect(text).toContain('<DomainGetInfoResult ID=');
    expect(text).not.toContain('CreatedDate>11/');
  });
});

describe('nameservers', () => {
  it('are at least two names', async () => {
    for (const Nameservers of ['ns1.example.net', 'ns1.example.net,192.0.2.1']) {
      expect(await errorOf('domains.dns.setCustom', { ...split, Nameservers })).toBe(
        '3011288 Invalid nameserver specified',
      );
    }
    await send('domains.dns.setCustom', { ...split, Nameservers: 'ns1.example.net,ns2.example.net' });
    const text = await send('domains.dns.getList', split);
    expect(text).toContain('IsUsingOurDNS="false"');
    expect(text).toContain('<Nameserver>ns2.example.net</Nameserver>');
  });
});

describe('privacy', () => {
  it('is turned on with a subscription and an address, both needed', async () => {
    const text = await send('whoisguard.getlist', { ListType: 'ALLOTED' });
    expect(text).toContain(
      '<Whoisguard ID="700001" DomainName="example.com" Created="11/23/2026" Expires="11/23/2027" Status="ENABLED" />',
    );
    expect(await send('whoisguard.disable', { WhoisguardID: 700001 })).toContain('IsSuccess="true"');
    expect(await send('domains.getList')).toContain('WhoisGuard="DISABLED"');
    expect(await errorOf('whoisguard.enable', { WhoisguardID: 700001 })).toBe(
      '2010166 Parameter ForwardedToEmail is missing',
    );
    expect(await errorOf('whoisguard.enable', { WhoisguardID: 1, ForwardedToEmail: 'a@example.net' })).toMatch(
      /WhoisguardID is invalid/,
    );
    await send('whoisguard.enable', { WhoisguardID: 700001, ForwardedToEmail: 'a@example.net' });
    expect(await send('domains.getInfo', { DomainName: 'example.com' })).toContain('ForwardedTo="a@example.net"');
  });
});

describe('the rest', () => {
  it('answers for availability, lock and balance', async () => {
    expect(await send('domains.check', { DomainList: 'example.com,free.com' })).toMatch(
      /Domain="example.com" Available="false"[\s\S]*Domain="free.com" Available="true"/,
    );
    expect(await errorOf('domains.check', { DomainList: Array(51).fill('a.com').join(',') })).toMatch(/^2011169/);
    expect(await send('domains.getRegistrarLock', { DomainName: 'example.com' })).toContain(
      'RegistrarLockStatus="true"',
    );
    await send('domains.setRegistrarLock', { DomainName: 'example.com', LockAction: 'UNLOCK' });
    expect(await send('domains.getRegistrarLock', { DomainName: 'example.com' })).toContain(
      'RegistrarLockStatus="false"',
    );
    expect(await send('users.getBalances')).toContain('AvailableBalance="40.00"');
  });
});
