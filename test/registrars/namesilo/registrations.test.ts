/** Lists, registrations, DS records: which requests are sent, and what they are read as. */
import { describe, expect, it } from 'vitest';
import type { DsRdata } from '../../../src/schema/dns/rdata.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { answersOf, call, client, domain, ok, reply } from './helpers.ts';

const answers = answersOf(useHttpMock());

const listed = (...domains: readonly string[]) =>
  `<domains>${domains.map((name) => `<domain created="2021-02-03" expires="2027-02-03">${name}</domain>`).join('')}</domains>`;

const info = (changes: Readonly<Record<string, string>> = {}) => {
  const fields = {
    created: '2021-02-03',
    expires: '2027-02-03',
    status: 'Active',
    locked: 'Yes',
    private: 'No',
    auto_renew: 'Yes',
    nameservers:
      '<nameserver position="1">NS2.EXAMPLE.NET.</nameserver><nameserver position="2">NS1.EXAMPLE.NET</nameserver>',
    ...changes,
  };
  return ok(
    Object.entries(fields)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join(''),
  );
};

const digest = 'AB'.repeat(32);
const ds = (keyTag: number): DsRdata => ({ type: 'DS', keyTag, algorithm: 13, digestType: 2, digest });
/** As live answers are; the documents say key_tag and digest_type. */
const dsXml = (keyTag: number) =>
  `<ds_record><keyTag>${keyTag}</keyTag><algorithm>13</algorithm><digestType>2</digestType><digest>${digest}</digest></ds_record>`;

describe('the list of domains', () => {
  it('is one request, and tells names and expiry', async () => {
    answers('listDomains', {}, ok(listed('example.com', 'XN--BCHER-KVA.com')));
    expect(await client().registration.listRegistrations()).toEqual(
      ['example.com', 'xn--bcher-kva.com'].map((name) => ({
        domain: name,
        status: 'registered',
        expiresAt: '2027-02-03T00:00:00.000Z',
        settings: {},
        native: null,
      })),
    );
  });

  it('may be without dates, as it was once, and without domains', async () => {
    answers('listDomains', {}, ok('<domains><domain>example.com</domain></domains>'));
    expect(await client().registration.listRegistrations()).toMatchObject([{ domain: 'example.com', expiresAt: null }]);
    for (const nothing of ['', '<domains></domains>']) {
      answers('listDomains', {}, ok(nothing));
      expect(await client().dns.listZones()).toEqual([]);
    }
  });

  it('is read to its end, should it come in pages', async () => {
    const pager = '<pager><page>1</page><pageSize>2</pageSize><total>3</total></pager>';
    answers('listDomains', {}, ok(listed('a.com', 'b.com') + pager));
    answers('listDomains', { page: 2, pageSize: 2 }, ok(listed('c.com') + pager));
    expect(await client().dns.listZones()).toEqual(['a.com', 'b.com', 'c.com']);
  });

  it('that ends early is not read at all', async () => {
    const pager = '<pager><page>1</page><pageSize>2</pageSize><total>3</total></pager>';
    answers('listDomains', {}, ok(listed('a.com', 'b.com') + pager));
    answers('listDomains', { page: 2, pageSize: 2 }, ok(listed('a.com', 'b.com') + pager));
    await expect(client().dns.listZones()).rejects.toMatchObject({
      code: 'unexpected-response',
      seen: 'page 2 has 2 domains of earlier pages, a.com first',
    });
  });

  it('with a date that is none says so of that domain', async () => {
    answers('listDomains', {}, ok('<domains><domain expires="2027-13-45">example.com</domain></domains>'));
    const read = await client().registration.readRegistrations([{ domain, fields: [] }]);
    expect(read.get(domain)).toMatchObject({
      code: 'unexpected-response',
      seen: expect.stringContaining('2027-13-45'),
    });
  });
});

describe('a registration', () => {
  it('takes one request for all settings but DS, and no list', async () => {
    answers('getDomainInfo', { domain }, info());
    const fields = ['auto_renew', 'transfer_lock', 'privacy', 'nameservers'] as const;
    const reads = await client().registration.readRegistrations([{ domain, fields }]);
    expect(reads.get(domain)).toEqual({
      domain,
      status: 'active',
      expiresAt: '2027-02-03T00:00:00.000Z',
      settings: {
        auto_renew: true,
        transfer_lock: true,
        privacy: false,
        nameservers: ['ns1.example.net.', 'ns2.example.net.'],
      },
      native: null,
    });
  });

  it('takes another request for DS', async () => {
    answers('getDomainInfo', { domain }, info());
    answers('dnsSecListRecords', { domain }, ok(dsXml(2) + dsXml(1)));
    const reads = await client().registration.readRegistrations([{ domain, fields: ['auto_renew', 'dnssec'] }]);
    expect(reads.get(domain)).toMatchObject({ settings: { auto_renew: true, dnssec: [ds(1), ds(2)] } });
  });

  it('of which only expiry and DS are wanted takes one list for all domains', async () => {
    answers('listDomains', {}, ok(listed('a.com', 'b.com')));
    answers('dnsSecListRecords', { domain: 'b.com' }, reply('300', 'You have not created any DS records yet.'));
    const reads = await client().registration.readRegistrations([
      { domain: 'a.com', fields: [] },
      { domain: 'b.com', fields: ['dnssec'] },
      { domain: 'c.com', fields: [] },
    ]);
    expect(reads.get('a.com')).toMatchObject({ expiresAt: '2027-02-03T00:00:00.000Z', settings: {} });
    expect(reads.get('b.com')).toMatchObject({ settings: { dnssec: [] } });
    expect(reads.get('c.com')).toMatchObject({ code: 'not-found', seen: 'it is not in the list of the account' });
  });

  it('that cannot be read stands beside those that can', async () => {
    answers('getDomainInfo', { domain: 'a.com' }, reply('200', 'Domain is not active'));
    answers('getDomainInfo', { domain: 'b.com' }, info({ status: 'Expired (grace period)', expires: 'N/A' }));
    const fields = ['auto_renew'] as const;
    const reads = await client().registration.readRegistrations(
      ['a.com', 'b.com'].map((name) => ({ domain: name, fields })),
    );
    expect(reads.get('a.com')).toMatchObject({ name: 'RegistrarError', code: 'not-found', object: 'a.com' });
    expect(reads.get('b.com')).toMatchObject({ status: 'expired (grace period)', expiresAt: null });
  });

  it('of an account that is shut is asked for once, not for each domain', async () => {
    answers('getDomainInfo', { domain: 'a.com' }, reply('113', 'not from your IP'));
    const fields = ['auto_renew'] as const;
    const queries = ['a.com', 'b.com', 'c.com'].map((name) => ({ domain: name, fields }));
    await expect(client().registration.readRegistrations(queries)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each([
    ['a flag that is neither Yes nor No', { private: 'Maybe' }, /<private> is "maybe"/],
    ['an empty flag', { locked: '' }, /<locked> is ""/],
    ['a nameserver that is no name', { nameservers: '<nameserver>192.0.2.1</nameserver>' }, /the nameserver/],
    ['a date that is none', { expires: 'soon' }, /"soon" is not YYYY-MM-DD/],
  ])('with %s is not guessed at', async (_case, changes, seen) => {
    answers('getDomainInfo', { domain }, info(changes));
    const reads = await client().registration.readRegistrations([{ domain, fields: ['privacy'] }]);
    expect(reads.get(domain)).toMatchObject({ code: 'unexpected-response', seen: expect.stringMatching(seen) });
  });
});

describe('DS records', () => {
  const read = async (content: string) => {
    answers('getDomainInfo', { domain }, info());
    answers('dnsSecListRecords', { domain }, ok(content));
    return (await client().registration.readRegistrations([{ domain, fields: ['privacy', 'dnssec'] }])).get(domain);
  };

  it('are read as documented too, in any case, once each, and without empty ones', async () => {
    const documented = dsXml(1).replaceAll('keyTag', 'key_tag').replaceAll('digestType', 'digest_type');
    const lower = documented.replace(digest, digest.toLowerCase());
    expect(await read(`${documented}${lower}<ds_record></ds_record>`)).toMatchObject({ settings: { dnssec: [ds(1)] } });
  });

  it('that cannot be read are no empty set', async () => {
    for (const broken of [dsXml(1).replace(digest, 'XYZ'), dsXml(1).replace('<algorithm>13</algorithm>', '')]) {
      expect(await read(broken)).toMatchObject({ code: 'unexpected-response' });
    }
  });

  const parameters = (keyTag: number) => ({ domain, digest, keyTag, digestType: 2, alg: 13 });
  const rollover = call({ kind: 'ds', domain, add: [ds(2)], remove: [ds(1)] });
  const refusedAs = '210';

  it('come before others go', async () => {
    answers('dnsSecAddRecord', parameters(2), ok());
    answers('dnsSecDeleteRecord', parameters(1), ok());
    await client().execute(rollover);
  });

  it('that are there already, or gone already, are done', async () => {
    answers('dnsSecAddRecord', parameters(2), reply(refusedAs, 'SRS Error - Parameter value policy error'));
    answers('dnsSecListRecords', { domain }, ok(dsXml(1) + dsXml(2)));
    answers('dnsSecDeleteRecord', parameters(1), reply(refusedAs, 'There are no active records specified'));
    answers('dnsSecListRecords', { domain }, ok(dsXml(2)));
    await client().execute(rollover);
  });

  it('that the registry does not take are refused without effect', async () => {
    answers('dnsSecAddRecord', parameters(2), reply(refusedAs, 'SRS Error - Parameter value policy error'));
    answers('dnsSecListRecords', { domain }, ok(dsXml(1)));
    await expect(client().execute(rollover)).rejects.toMatchObject({
      operation: 'add a DS record',
      code: 'rejected',
      seen: '210 SRS Error - Parameter value policy error',
      advice: expect.stringContaining('keys of the zone'),
      effect: 'none',
    });
  });

  it('are in doubt where the list cannot be read', async () => {
    answers('dnsSecAddRecord', parameters(2), reply(refusedAs, 'SRS Error - Parameter value policy error'));
    answers('dnsSecListRecords', { domain }, reply('115', 'Central registry not responding'), { times: 2 });
    await expect(client().execute(rollover)).rejects.toMatchObject({ code: 'unavailable', effect: 'unknown' });
  });

  it('that do not go leave the call half done', async () => {
    answers('dnsSecAddRecord', parameters(2), ok());
    answers('dnsSecDeleteRecord', parameters(1), reply(refusedAs, 'There are no active records specified'));
    answers('dnsSecListRecords', { domain }, ok(dsXml(1) + dsXml(2)));
    await expect(client().execute(rollover)).rejects.toMatchObject({
      operation: 'delete a DS record',
      seen: '1 of 2 requests were made, and the next failed: 210 There are no active records specified',
      advice: expect.stringContaining('plan and apply again'),
      effect: 'unknown',
    });
  });
});
