/**
 * How much YAML is parsed in one go, and how deep. The parser makes a tree, of which each token takes 1 kB and each mistake
 * of a broken text as much, and it calls itself for each level, until the stack ends or, in a regular expression, the process.
 */
import { Lexer } from 'yaml';
import type { Problem } from '../result.ts';

/** Of a text that can be wrong anywhere. */
const maxTokens = 1_000_000;
/** JSON is YAML without mistakes. 20 record sets of each of 10,000 domains are 3 million tokens. */
const maxJsonTokens = 4_000_000;
/** A broken file is not parsed as a whole, but from the piece that is broken for as long as this: the first mistake counts. */
export const maxBrokenLength = 1_000_000;
/** Levels of maps and lists; a config has ten. */
export const maxLevels = 100;

export const tooDeep: Problem = { message: `maps and lists are nested more than ${maxLevels} levels deep here` };
const tooMuch: Problem = {
  message: 'up to here the file has more than can be read in one go',
  suggestion: 'write domains: as a block, each domain on lines of its own: such a file is read in pieces',
};

interface Excess {
  readonly offset: number;
  readonly problem: Problem;
}

/** Where a text becomes too much for the parser; undefined where it does not. */
export function excessOf(text: string): Excess | undefined {
  // No token is shorter than half a character: some have none.
  if (text.length * 2 <= maxTokens && !mayBeDeep(text)) return undefined;
  const last = text.length * 2 <= maxTokens || !isJson(text) ? maxTokens : maxJsonTokens;
  let tokens = 0;
  let offset = 0;
  const levels = makeLevels();
  for (const token of new Lexer().lex(text)) {
    if (isMark(token)) continue;
    if (++tokens > last) return { offset, problem: tooMuch };
    if (levels.after(token, offset) > maxLevels) return { offset, problem: tooDeep };
    offset += token.length;
  }
  return undefined;
}

/** The lexer's own marks stand for no character of the text: the begin of a document, of a scalar, the end of a flow. */
function isMark(token: string): boolean {
  return token === '\u0002' || token === '\u0018' || token === '\u001f';
}

/** Most texts are not, and a look at their characters tells. */
function mayBeDeep(text: string): boolean {
  let brackets = 0;
  let indicators = 0;
  let indent = 0;
  let inIndent = true;
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case '\n':
        indicators = 0;
        indent = 0;
        inIndent = true;
        continue;
      case ' ':
        if (inIndent && ++indent > maxLevels) return true;
        continue;
      case '[':
      case '{':
        if (++brackets > maxLevels) return true;
        break;
      case '-':
      case '?':
      case ':':
        if (++indicators > maxLevels / 2) return true;
        break;
    }
    inIndent = false;
  }
  return false;
}

/** Counts open brackets, and the columns at which blocks have begun. */
function makeLevels(): { after(token: string, offset: number): number } {
  let flow = 0;
  let lineStart = 0;
  /** Whether a block may begin: at the start of a line, and after an indicator. */
  let opens = true;
  const columns: number[] = [];
  return {
    after(token, offset) {
      if (token === '[' || token === '{') flow++;
      else if (token === ']' || token === '}') flow = Math.max(0, flow - 1);
      if (token.endsWith('\n')) {
        lineStart = offset + token.length;
        opens = true;
      } else if (flow === 0 && token.trim() !== '') {
        const column = offset - lineStart;
        if (opens) {
          while ((columns.at(-1) ?? -1) >= column) columns.pop();
          columns.push(column);
        }
        opens = token === '-' || token === '?' || token === ':';
      }
      return flow + columns.length;
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
