/** Indentation and blank lines of a config: two blanks for each level, lists one level below their key, no two blank lines. */
import { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode } from 'yaml';
import { dashesOf, parseForFormat } from './format-parse.ts';

const step = 2;

interface Layout {
  readonly text: string;
  readonly lines: readonly string[];
  /** Offset of each line. */
  readonly starts: readonly number[];
  /** New indentation of lines that begin an entry. */
  readonly indents: Map<number, number>;
  /** How far lines move that continue a text or a collection: they keep what is in them. */
  readonly shifts: Map<number, number>;
}

export function indentedText(text: string): string {
  const lines = text.split('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  const layout: Layout = { text, lines, starts, indents: new Map(), shifts: new Map() };
  place(parseForFormat(text).contents, 0, 0, layout);
  return written(layout);
}

/** `indent`: of the entries of a collection. `shift`: how far the lines of what is no collection move. */
function place(node: ParsedNode | null, indent: number, shift: number, layout: Layout): void {
  if (node === null || isAlias(node)) return;
  if (isScalar(node) || node.flow === true) {
    const [start, end] = node.range;
    const last = lineOf(layout, layout.text.slice(start, end).endsWith('\n') ? end - 1 : end);
    for (let line = lineOf(layout, start) + 1; line <= last; line++) layout.shifts.set(line, shift);
    return;
  }
  if (isMap(node)) {
    for (const { key, value } of node.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const start = begin(key, layout.text);
      setIndent(start, indent, layout);
      place(value, indent + step, indent - column(layout, start), layout);
    }
  } else if (isSeq(node)) {
    const dashes = dashesOf(node);
    for (const [index, item] of (node.items as (ParsedNode | null)[]).entries()) {
      const dash = dashes[index] ?? node.range[0];
      setIndent(dash, indent, layout);
      place(item, indent + step, indent - column(layout, dash), layout);
    }
  }
}

/** Of a key, with its anchor. */
function begin({ range, anchor }: ParsedNode, text: string): number {
  if (anchor === undefined) return range[0];
  return text.lastIndexOf(`&${anchor}`, range[0]);
}

/** What does not begin its line stands behind a dash, and moves with it. */
function setIndent(offset: number, indent: number, layout: Layout): void {
  const line = lineOf(layout, offset);
  if ((layout.lines[line] ?? '').slice(0, column(layout, offset)).trim() === '') layout.indents.set(line, indent);
}

function written({ lines, indents, shifts }: Layout): string {
  const made: string[] = [];
  const comments = commentIndents(lines, indents, shifts);
  for (const [index, line] of lines.entries()) {
    const shift = shifts.get(index);
    if (shift !== undefined) {
      made.push(line.trim() === '' ? line : moved(line, shift));
      continue;
    }
    const content = line.trim();
    const indent = indents.get(index);
    if (indent !== undefined) made.push(' '.repeat(indent) + content.replace(/^(?:(?:-|&\S+)[ \t]+)+/, oneBlank));
    else if (content !== '') made.push(' '.repeat(comments.get(index) ?? 0) + content);
    else if (made.length > 0 && made.at(-1) !== '') made.push('');
  }
  while (made.at(-1) === '') made.pop();
  return made.length === 0 ? '' : `${made.join('\n')}\n`;
}

/** Behind each dash and anchor that begins a line. */
function oneBlank(dashes: string): string {
  return dashes.replace(/[ \t]+/g, ' ');
}

function moved(line: string, shift: number): string {
  return shift >= 0 ? ' '.repeat(shift) + line : line.slice(Math.min(-shift, indentOf(line)));
}

/**
 * New indentations of comments. As of the next entry where both stood at one column, else as of the last one that did and
 * is still open, else as of the next or last one.
 */
function commentIndents(
  lines: readonly string[],
  indents: ReadonlyMap<number, number>,
  shifts: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  /** Columns of the entries that are open, rising, with what becomes of them. */
  const open: { readonly column: number; readonly indent: number }[] = [];
  let waiting: number[] = [];
  let last: number | undefined;
  const settle = (column: number | undefined, indent: number | undefined): void => {
    for (const line of waiting) {
      const own = indentOf(lines[line] ?? '');
      const before = open.find((entry) => entry.column === own)?.indent;
      found.set(line, (column === own ? indent : before) ?? indent ?? last ?? 0);
    }
    waiting = [];
  };
  for (const [index, line] of lines.entries()) {
    const indent = indents.get(index);
    if (indent !== undefined) {
      const column = indentOf(line);
      settle(column, indent);
      while ((open.at(-1)?.column ?? -1) >= column) open.pop();
      open.push({ column, indent });
      last = indent;
    } else if (line.trim() !== '' && !shifts.has(index)) waiting.push(index);
  }
  settle(undefined, undefined);
  return found;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function column(layout: Layout, offset: number): number {
  return offset - (layout.starts[lineOf(layout, offset)] ?? 0);
}

function lineOf({ starts }: Layout, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
