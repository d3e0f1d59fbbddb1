import { describe, expect, it } from 'vitest';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import { settingFields } from '../../../src/schema/domain/settings.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { connect, cookie, domainItem, failure, list, origin } from './mocked.ts';

const mock = useHttpMock();
const answer = (...domains: readonly object[]) =>
  mock
    .origin(origin)
    .get('/api/domains')
    .reply(200, list(...domains));
const open = () => connect({ cookie }).client;

describe('the list of domains', () => {
  it('tells all settings but dnssec, sorted nameservers, and the day of the renewal', async () => {
    answer();
    expect(await open().registration.listRegistrations()).toEqual([
      {
        domain: 'example.com',
        status: 'active',
        expiresAt: '2027-09-26T00:00:00Z',
        settings: {
          auto_renew: false,
          transfer_lock: true,
          privacy: true,
          nameservers: ['ns1.hover.com.', 'ns2.hover.com.'],
        },
        native: null,
      },
    ]);
  });

  it('is read with flags as words, and names in any case', async () => {
    answer(
      domainItem('Example.COM', {
        auto_renew: 'on',
        locked: 'off',
        whois_privacy: 'on',
        nameservers: ['NS1.Example.NET.'],
      }),
    );
    expect(await open().registration.listRegistrations()).toMatchObject([
      {
        domain: 'example.com',
        settings: { auto_renew: true, transfer_lock: false, privacy: true, nameservers: ['ns1.example.net.'] },
      },
    ]);
  });

  it('leaves out what it does not tell', async () => {
    answer(domainItem('example.com', { auto_renew: null, locked: undefined, nameservers: null, renewal_date: null }));
    expect(await open().registration.listRegistrations()).toMatchObject([
      { settings: { privacy: true }, expiresAt: null },
    ]);
  });

  it('gives the zones of domains that are delegated to Hover, or not known to be elsewhere', async () => {
    answer(
      domainItem('here.example'),
      domainItem('away.example', { nameservers: ['ns1.example.net', 'ns2.example.net'] }),
      domainItem('silent.example', { nameservers: null }),
    );
    expect(await open().dns.listZones()).toEqual(['here.example', 'silent.example']);
  });
});

describe('registrations', () => {
  it('are those fields that were asked for, from one request', async () => {
    answer(domainItem('a.example'), domainItem('b.example'));
    const read = await open().registration.readRegistrations([
      { domain: 'a.example', fields: ['auto_renew'] },
      { domain: 'b.example', fields: settingFields },
    ]);
    expect(read.get('a.example')).toMatchObject({ settings: { auto_renew: false } });
    expect(Object.keys((read.get('a.example') as { readonly settings: object }).settings)).toEqual(['auto_renew']);
    expect(Object.keys((read.get('b.example') as { readonly settings: object }).settings).sort()).toEqual(
      settingFields.filter((field) => field !== 'dnssec').sort(),
    );
  });

  it('that are not in the account are an error of their own', async () => {
    answer();
    const read = await open().registration.readRegistrations([{ domain: 'stranger.example', fields: [] }]);
    expect(read.get('stranger.example')).toMatchObject({
      code: 'not-found',
      seen: 'it is not among the domains of this account',
    });
  });

  it.each([
    ['a flag that is a number', { locked: 1 }, 'locked is 1 where true, false, on or off was expected'],
    ['nameservers that are a text', { nameservers: 'ns1.hover.com' }, 'nameservers is "ns1.hover.com"'],
    ['a nameserver that is none', { nameservers: ['192.0.2.1'] }, 'the nameserver "192.0.2.1"'],
  ])('with %s are the error of that domain alone', async (_case, more, seen) => {
    answer(domainItem('odd.example', more), domainItem('fine.example'));
    const client = open();
    const read = await client.registration.readRegistrations(
      ['odd.example', 'fine.example'].map((domain) => ({ domain, fields: ['auto_renew'] })),
    );
    const odd = read.get('odd.example');
    expect(odd).toBeInstanceOf(RegistrarError);
    expect(odd).toMatchObject({ code: 'unexpected-response', effect: 'none' });
    expect((odd as Error).message).toContain(seen);
    expect(read.get('fine.example')).toMatchObject({ status: 'active' });
    // Nothing is left out of a whole list in silence.
    expect(await client.registration.listRegistrations()).toMatchObject([
      { domain: 'odd.example', settings: {} },
      { status: 'active' },
    ]);
  });

  it.each([
    ['an item without a name', { succeeded: true, domains: [{}] }, 'domain_name is nothing'],
    ['no list', { succeeded: true }, 'domains is nothing where a list was expected'],
  ])('cannot be read from %s', async (_case, body, seen) => {
    mock.origin(origin).get('/api/domains').reply(200, body);
    const error = await failure(open().registration.readRegistrations([{ domain: 'example.com', fields: [] }]));
    expect(error).toMatchObject({ code: 'unexpected-response' });
    expect(error.message).toContain(seen);
  });
});
