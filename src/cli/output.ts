/**
 * The two streams of a command: results go to stdout, everything else to stderr.
 * A reader that closes early (`domctl plan | head`) or a full disk ends the output, not the command: an apply that has
 * calls in flight must not die of its own words.
 */
import type { Writable } from 'node:stream';

export interface Output {
  /** A part of the result, with its own line ends. */
  result(text: string): void;
  /** A line for the person who watches. */
  message(line: string): void;
  /** Resolves when all of it has been handed over. */
  flush(): Promise<void>;
}

export function createOutput(stdout: Writable, stderr: Writable): Output {
  const out = tolerant(stdout);
  const err = tolerant(stderr);
  return {
    result: (text) => out.write(text),
    message: (line) => err.write(`${line}\n`),
    flush: async () => {
      await Promise.all([out.flush(), err.flush()]);
    },
  };
}

interface TolerantStream {
  write(text: string): void;
  flush(): Promise<void>;
}

function tolerant(stream: Writable): TolerantStream {
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    flush: () => new Promise((resolve) => (open ? stream.write('', () => resolve()) : resolve())),
  };
}
