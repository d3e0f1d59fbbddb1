/** "Did you mean": the known word that somebody most likely had in mind. */
import { closest, distance } from 'fastest-levenshtein';

/** Slips that a word of this length may hold; two letters that changed places count as two. */
function slipsAllowed(length: number): number {
  return length < 4 ? 1 : length < 7 ? 2 : 3;
}

/** Of the known words; what is much longer is none of them. */
const longestWord = 100;

/** The known word nearest to what was written, if it is near enough to be a slip, or another case. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || written.length > longestWord) return undefined;
  const lower = written.toLowerCase();
  const found = closest(
    lower,
    known.map((word) => word.toLowerCase()),
  );
  const slips = distance(lower, found);
  // A word that shares no letter in its place is another word, however short.
  if (slips > slipsAllowed(Math.max(found.length, lower.length)) || slips >= found.length) return undefined;
  return known.find((word) => word.toLowerCase() === found);
}

const maxListed = 20;

/** `did you mean "records"?`, or the words there are, where they are few. `what` names them in the plural. */
export function didYouMean(written: string, known: readonly string[], what: string): string {
  const word = nearest(written, known);
  if (word !== undefined) return `did you mean "${word}"?`;
  if (known.length === 0) return `there are no ${what}`;
  if (known.length > maxListed) return `there are ${known.length} ${what}`;
  return `the ${what} are: ${[...known].sort().join(', ')}`;
}
