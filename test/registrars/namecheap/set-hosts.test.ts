/** setHosts at the simulator: what the API does with a whole zone, much of it in silence. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import type { SimulatedDomain } from '../../../src/registrars/namecheap/simulator/domains.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { foreignClient, rows, split } from './foreign-client.ts';

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

describe('setHosts', () => {
  it('replaces the zone, and keeps the ids of rows that stay', async () => {
    await setHosts('NONE', '@ A 192.0.2.1 10 300', 'x CNAME y.example.net 10 300');
    const [first, second] = await hosts();
    expect([first, second]).toEqual(['@ A 192.0.2.1 10 300 803', 'x CNAME y.example.net. 10 300 804']);
    await setHosts('NONE', 'x CNAME y.example.net. 10 300', '@ A 192.0.2.2 10 300');
    expect(await hosts()).toEqual(['x CNAME y.example.net. 10 300 804', '@ A 192.0.2.2 10 300 805']);
    await setHosts('NONE');
    expect(await hosts()).toEqual([]);
  });

  it('merges duplicates, and adds dots and quotes', async () => {
    await setHosts('NONE', '@ A 192.0.2.1', '@ A 192.0.2.1', 'n NS ns.example.net', 'N ns NS.example.net.');
    expect((await hosts()).map((host) => host.split(' ').slice(0, 3).join(' '))).toEqual([
      '@ A 192.0.2.1',
      'n NS ns.example.net.',
    ]);
    await send('domains.dns.setHosts', {
      ...split,
      HostName1: '@',
      RecordType1: 'CAA',
      Address1: '0 issue ca.example.net',
    });
    expect(await send('domains.dns.getHosts', split)).toContain('Address="0 issue &quot;ca.example.net&quot;"');
  });

  it('takes an absent or zero TTL for the default', async () => {
    await setHosts('NONE', '@ A 192.0.2.1', 'x A 192.0.2.1 10 0');
    expect(await hosts()).toEqual(['@ A 192.0.2.1 10 1800 803', 'x A 192.0.2.1 10 1800 804']);
  });

  it('saves MX rows under the mail type MX only, without a word', async () => {
    await setHosts('FWD', '@ A 192.0.2.1', '@ MX mx.example.net. 20');
    expect(await hosts()).toHaveLength(1);
    await setHosts('', '@ MX mx.example.net. 20');
    expect(await hosts()).toHaveLength(0);
    await setHosts('MX', '@ A 192.0.2.1', '@ MX mx.example.net. 20');
    expect(await hosts()).toEqual(['@ A 192.0.2.1 10 1800 804', '@ MX mx.example.net. 20 1800 805']);
  });

  it('ignores a changed MX preference, without a word', async () => {
    await setHosts('MX', '@ MX mx.example.net. 20');
    await setHosts('MX', '@ MX mx.example.net. 30');
    expect(await hosts()).toEqual(['@ MX mx.example.net. 20 1800 803']);
    await setHosts('NONE');
    await setHosts('MX', '@ MX mx.example.net. 30');
    expect(await hosts()).toEqual(['@ MX mx.example.net. 30 1800 804']);
  });

  it('ignores changed CAA flags and letter case, without a word', async () => {
    const caa = { HostName1: '@', RecordType1: 'CAA', HostName2: '@', RecordType2: 'TXT' };
    await send('domains.dns.setHosts', { ...split, ...caa, Address1: '0 issue "ca.example"', Address2: 'Token' });
    const before = await hosts();
    await send('domains.dns.setHosts', { ...split, ...caa, Address1: '128 issue "ca.example"', Address2: 'token' });
    expect(before).toHaveLength(2);
    expect(await hosts()).toEqual(before);
  });

  it('makes a dynamic DNS record a plain one, without a word', async () => {
    const stored = simulated.store.get('example.com') as SimulatedDomain;
    const [host] = stored.hosts;
    simulated.store.set('example.com', {
      ...stored,
      hosts: [{ ...host, name: 'home', type: 'A', address: '192.0.2.7', dynamic: true }],
    });
    expect(await send('domains.dns.getHosts', split)).toContain('IsDDNSEnabled="true"');
    await setHosts('FWD', 'home A 192.0.2.7 10 1800');
    expect(await send('domains.dns.getHosts', split)).toContain('IsDDNSEnabled="false"');
  });

  it('keeps the MX rows of a mail service, and takes no others', async () => {
    await setHosts('MX', '@ MX mx1.privateemail.com. 10');
    simulated.store.set('example.com', { ...(simulated.store.get('example.com') as SimulatedDomain), emailType: 'OX' });
    await setHosts('OX', '@ MX mx1.privateemail.com. 10', '@ MX mx.example.net. 10', '@ A 192.0.2.1');
    expect((await hosts()).map((host) => host.split(' ')[2])).toEqual(['mx1.privateemail.com.', '192.0.2.1']);
  });

  it.each([
    ['@ A not-an-address', '2050900'],
    ['@ AAAA 192.0.2.1', '2050900'],
    ['@ CNAME 192.0.2.1', '2050900'],
    ['@ NS ns1.example.net.', '2050900'],
    ['@ MX .', '2050900'],
    ['@ URL example.net', '2050900'],
    ['@ TXT "x"', '2050900'],
    ['a..b A 192.0.2.1', '2050900'],
    ['@ A 192.0.2.1 10 59', '2011166'],
    ['@ A 192.0.2.1 10 60001', '2011166'],
    ['@ SRV sip.example.net.', '2011166'],
  ])('refuses %s, and changes nothing', async (line, number) => {
    const before = await hosts();
    expect(
      await errorOf('domains.dns.setHosts', { ...split, EmailType: 'MX', ...rows('ok A 192.0.2.1', line) }),
    ).toMatch(number);
    expect(await hosts()).toEqual(before);
  });

  it('refuses a CNAME beside others, and more than 150 records', async () => {
    expect(
      await errorOf('domains.dns.setHosts', { ...split, ...rows('x CNAME y.example.net.', 'x A 192.0.2.1') }),
    ).toMatch(/^2050900/);
    const many = Array.from({ length: 151 }, (_, n) => `h${n} A 192.0.2.1`);
    expect(await errorOf('domains.dns.setHosts', { ...split, ...rows(...many) })).toBe('3013288 Too many records');
    await setHosts('NONE', ...many.slice(1));
    expect(await hosts()).toHaveLength(150);
  });

  it('is shut behind custom nameservers, and the hosts are there afterwards', async () => {
    const away = { SLD: 'away', TLD: 'com' };
    expect(await errorOf('domains.dns.setHosts', away)).toMatch(/^2030288/);
    expect(await send('domains.dns.setDefault', away)).toContain('Updated="true"');
    expect(await send('domains.dns.getHosts', away)).toContain('parkingpage.namecheap.com.');
  });
});
