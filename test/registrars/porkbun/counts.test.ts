/** The writes that each kind of change takes, counted at the simulator. */
import { describe, expect, it } from 'vitest';
import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { converge, type ZoneUnderTest } from '../../conformance/zone-under-test.ts';
import { simulate } from '../../helpers/simulated.ts';
import { domain, wanted } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const hosts = (from: number, to: number, ttl = 600) => range(from, to).map((n) => `h${n} A ${ttl} 192.0.2.${n % 250}`);
const four = 'x A 600 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4';

/** What is there, what is to be there, what is to go, the writes that it takes, and why not fewer. */
const counts: readonly (readonly [string, string[], string[], string[], number])[] = [
  ['no change', [four], [four], [], 0],
  ['adding 1 set of one value', [], hosts(1, 1), [], 1],
  // The API makes one record at a time.
  ['adding 100 sets of one value', [], hosts(1, 100), [], 100],
  // One record is edited by its id; the other three are not touched.
  ['changing 1 of 4 values', [four], [four.replace('192.0.2.4', '192.0.2.9')], [], 1],
  // The TTL stands at each record, and an edit by name and type would give all four the same value.
  ['the TTL of a set of 4 values', [four], [four.replace('600', '900')], [], 4],
  // Each is of another name, so there are no two that one call could take.
  ['deleting 50 sets of one value', hosts(1, 50), [], hosts(1, 50), 50],
  // By name and type.
  ['deleting a set of 4 values', [four], [], [four], 1],
  ['replacing 2 values by 3', ['x A 600 192.0.2.1 | 192.0.2.2'], ['x A 600 192.0.2.3 | 192.0.2.4 | 192.0.2.5'], [], 3],
  ['replacing 3 values by 1', ['x A 600 192.0.2.1 | 192.0.2.2 | 192.0.2.3'], ['x A 600 192.0.2.4'], [], 3],
  // At each name the address is edited, and the record that goes becomes the one that comes.
  [
    '60 changes over 20 names',
    range(1, 20).flatMap((n) => [`m${n} A 600 192.0.2.${n}`, `m${n} MX 600 10 mx.example.net.`]),
    range(1, 20).flatMap((n) => [`m${n} A 600 198.51.100.${n}`, `m${n} TXT 600 "new ${n}"`]),
    range(1, 20).map((n) => `m${n} MX 600 10 mx.example.net.`),
    40,
  ],
  // One edit that changes the type.
  ['an address that becomes a CNAME', ['x A 600 192.0.2.1'], ['x CNAME 600 y.example.net.'], ['x A 600 192.0.2.1'], 1],
  [
    'a CNAME that becomes an address',
    ['x CNAME 600 y.example.net.'],
    ['x A 600 192.0.2.1'],
    ['x CNAME 600 y.example.net.'],
    1,
  ],
  // Two would do (all four by name and type, then a creation), with a moment without any answer, which resolvers remember.
  ['four addresses that become a CNAME', [four], ['x CNAME 600 y.example.net.'], [four], 4],
];

describe('the fewest writes', () => {
  const open = withSimulated(() => simulate(porkbun, { domains: [{ domain, registered: true, zone: 'empty' }] }));

  it.each(counts)('%s', async (_case, there, desired, leaving, writes) => {
    const simulated = await open();
    const zone: ZoneUnderTest = { registrar: porkbun, simulated, domain, exactRequests: true };
    if (there.length > 0) await converge(zone, there.map(wanted));
    simulated.resetStats();
    await converge(zone, desired.map(wanted), leaving.map(wanted));
    expect(simulated.stats().writes).toBe(writes);
  });

  it('the parking page gives way in place', async () => {
    const simulated = await simulate(porkbun, { domains: [domain] });
    const zone: ZoneUnderTest = { registrar: porkbun, simulated, domain, exactRequests: true };
    const parking = ['@ ALIAS 600 pixie.porkbun.com.', '* CNAME 600 pixie.porkbun.com.'].map(wanted);
    await converge(zone, ['@ A 600 192.0.2.1', '* A 600 192.0.2.2'].map(wanted), parking);
    expect(simulated.stats().writes).toBe(2);
    await simulated.close();
  });
});
