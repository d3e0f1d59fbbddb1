/** The exact requests of settings, and what their answers become. */
import { describe, expect, it } from 'vitest';
import type { NamecomCall } from '../../../src/registrars/namecom/calls.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { api, detail, domain, failure, run } from './mocked.ts';

const mock = useHttpMock();
const dnssec = `/domains/${domain}/dnssec`;

describe('settings', () => {
  it('are changed together by PATCH', async () => {
    const fields = { autorenewEnabled: true, locked: false };
    api(mock).patch(`/domains/${domain}`, fields).matchHeader('content-type', 'application/json').reply(200, detail());
    await run({ kind: 'patch-domain', domain, fields });
  });

  it('that cannot be changed tell why, and that the others were not changed either', async () => {
    const refusal = { message: 'This domain cannot be locked by the registrar.' };
    api(mock).patch(`/domains/${domain}`).reply(409, refusal);
    const fields = { autorenewEnabled: true, locked: true };
    const error = await failure(run({ kind: 'patch-domain', domain, fields }));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.message).toBe(
      'set autorenewEnabled, locked of example.com at main (namecom) failed: HTTP 409, This domain cannot be locked by the registrar. Not every registry has a transfer lock or privacy, and a lock may be held for some time after a registration or transfer: do what Name.com says, or take the setting out of the config. None of what was to change with it was changed either.',
    );
  });

  it('nameservers are set by an address with a colon that is not encoded', async () => {
    const nameservers = ['ns1.name.com', 'ns2.name.com'];
    let sent = '';
    api(mock)
      .post(`/domains/${domain}:setNameservers`, { nameservers })
      .reply((uri) => {
        sent = uri;
        return [200, detail()];
      });
    await run({ kind: 'nameservers', domain, nameservers });
    expect(sent).toBe('/core/v1/domains/example.com:setNameservers');
  });

  it('nameservers that a registry does not take yet', async () => {
    api(mock)
      .post(`/domains/${domain}:setNameservers`)
      .reply(400, { message: 'Bad Request', details: 'Parameter Value Error - Nameserver' });
    const error = await failure(run({ kind: 'nameservers', domain, nameservers: ['ns1.example.net'] }));
    expect(error.message).toContain('let the zone be there first');
  });
});

describe('DS records', () => {
  const ds = { keyTag: 2371, algorithm: 13, digestType: 2, digest: 'AB12' };
  const roll: NamecomCall = {
    kind: 'dnssec',
    domain,
    steps: [
      { kind: 'add', ds },
      { kind: 'drop', digest: 'cd34' },
    ],
  };

  it('come by POST and go by DELETE of their digest', async () => {
    api(mock)
      .post(dnssec, ds)
      .reply(200, { domainName: domain, ...ds });
    api(mock).delete(`${dnssec}/cd34`).reply(204);
    await run(roll);
  });

  it('that are there already, or gone already, are as they should be', async () => {
    api(mock).post(dnssec).reply(400, { message: 'This resource already exists.' });
    api(mock).delete(`${dnssec}/cd34`).reply(404, { message: 'Not Found' });
    await run(roll);
  });

  it('that the registry refuses say so; the first alone certainly', async () => {
    const refusal = { message: 'Permission denied', details: 'Failure creating DNSSEC at registry' };
    api(mock).post(dnssec).reply(403, refusal);
    const error = await failure(run(roll));
    expect(error).toMatchObject({ code: 'forbidden', effect: 'none' });
    expect(error.message).toContain('The registry of this domain has refused the DS record');

    api(mock)
      .post(dnssec)
      .reply(200, { domainName: domain, ...ds });
    api(mock).delete(`${dnssec}/cd34`).reply(400, { message: 'Bad Request' });
    expect(await failure(run(roll))).toMatchObject({ code: 'rejected', effect: 'unknown' });
  });
});
