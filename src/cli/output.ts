/**
 * The two streams of a command: results go to stdout, everything else to stderr. Whatever goes there passes here, and
 * nothing that passes can do anything to a terminal but write and colour.
 * A reader that closes early (`domctl plan | head`) or a full disk ends the output, not the command: an apply that has
 * calls in flight must not die of its own words. A result that is not whole is told at the end.
 */
import { fstatSync, writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { visible } from '../schema/visible.ts';
import type { Format } from './arguments/values.ts';
import { createInk, type Paint } from './views/paint.ts';
import { type Page, wrapped } from './views/wrap.ts';

export interface Output {
  /** Colours what is given to this output. */
  readonly paint: Paint;
  /** Of the page that results are read on, in cells; null where lines may be of any width. */
  width(): number | null;
  /** A part of the result as it is, with its own line ends: for programs, or laid out already. */
  result(text: string): void;
  /** A view of the result in this format: text is laid out for the page that it is read on. */
  report(text: string, format: Format): void;
  /** A line of the result, or some. What looks like a line end within one comes from outside. */
  resultLines(lines: string | readonly string[]): void;
  /** A line for the person who watches, or some. */
  message(lines: string | readonly string[]): void;
  /** Resolves when all of it has been handed over, or with why the result is not whole. A reader that left wanted no more. */
  flush(): Promise<Error | null>;
}

/** What each stream is read on; null where its lines may be of any width. Asked for each time: a window changes its size. */
export interface Pages {
  out(): Page | null;
  err(): Page | null;
}

const endless: Pages = { out: () => null, err: () => null };

export function createOutput(stdout: Writable, stderr: Writable, pages: Pages = endless): Output {
  const out = tolerant(stdout);
  const err = tolerant(stderr);
  const { paint, render } = createInk();
  return {
    paint,
    width: () => pages.out()?.columns ?? null,
    result: (text) => out.write(render(text)),
    report: (text, format) => out.write(format === 'text' ? onPage(render(text), pages.out()) : render(text)),
    resultLines: (lines) => out.write(onPage(render(linesText(lines)), pages.out())),
    message: (lines) => err.write(onPage(render(linesText(lines)), pages.err())),
    flush: async () => {
      const [failure] = await Promise.all([out.flush(), err.flush()]);
      return failure === null || ('code' in failure && failure.code === 'EPIPE') ? null : failure;
    },
  };
}

function onPage(text: string, page: Page | null): string {
  return page === null ? text : wrapped(text, page);
}

/** A terminal has its own width; `COLUMNS` says what a file is to be read with. */
export function pageOf(stream: { readonly isTTY?: boolean; readonly columns?: number }, columns?: string): Page | null {
  if (stream.isTTY === true) return { columns: stream.columns || usualColumns, breaksWords: true };
  const given = Number(columns);
  return Number.isInteger(given) && given >= fewestColumns ? { columns: given, breaksWords: false } : null;
}

const usualColumns = 80;
const fewestColumns = 20;

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
