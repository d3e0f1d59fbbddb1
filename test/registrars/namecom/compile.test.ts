/** From changes to calls, and how many: the API writes one record in one request, and answers it as it is stored. */
import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../../src/planner/inputs.ts';
import type { SettingChange } from '../../../src/planner/plan.ts';
import { compileSettings } from '../../../src/registrars/namecom/compile.ts';
import type { RegistrationNative } from '../../../src/registrars/namecom/live-registration.ts';
import { settingAddress } from '../../../src/schema/dns/address.ts';
import type { DsRdata } from '../../../src/schema/dns/rdata.ts';
import { printRdata } from '../../../src/schema/dns/record-types.ts';
import type { SettingField, SettingValues } from '../../../src/schema/domain/settings.ts';
import { recordSet } from '../../conformance/samples.ts';
import { domain } from './mocked.ts';
import { callsTo, changesTo, printed, zoneOf } from './zones.ts';

const addresses = (count: number) => Array.from({ length: count }, (_, n) => `n${n} A 300 192.0.2.${n}`);

/** Why it cannot be fewer stands with each: a request writes one row, and a row holds one value. */
const counts: Readonly<
  Record<string, { live: readonly string[]; wanted: readonly string[]; calls: readonly string[] }>
> = {
  'no change: nothing to write': {
    live: ['www A 300 192.0.2.1'],
    wanted: ['www A 300 192.0.2.1'],
    calls: [],
  },
  'add 1: a new row is one POST': {
    live: [],
    wanted: ['www A 300 192.0.2.1'],
    calls: ['POST www A 300 192.0.2.1'],
  },
  'change 1 of 4 values: the row of the value that leaves is written over; the other three are not touched': {
    live: ['www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    wanted: ['www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.9 | 192.0.2.4'],
    calls: ['PUT 3 www A 300 192.0.2.9'],
  },
  'change the TTL of a set of 4: each row has a TTL of its own': {
    live: ['www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    wanted: ['www A 600 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    calls: [
      'PUT 1 www A 600 192.0.2.1',
      'PUT 2 www A 600 192.0.2.2',
      'PUT 3 www A 600 192.0.2.3',
      'PUT 4 www A 600 192.0.2.4',
    ],
  },
  'three values become one: one row is written over, two leave, and the set is never empty': {
    live: ['www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3'],
    wanted: ['www A 300 192.0.2.9'],
    calls: ['PUT 1 www A 300 192.0.2.9', 'DELETE 2', 'DELETE 3'],
  },
  'one value becomes three: as many rows as values': {
    live: ['www A 300 192.0.2.1'],
    wanted: ['www A 300 192.0.2.7 | 192.0.2.8 | 192.0.2.9'],
    calls: ['PUT 1 www A 300 192.0.2.7', 'POST www A 300 192.0.2.8', 'POST www A 300 192.0.2.9'],
  },
  'preferences change places: rows are paired by their exchange, so that none becomes a duplicate on the way': {
    live: ['@ MX 300 10 mx1.example.net. | 20 mx2.example.net.'],
    wanted: ['@ MX 300 10 mx2.example.net. | 20 mx3.example.net.'],
    calls: ['PUT 2 @ MX 300 10 mx2.example.net', 'PUT 1 @ MX 300 20 mx3.example.net'],
  },
  'A to CNAME: the row turns into the other, and the name always answers': {
    live: ['www A 300 192.0.2.1'],
    wanted: ['www CNAME 300 target.example.net.'],
    calls: ['PUT 1 www CNAME 300 target.example.net'],
  },
  'two A and an AAAA to CNAME: what is too much leaves first, because a CNAME stands alone': {
    live: ['www A 300 192.0.2.1 | 192.0.2.2', 'www AAAA 300 2001:db8::1'],
    wanted: ['www CNAME 300 target.example.net.'],
    calls: ['DELETE 2', 'DELETE 3', 'PUT 1 www CNAME 300 target.example.net'],
  },
  'CNAME to A and AAAA: the CNAME goes with the first, before others come': {
    live: ['www CNAME 300 target.example.net.'],
    wanted: ['www A 300 192.0.2.1 | 192.0.2.2', 'www AAAA 300 2001:db8::1'],
    calls: ['PUT 1 www A 300 192.0.2.1', 'POST www A 300 192.0.2.2', 'POST www AAAA 300 2001:db8::1'],
  },
  'a row is not carried over to another name: what points to the old one is changed in between': {
    live: ['old A 300 192.0.2.1', 'www CNAME 300 old.example.com.'],
    wanted: ['new A 300 192.0.2.1', 'www CNAME 300 new.example.com.'],
    calls: ['POST new A 300 192.0.2.1', 'PUT 2 www CNAME 300 new.example.com', 'DELETE 1'],
  },
};

describe('the calls for a zone', () => {
  it.each(Object.entries(counts))('%s', (_case, { live, wanted, calls }) => {
    expect(printed(callsTo(zoneOf(...live), ...wanted))).toEqual(calls);
  });

  it('add 100: one POST for each row', () => {
    expect(callsTo(zoneOf(), ...addresses(100))).toHaveLength(100);
  });

  it('delete 50: one DELETE for each row', () => {
    expect(callsTo(zoneOf(...addresses(50)))).toHaveLength(50);
  });

  it('60 mixed over 20 names: at each name the larger of what leaves and what comes', () => {
    const names = Array.from({ length: 20 }, (_, n) => `n${n}`);
    // At each name: a TXT is new, the A changes its value, the AAAA goes: the row of the AAAA becomes the TXT.
    const live = names.flatMap((name) => [`${name} A 300 192.0.2.1`, `${name} AAAA 300 2001:db8::1`]);
    const wanted = names.flatMap((name) => [`${name} A 300 192.0.2.2`, `${name} TXT 300 new`]);
    const zone = zoneOf(...live);
    expect(changesTo(zone, ...wanted)).toHaveLength(60);
    expect(callsTo(zone, ...wanted)).toHaveLength(40);
  });

  it('tell what they cover, take one request each, and are plain JSON', () => {
    const calls = callsTo(zoneOf('www A 300 192.0.2.1 | 192.0.2.2', 'gone TXT 300 x'), 'www CNAME 300 t.example.net.');
    expect(calls.map(({ operation, covers }) => `${operation}: ${covers.join(', ')}`)).toEqual([
      'DELETE records/{id}: example.com/www/A',
      'PUT records/{id}: example.com/www/A, example.com/www/CNAME',
      'DELETE records/{id}: example.com/gone/TXT',
    ]);
    for (const call of calls) {
      expect(call).toMatchObject({ domain, requests: 1 });
      expect(JSON.parse(JSON.stringify(call))).toEqual(call);
    }
  });

  it('put rows of one set right that differ in TTL, or are there twice', () => {
    const zone = zoneOf('www A 300 192.0.2.1', 'www A 600 192.0.2.2');
    expect(zone.recordSets[0]).toMatchObject({ irregular: 'its records have different TTLs: 300, 600' });
    expect(printed(callsTo(zone, 'www A 600 192.0.2.1 | 192.0.2.2'))).toEqual(['PUT 1 www A 600 192.0.2.1']);
    const twice = zoneOf('www A 300 192.0.2.1', 'www A 300 192.0.2.1');
    expect(twice.recordSets[0]).toMatchObject({ irregular: 'one of its records is there twice' });
    expect(printed(callsTo(twice, 'www A 300 192.0.2.1'))).toEqual(['DELETE 2']);
    expect(printed(callsTo(twice, 'www A 300 192.0.2.1 | 192.0.2.2'))).toEqual(['PUT 2 www A 300 192.0.2.2']);
  });
});

describe('the calls for settings', () => {
  const ds = (...values: readonly string[]) =>
    values.flatMap((value) => recordSet(domain, 'x', 'DS', [value], 300).values as readonly DsRdata[]);
  const one = '12345 13 2 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855';
  const other = '54321 8 2 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08';

  function change<F extends SettingField>(
    name: string,
    field: F,
    after: SettingValues[F],
    present: readonly string[] = [],
  ) {
    // The registry's own spelling of the digest.
    const native: RegistrationNative = {
      ds: ds(...present).map((rdata) => ({ value: printRdata(rdata), digest: rdata.digest.toLowerCase() })),
    };
    const live: LiveRegistration = { domain: name, status: 'active', expiresAt: null, settings: {}, native };
    return { address: settingAddress(name, field), domain: name, field, before: null, after, live } as SettingChange;
  }
  const bodies = (...changes: readonly SettingChange[]) => compileSettings(changes).map(({ body }) => body);

  it('auto-renew, lock and privacy of a domain are one PATCH; another domain is another', () => {
    const calls = compileSettings([
      change(domain, 'auto_renew', true),
      change('example.net', 'privacy', false),
      change(domain, 'transfer_lock', false),
      change(domain, 'privacy', true),
    ]);
    expect(calls).toEqual([
      {
        operation: 'PATCH domains/{domain}',
        domain,
        covers: ['example.com:auto_renew', 'example.com:transfer_lock', 'example.com:privacy'],
        requests: 1,
        body: {
          kind: 'patch-domain',
          domain,
          fields: { autorenewEnabled: true, locked: false, privacyEnabled: true },
        },
      },
      {
        operation: 'PATCH domains/{domain}',
        domain: 'example.net',
        covers: ['example.net:privacy'],
        requests: 1,
        body: { kind: 'patch-domain', domain: 'example.net', fields: { privacyEnabled: false } },
      },
    ]);
  });

  it('nameservers are one request, without trailing dots', () => {
    expect(bodies(change(domain, 'nameservers', ['ns1.example.net.', 'ns2.example.net.']))).toEqual([
      { kind: 'nameservers', domain, nameservers: ['ns1.example.net', 'ns2.example.net'] },
    ]);
  });

  const add = (value: string) => {
    const [{ keyTag, algorithm, digestType, digest }] = ds(value) as [DsRdata];
    return { kind: 'add', ds: { keyTag, algorithm, digestType, digest } };
  };
  const drop = (value: string) => ({ kind: 'drop', digest: value.split(' ')[3]?.toLowerCase() });
  const dnssec = (steps: readonly object[]) => ({ kind: 'dnssec', domain, steps });

  it('DS records that come are there before those that leave are taken away', () => {
    expect(bodies(change(domain, 'dnssec', ds(other), [one]))).toEqual([dnssec([add(other), drop(one)])]);
    expect(bodies(change(domain, 'dnssec', ds(one, other), [one]))).toEqual([dnssec([add(other)])]);
    expect(bodies(change(domain, 'dnssec', [], [one, other]))).toEqual([dnssec([drop(one), drop(other)])]);
    expect(compileSettings([change(domain, 'dnssec', ds(other), [one])])[0]?.requests).toBe(2);
  });

  it('a DS record that changes but for its digest has to go before it comes', () => {
    const changed = one.replace('12345', '23456');
    expect(bodies(change(domain, 'dnssec', ds(changed), [one]))).toEqual([dnssec([drop(one), add(changed)])]);
  });
});
