/**
 * The entries of a zone file (RFC 1035 section 5.1): words and quoted strings, with the place of each. An entry ends with
 * its line, or where the parentheses that it opened are closed; `;` begins a comment wherever it is not quoted or escaped.
 */
import { bad, type Problem } from '../../schema/result.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Token extends Place {
  /** Escapes as they were written; without the quotes around it, with those of `key="value"`. */
  readonly text: string;
  readonly isQuoted: boolean;
}

export interface Entry extends Place {
  /** At least one. */
  readonly tokens: readonly Token[];
  /** A blank stands before the first token: the owner is that of the entry before. */
  readonly isIndented: boolean;
}

interface Tokens {
  readonly entries: readonly Entry[];
  readonly problems: readonly (Place & { readonly problem: Problem })[];
}

/** `from`: where the text begins, for one that was made from a directive. */
export function tokensOf(text: string, from: Place = { line: 1, column: 1 }): Tokens {
  const entries: Entry[] = [];
  const problems: (Place & { readonly problem: Problem })[] = [];
  let { line } = from;
  let lineStart = 1 - from.column;
  let tokens: Token[] = [];
  let isIndented = false;
  let opened: Place | undefined;
  let depth = 0;
  let at = 0;
  const here = (): Place => ({ line, column: at - lineStart + 1 });
  const report = (place: Place, message: string, suggestion?: string): void => {
    problems.push({ ...place, problem: bad(message, suggestion).problem });
  };
  const endEntry = (): void => {
    const [first] = tokens;
    if (first !== undefined) entries.push({ line: first.line, column: first.column, tokens, isIndented });
    tokens = [];
    isIndented = false;
  };
  const newLine = (): void => {
    at++;
    line++;
    lineStart = at;
  };
  while (at < text.length) {
    const character = text[at];
    if (character === '\n') {
      newLine();
      if (depth === 0) endEntry();
    } else if (character === ' ' || character === '\t' || character === '\r') {
      if (at === lineStart && depth === 0) isIndented = true;
      at++;
    } else if (character === ';') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '(') {
      if (depth === 0) opened = here();
      depth++;
      at++;
    } else if (character === ')') {
      if (depth === 0) report(here(), 'a ")" without its "("');
      else depth--;
      at++;
    } else {
      const place = here();
      const isQuoted = character === '"';
      const end = isQuoted ? endOfQuotes(text, at) : endOfWord(text, at);
      if (end === null) {
        report(place, 'a quote that is not closed on its line', 'close it, or write \\" for a quote in the text');
        const next = text.indexOf('\n', at);
        at = next < 0 ? text.length : next;
      } else {
        tokens.push({ ...place, text: isQuoted ? text.slice(at + 1, end - 1) : text.slice(at, end), isQuoted });
        at = end;
      }
    }
  }
  if (depth > 0 && opened !== undefined) report(opened, 'a "(" that is not closed', 'close it with ")"');
  endEntry();
  return { entries, problems };
}

/** Behind the closing quote; null: there is none on this line. */
function endOfQuotes(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return null;
}

/** A quote within a word opens a string of its own, but for the one behind `=`: `alpn="h2,h3"` (RFC 9460 section 2.1). */
function endOfWord(text: string, start: number): number | null {
  let at = start;
  while (at < text.length && !/[\s;()]/.test(text[at] ?? '')) {
    if (text[at] === '\\') at += 2;
    else if (text[at] !== '"') at++;
    else if (text[at - 1] !== '=') return at;
    else {
      const end = endOfQuotes(text, at);
      if (end === null) return null;
      at = end;
    }
  }
  return Math.min(at, text.length);
}
