/**
 * Hides secrets in a line of source that is about to be shown. By text, not by syntax: the line may be shown because its
 * YAML is broken. Every hidden character becomes one `*`, so that a caret below the line still fits.
 */
import type { Lines } from './lines.ts';

/** A key, up to its colon, or a value: a quoted text or a run of characters. */
const token = /("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,{}[\]:]+(?::(?!\s|$)[^\s,{}[\]:]*)*)(\s*:(?=\s|$))?/g;
/** What may stand before the first key of a line, and between a value and a key. */
const beforeFirstKey = /^[\s?:-]*$/;
const beforeNextKey = /[{,]\s*$/;
/** Outside of `accounts`, the keys whose values are hidden all the same. */
const secretKey = /token|secret|password|key$|cookie|totp/i;

export function maskSecrets(line: string, inAccounts: boolean): string {
  let key = '';
  let end = 0;
  let isFirst = true;
  return line.replace(token, (whole: string, word: string, colon: string | undefined, offset: number) => {
    const between = line.slice(end, offset);
    end = offset + whole.length;
    isFirst &&= beforeFirstKey.test(between);
    const startsKey = isFirst || beforeNextKey.test(between);
    isFirst &&= beforeFirstKey.test(whole);
    // A word with a colon after anything else belongs to a value.
    if (colon !== undefined && startsKey) {
      key = word.replace(/["']/g, '');
      return whole;
    }
    const hidden = inAccounts ? key !== 'registrar' && word !== '-' : secretKey.test(key);
    return hidden ? `${stars(word)}${colon ?? ''}` : whole;
  });
}

/** A line that begins a section: in block style, in flow style, as an explicit key. */
const sectionKey = /^(?:[ {?]*)["']?(accounts|defaults|domains|templates|version)["']?\s*(?::|$)/;

/**
 * The lines of the section `accounts`: those from its key to the next section's, whatever their indentation, as the text
 * may be shown because its indentation or a quote is wrong.
 */
export function accountsLines(lines: Lines): ReadonlySet<number> {
  const found = new Set<number>();
  let topIndent: number | undefined;
  let within = false;
  for (let line = 1; line <= lines.count; line++) {
    const text = lines.text(line);
    const [start, section] = sectionKey.exec(text) ?? [];
    if (start !== undefined) {
      const indent = text.search(/[^ {?]/);
      topIndent ??= indent;
      // Below that it is a word of the section's own.
      if (indent <= topIndent) within = section === 'accounts';
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
