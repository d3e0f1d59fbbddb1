/** Command lines in the documentation are lines that the command takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createOutput } from '../../src/cli/output.ts';
import { createProgram } from '../../src/cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** Of fenced blocks of shell, without comments and redirections. */
function commandLines(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line) => (line.startsWith('domctl ') ? [line.replace(/\s*(#|>|\|).*$/, '')] : [])),
  );
}

describe.each(['README.md', 'docs/import.md', 'docs/moving.md', 'docs/commands.md', 'docs/config.md', 'docs/state.md'])(
  '%s',
  (file) => {
    const lines = commandLines(file);

    it.each(lines.length === 0 ? ['domctl validate'] : lines)('%s', (line) => {
      const stderr = new PassThrough();
      let ran = 0;
      const run = () => Promise.resolve(void ran++);
      const program = createProgram('0', run, createOutput(new PassThrough(), stderr)).exitOverride();
      for (const command of program.commands) command.exitOverride();
      const args = line
        .split(' ')
        .slice(1)
        .map((word) => word.replaceAll(/["']/g, ''));
      expect(() => program.parse(args, { from: 'user' })).not.toThrow();
      expect(ran).toBe(1);
    });
  },
);
