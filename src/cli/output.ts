/**
 * The two streams of a command: results go to stdout, everything else to stderr. Whatever goes there passes here, and
 * nothing that passes can do anything to a terminal but write and colour.
 * A reader that closes early (`domctl plan | head`) or a full disk ends the output, not the command: an apply that has
 * calls in flight must not die of its own words. A result that is not whole is told at the end.
 */
import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { visible } from '../schema/visible.ts';
import { createInk, type Paint } from './views/paint.ts';

export interface Output {
  /** Colours what is given to this output. */
  readonly paint: Paint;
  /** A part of the result that a view laid out, with its own line ends. */
  result(text: string): void;
  /** A line of the result, or some. What looks like a line end within one comes from outside. */
  resultLines(lines: string | readonly string[]): void;
  /** A line for the person who watches, or some. */
  message(lines: string | readonly string[]): void;
  /** Resolves when all of it has been handed over, or with why the result is not whole. A reader that left wanted no more. */
  flush(): Promise<Error | null>;
}

export function createOutput(stdout: Writable, stderr: Writable): Output {
  const out = tolerant(stdout);
  const err = tolerant(stderr);
  const { paint, render } = createInk();
  return {
    paint,
    result: (text) => out.write(render(text)),
    resultLines: (lines) => out.write(render(linesText(lines))),
    message: (lines) => err.write(render(linesText(lines))),
    flush: async () => {
      const [failure] = await Promise.all([out.flush(), err.flush()]);
      return failure === null || ('code' in failure && failure.code === 'EPIPE') ? null : failure;
    },
  };
}

function linesText(lines: string | readonly string[]): string {
  return [lines]
    .flat()
    .map((line) => `${visible(line)}\n`)
    .join('');
}

interface TolerantStream {
  write(text: string): void;
  flush(): Promise<Error | null>;
}

function tolerant(stream: Writable): TolerantStream {
  let failure: Error | null = null;
  /** Writes end in order. */
  let last: Promise<void> | undefined;
  const note = (error?: Error | null) => {
    failure ??= error ?? null;
  };
  stream.on('error', note);
  return {
    write: (text) => {
      if (failure !== null) return;
      last = new Promise((resolve) => {
        stream.write(text, (error) => resolve(note(error)));
      });
    },
    flush: async () => {
      await last;
      return failure;
    },
  };
}

/** For stdout. Node takes a write to a file that was cut short, as on a disk that is nearly full, for a whole one. */
export function wholeWrites(stdout: Writable & { readonly fd: number }, write = writeSync): Writable {
  if (!fstatSync(stdout.fd).isFile()) return stdout;
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      try {
        for (let at = 0; at < chunk.length; ) at += write(stdout.fd, chunk, at);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
