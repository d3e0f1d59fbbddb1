/** How a value that somebody wrote is shown inside a message: quoted, on one line, and not longer than a line. */
const maxShown = 80;

/** `"www"`, or `'a "b"'`; control characters escaped, long text cut with an ellipsis. Nothing is `missing`; other types as JSON. */
export function seen(value: unknown): string {
  if (value === undefined || value === '') return 'missing';
  if (typeof value !== 'string') return JSON.stringify(value) ?? String(value);
  const short = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  const quoted = JSON.stringify(short);
  if (!short.includes('"') || short.includes("'") || short.includes('\\')) return quoted;
  return `'${quoted.slice(1, -1).replaceAll('\\"', '"')}'`;
}
