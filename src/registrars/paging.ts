/**
 * Lists that come page by page: read to their end, and no further. A list that goes round, that never ends, that ends
 * before or after what it has announced, or that changes while it is read is an unexpected answer: a row that is missed
 * looks like one that was deleted.
 */
import type { Fail } from './http/fields.ts';

/** More records than any host here holds in one zone; Cloudflare's largest plan has 3,500 by default, Namecheap 150. */
export const maxZoneRecords = 100_000;

/** More domains or zones than any account here is known to have. */
export const maxAccountDomains = 1_000_000;

export interface Page<T, C> {
  readonly items: readonly T[];
  /** How many there are on all pages; absent: not told. */
  readonly total?: number | undefined;
  /** What the next page is asked for by; absent: this was the last. */
  readonly next?: C | undefined;
  /** The API does not tell that there is a next page: this one was full, so there may be. That one may then be empty. */
  readonly perhaps?: boolean;
  /** Pages that can be asked for at the same time, the next among them. */
  readonly upcoming?: readonly C[];
  readonly fail: Fail;
}

export interface Paging<T, C> {
  /** What is listed, for messages: `records`. */
  readonly what: string;
  /** What the first page is asked for by. */
  readonly first: C;
  /** `before`: how many items the earlier pages had. */
  readPage(at: C, before: number): Promise<Page<T, C>>;
  /** What tells one item from another. */
  keyOf(item: T): string;
  readonly perPage: number;
  /** Items on all pages. */
  readonly atMost: number;
}

const changed = 'The list was changed while it was read, or its pages are wrong: run again; if it stays so, report it.';

/**
 * Page by page, so that the caller may stop early. Within a page one item may be there twice, which is the caller's to
 * judge; on two pages it is an error, since pages that overlap have a gap elsewhere. Throws what `fail` makes.
 */
export async function* readPages<T, C>(paging: Paging<T, C>): AsyncGenerator<Page<T, C>, void> {
  const { what, atMost } = paging;
  const maxPages = Math.ceil(atMost / paging.perPage);
  const seen = new Set<string>();
  const asked = new Set<string>();
  const ahead = new Map<string, Promise<Page<T, C>>>();
  let count = 0;
  let total: number | undefined;
  let mayBeEmpty = true;
  let at: C | undefined = paging.first;
  for (let number = 1; at !== undefined; number++) {
    const cursor = JSON.stringify(at);
    const page: Page<T, C> = await (ahead.get(cursor) ?? paging.readPage(at, count));
    const wrong = (text: string) => page.fail(text).with({ advice: changed });
    ahead.delete(cursor);
    asked.add(cursor);

    const keys = page.items.map(paging.keyOf);
    const known = keys.filter((key) => seen.has(key));
    if (known.length > 0) throw wrong(`page ${number} has ${known.length} ${what} of earlier pages, ${known[0]} first`);
    for (const key of keys) seen.add(key);
    if (number > 1 && page.total !== total) {
      throw wrong(`page ${number} counts ${page.total ?? 'no'} ${what}, after ${total ?? 'no'}`);
    }
    total = page.total;
    count += keys.length;
    if (keys.length === 0 && !mayBeEmpty) throw wrong(`page ${number} is empty, after ${count} ${what}`);
    const isLast = page.next === undefined;
    if (count > atMost || (total ?? 0) > atMost || (number >= maxPages && !isLast)) {
      throw page.fail(
        `${Math.max(count, total ?? 0)} ${what} on ${number} pages and more, where ${atMost} are too many`,
      );
    }
    if (isLast && total !== undefined && total !== count && total !== seen.size) {
      throw wrong(`${count} ${what} where ${total} were announced`);
    }
    if (!isLast && asked.has(JSON.stringify(page.next))) throw wrong(`page ${number} is followed by an earlier one`);

    yield page;
    mayBeEmpty = page.perhaps === true;
    at = page.next;
    for (const next of page.upcoming ?? []) {
      const key = JSON.stringify(next);
      if (asked.has(key) || ahead.has(key)) continue;
      const reading = paging.readPage(next, count);
      // Whoever comes to that page gets the error.
      reading.catch(() => undefined);
      ahead.set(key, reading);
    }
  }
}

/** All items of all pages, and what makes errors about them. */
export async function readAllPages<T, C>(paging: Paging<T, C>): Promise<{ readonly items: readonly T[]; fail: Fail }> {
  const items: T[] = [];
  let fail: Fail | undefined;
  for await (const page of readPages(paging)) {
    for (const item of page.items) items.push(item);
    fail = page.fail;
  }
  return { items, fail: fail as Fail };
}
