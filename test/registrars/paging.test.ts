import { describe, expect, it } from 'vitest';
import { type Page, type Paging, readAllPages, readPages } from '../../src/registrars/paging.ts';
import { fail } from './http/reading.ts';

interface Read {
  readonly asked: number[];
  readonly paging: Paging<string, number>;
}

/** A list whose page n is `page(n)`; `numbers('1-3')` are its items. */
function listOf(page: (n: number) => Partial<Page<string, number>>, atMost = 100): Read {
  const asked: number[] = [];
  return {
    asked,
    paging: {
      what: 'records',
      first: 1,
      readPage: async (at) => {
        asked.push(at);
        return { items: [], fail, ...page(at) };
      },
      keyOf: (item) => item,
      perPage: 10,
      atMost,
    },
  };
}

function numbers(text: string): readonly string[] {
  const [from = 0, to = from] = text.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

describe('a list', () => {
  it('is read to its end', async () => {
    const { paging, asked } = listOf((n) =>
      n < 3 ? { items: numbers(`${n}0-${n}9`), total: 25, next: n + 1 } : { items: numbers('30-34'), total: 25 },
    );
    expect((await readAllPages(paging)).items).toHaveLength(25);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('may end with an empty page where only a full page tells that there may be another', async () => {
    const { paging } = listOf((n) => (n === 1 ? { items: numbers('0-9'), perhaps: true, next: 2 } : {}));
    expect((await readAllPages(paging)).items).toHaveLength(10);
  });

  it('may be empty', async () => {
    expect((await readAllPages(listOf(() => ({ total: 0 })).paging)).items).toEqual([]);
  });

  it('is read no further than its reader wants', async () => {
    const { paging, asked } = listOf((n) => ({ items: [String(n)], next: n + 1 }));
    for await (const { items } of readPages(paging)) if (items.includes('3')) break;
    expect(asked).toEqual([1, 2, 3]);
  });

  it('has its pages asked for side by side where they are known, and in order', async () => {
    const { paging, asked } = listOf((n) => ({
      items: [String(n)],
      total: 10,
      ...(n < 10 && { next: n + 1, upcoming: numbers(`${n + 1}-${Math.min(n + 4, 10)}`).map(Number) }),
    }));
    expect((await readAllPages(paging)).items).toEqual(numbers('1-10'));
    expect(asked).toEqual(numbers('1-10').map(Number));
  });

  it('keeps what is twice on one page for its reader to judge', async () => {
    for (const total of [2, 3]) {
      expect((await readAllPages(listOf(() => ({ items: ['1', '2', '1'], total })).paging)).items).toHaveLength(3);
    }
  });
});

describe('a list is not believed', () => {
  const cases: readonly (readonly [string, (n: number) => Partial<Page<string, number>>, number, string])[] = [
    ['that sends the same page for ever', (n) => ({ items: numbers('0-9'), next: n + 1 }), 2, 'of earlier pages'],
    ['that goes round', (n) => ({ items: [String(n)], next: n === 3 ? 1 : n + 1 }), 3, 'followed by an earlier one'],
    ['that points to itself', (n) => ({ items: ['1'], next: n }), 1, 'followed by an earlier one'],
    ['whose pages overlap', (n) => ({ items: numbers(`${n}-${n + 1}`), next: n + 1 }), 2, 'page 2 has 1 records'],
    ['that announces more than there can be', () => ({ items: ['1'], total: 1e9, next: 2 }), 1, '1000000000 records'],
    ['with new items for ever', (n) => ({ items: numbers(`${n}0-${n}9`), next: n + 1 }), 10, 'are too many'],
    ['with one new item a page for ever', (n) => ({ items: [String(n)], next: n + 1 }), 10, 'are too many'],
    ['with a page of too many', () => ({ items: numbers('0-100') }), 1, '101 records'],
    ['with an empty page before its end', (n) => ({ items: n === 1 ? ['1'] : [], next: n + 1 }), 2, 'page 2 is empty'],
    ['that ends early', () => ({ items: ['1'], total: 2 }), 1, '1 records where 2 were announced'],
    ['that ends late', () => ({ items: ['1', '2'], total: 1 }), 1, '2 records where 1 were announced'],
    [
      'that is counted anew',
      (n) => ({ items: [`${n}`], total: 5 + n, next: n + 1 }),
      2,
      'page 2 counts 7 records, after 6',
    ],
    [
      'that stops counting',
      (n) => ({ items: [`${n}`], ...(n === 1 && { total: 2, next: 2 }) }),
      2,
      'page 2 counts no records, after 2',
    ],
  ];
  it.each(cases)('%s', async (_case, page, requests, seen) => {
    const { paging, asked } = listOf(page);
    await expect(readAllPages(paging)).rejects.toMatchObject({
      code: 'unexpected-response',
      seen: expect.stringContaining(seen),
    });
    expect(asked).toHaveLength(requests);
  });
});
