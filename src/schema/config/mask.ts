/**
 * Hides secrets in a line of source that is about to be shown. By text, not by syntax: the line may be shown because its
 * YAML is broken. The caret must still fit, so every hidden character becomes one `*`.
 */

/** Values that stand after one of these words are hidden wherever they stand; in `accounts` all values are. */
const secretKey = /token|secret|password|api_?key|cookie|\bkey$|totp/i;
/** What an account holds that is no secret. */
const openKey = /^(registrar|credentials|accounts)$/;

/** A key and what follows it up to the end of its value: a quoted text, or up to a comma, bracket or comment. */
const keyAndValue = /(["']?)([\w.-]+)\1(\s*:\s+|\s*:(?=["']))("(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,{}[\]#][^,{}\]]*)/g;

export function maskSecrets(text: string, lineNumber: number, line: string): string {
  const inAccounts = isInAccounts(text, lineNumber);
  let masked = false;
  const result = line.replace(
    keyAndValue,
    (whole: string, _quote: string, key: string, _colon: string, value: string) => {
      masked = true;
      const hide = inAccounts ? !openKey.test(key) : secretKey.test(key);
      return hide ? whole.slice(0, whole.length - value.length) + stars(value) : whole;
    },
  );
  // A value on a line of its own, or the rest of a text that goes over several lines.
  if (!inAccounts || masked || /^\s*["']?[\w.-]+["']?\s*:\s*(#.*|[|>&{].*)?$/.test(line)) return result;
  return stars(line);
}

/** Whether the line belongs to a top-level `accounts:` in block style. */
function isInAccounts(text: string, lineNumber: number): boolean {
  let within = false;
  let n = 0;
  for (let start = 0; start <= text.length && n < lineNumber; n++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const first = text.charAt(start);
    if (start < end && !/[\s#]/.test(first)) within = /^["']?accounts["']?\s*:/.test(text.slice(start, end));
    start = end + 1;
  }
  return within;
}

/** References to variables are no secrets. */
function stars(value: string): string {
  return value
    .split(/(\$\{[A-Za-z_]\w*\})/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[^\s"'{}[\],]/g, '*')))
    .join('');
}
