import { describe, expect, test } from 'vitest';
import type { GlobalOptions } from '../../src/cli/arguments/global.ts';
import { nextApply, nextPlanAndApply } from '../../src/cli/next-command.ts';
import { quoted } from '../../src/schema/shell-word.ts';

const globals: GlobalOptions = {
  files: ['domains.yaml'],
  workspace: 'default',
  sandbox: false,
  parallelism: 10,
  color: true,
  quiet: false,
  verbose: false,
};

describe('the command to type next', () => {
  test.each([
    ['nothing special', {}, 'domctl apply plan.json'],
    ['other files', { files: ['a.yaml', 'b dir'] }, "domctl apply -f a.yaml -f 'b dir' plan.json"],
    ['the sandbox', { sandbox: true }, 'domctl apply --sandbox plan.json'],
    [
      'a state folder and a workspace',
      { state: 'st', workspace: 'w2' },
      'domctl apply --state st --workspace w2 plan.json',
    ],
    ['a state URL, which may hold a password', { state: 'postgres://u:p@h/d' }, 'domctl apply plan.json'],
  ])('with %s', (_claim, more, command) => {
    expect(nextApply({ ...globals, ...more }, 'plan.json')).toBe(command);
  });

  test('without a plan file it repeats targets and consents', () => {
    const options = { targets: ['example.com/*.a/A'], consents: ['delegation:example.com'] };
    expect(nextPlanAndApply(globals, options)).toBe(
      "domctl apply --target 'example.com/*.a/A' --consent delegation:example.com",
    );
  });

  test('a quote in a word survives the shell', () => {
    expect(quoted("it's")).toBe(`'it'\\''s'`);
  });
});
