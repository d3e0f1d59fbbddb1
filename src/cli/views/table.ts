import { widthOf } from './wrap.ts';

/** Lines in columns of one width; nothing follows the last text of a line. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  return linesOf(rows, Number.POSITIVE_INFINITY);
}

export interface Column<Item> {
  readonly title: string;
  readonly cell: (item: Item) => string;
  /** Where there is no room for all columns, the one with the highest number goes first; without one it stays. */
  readonly spare?: number;
}

interface Table {
  readonly header: string;
  readonly lines: readonly string[];
  /** Titles of the columns for which there is no room. */
  readonly dropped: readonly string[];
}

/**
 * A table that is at most `width` cells wide, as far as its columns allow; null: any width. The first column holds names. One
 * that takes more than half of the width has a line of its own, so that it does not push all others aside.
 */
export function fittedTable<Item>(
  columns: readonly Column<Item>[],
  items: readonly Item[],
  width: number | null,
): Table {
  const spare = columns.filter((column) => column.spare !== undefined);
  const inOrder = [...spare].sort((a, b) => (b.spare ?? 0) - (a.spare ?? 0));
  for (let dropping = 0; ; dropping++) {
    const dropped = inOrder.slice(0, dropping);
    const shown = columns.filter((column) => !dropped.includes(column));
    const rows = [shown.map(({ title }) => title), ...items.map((item) => shown.map(({ cell }) => cell(item)))];
    const whole = linesOf(rows, Number.POSITIVE_INFINITY);
    const fits = (lines: readonly string[]) => width === null || lines.every((line) => widthOf(line) <= width);
    const [header = '', ...lines] = width === null || fits(whole) ? whole : linesOf(rows, width / 2);
    if (dropping === inOrder.length || fits([header, ...lines])) {
      return { header, lines, dropped: columns.filter((column) => dropped.includes(column)).map(({ title }) => title) };
    }
  }
}

/** What the reader does not see, and where it is. */
export function noRoom(dropped: readonly string[]): string[] {
  return dropped.length === 0 ? [] : [`No room for ${dropped.join(', ')}: widen the terminal, or use --format json.`];
}

/** `longest`: of a first cell that has others beside it. */
function linesOf(rows: readonly (readonly string[])[], longest: number): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const isAlone = (column: number, cell: string) => column === 0 && widthOf(cell) > longest;
  const widths = Array.from({ length: columns }, (_, column) =>
    rows.reduce((most, { [column]: cell = '' }) => (isAlone(column, cell) ? most : Math.max(most, widthOf(cell))), 0),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd();
  return rows.flatMap((row) => {
    const [first = '', ...rest] = row;
    return isAlone(0, first) && rest.length > 0 ? [first, line(['', ...rest])] : [line(row)];
  });
}
