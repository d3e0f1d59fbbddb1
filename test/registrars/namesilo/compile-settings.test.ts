import { describe, expect, it } from 'vitest';
import { namesilo } from '../../../src/registrars/namesilo/index.ts';
import type { DsRdata } from '../../../src/schema/dns/rdata.ts';
import { settingChange } from './helpers.ts';

const compile = namesilo.registration.compileSettings;
const ds = (keyTag: number): DsRdata => ({ type: 'DS', keyTag, algorithm: 13, digestType: 2, digest: 'AB'.repeat(32) });

describe('a setting', () => {
  it.each([
    ['auto_renew', true, 'addAutoRenewal'],
    ['auto_renew', false, 'removeAutoRenewal'],
    ['transfer_lock', true, 'domainLock'],
    ['transfer_lock', false, 'domainUnlock'],
    ['privacy', true, 'addPrivacy'],
    ['privacy', false, 'removePrivacy'],
  ] as const)('%s %s is one request, %s', (field, after, operation) => {
    expect(compile([settingChange(field, !after, after)])).toEqual([
      {
        operation,
        domain: 'example.com',
        covers: [`example.com:${field}`],
        requests: 1,
        body: { kind: 'switch', domain: 'example.com', operation },
      },
    ]);
  });

  it('nameservers are one request with all of them, without trailing dots', () => {
    const after = ['ns1.example.net.', 'ns2.example.net.'];
    expect(compile([settingChange('nameservers', null, after)])).toMatchObject([
      { operation: 'changeNameServers', requests: 1, body: { nameservers: ['ns1.example.net', 'ns2.example.net'] } },
    ]);
  });

  it.each([
    [1, /takes 2 to 13 nameservers, and there are 1\. List one more in the config\.$/],
    [14, /takes 2 to 13 nameservers, and there are 14\. List fewer in the config\.$/],
  ])('%i nameservers are refused by the plan', (count, reason) => {
    const after = Array.from({ length: count }, (_, n) => `ns${n}.example.net.`);
    const [call] = compile([settingChange('nameservers', [], after)]);
    expect(call).toMatchObject({ requests: 0, covers: ['example.com:nameservers'] });
    expect(call?.refused).toMatch(reason);
  });

  it.each([
    ['made', [], [1, 2], [1, 2], [], 'dnsSecRecords (add)'],
    ['rolled over', [1], [2], [2], [1], 'dnsSecRecords (add, delete)'],
    ['one of two taken away', [1, 2], [2], [], [1], 'dnsSecRecords (delete)'],
    ['off', [1, 2], [], [], [1, 2], 'dnsSecRecords (delete)'],
  ] as const)(
    'dnssec %s takes one request for each record that differs',
    (_case, before, after, add, remove, operation) => {
      const [call, ...others] = compile([settingChange('dnssec', before.map(ds), after.map(ds))]);
      expect(others).toEqual([]);
      expect(call).toMatchObject({
        operation,
        requests: add.length + remove.length,
        body: { kind: 'ds', add: add.map(ds), remove: remove.map(ds) },
      });
    },
  );

  it('of many domains is one call for each', () => {
    const domains = ['a.com', 'b.com', 'c.com'];
    const calls = compile(domains.map((domain) => settingChange('auto_renew', false, true, domain)));
    expect(calls.map(({ domain, requests }) => [domain, requests])).toEqual(domains.map((domain) => [domain, 1]));
  });

  it('compiles without the secret', () => {
    const calls = compile([
      settingChange('privacy', false, true),
      settingChange('nameservers', null, ['a.b.', 'c.d.']),
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/key/i);
  });
});
