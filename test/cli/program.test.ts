import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createOutput } from '../../src/cli/output.ts';
import { createProgram } from '../../src/cli/program.ts';

/** What commander says to these arguments. */
function said(...args: string[]): string {
  const stderr = new PassThrough();
  const program = createProgram('0', () => Promise.resolve(), createOutput(new PassThrough(), stderr)).exitOverride();
  for (const command of program.commands) command.exitOverride();
  expect(() => program.parse(args, { from: 'user' })).toThrow();
  return String(stderr.read());
}

test('an argument is quoted without doing anything to a terminal', () => {
  const shown = said('plan', '--\u001b[2J\nPlan: 0 to create');
  expect(shown.split('\n')[0]).toBe("error: unknown option '--\\u{1B}[2J\\u{A}Plan: 0 to create'");
  expect(shown).not.toContain('\u001b');
});

test('what was meant stands on a line of its own', () => {
  expect(said('plan', '--targte', 'x')).toMatch(/^error: unknown option '--targte'\n\(Did you mean --target\?\)\n/);
});

test('an apply that is to only refresh is told the way', () => {
  expect(said('apply', '--refresh-only', '--yes')).toMatch(
    /^error: unknown option '--refresh-only'\n.*"domctl plan --refresh-only --out plan\.json".*"domctl apply plan\.json"/,
  );
});
