/** Lines that are wider than the terminal go on below, under the column that they are in. */

export interface Page {
  readonly columns: number;
  /** Whether a word that is wider than the line is broken: on a terminal. A file keeps it whole, to be found and copied. */
  readonly breaksWords: boolean;
}

/** `text`: as it goes out, with the terminal's sequences for colours, which take no room. */
export function wrapped(text: string, page: Page): string {
  return text
    .split('\n')
    .flatMap((line) => (widthOf(line) <= page.columns ? [line] : wrappedLine(line, page)))
    .join('\n');
}

/** ECMA-48, 8.3.117: the only sequences that are let through. */
const sequence = '\\u001b\\[\\d+m';
const sequences = new RegExp(sequence, 'g');
/** What is broken nowhere: a sequence, or a character with the marks on it. */
const pieces = new RegExp(`${sequence}|.\\p{M}*`, 'gu');
const lead = new RegExp(`^(?: |${sequence})*`);

function wrappedLine(line: string, { columns, breaksWords }: Page): string[] {
  const indent = ' '.repeat(hangOf(line.replaceAll(sequences, ''), columns));
  const lines: string[] = [];
  let current = lead.exec(line)?.[0] ?? '';
  let isEmpty = true;
  let gap = '';
  const end = () => {
    lines.push(current.trimEnd());
    current = indent;
    isEmpty = true;
  };
  for (const part of line.slice(current.length).split(/( +)/)) {
    if (/^ +$/.test(part)) {
      gap = part;
      continue;
    }
    // What fits on no line begins at once.
    const isTooWide = breaksWords && widthOf(part) > columns - indent.length;
    if (!isEmpty && !isTooWide && widthOf(current + gap + part) > columns) end();
    if (!isEmpty) current += gap;
    gap = '';
    for (const piece of breaksWords ? (part.match(pieces) ?? []) : [part]) {
      if (!isEmpty && breaksWords && widthOf(current + piece) > columns) end();
      current += piece;
      if (widthOf(piece) > 0) isEmpty = false;
    }
  }
  return [...lines, current];
}

/**
 * Where what does not fit goes on: under the second column where the line has columns, which are three spaces apart; else a
 * little to the right of where the line begins.
 */
function hangOf(line: string, columns: number): number {
  const start = /^ */.exec(line)?.[0].length ?? 0;
  const second = start > longestMargin ? 0 : (/^ *\S.*? {3,}(?=\S)/.exec(line)?.[0].length ?? 0);
  const fits = (width: number) => width <= columns / 2;
  if (second > 0 && fits(second)) return second;
  return fits(start + 2) ? start + 2 : 0;
}

/** Of lines that have columns. */
const longestMargin = 4;

/** In cells of a terminal: East Asian characters and emoji take two, marks on a letter none. */
export function widthOf(text: string): number {
  const plain = text.replaceAll(sequences, '');
  if (/^[ -~]*$/.test(plain)) return plain.length;
  return [...plain].reduce((sum, character) => sum + (zero.test(character) ? 0 : wide.test(character) ? 2 : 1), 0);
}

const zero = /^[\p{M}\p{Cf}]$/u;
/** Unicode Standard Annex 11, the ranges that are wide as a whole. */
const wide =
  /^[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
