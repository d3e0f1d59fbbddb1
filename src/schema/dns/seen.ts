/** How a value that somebody wrote is shown inside a message: quoted, on one line, and not longer than a line. */
const maxShown = 80;

/** `"www"`; control characters escaped, long text cut with an ellipsis. Other types as JSON. */
export function seen(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? String(value);
  const short = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  return JSON.stringify(short);
}
