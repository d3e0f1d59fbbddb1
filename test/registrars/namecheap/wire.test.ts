/** Exact requests, and what answers of every kind become. Bodies are made up after the documents and the SDK's fixtures. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import type { CallBody } from '../../../src/registrars/namecheap/compile.ts';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import type { RegistrarClient } from '../../../src/registrars/registrar.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { domain, row, zoneOf } from './rows.ts';

const mock = useHttpMock();
const endpoint = 'https://api.namecheap.com';
const key = 'f00dfeedf00dfeedf00dfeedf00dfeed';
const global = { ApiUser: 'acme', ApiKey: key, UserName: 'acme', ClientIp: '203.0.113.9' };

function client(credentials: Readonly<Record<string, string>> = {}): RegistrarClient {
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const account = {
    name: 'nc',
    registrar: 'namecheap',
    credentials: { api_user: 'acme', api_key: key, client_ip: '203.0.113.9', ...credentials },
    source,
  };
  const transport = createTransport({
    registrar: 'namecheap',
    account: 'nc',
    endpoint,
    limits: [],
    maxConcurrent: 1,
    secrets: [key],
    retry: { baseMs: 1, attempts: 2 },
    ...(namecheap.judge && { judge: namecheap.judge }),
  });
  return namecheap.connect(account, transport);
}

/** The next request must be exactly this command; it is answered with the body. */
function answers(
  command: string,
  parameters: Readonly<Record<string, string>>,
  body: string,
  status = 200,
  times = 1,
): void {
  const form = { ...global, Command: `namecheap.${command}`, ...parameters };
  mock
    .origin(endpoint)
    .post('/xml.response', form)
    .times(times)
    .reply(status, body, { 'content-type': 'text/xml; charset=utf-8' });
}

function ok(content: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<ApiResponse Status="OK" xmlns="http://api.namecheap.com/xml.response">\r\n  <Errors />\r\n  <Warnings />\r\n  <CommandResponse Type="x">${content}</CommandResponse>\r\n</ApiResponse>`;
}

function error(number: string, text: string, content = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\r\n<ApiResponse Status="ERROR" xmlns="http://api.namecheap.com/xml.response">\r\n  <Errors>\r\n    <Error Number="${number}">${text}</Error>\r\n  </Errors>\r\n  <Warnings />\r\n  <RequestedCommand />${content}\r\n</ApiResponse>`;
}

function hosts(rows: string, emailType = 'EmailType="MX" '): string {
  return ok(
    `<DomainDNSGetHostsResult Domain="example.com" ${emailType}IsUsingOurDNS="true">${rows}</DomainDNSGetHostsResult>`,
  );
}

const split = { SLD: 'example', TLD: 'com' };
const query = { domain, ds: false, nameservers: false };
const done = ok(
  '<DomainDNSSetHostsResult Domain="example.com" EmailType="MX" IsSuccess="true"><Warnings /></DomainDNSSetHostsResult>',
);

function call(body: CallBody): CallDraft {
  return { operation: 'test', domain, covers: [], requests: 1, body };
}

describe('a request', () => {
  it('is a POST with everything in the body, split by the public suffix list', async () => {
    answers('domains.dns.getHosts', { SLD: 'example', TLD: 'co.uk' }, error('2030288', 'not using proper DNS servers'));
    const zone = await client().readZone({ ...query, domain: 'example.co.uk' });
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
    const zone = await client().readZone(query);
    expect(zone.native).toEqual(zoneOf('MX', '@ TXT a "b" &amp; <ü>', 'www CNAME x.example.net'));
    expect(zone.recordSets.map(({ name, ttlSeconds }) => [name, ttlSeconds])).toEqual([
      ['example.com.', 1799],
      ['www.example.com.', 1799],
    ]);
  });

  it('of an empty zone is an empty zone', async () => {
    answers('domains.dns.getHosts', split, hosts('').replace('></DomainDNSGetHostsResult>', ' />'));
    expect(await client().readZone(query)).toMatchObject({ status: 'present', recordSets: [], unsupported: [] });
  });

  const strange: readonly (readonly [string, string, RegExp])[] = [
    ['without a result', ok(''), /<commandresponse> has 0 <domaindnsgethostsresult>/],
    [
      'of another domain',
      hosts('').replace('example.com', 'example.net'),
      /about "example.net" instead of "example.com"/,
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
    await expect(client().readZone(query)).rejects.toMatchObject({
      code: 'unexpected-response',
      effect: 'none',
      seen: expect.stringMatching(seen),
    });
  });

  it('of a sub-domain is not asked for', async () => {
    await expect(client().readZone({ ...query, domain: 'shop.example.com' })).rejects.toMatchObject({
      code: 'not-found',
      advice: expect.stringContaining('whole domains only'),
    });
  });
});

describe('an error', () => {
  const table: readonly (readonly [string, string, string, RegExp])[] = [
    ['1011102', 'API Key is invalid or API access has not been enabled', 'unauthorized', /Check api_user and api_key/],
    ['1010101', 'Parameter APIUser is missing', 'unauthorized', /Give api_user, api_key and client_ip/],
    ['1011105', 'Parameter ClientIP is invalid', 'forbidden', /IPv4/],
    [
      '1011150',
      'Invalid request IP: 198.51.100.7',
      'forbidden',
      /add 198\.51\.100\.7 at .*whitelisted-ips.*now 203\.0\.113\.9/,
    ],
    ['1017101', 'ApiUser is locked', 'forbidden', /state of the account/],
    ['1016103', 'UserName is unauthorized', 'unauthorized', /api_user and username/],
    ['2019166', 'Domain not found', 'not-found', /not in this Namecheap account/],
    ['2030166', 'Edit permission for domain is not supported', 'not-found', /not in this Namecheap account/],
    ['2050900', "Invalid Address 'x'", 'rejected', /Correct the value/],
    ['3013288', 'Too many records', 'rejected', /150 records/],
    ['4023330', 'Cannot get host records', 'unavailable', /fault of its own/],
    ['2999999', 'Something new', 'rejected', /support/],
  ];
  it.each(table)('%s %s is %s', async (number, text, code, advice) => {
    answers('domains.dns.getHosts', split, error(number, text));
    await expect(client().readZone(query)).rejects.toMatchObject({
      name: 'RegistrarError',
      registrar: 'namecheap',
      account: 'nc',
      operation: 'read records',
      object: domain,
      code,
      seen: `${number} ${text}`,
      advice: expect.stringMatching(advice),
      effect: 'none',
    });
  });

  it('counts even beside a result', async () => {
    const dummy =
      '<CommandResponse Type="namecheap.domains.getInfo"><DomainGetInfoResult Status="Ok" ID="0" DomainName="example.com" IsOwner="false"/></CommandResponse>';
    answers('domains.getInfo', { DomainName: domain }, error('2030166', 'Domain is invalid', dummy));
    const reads = await client().readRegistrations([{ domain, fields: ['nameservers'] }]);
    expect(reads.get(domain)).toMatchObject({ code: 'not-found', seen: '2030166 Domain is invalid' });
  });

  it('says all of its message', async () => {
    answers('domains.dns.getHosts', split, error('2019166', 'Domain not found'));
    const reason = await client()
      .readZone(query)
      .catch((each: Error) => each.message);
    expect(reason).toBe(
      'read records of example.com at nc (namecheap) failed: 2019166 Domain not found. The domain is not in this Namecheap account: check its name and the account in the config. Only domains that the account owns or may edit can be managed.',
    );
  });

  it('shows no key, not even where the API does', async () => {
    answers('domains.dns.getHosts', split, error('1011102', `API Key ${key} is invalid`));
    const reason = await client()
      .readZone(query)
      .catch((each: Error) => each.message);
    expect(reason).toContain('API Key [secret] is invalid');
  });
});

describe('trouble', () => {
  const steps = [zoneOf('MX', '@ MX 20 mx.example.net.')];
  const parameters = {
    ...split,
    EmailType: 'MX',
    HostName1: '@',
    RecordType1: 'MX',
    Address1: 'mx.example.net.',
    MXPref1: '20',
    TTL1: '1799',
  };
  const lock = { kind: 'set-lock', domain, locked: true } as const;
  const locking = { DomainName: domain, LockAction: 'LOCK' };
  const privacy = { kind: 'set-privacy', domain, enabled: false, subscription: { id: '7', forwardedTo: '' } } as const;
  const maintenance = '<!DOCTYPE html><html><body>Scheduled maintenance</body></html>';

  it('HTTP 405 is the rate limit: nothing was done, so even what is not repeatable is sent again', async () => {
    answers('whoisguard.disable', { WhoisguardID: '7' }, '<html>Method Not Allowed</html>', 405);
    answers(
      'whoisguard.disable',
      { WhoisguardID: '7' },
      ok('<WhoisguardDisableResult DomainName="x" IsSuccess="true"/>'),
    );
    await client().execute(call(privacy));
  });

  it('HTTP 405 that does not end is rate-limited, without effect', async () => {
    answers('domains.setRegistrarLock', locking, '', 405, 2);
    await expect(client().execute(call(lock))).rejects.toMatchObject({ code: 'rate-limited', effect: 'none' });
  });

  it('a maintenance page passes for a read, and for a write that may be repeated', async () => {
    answers('domains.dns.getHosts', split, maintenance);
    answers('domains.dns.getHosts', split, hosts(''));
    await client().readZone(query);
    answers('domains.dns.setHosts', parameters, maintenance);
    answers('domains.dns.setHosts', parameters, done);
    await client().execute(call({ kind: 'set-hosts', domain, steps }));
  });

  it('a maintenance page leaves a write in doubt', async () => {
    answers('whoisguard.disable', { WhoisguardID: '7' }, maintenance);
    await expect(client().execute(call(privacy))).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it.each(['3050900', '5019169', '5050169', '5050900', '500000'])('server error %s passes', async (number) => {
    answers('domains.dns.getHosts', split, error(number, 'Unknown exceptions'));
    answers('domains.dns.getHosts', split, hosts(''));
    await client().readZone(query);
  });

  it('a write that is answered with a server error is in doubt, with a refusal it is not', async () => {
    answers('domains.dns.setHosts', parameters, error('4022288', 'Cannot get the list of nameservers'));
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps }))).rejects.toMatchObject({
      effect: 'unknown',
    });
    answers('domains.dns.setHosts', parameters, error('2030288', 'not using proper DNS servers'));
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps }))).rejects.toMatchObject({
      code: 'rejected',
      effect: 'none',
      advice: expect.stringContaining('delegated to other nameservers'),
    });
  });

  it('a write that does not say that it was done is in doubt', async () => {
    answers(
      'domains.setRegistrarLock',
      locking,
      ok('<DomainSetRegistrarLockResult Domain="example.com" IsSuccess="false"/>'),
    );
    await expect(client().execute(call(lock))).rejects.toMatchObject({
      code: 'rejected',
      effect: 'unknown',
      seen: 'IsSuccess="false" without an error',
    });
    answers('domains.setRegistrarLock', locking, ok(''));
    await expect(client().execute(call(lock))).rejects.toMatchObject({
      code: 'unexpected-response',
      effect: 'unknown',
    });
  });

  it('between the two writes of a changed preference says that mail is out', async () => {
    answers('domains.dns.setHosts', { ...split, EmailType: 'NONE' }, done);
    answers('domains.dns.setHosts', parameters, error('2050900', 'Invalid Address'));
    const both = [zoneOf('NONE'), ...steps];
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps: both }))).rejects.toMatchObject({
      effect: 'unknown',
      operation: 'write records',
      advice: expect.stringMatching(/^The MX records whose preference changes were taken out and are not back/),
    });
  });
});

describe('privacy', () => {
  const info = (privacy: string) =>
    ok(`<DomainGetInfoResult Status="Ok" ID="1" DomainName="example.com" OwnerName="acme" IsOwner="true" IsPremium="false">
      <DomainDetails><CreatedDate>06/02/2021</CreatedDate><ExpiredDate>06/02/2027</ExpiredDate><NumYears>0</NumYears></DomainDetails>
      <LockDetails/>${privacy}
      <DnsDetails ProviderType="FREE" IsUsingOurDNS="true"><Nameserver>dns2.registrar-servers.com</Nameserver><Nameserver>DNS1.registrar-servers.com</Nameserver></DnsDetails>
    </DomainGetInfoResult>`);
  const on = call({ kind: 'set-privacy', domain, enabled: true, subscription: null });

  it('reads id and address first where they are not known', async () => {
    const details = '<Whoisguard Enabled="False"><ID>9</ID><EmailDetails ForwardedTo="ops@example.net"/></Whoisguard>';
    answers('domains.getInfo', { DomainName: domain }, info(details));
    answers(
      'whoisguard.enable',
      { WhoisguardID: '9', ForwardedToEmail: 'ops@example.net' },
      ok('<WhoisguardEnableResult DomainName="example.com" IsSuccess="true"/>'),
    );
    await client().execute(on);
  });

  it.each([
    ['an address', '<Whoisguard Enabled="False"><ID>9</ID></Whoisguard>', /Turn privacy on once/],
    ['a subscription', '<Whoisguard Enabled="NotAlloted"><ID>0</ID></Whoisguard>', /Add Domain Privacy/],
  ])('without %s says what to do and sends nothing', async (_case, details, advice) => {
    answers('domains.getInfo', { DomainName: domain }, info(details));
    await expect(client().execute(on)).rejects.toMatchObject({
      code: 'rejected',
      effect: 'none',
      advice: expect.stringMatching(advice),
    });
  });

  it('and the rest of getInfo are read into canonical values', async () => {
    const details = '<Whoisguard Enabled="True"><ID>9</ID><EmailDetails ForwardedTo="ops@example.net"/></Whoisguard>';
    answers('domains.getInfo', { DomainName: domain }, info(details));
    const reads = await client().readRegistrations([{ domain, fields: ['nameservers'] }]);
    expect(reads.get(domain)).toEqual({
      domain,
      status: 'ok',
      expiresAt: '2027-06-02T00:00:00.000Z',
      settings: { privacy: true, nameservers: ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'] },
      native: { privacy: 'present', subscription: { id: '9', forwardedTo: 'ops@example.net' } },
    });
  });
});

it('a refused call sends nothing and says why', async () => {
  const problem = { message: 'it would lose something', suggestion: 'Do it by hand.' };
  await expect(client().execute(call({ kind: 'refuse', domain, problem }))).rejects.toMatchObject({
    code: 'rejected',
    effect: 'none',
    seen: 'not sent: it would lose something',
    advice: 'Do it by hand.',
  });
});
