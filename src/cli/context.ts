/** What a command is given: options, environment, streams and clock. Nothing else in a command is read from the process. */
import { supportsColor } from 'chalk';
import type { GlobalOptions } from './arguments/global.ts';
import { confirm, type Terminal } from './confirm.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import type { Output } from './output.ts';
import type { Environment } from './run-info.ts';
import { type MovingLine, movingLine } from './views/moving-line.ts';
import { type Paint, plain } from './views/paint.ts';

export interface Context {
  readonly globals: GlobalOptions;
  readonly env: Environment;
  readonly output: Output;
  readonly interrupt: Interrupt;
  /** For stdout. */
  readonly paint: Paint;
  readonly toolVersion: string;
  /** On stderr; null where nobody watches it. */
  readonly line: MovingLine | null;
  /** Asks a person; null where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  now(): Date;
  /** Milliseconds, of a clock that nobody sets. */
  clock(): number;
}

export function createContext(
  globals: GlobalOptions,
  process: NodeJS.Process,
  output: Output,
  toolVersion: string,
): Context {
  const watched = process.stderr.isTTY === true;
  // https://no-color.org: set and not empty means no colour, whatever its value.
  const colour = globals.color && !process.env.NO_COLOR ? supportsColor : false;
  return {
    globals,
    env: process.env,
    output,
    interrupt: listenForInterrupt(process, output.message),
    paint: colour === false ? plain : output.paint,
    toolVersion,
    line: watched ? movingLine(process.stderr) : null,
    confirm: watched && process.stdin.isTTY === true ? (question) => confirm(question, terminalOf(process)) : null,
    now: () => new Date(),
    clock: () => performance.now(),
  };
}

function terminalOf({ stdin, stderr, kill, pid }: NodeJS.Process): Terminal {
  return { input: stdin, output: stderr, interrupt: () => void kill(pid, 'SIGINT') };
}
