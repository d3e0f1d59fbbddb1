/** Messages and documentation name commands for the reader to type: only those that there are. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createOutput } from '../../src/cli/output.ts';
import { createProgram } from '../../src/cli/program.ts';

const root = join(import.meta.dirname, '../..');

/** `plan`, `state`, `state list`. */
const commands = new Set(
  createProgram('0', () => Promise.resolve(), createOutput(new PassThrough(), new PassThrough())).commands.flatMap(
    (command) => [command.name(), ...command.commands.map((below) => `${command.name()} ${below.name()}`)],
  ),
);

/** Where `domctl` is the subject of a sentence. */
const verbs = ['can', 'cannot', 'its'];

function named(text: string): readonly string[] {
  return [...text.matchAll(/\bdomctl ([a-z]+)(?: ([a-z]+))?/g)].flatMap(([, first = '', second]) => {
    if (verbs.includes(first)) return [];
    const hasCommands = [...commands].some((command) => command.startsWith(`${first} `));
    return [hasCommands && second !== undefined ? `${first} ${second}` : first];
  });
}

function filesOf(folder: string, ending: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name));
}

test('the sources name no command that there is not', () => {
  const wrong = filesOf('src', '.ts').flatMap((file) =>
    named(readFileSync(join(root, file), 'utf8')).flatMap((name) => (commands.has(name) ? [] : [`${file}: ${name}`])),
  );
  expect(wrong).toEqual([]);
});

test('the documentation names no command that there is not', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...filesOf('docs', '.md'), ...filesOf('examples', '.yaml')];
  const wrong = pages.flatMap((file) =>
    // Code alone: from a backtick, or at the beginning of a line.
    [...readFileSync(join(root, file), 'utf8').matchAll(/(?:^|`|\$ |run: )(domctl [^`\n]+)/gm)].flatMap(
      ([, code = '']) => named(code).flatMap((name) => (commands.has(name) ? [] : [`${file}: ${name}`])),
    ),
  );
  expect(wrong).toEqual([]);
});
