/** Turning privacy on, and what getInfo tells about it. */
import { describe, expect, it } from 'vitest';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, ok } from './mocked.ts';
import { domain } from './rows.ts';

const answers = answersOf(useHttpMock());

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
    const reads = await client().registration.readRegistrations([{ domain, fields: ['nameservers'] }]);
    expect(reads.get(domain)).toEqual({
      domain,
      status: 'active',
      expiresAt: '2027-06-02T00:00:00.000Z',
      settings: { privacy: true, nameservers: ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'] },
      native: { privacy: 'present', subscription: { id: '9', forwardedTo: 'ops@example.net' } },
    });
  });
});
