import { afterEach, describe, expect, it } from 'vitest';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import type { SimulatedDomain } from '../../../src/registrars/namecheap/simulator/domains.ts';
import type { SettingField } from '../../../src/schema/domain/settings.ts';
import { type Simulated, type SimulateOptions, simulate } from '../../helpers/simulated.ts';

let simulated: Simulated;
afterEach(() => simulated.close());

/** `d000.com`, `d001.com`, ... */
const names = (count: number) => Array.from({ length: count }, (_, n) => `d${String(n).padStart(3, '0')}.com`);
const listed: readonly SettingField[] = ['auto_renew', 'transfer_lock', 'privacy'];

async function open(domains: SimulateOptions['domains'] = ['example.com']): Promise<Simulated> {
  simulated = await simulate(namecheap, { domains, now: () => new Date('2026-11-23T10:00:00Z') });
  return simulated;
}

function change(domain: string, changed: Partial<SimulatedDomain>): void {
  simulated.store.set(domain, { ...(simulated.store.get(domain) as SimulatedDomain), ...changed });
}

async function reads(task: () => Promise<unknown>): Promise<number> {
  simulated.resetStats();
  await task();
  return simulated.stats().reads;
}

describe('the requests of a read', () => {
  it('are one for each 100 domains that the list tells about', async () => {
    const { client } = await open(names(250));
    const queries = names(250).map((domain) => ({ domain, fields: listed }));
    expect(await reads(() => client.registration.readRegistrations(queries))).toBe(3);
    expect((await client.registration.readRegistrations(queries)).size).toBe(250);
    expect(await client.registration.listRegistrations()).toHaveLength(250);
  });

  it('end with the page that has the last of the domains', async () => {
    const { client } = await open(names(250));
    const [first = '', second = ''] = names(250);
    const query = (domain: string) => [{ domain, fields: listed }];
    expect(await reads(() => client.registration.readRegistrations([...query(first), ...query(second)]))).toBe(1);
    expect(await reads(() => client.registration.readRegistrations(query('d199.com')))).toBe(2);
  });

  it('are one more for each domain whose nameservers are wanted, and no list for those alone', async () => {
    const { client } = await open(names(3));
    const all = names(3).map((domain) => ({ domain, fields: [...listed, 'nameservers' as const] }));
    expect(await reads(() => client.registration.readRegistrations(all))).toBe(4);
    const alone = names(3).map((domain) => ({ domain, fields: ['nameservers' as const] }));
    expect(await reads(() => client.registration.readRegistrations(alone))).toBe(3);
  });

  it('of a zone are one, also with the nameservers of a domain that was listed', async () => {
    const { client } = await open();
    const query = { domain: 'example.com', ds: false, nameservers: true };
    expect(await reads(() => client.dns.readZone({ ...query, nameservers: false }))).toBe(1);
    expect(await reads(() => client.dns.readZone(query))).toBe(2);
    const together = () =>
      Promise.all([
        client.registration.readRegistrations([{ domain: 'example.com', fields: listed }]),
        client.dns.readZone(query),
      ]);
    expect(await reads(together)).toBe(2);
    expect(await reads(() => client.dns.readZone(query))).toBe(1);
  });
});

describe('a registration', () => {
  it('is read with dates, words and flags in our terms', async () => {
    const { client } = await open();
    change('example.com', { autoRenew: false, privacy: null, expires: '2026-11-01T00:00:00Z' });
    const read = await client.registration.readRegistrations([{ domain: 'example.com', fields: listed }]);
    expect(read.get('example.com')).toEqual({
      domain: 'example.com',
      status: 'expired',
      expiresAt: '2026-11-01T00:00:00.000Z',
      settings: { auto_renew: false, transfer_lock: true, privacy: false },
      native: { privacy: 'absent', subscription: null },
    });
  });

  it('that fails alone leaves the others', async () => {
    const { client, store } = await open(names(3));
    const queries = names(3).map((domain) => ({ domain, fields: [...listed, 'nameservers' as const] }));
    change('d001.com', { nameservers: ['not a name', 'ns2.example.net'] });
    const read = await client.registration.readRegistrations(queries);
    expect(read.get('d000.com')).toMatchObject({ settings: { transfer_lock: true } });
    expect(read.get('d001.com')).toMatchObject({ code: 'unexpected-response', object: 'd001.com' });
    expect(read.get('d002.com')).toMatchObject({ settings: { transfer_lock: true } });
    expect(store.keys()).toHaveLength(3);
  });

  it('that another account shares is not in the list, and the error says so', async () => {
    const { client } = await open();
    const read = await client.registration.readRegistrations([{ domain: 'shared.com', fields: listed }]);
    expect(read.get('shared.com')).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('A domain that another account shares with this one is not listed'),
    });
  });

  it('is listed as a zone only while Namecheap answers for it', async () => {
    const { client } = await open([
      'example.com',
      { domain: 'away.com', registered: true, zone: 'default', nameservers: ['ns1.example.net', 'ns2.example.net'] },
    ]);
    expect(await client.dns.listZones()).toEqual(['example.com']);
    expect(await client.dns.readZone({ domain: 'away.com', ds: false, nameservers: true })).toMatchObject({
      status: 'unreachable',
      nameservers: ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'],
    });
  });
});

describe('the nameservers to delegate to', () => {
  it('are those of FreeDNS for a domain that is registered elsewhere', async () => {
    const { client } = await open([{ domain: 'guest.com', registered: false, zone: 'empty' }]);
    const zone = await client.dns.readZone({ domain: 'guest.com', ds: false, nameservers: true });
    expect(zone.nameservers).toEqual([1, 2, 3, 4, 5].map((n) => `freedns${n}.registrar-servers.com.`));
  });
});

/** As a domain that is only hosted is answered: go-namecheap-sdk, its test of getInfo (2026-11-30). */
it('a domain that is only hosted has neither status nor expiry', async () => {
  const { client } = await open([{ domain: 'example.com', registered: false, zone: 'empty' }]);
  const read = await client.registration.readRegistrations([{ domain: 'example.com', fields: ['nameservers'] }]);
  expect(read.get('example.com')).toMatchObject({ status: 'unknown', expiresAt: null });
});

describe('a zone comes back from other nameservers', () => {
  it('with the records that it had, which a write then keeps', async () => {
    const { client } = await open();
    const nameservers = (after: readonly string[]) =>
      namecheap.registration.compileSettings([
        {
          address: 'example.com:nameservers',
          domain: 'example.com',
          field: 'nameservers',
          before: null,
          after,
          live: { domain: 'example.com', status: 'active', expiresAt: null, settings: {}, native: null },
        },
      ]);
    for (const call of nameservers(['ns1.example.net.', 'ns2.example.net.'])) await client.execute(call);
    expect(await client.dns.readZone({ domain: 'example.com', ds: false, nameservers: false })).toMatchObject({
      status: 'unreachable',
    });
    for (const call of nameservers(['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.']))
      await client.execute(call);
    const zone = await client.dns.readZone({ domain: 'example.com', ds: false, nameservers: false });
    expect(zone.recordSets.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'example.com. URL',
      'www.example.com. CNAME',
    ]);
  });
});
