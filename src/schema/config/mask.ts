/**
 * Hides secrets in a line of source that is about to be shown. By text, not by syntax: the line may be shown because its
 * YAML is broken. Every hidden character becomes one `*`, so that a caret below the line still fits.
 */
import type { Lines } from './lines.ts';

/** A key, up to its colon, or a value: a quoted text or a run of characters. */
const token = /("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,{}[\]:]+(?::(?!\s|$)[^\s,{}[\]:]*)*)(\s*:(?=\s|$))?/g;
/** Outside of `accounts`, the keys whose values are hidden all the same. */
const secretKey = /token|secret|password|api_?key|cookie|totp/i;

export function maskSecrets(line: string, inAccounts: boolean): string {
  let key = '';
  return line.replace(token, (whole: string, word: string, colon: string | undefined) => {
    if (colon !== undefined) {
      key = word.replace(/["']/g, '');
      return whole;
    }
    const hidden = inAccounts ? key !== 'registrar' && word !== '-' : secretKey.test(key);
    return hidden ? stars(word) : whole;
  });
}

/** The lines of the section `accounts`, where a config has one in block style. */
export function accountsLines(lines: Lines): ReadonlySet<number> {
  const found = new Set<number>();
  let topIndent: number | undefined;
  let within = false;
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.text(line);
    const indent = text.search(/[^ ]/);
    if (indent >= 0 && !/[\s#]/.test(text.charAt(indent))) {
      topIndent ??= indent;
      if (indent <= topIndent) within = /^\s*["']?accounts["']?\s*:/.test(text);
    }
    if (within) found.add(line);
  }
  return found;
}

/** A reference to a variable is no secret. */
function stars(word: string): string {
  return word
    .split(/(\$\{[A-Za-z_]\w*\})/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[^"']/g, '*')))
    .join('');
}
