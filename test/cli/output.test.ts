import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createOutput, wholeWrites } from '../../src/cli/output.ts';
import { temporaryFolder } from '../helpers/cli.ts';

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

  test('only its own paint colours, whatever looks like it', async () => {
    const out = collecting();
    const err = collecting();
    const output = createOutput(out.stream, err.stream);
    const other = createOutput(out.stream, err.stream);
    output.result(`${output.paint.green('\u001b[31mgood')} \u001b[32mforged\u001b[39m\n\u202e`);
    output.message(['one\ntwo', other.paint.red('three')]);
    await output.flush();
    expect(out.text()).toBe('\u001b[32m\\u{1B}[31mgood\u001b[39m \\u{1B}[32mforged\\u{1B}[39m\n\\u{202E}');
    expect(err.text()).toMatch(/^one\\u\{A\}two\n.*three.*\n$/);
    expect(err.text()).not.toContain('\u001b');
  });

  test('a reader that is gone ends the output, not the command', async () => {
    const err = collecting();
    const output = createOutput(closed('EPIPE'), err.stream);
    output.result('a\n');
    await new Promise(setImmediate);
    output.result('b\n');
    output.message('still here');
    expect(await output.flush()).toBeNull();
    expect(err.text()).toBe('still here\n');
  });

  test('a result that cannot be written is told at the end; a message that is lost is not', async () => {
    const lost = createOutput(closed('ENOSPC'), collecting().stream);
    lost.result('a\n');
    lost.result('b\n');
    expect(await lost.flush()).toMatchObject({ code: 'ENOSPC' });
    expect(await lost.flush()).toMatchObject({ code: 'ENOSPC' });
    const quiet = createOutput(collecting().stream, closed('ENOSPC'));
    quiet.message('a');
    expect(await quiet.flush()).toBeNull();
  });

  test('a file takes the result whole, however small the parts that it takes', async () => {
    const path = join(temporaryFolder(), 'out');
    const fd = openSync(path, 'w');
    const stdout = Object.assign(collecting().stream, { fd });
    const few = (to: number, chunk: Buffer, at: number) => writeSync(to, chunk, at, Math.min(3, chunk.length - at));
    const output = createOutput(wholeWrites(stdout, few as typeof writeSync), collecting().stream);
    output.result('grüße, 0123456789\n');
    output.result('the end\n');
    expect(await output.flush()).toBeNull();
    closeSync(fd);
    expect(readFileSync(path, 'utf8')).toBe('grüße, 0123456789\nthe end\n');
  });

  test('a file that takes no more is told at the end', async () => {
    const fd = openSync(join(temporaryFolder(), 'out'), 'w');
    const stdout = Object.assign(collecting().stream, { fd });
    const full = () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    const output = createOutput(wholeWrites(stdout, full), collecting().stream);
    output.result('a\n');
    expect(await output.flush()).toMatchObject({ code: 'ENOSPC' });
    closeSync(fd);
  });
});
