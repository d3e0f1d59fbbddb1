/** What errors, refusals and trouble on the way become. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, done, error, hosts, key, ok, query, split } from './mocked.ts';
import { domain, zoneOf } from './rows.ts';

const answers = answersOf(useHttpMock());

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
    await expect(client().dns.readZone(query)).rejects.toMatchObject({
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
    const reads = await client().registration.readRegistrations([{ domain, fields: ['nameservers'] }]);
    expect(reads.get(domain)).toMatchObject({ code: 'not-found', seen: '2030166 Domain is invalid' });
  });

  it('says all of its message', async () => {
    answers('domains.dns.getHosts', split, error('2019166', 'Domain not found'));
    const reason = await client()
      .dns.readZone(query)
      .catch((each: Error) => each.message);
    expect(reason).toBe(
      'read records of example.com at nc (namecheap) failed: 2019166 Domain not found. The domain is not in this Namecheap account: check its name and the account in the config. Only domains that the account owns or may edit can be managed.',
    );
  });

  it('shows no key, not even where the API does', async () => {
    answers('domains.dns.getHosts', split, error('1011102', `API Key ${key} is invalid`));
    const reason = await client()
      .dns.readZone(query)
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

  it('a maintenance page passes for a read, and leaves a write of the zone in doubt', async () => {
    answers('domains.dns.getHosts', split, maintenance);
    answers('domains.dns.getHosts', split, hosts(''));
    await client().dns.readZone(query);
    answers('domains.dns.setHosts', parameters, maintenance);
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps }))).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
    });
  });

  it('a maintenance page leaves a write in doubt', async () => {
    answers('whoisguard.disable', { WhoisguardID: '7' }, maintenance);
    await expect(client().execute(call(privacy))).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it.each(['3050900', '5019169', '5050169', '5050900', '500000'])('server error %s passes', async (number) => {
    answers('domains.dns.getHosts', split, error(number, 'Unknown exceptions'));
    answers('domains.dns.getHosts', split, hosts(''));
    await client().dns.readZone(query);
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
    answers('domains.dns.getHosts', split, hosts('', 'EmailType="NONE" '));
    answers('domains.dns.setHosts', parameters, error('2050900', 'Invalid Address'));
    const both = [zoneOf('NONE'), ...steps];
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps: both }))).rejects.toMatchObject({
      effect: 'unknown',
      operation: 'write records',
      advice: expect.stringMatching(/^Records .*\(an MX preference, CAA flags\) were taken out and are not back/),
    });
  });

  it('between the two writes of a changed preference, somebody else in the zone is not overwritten', async () => {
    answers('domains.dns.setHosts', { ...split, EmailType: 'NONE' }, done);
    const theirs = '<host HostId="9" Name="blog" Type="A" Address="192.0.2.9" MXPref="10" TTL="300" />';
    answers('domains.dns.getHosts', split, hosts(theirs, 'EmailType="NONE" '));
    const both = [zoneOf('NONE'), ...steps];
    await expect(client().execute(call({ kind: 'set-hosts', domain, steps: both }))).rejects.toMatchObject({
      code: 'conflict',
      effect: 'unknown',
      seen: expect.stringContaining('somebody else has changed the zone in between'),
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
