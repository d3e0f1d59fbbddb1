/** Rows for statements that take any number of them as one JSON parameter. */

/** Postgres takes JSON up to 256 MB in one piece: 13 kB for each of these rows, of which a few hundred bytes are usual. */
const rowsAtOnce = 20_000;

export function* inChunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce);
}
