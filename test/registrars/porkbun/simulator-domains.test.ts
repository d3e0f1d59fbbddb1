/** Domains at the simulator as other clients meet them, and the few things that only it can show of ours. */
import { beforeEach, describe, expect, it } from 'vitest';
import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import { simulatorWith } from '../../../src/registrars/porkbun/simulator/index.ts';
import { simulate } from '../../helpers/simulated.ts';
import { type ForeignClient, foreignClient } from './foreign-client.ts';
import { domain } from './helpers.ts';

let api: ForeignClient = foreignClient();
beforeEach(() => {
  api = foreignClient();
});

describe('a domain', () => {
  it('shows flags as texts and as numbers, and dates without a zone', () => {
    expect(api.get(`domain/get/${domain}`).json.domain).toEqual({
      domain,
      status: 'ACTIVE',
      tld: 'com',
      createDate: '2026-11-23 12:00:00',
      expireDate: '2027-11-23 12:00:00',
      securityLock: '1',
      whoisPrivacy: '1',
      autoRenew: 1,
      notLocal: 0,
      apiAccess: 1,
    });
  });

  it('is set with others in one request, each with its own result', () => {
    api.simulator.seed({ domain: 'b.com', registered: true, zone: 'default' });
    api.simulator.seed({ domain: 'shut.com', registered: true, zone: 'default' });
    api.change({ apiAccess: false }, 'shut.com');
    const body = { status: 'off', domains: ['b.com', 'shut.com', 'stranger.com'] };
    expect(api.post(`domain/updateAutoRenew/${domain}`, body).json.results).toMatchObject({
      [domain]: { status: 'SUCCESS' },
      'b.com': { status: 'SUCCESS' },
      'shut.com': { status: 'ERROR', code: 'API_ACCESS_DISABLED' },
      'stranger.com': { status: 'ERROR', code: 'INVALID_DOMAIN' },
    });
    expect(api.get('domain/listAll?autoRenew=no').json.domains).toHaveLength(2);
  });

  it('that is delegated elsewhere says so, and keeps its records', () => {
    expect(api.post(`domain/updateNs/${domain}`, { ns: ['NS1.example.net.', 'ns2.example.net'] }).status).toBe(200);
    expect(api.get(`domain/getNs/${domain}`).json.ns).toEqual(['ns1.example.net', 'ns2.example.net']);
    expect(api.get(`domain/get/${domain}`).json.domain.notLocal).toBe(1);
    expect(api.create({ name: 'x', type: 'A', content: '192.0.2.1' }).status).toBe(200);
  });

  it.each([
    ['an empty list', [], 400],
    ['one nameserver', ['ns1.example.net'], 200],
    ['a name that is none', ['ns1.example.net', 'ns 2'], 200],
  ])('refuses %s, with HTTP %i', (_case, ns, status) => {
    expect(api.post(`domain/updateNs/${domain}`, { ns })).toMatchObject({ status, json: { status: 'ERROR' } });
  });

  it('without DS shows an empty list where it else shows a map', () => {
    expect(api.get(`dns/getDnssecRecords/${domain}`).json.records).toEqual([]);
    const ds = { keyTag: '2371', alg: '13', digestType: '2', digest: 'AB' };
    // Once more with numbers, as pkb_client 2.3.1 sends it: the same record.
    for (const sent of [ds, { ...ds, keyTag: 2371, alg: 13, digestType: 2 }]) {
      expect(api.post(`dns/createDnssecRecord/${domain}`, sent)).toMatchObject({ status: 200 });
    }
    expect(api.get(`dns/getDnssecRecords/${domain}`).json.records).toEqual({ '2371': ds });
    api.post(`dns/deleteDnssecRecord/${domain}/2371`);
    expect(api.get(`dns/getDnssecRecords/${domain}`).json.records).toEqual([]);
  });

  it('shows URL forwards among its records as pointers', () => {
    api.post(`domain/addUrlForward/${domain}`, { subdomain: '', location: 'https://example.net', type: 'temporary' });
    expect(api.records().map(({ name, type, content }) => [name, type, content])).toEqual([
      ['example.com', 'ALIAS', 'uixie.porkbun.com'],
      ['*.example.com', 'CNAME', 'uixie.porkbun.com'],
    ]);
    const [forward] = api.get(`domain/getUrlForwarding/${domain}`).json.forwards;
    api.post(`domain/deleteUrlForward/${domain}/${forward.id}`);
    expect(api.records()).toEqual([]);
  });

  it('is seeded once', () => {
    api.create({ name: 'x', type: 'A', content: '192.0.2.1' });
    api.simulator.seed({ domain, registered: true, zone: 'empty' });
    expect(api.records()).toHaveLength(3);
  });
});

it('more domains than a page holds come page by page, and our client reads them all', async () => {
  const names = Array.from({ length: 1001 }, (_, n) => `d${n}.com`);
  const simulated = await simulate(porkbun, { domains: names });
  expect(await simulated.client.registration.listRegistrations()).toHaveLength(1001);
  expect(simulated.stats().reads).toBe(2);
  await simulated.close();
});

it('the NS of the apex may be shown, as until 2024, and are never ours', async () => {
  const registrar = { ...porkbun, loadSimulator: async () => simulatorWith({ showApexNs: true }) };
  const simulated = await simulate(registrar, { domains: [domain] });
  const { recordSets } = await simulated.client.dns.readZone({ domain, ds: false, nameservers: true });
  const ns = recordSets.find(({ type }) => type === 'NS');
  expect(ns).toMatchObject({ ttlSeconds: 86_400, system: expect.stringContaining('Porkbun') });
  await simulated.close();
});

it('auto-renew of 40 domains is two requests, and holds for each', async () => {
  const names = Array.from({ length: 40 }, (_, n) => `d${n}.com`);
  const simulated = await simulate(porkbun, { domains: names });
  const read = async () => {
    const queries = names.map((name) => ({ domain: name, fields: ['auto_renew' as const] }));
    return [...(await simulated.reconnect().registration.readRegistrations(queries)).values()];
  };
  const off = names.slice(0, 10);
  await simulated.client.execute(autoRenew(false, off));
  expect(simulated.stats().writes).toBe(1);
  await simulated.client.execute(autoRenew(true, names.slice(10)));
  expect((await read()).filter((live) => 'settings' in live && live.settings.auto_renew === false)).toHaveLength(10);
  expect(simulated.stats()).toMatchObject({ writes: 2, reads: 1 });
  await simulated.close();
});

function autoRenew(enabled: boolean, domains: readonly string[]) {
  const covers = domains.map((name) => `${name}:auto_renew`);
  const body = { kind: 'auto-renew', enabled, domains };
  return { operation: 'POST domain/updateAutoRenew', domain: null, covers, requests: 1, body };
}
