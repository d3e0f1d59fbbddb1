/** Lists that cannot be true: rows twice, rows of another zone, pages without end. None of them may pass for a smaller zone. */
import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../../src/registrars/http/transport.ts';
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
      await expect(client.readZone(query)).rejects.toMatchObject(unexpected);
    });

    it('whose last row is cut off and whose first is there twice is no zone', async () => {
      const { simulated } = await open();
      const client = rewritten(registrar, simulated, (response, { operation }) =>
        operation === 'read records'
          ? withItems(response, (items) => [...items.slice(0, -1), items[0] as string])
          : response,
      );
      await expect(client.readZone(query)).rejects.toMatchObject(unexpected);
    });

    if (applies('tells-its-zone')) {
      it('of another zone is not taken for this one', async () => {
        const { simulated } = await open();
        const client = rewritten(registrar, simulated, (response, { operation }) =>
          operation === 'read records'
            ? { ...response, text: response.text.replaceAll(domain, 'example.org') }
            : response,
        );
        await expect(client.readZone(query)).rejects.toMatchObject(unexpected);
      });
    }
  });

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
      const read = await client.readRegistrations(queries);
      expect(read.get(domain)).toMatchObject({ domain });
      expect(read.get(second)).toMatchObject(unexpected);
      await expect(client.listRegistrations()).rejects.toMatchObject(unexpected);
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
      const outcome = await client.listRegistrations().catch((error: unknown) => error);
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
