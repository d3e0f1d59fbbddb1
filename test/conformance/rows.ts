/**
 * Rows to record sets, by one policy at all registrars: what cannot be read stands alone, order and spelling do not count.
 * Each answer is one that a simulator gives, with one row changed on its way.
 */
import { describe, expect, it } from 'vitest';
import type { LiveZone } from '../../src/planner/inputs.ts';
import type { HttpResponse } from '../../src/registrars/http/transport.ts';
import { printValues, recordSetKey } from '../../src/schema/dns/record-sets.ts';
import { simulate } from '../helpers/simulated.ts';
import { rewritten, withItems } from './rewritten.ts';
import { recordSet, twoTtls } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, changesOf, type ZoneUnderTest } from './zone-under-test.ts';

export function rowTests({ registrar, domain }: Conformance): void {
  const { dns } = registrar.descriptor;
  const [ttl, otherTtl] = twoTtls(dns);
  const openZone = withSimulated(() => simulate(registrar, { domains: [domain] }));
  const sets = [
    recordSet(domain, 'mail', 'MX', ['10 mx1.example.net.', '20 mx2.example.net.'], ttl),
    recordSet(domain, 'site', 'A', ['192.0.2.71', '192.0.2.72'], ttl),
    recordSet(domain, 'owner', 'A', ['192.0.2.73'], ttl),
    recordSet(domain, 'xn--bcher-kva', 'A', ['192.0.2.74'], ttl),
    recordSet(domain, 'pointer', 'CNAME', ['pointed.example.net.'], ttl),
    ...(dns.types.NS.access === 'write' ? [recordSet(domain, 'lowerzone', 'NS', ['served.example.net.'], ttl)] : []),
    ...(dns.types.PTR.access === 'write' ? [recordSet(domain, 'reversed', 'PTR', ['named.example.net.'], ttl)] : []),
  ];

  async function open(): Promise<ZoneUnderTest> {
    const zone = { registrar, domain, simulated: await openZone(), exactRequests: false };
    await apply(zone, sets);
    return zone;
  }

  async function read({ simulated }: ZoneUnderTest, change: (response: HttpResponse) => HttpResponse) {
    const client = rewritten(registrar, simulated, (response, { operation }) =>
      operation === 'read records' ? change(response) : response,
    );
    return client.dns.readZone({ domain, ds: false, nameservers: false });
  }
  const replaced = (from: string, to: string) => (response: HttpResponse) => {
    expect(response.text).toContain(from);
    return { ...response, text: response.text.replaceAll(from, to) };
  };
  const asItIs = (response: HttpResponse) => response;
  const shown = ({ recordSets }: LiveZone) =>
    recordSets.map((set) => `${recordSetKey(set)} ${set.ttlSeconds} ${printValues(set).join(' | ')}`);
  const odd = ({ unsupported }: LiveZone) => unsupported.map(({ name, type, text }) => `${name} ${type} ${text}`);

  describe('a row that cannot be read', () => {
    it.each([
      ['a target that is no name', 'mx2.example.net', '-mx2.example.net', 'mail', 'MX', '10 mx1.example.net.'],
      ['an address that is none', '192.0.2.72', '192.0.2.720', 'site', 'A', '192.0.2.71'],
    ])('by %s is alone: the other of its set and all others are read', async (_case, from, to, name, type, other) => {
      const zone = await open();
      const whole = await read(zone, asItIs);
      const found = await read(zone, replaced(from, to));
      const address = `${name}.${domain}. ${type}`;
      expect(found.recordSets.filter((set) => recordSetKey(set) === address).map(printValues)).toEqual([[other]]);
      const rest = (lines: readonly string[]) => lines.filter((line) => !line.startsWith(address));
      expect(rest(shown(found))).toEqual(rest(shown(whole)));
      expect(found.unsupported).toMatchObject([
        { name: `${name}.${domain}.`, type, text: expect.stringContaining(to), problem: expect.stringMatching(/\S/) },
      ]);
    });

    it.each(['own er', 'own..er', '-owner', 'own(er'])('by its name "%s" is alone, under that name', async (name) => {
      const zone = await open();
      const whole = await read(zone, asItIs);
      const found = await read(zone, replaced('owner', name));
      expect(odd(found)).toEqual([`${name}.${domain}. A 192.0.2.73`]);
      expect(shown(found)).toEqual(shown(whole).filter((line) => !line.startsWith('owner.')));
    });
  });

  describe('octets that DNS takes in any label (RFC 2181 section 11)', () => {
    const pointers = sets.filter(({ type }) => type === 'CNAME' || type === 'NS' || type === 'PTR');
    const cases = pointers.flatMap((set) =>
      ['in the name', 'in the target'].map((where) => [set.type, where, set] as const),
    );

    it.each(cases)('of %s %s: the row is alone, and stays as it is', async (_type, where, set) => {
      const zone = await open();
      const whole = await read(zone, asItIs);
      const owner = set.name.slice(0, set.name.indexOf('.'));
      const from = where === 'in the name' ? owner : (printValues(set)[0]?.split('.')[0] ?? '');
      for (const octet of [' ', '!', '(', '~', '+', '=']) {
        const to = `${from.slice(0, 2)}${octet}${from.slice(2)}`;
        const found = await read(zone, replaced(from, to));
        expect(found.unsupported).toMatchObject([{ type: set.type, problem: expect.stringMatching(/\S/) }]);
        expect(odd(found)[0]).toContain(to);
        expect(shown(found)).toEqual(shown(whole).filter((line) => !line.startsWith(`${set.name} ${set.type} `)));
        const rest = sets.filter((other) => other !== set);
        expect(changesOf(zone, found, rest, rest)).toEqual([]);
      }
    });
  });

  describe('rows', () => {
    it.each([
      ['in capitals', 'owner', 'OwNeR'],
      ['in Unicode', 'xn--bcher-kva', 'bücher'],
      ['in Unicode and capitals', 'xn--bcher-kva', 'BÜCHER'],
    ])('whose names come %s are the same', async (_case, from, to) => {
      const zone = await open();
      expect(shown(await read(zone, replaced(from, to)))).toEqual(shown(await read(zone, asItIs)));
    });

    it('that come in another order are the same', async () => {
      const zone = await open();
      const reversed = (response: HttpResponse) => withItems(response, (items) => items.toReversed());
      expect(shown(await read(zone, reversed))).toEqual(shown(await read(zone, asItIs)));
    });

    it.each(['first', 'last'])(
      'of which the %s has another TTL are a set of the smaller, and irregular',
      async (which) => {
        const zone = await open();
        const mixed = (response: HttpResponse) =>
          withItems(response, (items) => {
            const ordered = which === 'first' ? items : items.toReversed();
            return ordered.map((item) =>
              item.includes('192.0.2.72') ? item.replace(new RegExp(`\\b${ttl}\\b`), String(otherTtl)) : item,
            );
          });
        const found = await read(zone, mixed);
        const site = found.recordSets.find(({ name }) => name === `site.${domain}.`);
        const isOneItem = shown(found).some((line) => line.startsWith(`site.${domain}. A ${otherTtl} 192.0.2.71`));
        // LiveDNS has one TTL for a set.
        if (isOneItem && site?.irregular === undefined) return;
        expect(site).toMatchObject({ ttlSeconds: Math.min(ttl, otherTtl), irregular: expect.stringMatching(/TTL/) });
      },
    );
  });
}
