import { diffArrays } from 'diff';
import type { Paint } from './paint.ts';

/** Words that left or arrived, before the texts are two that have nothing to do with each other: the search for more grows with its square. */
const maxEditLength = 200;

/** Of an unchanged run longer than twice this, only the ends are shown, and how many characters are between. */
const context = 24;

/**
 * Two long texts as one line: what left in `[-...-]`, what arrived in `{+...+}`, long unchanged runs shortened.
 * The marks are there with colour too, so that a copied plan reads the same.
 */
export function textDifference(before: string, after: string, paint: Paint): string {
  if (marks.test(before + after)) return `${paint.red(`- ${before}`)} ${paint.green(`+ ${after}`)}`;
  const parts = diffArrays(words(before), words(after), { maxEditLength });
  if (parts === undefined) return `${paint.red(`[-${before}-]`)}${paint.green(`{+${after}+}`)}`;
  return parts
    .map((part) => {
      const text = part.value.join('');
      if (part.removed) return paint.red(`[-${text}-]`);
      if (part.added) return paint.green(`{+${text}+}`);
      return shorten(text);
    })
    .join('');
}

/** Where a text holds our own marks, nobody could tell which are which. */
const marks = /\[-|-\]|\{\+|\+\}/;

/** SPF, DKIM and DMARC are lists of words: one that changed is shown whole. */
function words(text: string): string[] {
  return text.split(/(?<=[\s;])/);
}

function shorten(text: string): string {
  const left = text.length - 2 * context;
  return left <= 12 ? text : `${text.slice(0, context)} ...${left}... ${text.slice(-context)}`;
}
