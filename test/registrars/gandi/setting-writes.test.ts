/** What goes over the wire for settings. */
import { describe, expect, it } from 'vitest';
import { looksAfterMs } from '../../../src/registrars/gandi/registry-changes.ts';
import { useHttpMock } from '../../helpers/http-mock.ts';
import { domain } from './helpers.ts';
import { detail, domainPath, failure, gandiApi, run } from './wire.ts';

const api = gandiApi(useHttpMock());

describe('the writes of settings', () => {
  it('auto_renew: the terms go along unchanged', async () => {
    api()
      .patch(`${domainPath}/autorenew`, { enabled: true, duration: 3, org_id: 'fe0b' })
      .reply(200, { message: 'ok' });
    await run({ kind: 'auto-renew', domain, enabled: true, renewal: { duration: 3, orgId: 'fe0b' } });
  });

  it('auto_renew: the terms are read where they are not known', async () => {
    api().get(domainPath).reply(200, detail);
    api()
      .patch(`${domainPath}/autorenew`, { enabled: true, duration: 3, org_id: 'fe0b' })
      .reply(200, { message: 'ok' });
    await run({ kind: 'auto-renew', domain, enabled: true, renewal: null });
  });

  it('transfer_lock: done where Gandi says so', async () => {
    api().patch(`${domainPath}/status`, { clientTransferProhibited: false }).reply(200, { message: 'ok' });
    await run({ kind: 'transfer-lock', domain, locked: false, canLock: null });
  });

  it('transfer_lock: looked at until it shows, where Gandi says that it is still to be made', async () => {
    api().patch(`${domainPath}/status`, { clientTransferProhibited: false }).reply(202, { message: 'ok' });
    api().get(domainPath).reply(200, detail);
    api()
      .get(domainPath)
      .reply(200, { ...detail, status: [] });
    const waits: number[] = [];
    await run({ kind: 'transfer-lock', domain, locked: false, canLock: null }, waits);
    expect(waits).toEqual(looksAfterMs.slice(0, 2));
  });

  it('transfer_lock is not sent where the registry has none', async () => {
    const error = await failure(run({ kind: 'transfer-lock', domain, locked: true, canLock: false }));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.message).toContain('can_tld_lock');
  });

  it('transfer_lock that is refused says what may be the reason', async () => {
    api()
      .patch(`${domainPath}/status`)
      .reply(400, { errors: [{ name: 'status', description: 'not possible' }] });
    const error = await failure(run({ kind: 'transfer-lock', domain, locked: true, canLock: null }));
    expect(error.advice).toContain('may have no transfer lock');
  });

  const nameservers = ['ns1.example.net.', 'ns2.example.net.'];
  const sent = { nameservers: ['ns1.example.net', 'ns2.example.net'] };
  const former = ['ns-25-a.gandi.net', 'ns-58-c.gandi.net'];

  const unsigned = () => api().get(`${domainPath}/dnskeys`).reply(200, []);

  it('nameservers: looked at until they show', async () => {
    unsigned();
    api().put(`${domainPath}/nameservers`, sent).reply(202, { message: 'ok' });
    api().get(`${domainPath}/nameservers`).times(2).reply(200, former);
    api().get(`${domainPath}/nameservers`).reply(200, ['NS2.example.net', 'ns1.example.net']);
    const waits: number[] = [];
    await run({ kind: 'nameservers', domain, nameservers }, waits);
    expect(waits).toEqual(looksAfterMs.slice(0, 3));
  });

  it('nameservers: in doubt where they do not show in time', async () => {
    unsigned();
    api().put(`${domainPath}/nameservers`, sent).reply(202, { message: 'ok' });
    api().get(`${domainPath}/nameservers`).times(looksAfterMs.length).reply(200, former);
    const error = await failure(run({ kind: 'nameservers', domain, nameservers }));
    expect(error).toMatchObject({ code: 'unavailable', effect: 'unknown' });
    expect(error.seen).toBe('Gandi has accepted the change, but still shows the former value');
  });

  it('nameservers: in doubt where they cannot be looked at', async () => {
    unsigned();
    api().put(`${domainPath}/nameservers`, sent).reply(202, { message: 'ok' });
    api().get(`${domainPath}/nameservers`).reply(403, { message: 'Access was denied to this resource.' });
    const error = await failure(run({ kind: 'nameservers', domain, nameservers }));
    expect(error).toMatchObject({ code: 'forbidden', effect: 'unknown' });
  });

  it('nameservers: refused is refused', async () => {
    unsigned();
    api()
      .put(`${domainPath}/nameservers`)
      .reply(400, { errors: [{ name: 'nameservers', description: 'unknown host' }] });
    const error = await failure(run({ kind: 'nameservers', domain, nameservers }));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
  });

  it('nameservers: not sent while the registry holds keys of the domain', async () => {
    api()
      .get(`${domainPath}/dnskeys`)
      .reply(200, [{ id: 1, algorithm: 13, keytag: 4711, type: 'ksk' }]);
    const error = await failure(run({ kind: 'nameservers', domain, nameservers }));
    expect(error).toMatchObject({ code: 'rejected', effect: 'none' });
    expect(error.advice).toContain('Turn DNSSEC off');
  });

  it.each([400, 404])('nameservers: sent where the registry has no keys at all (HTTP %i)', async (status) => {
    api().get(`${domainPath}/dnskeys`).reply(status, { message: 'DNSSEC is not available' });
    api().put(`${domainPath}/nameservers`, sent).reply(202, { message: 'ok' });
    api().get(`${domainPath}/nameservers`).reply(200, sent.nameservers);
    await run({ kind: 'nameservers', domain, nameservers });
  });

  it('nameservers: not sent where the keys cannot be seen', async () => {
    api().get(`${domainPath}/dnskeys`).reply(403, { message: 'Access was denied to this resource.' });
    const error = await failure(run({ kind: 'nameservers', domain, nameservers }));
    expect(error).toMatchObject({ code: 'forbidden', effect: 'none' });
  });
});
