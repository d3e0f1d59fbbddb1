/** Lists that cannot be true: rows twice, rows of another zone, pages without end. None of them may pass for a smaller zone. */
import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../src/registrars/http/transport.ts';
import { isWhole } from '../helpers/halves.ts';
import { simulate } from '../helpers/simulated.ts';
import { rewritten, withItems, withTotals } from './rewritten.ts';
import { recordSet, twoTtls } from './samples.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, type ZoneUnderTest } from './zone-under-test.ts';

export function listTests({ registrar, domain, applies }: Conformance): void {
  const [ttl] = twoTtls(registrar.descriptor.dns);
  const second = 'example.net';
  const query = { domain, ds: false, nameservers: false };
  const unexpected = { name: 'RegistrarError', code: 'unexpected-response', effect: 'none' };
  const openBoth = withSimulated(() => simulate(registrar, { domains: [domain, second] }));

  async function open(): Promise<ZoneUnderTest> {
    const zone = { registrar, domain, simulated: await openBoth(), exactRequests: false };
    const sets = ['a', 'b', 'c'].map((name) => recordSet(domain, name, 'A', ['192.0.2.1', '192.0.2.2'], ttl));
    await apply(zone, sets);
    return zone;
  }

  describe('a list of records', () => {
    const twice = (items: readonly string[]) => [...items, items.at(-1) as string];

    it.each([1, 0])('in which a row is twice (counted %i times more) is no zone', async (more) => {
      const { simulated } = await open();
      const client = rewritten(registrar, simulated, (response, { operation }) =>
        operation === 'read records' ? withTotals(withItems(response, twice), (total) => total + more) : response,
      );
      await expect(client.dns.readZone(query)).rejects.toMatchObject(unexpected);
    });

    it('whose last row is cut off and whose first is there twice is no zone', async () => {
      const { simulated } = await open();
      const client = rewritten(registrar, simulated, (response, { operation }) =>
        operation === 'read records'
          ? withItems(response, (items) => [...items.slice(0, -1), items[0] as string])
          : response,
      );
      await expect(client.dns.readZone(query)).rejects.toMatchObject(unexpected);
    });

    if (applies('tells-its-zone')) {
      it('of another zone is not taken for this one', async () => {
        const { simulated } = await open();
        const client = rewritten(registrar, simulated, (response, { operation }) =>
          operation === 'read records'
            ? { ...response, text: response.text.replaceAll(domain, 'example.org') }
            : response,
        );
        await expect(client.dns.readZone(query)).rejects.toMatchObject(unexpected);
      });
    }
  });

  if (!isWhole(registrar)) return;

  describe('a list of domains', () => {
    const queries = [domain, second].map((name) => ({ domain: name, fields: [] }));

    it('that has a domain twice says nothing about it, and what it says about others', async () => {
      const { simulated } = await open();
      const client = rewritten(registrar, simulated, (response, { operation }) =>
        /^list (registrations|domains)$/.test(operation)
          ? withTotals(
              withItems(response, (items) => items.flatMap((item) => (item.includes(second) ? [item, item] : [item]))),
              (total) => total + 1,
            )
          : response,
      );
      const read = await client.registration.readRegistrations(queries);
      expect(read.get(domain)).toMatchObject({ domain });
      expect(read.get(second)).toMatchObject(unexpected);
      const listed = await client.registration.listRegistrations();
      expect(listed.map((item) => item.domain).sort()).toEqual([domain, second].sort());
      expect(listed.find((item) => item.domain === second)).toMatchObject({ status: 'unknown', settings: {} });
    });

    const isList = (operation: string) => /^list (registrations|domains|zones)$/.test(operation);

    it.each<readonly [string, (item: string) => string]>([
      ['a date that is none', (item) => item.replace(/\d{4}-\d\d-\d\d[^"<]*|\d\d\/\d\d\/\d{4}/g, 'soon')],
      [
        'words for flags',
        (item) =>
          item.replace(
            /(?<=["':])(true|false|on|off)(?=[,"'}])/g,
            '"maybe"'.replaceAll('"', item.startsWith('<') ? '' : '"'),
          ),
      ],
      ['a name that is none', (item) => item.replaceAll(second, '-odd-.net')],
    ])('with an item of %s is read for all others', async (_case, change) => {
      const { simulated } = await open();
      const client = rewritten(registrar, simulated, (response, { operation }) =>
        isList(operation)
          ? withItems(response, (items) => items.map((item) => (item.includes(second) ? change(item) : item)))
          : response,
      );
      const read = await client.registration.readRegistrations([...queries, { domain: 'example.org', fields: [] }]);
      expect(read.get(domain)).toMatchObject({ domain });
      expect((await client.registration.listRegistrations()).map((item) => item.domain)).toContain(domain);
      expect(await client.dns.listZones()).toContain(domain);
      expect(await client.dns.readZone(query)).toMatchObject({ domain, status: 'present' });
    });

    it.each([
      ['in capitals', second, 'EXAMPLE.NET'],
      ['in Unicode', 'xn--bcher-kva.com', 'bücher.com'],
      ['in Unicode and capitals', 'xn--bcher-kva.com', 'BÜCHER.COM'],
    ])('that names one %s has it', async (_case, name, shown) => {
      const simulated = await simulate(registrar, { domains: [domain, name] });
      const client = rewritten(registrar, simulated, (response) => ({
        ...response,
        text: response.text.replaceAll(name, shown).replaceAll('bücher.com', shown),
      }));
      expect((await client.registration.listRegistrations()).map((item) => item.domain).sort()).toEqual(
        [domain, name].sort(),
      );
      expect([...(await client.dns.listZones())].sort()).toEqual([domain, name].sort());
      const read = await client.registration.readRegistrations(
        [domain, name].map((one) => ({ domain: one, fields: ['auto_renew'] })),
      );
      expect(read.get(name)).toMatchObject({ domain: name });
      expect(await client.dns.readZone({ ...query, domain: name })).toMatchObject({ domain: name, status: 'present' });
      await simulated.close();
    });

    it('may be empty', async () => {
      const simulated = await simulate(registrar);
      expect(await simulated.client.registration.listRegistrations()).toEqual([]);
      expect(await simulated.client.dns.listZones()).toEqual([]);
      const read = await simulated.client.registration.readRegistrations(queries);
      for (const { domain: name } of queries) expect(read.get(name)).toMatchObject({ code: 'not-found' });
      await simulated.close();
    });

    it('is not read for ever', async () => {
      const { simulated } = await open();
      const first = new Map<string, HttpResponse>();
      let lists = 0;
      const client = rewritten(registrar, simulated, (response, { operation, path }) => {
        if (!/^list (registrations|domains)$/.test(operation)) return response;
        lists += 1;
        const endless = first.get(path) ?? withNext(withTotals(fullPage(response, second), () => 1e9));
        first.set(path, endless);
        return endless;
      });
      const outcome = await client.registration.listRegistrations().catch((error: unknown) => error);
      // A list without pages is as long as it is.
      if (lists > 1 || outcome instanceof Error) expect(outcome).toMatchObject(unexpected);
      expect(lists).toBeLessThan(12);
    });
  });
}

/** As many domains as the largest of pages has, where the API goes by full pages. */
function fullPage(response: HttpResponse, name: string): HttpResponse {
  const isBare = response.text.startsWith('[') || response.text.includes('"SUCCESS"');
  if (!isBare || response.headers['total-count'] !== undefined) return response;
  return withItems(response, ([item = '']) =>
    Array.from({ length: 1000 }, (_, n) =>
      item.replaceAll(/"domain":"[^"]*"/g, `"domain":"d${n}.${name}"`).replace(/"domainId":\d+/, `"domainId":${n}`),
    ),
  );
}

/** There is always another page. */
function withNext(response: HttpResponse): HttpResponse {
  const text = response.text
    .replace(/"total_pages":\d+/, '"total_pages":1000000000')
    .replace(/"cursor":"[^"]*"/, '"cursor":"again"')
    .replace(/("domains":\[.*\])/s, '$1,"nextPage":2');
  return { ...response, text };
}
