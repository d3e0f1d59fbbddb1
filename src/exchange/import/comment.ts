import { visible } from '../../schema/visible.ts';

/** Longest text of a comment; a DKIM key says nothing to a reader. */
const maxText = 300;

/** One line, whatever the text holds. */
export function commentLine(text: string): string {
  const shown = visible(text);
  return `# ${shown.length <= maxText ? shown : `${shown.slice(0, maxText)}…`}`;
}
