import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createOutput } from '../../src/cli/output.ts';

function collecting() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { stream, text: () => text };
}

/** As a pipe whose reader is gone. */
function closed(code: string): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error(code), { code }));
    },
  });
}

describe('the streams of a command', () => {
  test('results go to stdout, messages to stderr', async () => {
    const out = collecting();
    const err = collecting();
    const output = createOutput(out.stream, err.stream);
    output.result('a\n');
    output.message('b');
    await output.flush();
    expect([out.text(), err.text()]).toEqual(['a\n', 'b\n']);
  });

  test('a reader that is gone ends the output, not the command', async () => {
    const err = collecting();
    const output = createOutput(closed('EPIPE'), err.stream);
    output.result('a\n');
    await new Promise(setImmediate);
    output.result('b\n');
    output.message('still here');
    await output.flush();
    expect(err.text()).toBe('still here\n');
  });
});
