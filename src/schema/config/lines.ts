/** A text by lines. Lines and columns count from 1; a line ends with LF, and a CR before it is no part of the line. */

export interface Lines {
  position(offset: number): { readonly line: number; readonly column: number };
  /** The text of a line; empty where there is no such line. */
  text(line: number): string;
  readonly count: number;
}

export function indexLines(text: string): Lines {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return {
    position(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
    text(line) {
      const start = starts[line - 1];
      return start === undefined ? '' : text.slice(start, starts[line]).replace(/\r?\n?$/, '');
    },
    count: starts.length,
  };
}

/** The text without byte order mark. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
