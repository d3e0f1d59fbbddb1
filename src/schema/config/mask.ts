/**
 * Hides secrets in a line of source that is about to be shown. By text, not by syntax: the line may be shown because its
 * YAML is broken. Every hidden character becomes one `*`, so that a caret below the line still fits.
 */

/** A key, up to its colon, or a value: a quoted text or a run of characters. */
const token = /("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,{}[\]:]+(?::(?!\s|$)[^\s,{}[\]:]*)*)(\s*:(?=\s|$))?/g;
/** Outside of `accounts`, the keys whose values are hidden all the same. */
const secretKey = /token|secret|password|api_?key|cookie|totp/i;

export function maskSecrets(text: string, lineNumber: number, line: string): string {
  const inAccounts = isInAccounts(text, lineNumber);
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

/** Whether the line belongs to the section `accounts` of a config in block style. */
function isInAccounts(text: string, lineNumber: number): boolean {
  let topIndent: number | undefined;
  let within = false;
  let start = 0;
  for (let n = 0; n < lineNumber && start <= text.length; n++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start;
    while (at < end && text.charCodeAt(at) === 32) at++;
    if (at < end && !/[\s#]/.test(text.charAt(at))) {
      topIndent ??= at - start;
      if (at - start <= topIndent) within = /^["']?accounts["']?\s*:/.test(text.slice(at, at + 20));
    }
    start = end + 1;
  }
  return within;
}

/** A reference to a variable is no secret. */
function stars(word: string): string {
  return word
    .split(/(\$\{[A-Za-z_]\w*\})/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[^"']/g, '*')))
    .join('');
}
