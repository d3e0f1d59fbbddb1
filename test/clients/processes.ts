/** Child processes, each with a time limit, in process groups of their own, so that what they start ends with them. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface Ended {
  /** Null where a signal or the time limit ended it, or where it could not be started. */
  readonly code: number | null;
  readonly output: string;
  readonly timedOut: boolean;
}

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Piped = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Processes {
  /** Resolves when it has ended, with all that it printed. */
  run(command: string, args: readonly string[], options: ProcessOptions & { readonly limitMs: number }): Promise<Ended>;
  start(command: string, args: readonly string[], options: ProcessOptions): Piped;
  /** Those that are still there; at once. */
  killAll(): void;
}

export function createProcesses(): Processes {
  const running = new Set<ChildProcess>();

  function start(command: string, args: readonly string[], { cwd, env }: ProcessOptions): Piped {
    const child = spawn(command, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    running.add(child);
    child.once('close', () => running.delete(child));
    // Without a listener, a process that cannot be started or that ends early would end this one.
    child.on('error', () => running.delete(child));
    child.stdin.on('error', () => undefined);
    return child;
  }

  return {
    start,
    run: (command, args, options) =>
      new Promise((resolve) => {
        const child = start(command, args, options);
        let output = '';
        let timedOut = false;
        const keep = (chunk: Buffer) => {
          output += chunk.toString();
        };
        child.stdout.on('data', keep);
        child.stderr.on('data', keep);
        child.stdin.end();
        const timer = setTimeout(() => {
          timedOut = true;
          kill(child);
        }, options.limitMs);
        const end = (code: number | null) => {
          clearTimeout(timer);
          resolve({ code, output, timedOut });
        };
        child.once('close', end);
        child.once('error', (error) => {
          output += error.message;
          end(null);
        });
      }),
    killAll: () => {
      for (const child of running) kill(child);
    },
  };
}

/** With all that it has started. */
export function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Rejects with `message` when `limitMs` have passed. */
export function within<T>(limitMs: number, message: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
