/** Colour for views: a style is a function over text, and without colour it is the text itself. */
import type { ChalkInstance } from 'chalk';
import type { Tone } from './words.ts';

export type Paint = { readonly [T in Tone | 'bold']: (text: string) => string };

const same = (text: string): string => text;

export const plain: Paint = {
  green: same,
  yellow: same,
  red: same,
  magenta: same,
  cyan: same,
  dim: same,
  bold: same,
};

export function painted(chalk: ChalkInstance): Paint {
  return {
    green: chalk.green,
    yellow: chalk.yellow,
    red: chalk.red,
    magenta: chalk.magenta,
    cyan: chalk.cyan,
    dim: chalk.dim,
    bold: chalk.bold,
  };
}
