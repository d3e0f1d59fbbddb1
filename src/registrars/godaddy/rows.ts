/** All rows of a zone, or of one type in it, from all pages. */
import { readArray } from '../http/guarded-fields.ts';
import { maxZoneRecords, readAllPages } from '../paging.ts';
import { onceEach } from '../rows.ts';
import { type Api, recordsPath } from './api.ts';
import { type AnsweredRow, readRow } from './wire.ts';

/** Default and maximum (terraform-provider-godaddy issue 44). */
export const rowsPerPage = 500;

/**
 * Throws `RegistrarError` where the rows cannot all be read, or one is there twice: the API refuses that (DUPLICATE_RECORD).
 * What `offset` counts is in dispute: rows to skip by the Swagger file, pages from 1 by terraform-provider-godaddy, which
 * was tried on large zones. `offset=2` tells: it is the second page, or the first one from its third row on.
 */
export async function readRows(api: Api, domain: string, type?: string): Promise<readonly AnsweredRow[]> {
  let first: ReadonlySet<string> = new Set();
  let countsRows = false;
  const { items, fail } = await readAllPages({
    what: 'records',
    first: { page: 1, offset: 0 },
    readPage: async ({ page, offset }, before) => {
      const { rows, fail } = await readPage(api, domain, type, page === 1 ? {} : { limit: rowsPerPage, offset });
      if (page === 1) first = new Set(rows.map(keyOf));
      const again = page === 2 ? rows.filter((row) => first.has(keyOf(row))) : [];
      if (page === 2) countsRows = again.length === rowsPerPage - 2;
      const items = countsRows ? rows.filter((row) => !again.includes(row)) : rows;
      const next = { page: page + 1, offset: page > 1 && countsRows ? before + items.length : page + 1 };
      return { items, perhaps: true, fail, ...(rows.length >= rowsPerPage && { next }) };
    },
    keyOf,
    perPage: rowsPerPage,
    atMost: maxZoneRecords,
  });
  return onceEach(items, keyOf, fail);
}

async function readPage(api: Api, domain: string, type: string | undefined, query: Readonly<Record<string, number>>) {
  const path = recordsPath(domain, type);
  const { json, fail } = await api.read({ path, query, operation: 'read records', object: domain, busy: 'wait' });
  return { rows: readArray(json, 'the list of records', fail).map((item) => readRow(item, fail)), fail };
}

/** Rows have no id: they are the same where all of their fields are. */
function keyOf({ raw }: AnsweredRow): string {
  return JSON.stringify(Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1)));
}
