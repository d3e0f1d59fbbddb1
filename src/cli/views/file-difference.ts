import { createTwoFilesPatch } from 'diff';
import { visible } from '../../schema/visible.ts';
import type { Paint } from './paint.ts';

/** A unified diff of one file, as `diff -u` and git show it. */
export function fileDifference(file: string, before: string, after: string, paint: Paint): string {
  const patch = createTwoFilesPatch(file, file, before, after, undefined, undefined, { context: 3 });
  // Above its two names stands a rule that only a series of patches needs.
  const lines = patch.trimEnd().split('\n');
  return lines
    .slice(lines.indexOf(`--- ${file}`))
    .map((line) => {
      const shown = visible(line);
      if (line.startsWith('+')) return `${paint.green(shown)}\n`;
      return line.startsWith('-') ? `${paint.red(shown)}\n` : `${shown}\n`;
    })
    .join('');
}
