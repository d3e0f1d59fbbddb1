/** All rows of a zone, or of one type in it, from all pages. */
import type { RegistrarError } from '../errors.ts';
import { readArray } from '../http/guarded-fields.ts';
import { type Answer, type Api, recordsPath } from './api.ts';
import { type AnsweredRow, readRow } from './wire.ts';

/** Default and maximum (terraform-provider-godaddy issue 44). */
const rowsPerPage = 500;

interface Page {
  readonly rows: readonly AnsweredRow[];
  readonly fail: Answer['fail'];
}

/**
 * Throws `RegistrarError` where the rows cannot all be read.
 * What `offset` counts is in dispute: rows to skip by the Swagger file, pages from 1 by terraform-provider-godaddy, which
 * was tried on large zones. `offset=2` tells: it is the second page, or the first one from its third row on.
 */
export async function readRows(api: Api, domain: string, type?: string): Promise<readonly AnsweredRow[]> {
  const first = await readPage(api, domain, type, {});
  if (first.rows.length < rowsPerPage) return first.rows;
  const rows = new Map(first.rows.map((row) => [keyOf(row), row]));
  if (rows.size < first.rows.length) throw first.fail('a record came twice in one page');

  const second = await readPage(api, domain, type, { limit: rowsPerPage, offset: 2 });
  const repeated = second.rows.filter((row) => rows.has(keyOf(row))).length;
  const countsRows = repeated === first.rows.length - 2;
  if (repeated > 0 && !countsRows) throw changedMeanwhile(second, repeated);
  add(rows, second);
  let last = second;
  for (let page = 3; last.rows.length === rowsPerPage; page++) {
    last = await readPage(api, domain, type, { limit: rowsPerPage, offset: countsRows ? rows.size : page });
    const known = last.rows.filter((row) => rows.has(keyOf(row))).length;
    if (known > 0) throw changedMeanwhile(last, known);
    add(rows, last);
  }
  return [...rows.values()];
}

async function readPage(
  api: Api,
  domain: string,
  type: string | undefined,
  query: Readonly<Record<string, number>>,
): Promise<Page> {
  const path = recordsPath(domain, type);
  const { json, fail } = await api.read({ path, query, operation: 'read records', object: domain, busy: 'wait' });
  return { rows: readArray(json, 'the list of records', fail).map((item) => readRow(item, fail)), fail };
}

function add(rows: Map<string, AnsweredRow>, page: Page): void {
  for (const row of page.rows) rows.set(keyOf(row), row);
}

/** Rows have no id: they are the same where all of their fields are. */
function keyOf({ raw }: AnsweredRow): string {
  return JSON.stringify(Object.entries(raw).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Pages that overlap have a gap elsewhere. */
function changedMeanwhile({ fail }: Page, count: number): RegistrarError {
  return fail(
    `${count} records came in two pages: the zone changed while it was read, or pages are counted in another way`,
  );
}
