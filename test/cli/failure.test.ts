import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../src/cli/errors.ts';
import { failureText } from '../../src/cli/failure.ts';
import { RegistrarError } from '../../src/registrars/errors.ts';
import { StateError } from '../../src/state/errors.ts';

const registrarError = new RegistrarError({
  registrar: 'gandi',
  account: 'gandi',
  operation: 'read records',
  object: 'example.com',
  code: 'unavailable',
  seen: 'HTTP 503',
  advice: 'Run again later.',
  effect: 'none',
});

function thrown(action: () => void): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('an error as the user sees it', () => {
  test.each([
    ['of the command', new CommandError('Pass --yes.'), 'Error: Pass --yes.'],
    [
      'of a registrar',
      registrarError,
      'Error: read records of example.com at gandi (gandi) failed: HTTP 503. Run again later.',
    ],
    ['of the state', new StateError('locked', 'The state is locked.'), 'Error: The state is locked.'],
    [
      'of the file system',
      thrown(() => mkdirSync('/dev/null/state')),
      "Error: ENOTDIR: not a directory, mkdir '/dev/null/state'. A file stands where a folder is needed: move it, or name another place.",
    ],
    [
      'that nobody expected: one line, and where to look',
      new TypeError('x is not a function'),
      'Unexpected error: x is not a function. This is a defect of domctl; run again with --verbose to see where.',
    ],
    ['that is no error at all', 'boom', 'Unexpected error: boom'],
  ])('%s', (_claim, error, text) => {
    expect(failureText(error, false)).toBe(text);
  });

  const hostile = 'seen\u001b[2J\nApplied: 1 change.\n    at main (x.js:1:1)';
  const onOneLine = 'seen\\u{1B}[2J\\u{A}Applied: 1 change.\\u{A}    at main (x.js:1:1)';

  test.each([
    ['of the command', new CommandError(hostile), `Error: ${onOneLine}`],
    ['on several lines', new CommandError(['Two:', hostile]), `Error: Two:\n${onOneLine}`],
    ['that nobody expected', new Error(hostile), `Unexpected error: ${onOneLine}. This is a defect`],
    ['that is no error at all', hostile, `Unexpected error: ${onOneLine}`],
  ])('%s cannot begin a line that it does not have', (_claim, error, text) => {
    expect(failureText(error, false)).toContain(text);
    const verbose = failureText(new Error('outer', { cause: error }), true).split('\n');
    expect(verbose.filter((line) => line.startsWith('Applied') || line === '    at main (x.js:1:1)')).toEqual([]);
  });

  test('with --verbose has the stack and the causes', () => {
    const text = failureText(new Error('outer', { cause: new Error('inner') }), true);
    expect(text).toMatch(/^Unexpected error: outer\nError: outer\n {4}at /);
    expect(text).toMatch(/^caused by Error: inner\n {4}at /m);
  });
});
