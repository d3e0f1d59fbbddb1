import { afterEach, describe, expect, it } from 'vitest';
import type { SettingChange } from '../../../src/planner/plan.ts';
import type { RegistrationNative } from '../../../src/registrars/namecheap/compile.ts';
import { namecheap } from '../../../src/registrars/namecheap/index.ts';
import { unreachableZone } from '../../../src/registrars/namecheap/live-zone.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import type { SettingField, SettingValues } from '../../../src/schema/domain/settings.ts';
import { converge, type ZoneUnderTest } from '../../conformance/zone-under-test.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { changesTo, domain, set, zoneOf } from './rows.ts';

let simulated: Simulated | undefined;
afterEach(async () => {
  await simulated?.close();
  simulated = undefined;
});

const hosts = (from: number, to: number): RecordSet[] =>
  Array.from({ length: to - from }, (_, n) => set(`h${from + n}`, 'A', [`192.0.2.${(from + n) % 250}`]));
const four = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'];

/** What is there, what is to be there, what is to go, and the writes that it takes. */
const counts: readonly (readonly [string, RecordSet[], RecordSet[], RecordSet[], number])[] = [
  ['adding 1 set', [], hosts(0, 1), [], 1],
  ['adding 100 sets', [], hosts(0, 100), [], 1],
  ['changing 1 of 4 values', [set('x', 'A', four)], [set('x', 'A', [...four.slice(1), '192.0.2.9'])], [], 1],
  ['changing a TTL', [set('x', 'A', four)], [set('x', 'A', four, 300)], [], 1],
  ['deleting 50 sets', hosts(0, 50), [], hosts(0, 50), 1],
  [
    '60 changes over 20 names',
    hosts(0, 40),
    [...hosts(0, 20).map((h) => ({ ...h, ttlSeconds: 600 })), ...hosts(40, 60)],
    hosts(20, 40),
    1,
  ],
  [
    'turning an A into a CNAME',
    [set('x', 'A', four)],
    [set('x', 'CNAME', ['y.example.net.'])],
    [set('x', 'A', four)],
    1,
  ],
  ['changing an MX host', [set('@', 'MX', ['10 a.example.net.'])], [set('@', 'MX', ['10 b.example.net.'])], [], 1],
  [
    'changing an MX preference',
    [set('@', 'MX', ['10 a.example.net.'])],
    [set('@', 'MX', ['20 a.example.net.'])],
    [],
    2,
  ],
  [
    'changing CAA flags',
    [set('@', 'CAA', ['0 issue "ca.example"'])],
    [set('@', 'CAA', ['128 issue "ca.example"'])],
    [],
    2,
  ],
  ['changing letter case', [set('x', 'TXT', ['Token'])], [set('x', 'TXT', ['token'])], [], 2],
  ['changing a text', [set('x', 'TXT', ['ends.'])], [set('x', 'TXT', ['ends'])], [], 1],
];

describe('the fewest writes', () => {
  it.each(counts)('%s', async (_case, there, desired, leaving, writes) => {
    simulated = await simulate(namecheap, { domains: [{ domain, registered: true, zone: 'empty' }] });
    const zone: ZoneUnderTest = { registrar: namecheap, simulated, domain, exactRequests: true };
    if (there.length > 0) await converge(zone, there);
    simulated.resetStats();
    const calls = await converge(zone, desired, leaving);
    expect(simulated.stats().writes).toBe(writes);
    expect(calls).toHaveLength(1);
  });

  it('for no changes are none', () => {
    const live = unreachableZone(domain);
    expect(namecheap.dns.compileZone({ domain, live, changes: [] })).toEqual([]);
  });
});

describe('a zone behind other nameservers', () => {
  it('is not written unseen: the call counts, but sends nothing', async () => {
    simulated = await simulate(namecheap, { domains: [domain] });
    const changes = changesTo(zoneOf('NONE'), [set('x', 'A', four)]);
    const [call] = namecheap.dns.compileZone({ domain, live: unreachableZone(domain), changes });
    expect(call).toMatchObject({ operation: 'setHosts', requests: 1, covers: [`${domain}/x/A`] });
    await expect(simulated.client.execute(call as never)).rejects.toMatchObject({ code: 'rejected', effect: 'none' });
    expect(simulated.stats().writes).toBe(0);
  });
});

describe('a setting', () => {
  const native: RegistrationNative = { privacy: 'present', subscription: null };

  function compiledSetting<F extends SettingField>(
    field: F,
    after: SettingValues[F],
    rest: Partial<RegistrationNative> = {},
  ) {
    const live = {
      domain,
      status: 'active',
      expiresAt: null,
      settings: {},
      native: { ...native, ...rest },
    };
    const change = { address: `${domain}:${field}`, domain, field, before: null, after, live } as SettingChange;
    return namecheap.registration.compileSettings([change])[0];
  }

  it('nameservers goes back to the default by setDefault, in any order and only for exactly those two', () => {
    const own = ['dns1.registrar-servers.com.', 'dns2.registrar-servers.com.'];
    expect(compiledSetting('nameservers', own)).toMatchObject({ operation: 'setDefault', body: { nameservers: null } });
    expect(compiledSetting('nameservers', [...own].reverse())).toMatchObject({ operation: 'setDefault' });
    expect(compiledSetting('nameservers', [...own, 'ns.example.net.'])).toMatchObject({
      operation: 'setCustom',
      body: { nameservers: ['dns1.registrar-servers.com', 'dns2.registrar-servers.com', 'ns.example.net'] },
    });
  });

  it('privacy costs a read more where its subscription is not known', () => {
    expect(compiledSetting('privacy', true)).toMatchObject({ operation: 'whoisguard.enable', requests: 2 });
    const subscription = { id: '7', forwardedTo: 'ops@example.net' };
    expect(compiledSetting('privacy', false, { subscription })).toMatchObject({ requests: 1, body: { subscription } });
  });

  it('privacy of a domain without a subscription is refused with what to do', () => {
    expect(compiledSetting('privacy', true, { privacy: 'absent' })).toMatchObject({
      requests: 0,
      refused: expect.stringContaining('Add Domain Privacy'),
    });
  });

  it.each(['auto_renew', 'dnssec'] as const)('%s has no command', (field) => {
    expect(compiledSetting(field, field === 'dnssec' ? [] : (true as never))).toMatchObject({
      refused: expect.stringContaining('no command'),
    });
  });
});
