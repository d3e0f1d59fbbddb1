/** Record sets: every type the host can hold, odd names and texts, TTLs, changes of every kind. */
import { describe, expect, it } from 'vitest';
import { octetsOf } from '../../src/schema/dns/octets.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { simulate } from '../helpers/simulated.ts';
import { names, oddValues, recordSet, samples, texts, twoTtls, txtSet } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { converge, defaultsInTheWay, type ZoneUnderTest } from './zone-under-test.ts';

/** The length and octets of strings, as the generic form of RFC 3597 has them. */
function generic(strings: readonly string[]): string {
  const wire = Buffer.concat(strings.map(octetsOf).flatMap((octets) => [Buffer.of(octets.length), octets]));
  return `${wire.length} ${wire.toString('hex')}`;
}

export function recordTests({ registrar, domain, applies, sampleNames }: Conformance): void {
  const { dns } = registrar.descriptor;
  const [ttl, otherTtl] = twoTtls(dns);
  const openZone = withSimulated(() => simulate(registrar, { domains: [domain] }));
  const open = async (): Promise<ZoneUnderTest> => {
    return { registrar, domain, simulated: await openZone(), exactRequests: applies('exact-requests') };
  };
  const set = (name: string, type: RecordType, values: readonly string[], seconds = ttl) =>
    recordSet(domain, name, type, values, seconds);

  /** What the host says it cannot hold must be said before anything is sent; the rest must work. */
  async function holdOrRefuse(wanted: RecordSet): Promise<void> {
    const problems = dns.checkRecordSet(wanted, domain);
    for (const problem of problems) expect(problem.message).toMatch(/\S+ \S+/);
    if (problems.length > 0) return;
    const zone = await open();
    await converge(zone, [wanted], await defaultsInTheWay(zone, wanted));
  }

  describe('record sets of type', () => {
    for (const type of recordTypeNames) {
      const support = dns.types[type];
      if (support.access !== 'write') {
        it(`${type} cannot be held, and the descriptor says why`, () => {
          expect(support.reason).toMatch(/\S+ \S+.*[^.]$/);
        });
        continue;
      }
      it(`${type} are made, changed, given another TTL and taken away`, async () => {
        const { one, other, many } = samples[type];
        const name = sampleNames?.[type] ?? samples[type].name;
        const zone = await open();
        // A DS needs the delegation that it secures.
        const company = type === 'DS' ? [set(name, 'NS', ['ns1.example.net.'])] : [];
        const all = many ? [one, other] : [other];
        const holds = (wanted: RecordSet) => dns.checkRecordSet(wanted, domain).length === 0;
        expect(holds(set(name, type, [one])), `checkRecordSet refuses the plainest ${type}`).toBe(true);
        const steps = [
          set(name, type, [one]),
          set(name, type, all),
          set(name, type, all, otherTtl),
          set(name, type, [other]),
        ];
        for (const step of steps.filter(holds)) await converge(zone, [...company, step]);
        await converge(zone, company, [set(name, type, [one])]);
      });
    }
  });

  describe('a name may be', () => {
    it.each(names)('%s', async (_case, name) => holdOrRefuse(set(name, 'TXT', ['text'])));

    it('a wildcard with an address', () => holdOrRefuse(set('*.wild', 'A', ['192.0.2.1'])));
    it('the apex with addresses', () => holdOrRefuse(set('@', 'A', ['192.0.2.1', '192.0.2.2'])));
    it('the apex with mail', () => holdOrRefuse(set('@', 'MX', ['1 mx.example.net.', '5 mx2.example.net.'])));
    if (dns.apexCname) it('the apex with a CNAME', () => holdOrRefuseApexCname());
  });

  async function holdOrRefuseApexCname(): Promise<void> {
    const zone = await open();
    // Nothing else may answer for addresses there.
    const leaving = [set('@', 'A', ['192.0.2.1']), set('@', 'AAAA', ['2001:db8::1'])];
    await converge(zone, [set('@', 'CNAME', ['target.example.net.'])], leaving);
  }

  describe('a target may be', () => {
    it('the apex itself', () => holdOrRefuse(set('www2', 'CNAME', [`${domain}.`])));
    it('a name in the zone', () => holdOrRefuse(set('www2', 'CNAME', [`host.${domain}.`])));
    it('a Unicode name', () => holdOrRefuse(set('www2', 'CNAME', ['bücher.example.net.'])));
    it('a name with underscores', () => holdOrRefuse(set('k1._domainkey', 'CNAME', ['k1._domainkey.example.net.'])));
    it('the null MX', () => holdOrRefuse(set('nomail', 'MX', ['0 .'])));
    if (dns.types.SRV.access === 'write') {
      it('the null SRV', () => holdOrRefuse(set('_imap._tcp', 'SRV', ['0 0 0 .'])));
    }
  });

  const odd = oddValues.filter(([, type]) => dns.types[type].access === 'write');
  if (odd.length > 0) {
    describe('a value may be', () => {
      it.each(odd)('%s', async (_case, type, value) => holdOrRefuse(set(samples[type].name, type, [value])));
    });
  }

  describe('a text may have', () => {
    if (dns.txt === 'strings') {
      it('strings of its own, of any octets, also at other places than before', async () => {
        const zone = await open();
        const strings = (...values: string[]) => set('service', 'TXT', [`\\# ${generic(values)}`]);
        await converge(zone, [strings('txtvers=1', 'note=lobby')]);
        await converge(zone, [strings('txtvers=1no', 'te=lobby')]);
        await converge(zone, [strings('', 'a\udcffb', '\udcc3', '\udca9')]);
      });
    }

    it.each(texts)('%s', async (_case, text) => holdOrRefuse(txtSet(domain, 'odd', text, ttl)));

    it('company of other texts, one of which changes', async () => {
      const zone = await open();
      const long = samples.TXT.one.padEnd(301, ' x');
      const first = dns.checkRecordSet(set('many', 'TXT', [long]), domain).length === 0 ? long : samples.TXT.one;
      await converge(zone, [set('many', 'TXT', [first, 'a', 'b'])]);
      await converge(zone, [set('many', 'TXT', [first, 'a', 'c'])]);
      await converge(zone, [set('many', 'TXT', ['c'])]);
    });
  });

  describe('a TTL may be', () => {
    const { minSeconds, maxSeconds, autoSeconds } = dns.ttl;
    const bounds = [
      ...new Set([minSeconds, maxSeconds, dns.ttl.defaultSeconds, ...(autoSeconds === undefined ? [] : [autoSeconds])]),
    ];
    it.each(bounds)('%i s', async (seconds) => {
      const zone = await open();
      await converge(zone, [set('timed', 'A', ['192.0.2.1'], seconds)]);
    });
  });

  describe('changes in one run', () => {
    it('of type: an address becomes a CNAME and an address again', async () => {
      const zone = await open();
      const address = set('swap', 'A', ['192.0.2.1', '192.0.2.2']);
      const alias = set('swap', 'CNAME', ['target.example.net.']);
      await converge(zone, [address]);
      await converge(zone, [alias], [address]);
      await converge(zone, [address], [alias]);
    });

    it('of every kind at once leave the rest of the zone as it was', async () => {
      const zone = await open();
      const rest = [set('rest', 'TXT', ['one', 'two']), set('rest', 'A', ['192.0.2.9'], otherTtl)];
      const before = [
        set('a', 'A', ['192.0.2.1', '192.0.2.2']),
        set('b', 'MX', ['10 mx.example.net.']),
        set('c', 'TXT', ['x']),
      ];
      await converge(zone, [...rest, ...before]);
      await converge(
        zone,
        [
          set('a', 'A', ['192.0.2.2', '192.0.2.3']),
          set('b', 'MX', ['10 mx.example.net.'], otherTtl),
          set('d', 'TXT', ['new']),
        ],
        [set('c', 'TXT', ['x'])],
      );
      await converge(
        zone,
        [],
        [set('a', 'A', ['1.2.3.4']), set('b', 'MX', ['1 x.example.net.']), set('d', 'TXT', ['new'])],
      );
    });

    if (applies('many-records')) {
      it('of a zone of 1,201 records, or as many as it holds', { timeout: 120_000 }, async () => {
        const zone = await open();
        const room = (dns.maxRecords ?? Number.POSITIVE_INFINITY) - 20;
        const sets = Array.from({ length: Math.min(1201, room) }, (_, n) =>
          set(`n${n}`, 'A', [`198.51.${Math.floor(n / 250)}.${n % 250}`]),
        );
        await converge(zone, sets);
        const changed = [set('n7', 'A', ['203.0.113.7'])];
        await converge(zone, changed, [set('n8', 'A', ['203.0.113.8'])]);
      });
    }
  });
}
