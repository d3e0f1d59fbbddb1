/** Colour for views: a style is a function over text, and without colour it is the text itself. */
import { randomUUID } from 'node:crypto';
import { visibleLayout } from '../../schema/visible.ts';
import type { Tone } from './words.ts';

export type Paint = { readonly [T in Tone | 'bold']: (text: string) => string };

const same = (text: string): string => text;

export const plain: Paint = {
  green: same,
  yellow: same,
  red: same,
  magenta: same,
  cyan: same,
  blue: same,
  dim: same,
  bold: same,
};

/**
 * Paint leaves marks that only its own `render` turns into the terminal's sequences. A sequence that came from outside
 * has no mark, and a mark has a key that nobody outside can know: so no data can colour anything.
 */
interface Ink {
  readonly paint: Paint;
  /** As it goes to a terminal: marks as colours, all else that is not seen made visible. */
  render(text: string): string;
}

export function createInk(key: string = randomUUID()): Ink {
  const style = (on: number, off: number) => (text: string) => `<${key}:${on}>${text}<${key}:${off}>`;
  const marks = new RegExp(`<${key}:(\\d+)>`, 'g');
  return {
    // SGR parameters: ECMA-48, 8.3.117.
    paint: {
      green: style(32, 39),
      yellow: style(33, 39),
      red: style(31, 39),
      magenta: style(35, 39),
      cyan: style(36, 39),
      blue: style(34, 39),
      dim: style(2, 22),
      bold: style(1, 22),
    },
    render: (text) => visibleLayout(text).replace(marks, '\u001b[$1m'),
  };
}
