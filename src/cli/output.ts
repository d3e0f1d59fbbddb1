/**
 * The two streams of a command: results go to stdout, everything else to stderr.
 * A reader that closes early (`domctl plan | head`) or a full disk ends the output, not the command: an apply that has
 * calls in flight must not die of its own words. A result that is not whole is told at the end.
 */
import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';

export interface Output {
  /** A part of the result, with its own line ends. */
  result(text: string): void;
  /** A line for the person who watches. */
  message(line: string): void;
  /** Resolves when all of it has been handed over, or with why the result is not whole. A reader that left wanted no more. */
  flush(): Promise<Error | null>;
}

export function createOutput(stdout: Writable, stderr: Writable): Output {
  const out = tolerant(stdout);
  const err = tolerant(stderr);
  return {
    result: (text) => out.write(text),
    message: (line) => err.write(`${line}\n`),
    flush: async () => {
      const [failure] = await Promise.all([out.flush(), err.flush()]);
      return failure === null || ('code' in failure && failure.code === 'EPIPE') ? null : failure;
    },
  };
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
