import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { confirm } from '../../src/cli/confirm.ts';

function answering(text: string): Promise<boolean> {
  const input = new PassThrough();
  const asked = confirm('Apply?', { input, output: new PassThrough(), interrupt: () => {} });
  input.end(text);
  return asked;
}

describe('the question before an apply', () => {
  test.each([
    ['yes\n', true],
    [' yes \n', true],
    ['y\n', false],
    ['Yes\n', false],
    ['no\n', false],
    ['\n', false],
    ['', false],
  ])('%j is %s', async (text, answer) => {
    expect(await answering(text)).toBe(answer);
  });

  test('names the only answer', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const asked = confirm('Apply these changes?', { input, output, interrupt: () => {} });
    input.end('no\n');
    await asked;
    expect(String(output.read())).toContain("Apply these changes? Only 'yes' will be accepted: ");
  });
});
