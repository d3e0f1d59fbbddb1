import { describe, expect, it } from 'vitest';
import { hover } from '../../../src/registrars/hover/index.ts';
import { withSimulated } from '../../conformance/with-simulated.ts';
import { converge, type ZoneUnderTest } from '../../conformance/zone-under-test.ts';
import { type Simulated, simulate } from '../../helpers/simulated.ts';
import { domain, wanted } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const hosts = (from: number, to: number, ttl = 900) => range(from, to).map((n) => `h${n} A ${ttl} 192.0.2.${n % 250}`);
const four = 'x A 900 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4';

/** What is there, what is to be there, what is to go, the writes that it takes, and why not fewer. */
const counts: readonly (readonly [string, string[], string[], string[], number])[] = [
  ['no change', [four], [four], [], 0],
  ['adding 1 set of one value', [], hosts(1, 1), [], 1],
  // A request makes one record.
  ['adding 100 sets of one value', [], hosts(1, 100), [], 100],
  // No request is known to change a record: one comes, one goes; the other three are not touched.
  ['changing 1 of 4 values', [four], [four.replace('192.0.2.4', '192.0.2.9')], [], 2],
  // Four additions and two deletions: with one, all four would be gone at once before the first is back.
  ['the TTL of a set of 4 values', [four], [four.replace('900', '300')], [], 6],
  // One of them is there all the time, whichever goes first.
  ['the TTL of 4 values, and a fifth', [four], [`${four.replace('900', '300')} | 192.0.2.5`], [], 6],
  // Nothing else is there to answer.
  ['the TTL of a set of 1 value', hosts(1, 1), hosts(1, 1, 300), [], 2],
  // One request deletes any number.
  ['deleting 50 sets of one value', hosts(1, 50), [], hosts(1, 50), 1],
  ['deleting a set of 4 values', [four], [], [four], 1],
  ['replacing 2 values by 3', ['x A 900 192.0.2.1 | 192.0.2.2'], ['x A 900 192.0.2.3 | 192.0.2.4 | 192.0.2.5'], [], 4],
  ['replacing 3 values by 1', ['x A 900 192.0.2.1 | 192.0.2.2 | 192.0.2.3'], ['x A 900 192.0.2.4'], [], 2],
  // 20 changed and 20 new sets are 40 additions; what leaves goes in one request, that of the changed ones too.
  [
    '60 changes over 20 names',
    range(1, 20).flatMap((n) => [`m${n} A 900 192.0.2.${n}`, `m${n} MX 900 10 mx.example.net.`]),
    range(1, 20).flatMap((n) => [`m${n} A 900 198.51.100.${n}`, `m${n} TXT 900 "new ${n}"`]),
    range(1, 20).map((n) => `m${n} MX 900 10 mx.example.net.`),
    41,
  ],
  // They cannot stand together: one goes, one comes.
  ['an address that becomes a CNAME', ['x A 900 192.0.2.1'], ['x CNAME 900 y.example.net.'], ['x A 900 192.0.2.1'], 2],
  ['four addresses that become a CNAME', [four], ['x CNAME 900 y.example.net.'], [four], 2],
  [
    'a CNAME that becomes an address',
    ['x CNAME 900 y.example.net.'],
    ['x A 900 192.0.2.1'],
    ['x CNAME 900 y.example.net.'],
    2,
  ],
  // Two CNAMEs at one name cannot be.
  ['the target of a CNAME', ['x CNAME 900 y.example.net.'], ['x CNAME 900 z.example.net.'], [], 2],
];

describe('the fewest safe writes', () => {
  const open = withSimulated(() => simulate(hover, { domains: [{ domain, registered: true, zone: 'empty' }] }));

  it.each(counts)('%s', async (_case, there, desired, leaving, writes) => {
    const simulated = await open();
    const zone: ZoneUnderTest = { registrar: hover, simulated, domain, exactRequests: true };
    if (there.length > 0) await converge(zone, there.map(wanted));
    simulated.resetStats();
    await converge(zone, desired.map(wanted), leaving.map(wanted));
    expect(simulated.stats().writes).toBe(writes);
  });
});

describe('reads', () => {
  const domains = range(1, 20).map((n) => `d${n}.example`);
  const open = withSimulated(() => simulate(hover, { domains }));

  it('of 20 zones and their registrations are one sign-in, one list, and one request for each zone', async () => {
    const simulated = await open();
    await readAll(simulated);
    const { reads, writes, by_path } = simulated.stats();
    expect({ reads, writes }).toEqual({ reads: 3 + 1 + 20, writes: 0 });
    expect(by_path).toMatchObject({
      'GET /signin': 1,
      'POST /signin/auth.json': 1,
      'POST /signin/auth2.json': 1,
      'GET /api/domains': 1,
      'GET /api/control_panel/dns/d1.example': 1,
    });
  });

  async function readAll({ client }: Simulated): Promise<void> {
    await Promise.all([
      client.registration.readRegistrations(
        domains.map((name) => ({ domain: name, fields: ['auto_renew', 'nameservers'] })),
      ),
      ...domains.map((name) => client.dns.readZone({ domain: name, ds: false, nameservers: true })),
      client.dns.listZones(),
      client.verify(),
    ]);
  }
});
