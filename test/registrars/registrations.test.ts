/** Which pages of a list are read, and whose details are asked for. */
import { expect, it } from 'vitest';
import type { LiveRegistration } from '../../src/planner/inputs.ts';
import { RegistrarError } from '../../src/registrars/errors.ts';
import {
  type ListedDomain,
  listRegistrations,
  type RegistrationSource,
  readRegistrations,
} from '../../src/registrars/registrations.ts';

const registration = (domain: string): LiveRegistration => ({
  domain,
  status: 'active',
  expiresAt: null,
  settings: {},
  native: null,
});

const error = (seen: string, code: RegistrarError['code'] = 'unexpected-response') =>
  new RegistrarError({
    ...{ registrar: 'testco', account: 'main', operation: 'read', object: 'it', code, seen },
    advice: 'Run again.',
    effect: 'none',
  });

/** Domains `d0` to `d9` on pages of two; `asked` is what goes out, by page or by domain. */
function scene(more: Partial<RegistrationSource<string, number>> = {}, items: readonly ListedDomain<string>[] = ten) {
  const asked: string[] = [];
  const source: RegistrationSource<string, number> = {
    pages: () => ({
      what: 'domains',
      first: 1,
      readPage: async (page) => {
        asked.push(`page ${page}`);
        const next = page * 2 < items.length ? { next: page + 1 } : {};
        return {
          items: items.slice(page * 2 - 2, page * 2),
          total: items.length,
          fail: (seen) => error(seen),
          ...next,
        };
      },
      keyOf: ({ domain }) => domain,
      perPage: 2,
      atMost: 100,
    }),
    tell: registration,
    detail: async ({ domain }) => {
      asked.push(domain);
      return registration(domain);
    },
    absent: (domain) => error(`${domain} is in no list`, 'not-found'),
    ...more,
  };
  return { source, asked };
}
const ten = Array.from({ length: 10 }, (_, n): ListedDomain<string> => ({ domain: `d${n}`, read: `d${n}` }));

const queries = (...domains: readonly string[]) => domains.map((domain) => ({ domain, fields: [] }));

it.each<readonly [string, readonly string[], boolean, readonly string[]]>([
  ['one domain is asked for by its name', ['d7'], true, ['d7']],
  ['one domain is looked for where a detail tells less', ['d3'], false, ['page 1', 'page 2']],
  ['a list is read until all are found', ['d1', 'd2'], false, ['page 1', 'page 2']],
  ['pages that are left are not read for fewer domains', ['d0', 'd9'], true, ['page 1', 'd9']],
  [
    'and are read for as many',
    ['d0', 'd1', 'd6', 'd7', 'd8', 'd9'],
    true,
    ['page 1', 'page 2', 'page 3', 'page 4', 'page 5'],
  ],
])('%s', async (_case, domains, detailReplacesList, expected) => {
  const { source, asked } = scene({ detailReplacesList });
  const read = await readRegistrations(source, queries(...domains));
  expect(asked).toEqual(expected);
  expect([...read.keys()]).toEqual(domains);
  expect([...read.values()].every((one) => !(one instanceof RegistrarError))).toBe(true);
});

it('what the list is of no use for is asked for by its name, and looked for in no list', async () => {
  const { source, asked } = scene({ listed: ({ domain }) => domain !== 'd9' });
  await readRegistrations(source, queries('d0', 'd9'));
  expect(asked).toEqual(['page 1', 'd9']);
});

it('a domain that the whole list does not have is its own error, or is asked for where that does not tell', async () => {
  const { source, asked } = scene();
  const read = await readRegistrations(source, queries('d0', 'stranger'));
  expect(read.get('stranger')).toMatchObject({ code: 'not-found' });
  expect(read.get('d0')).toMatchObject({ domain: 'd0' });
  const { absent: _, ...asking } = source;
  asked.splice(0);
  await readRegistrations(asking, queries('d0', 'stranger'));
  expect(asked.at(-1)).toBe('stranger');
});

it.each([
  ['that cannot be read', [{ domain: 'd0', read: error('odd') }], { code: 'unexpected-response' }],
  [
    'that is there twice',
    [ten[0] as ListedDomain<string>, ten[0] as ListedDomain<string>],
    { code: 'unexpected-response' },
  ],
  ["that is no longer the account's", [{ domain: 'd0', read: null }], { code: 'not-found' }],
])('an item %s is the error of its domain alone', async (_case, odd, expected) => {
  const { source } = scene({}, [...odd, ...ten.slice(1, 4)]);
  const read = await readRegistrations(source, queries('d0', 'd1', 'd2', 'd3'));
  expect(read.get('d0')).toMatchObject(expected);
  expect(['d1', 'd2', 'd3'].map((domain) => read.get(domain))).toMatchObject(['d1', 'd2', 'd3'].map(registration));
  const listed = await listRegistrations(source);
  expect(listed.filter(({ domain }) => domain !== 'd0').map(({ domain }) => domain)).toEqual(['d1', 'd2', 'd3']);
});

it('the detail of a domain that fails is its own error, and the others are read', async () => {
  const { source } = scene({
    listed: () => false,
    detail: async ({ domain }) =>
      domain === 'd1' ? Promise.reject(error('no', 'unauthorized')) : registration(domain),
  });
  const read = await readRegistrations(source, queries('d0', 'd1', 'd2'));
  expect(read.get('d1')).toMatchObject({ code: 'unauthorized' });
  expect(read.get('d2')).toMatchObject({ domain: 'd2' });
});

it('where nothing has shown that the credentials serve, the first goes alone, and ends what it would be refused for', async () => {
  const asked: string[] = [];
  const detail = async ({ domain }: { readonly domain: string }) => {
    asked.push(domain);
    throw error('no', 'unauthorized');
  };
  const { source } = scene({ listed: () => false, detail });
  await expect(readRegistrations(source, queries('d0', 'd1', 'd2'))).rejects.toMatchObject({ code: 'unauthorized' });
  expect(asked).toEqual(['d0']);
});

it('nobody asked for is nothing to send', async () => {
  const { source, asked } = scene();
  expect((await readRegistrations(source, [])).size).toBe(0);
  expect(asked).toEqual([]);
});
