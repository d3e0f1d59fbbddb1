/**
 * Processes of the built command that a test starts, watches and kills. None outlives the tests, however those end: a
 * shell holds the list of those that live, and kills them when the pipe from this process closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../helpers/cli.ts';

export interface Exit {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the match as soon as the output holds one; null where the process ended without. */
  seen(pattern: RegExp): Promise<RegExpExecArray | null>;
  /** Resolves when an apply tells that so many changes are done, with how many there are; 0 where it ended before. */
  reached(changes: number): Promise<number>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Modules of `preload/` that run in the process before the command. */
  readonly preload?: readonly string[];
  /** A shell script that runs the command as `"$@"`, in place of the command itself. */
  readonly shell?: string;
}

export interface Processes {
  /** `args`: of `domctl`. */
  start(args: readonly string[], options: StartOptions): Running;
  run(args: readonly string[], options: StartOptions): Promise<Exit>;
  /** Kills what is left. */
  stop(): Promise<void>;
}

/** A command that takes longer hangs; the slowest of these takes seconds. */
const deadlineMs = 150_000;

const watchScript = `alive=
while read -r sign pid; do
  kept=
  for one in $alive; do [ "$one" = "$pid" ] || kept="$kept $one"; done
  alive=$kept
  [ "$sign" = + ] && alive="$alive $pid"
done
[ -z "$alive" ] || kill -KILL $alive 2>/dev/null`;

export function createProcesses(): Processes {
  const watch = spawn('sh', ['-c', watchScript], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watch.unref();
  const alive = new Map<number, Running>();

  const start: Processes['start'] = (args, options) => {
    const running = follow(spawnCommand(args, options), args);
    alive.set(running.pid, running);
    watch.stdin.write(`+ ${running.pid}\n`);
    running.exited
      .finally(() => {
        alive.delete(running.pid);
        if (watch.stdin.writable) watch.stdin.write(`- ${running.pid}\n`);
      })
      .catch(() => {});
    return running;
  };

  return {
    start,
    run: (args, options) => start(args, options).exited,
    async stop() {
      const left = [...alive.values()];
      for (const running of left) running.kill('SIGKILL');
      await Promise.allSettled(left.map(({ exited }) => exited));
      watch.stdin.end();
    },
  };
}

function spawnCommand(args: readonly string[], { cwd, env, preload = [], shell }: StartOptions): ChildProcess {
  const imports = preload.flatMap((name) => [
    '--import',
    pathToFileURL(join(import.meta.dirname, 'preload', name)).href,
  ]);
  const command = [process.execPath, ...imports, join(root, 'dist/cli/main.js'), ...args];
  const [file, ...rest] = shell === undefined ? command : ['sh', '-c', shell, 'sh', ...command];
  return spawn(file as string, rest, {
    cwd,
    // Nothing of the tester's own: neither credentials nor a CI service's variables.
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), USER: 'tester', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function follow(child: ChildProcess, args: readonly string[]): Running {
  let stdout = '';
  let stderr = '';
  const watchers = new Set<() => void>();
  const told = (): void => {
    for (const watcher of watchers) watcher();
  };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    told();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    told();
  });
  const exited = new Promise<Exit>((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      const tail = `${stdout}\n${stderr}`.slice(-2000);
      reject(new Error(`domctl ${args.join(' ')} had not ended after ${deadlineMs / 1000} s. Its output:\n${tail}`));
    }, deadlineMs);
    const standing = args[0] === 'sandbox';
    if (standing) clearTimeout(deadline);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(deadline);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const over = exited.catch(() => {});
  /** Looks again whenever there is more to see. */
  const when = async <T>(look: () => T | null): Promise<T | null> => {
    const now = look();
    if (now !== null) return now;
    return await new Promise((resolve) => {
      const watcher = (): void => {
        const found = look();
        if (found === null) return;
        watchers.delete(watcher);
        resolve(found);
      };
      watchers.add(watcher);
      void over.then(() => {
        watchers.delete(watcher);
        resolve(look());
      });
    });
  };
  return {
    pid: child.pid ?? Number.NaN,
    exited,
    kill: (signal) => void child.kill(signal),
    seen: (pattern) => when(() => pattern.exec(stdout) ?? pattern.exec(stderr)),
    async reached(changes) {
      // Not every number is told: what concerns the state alone takes no time.
      const look = () =>
        [...stderr.matchAll(/\((\d+) of (\d+)\)$/gm)].find(([, done]) => Number(done) >= changes) ?? null;
      return Number((await when(look))?.[2] ?? 0);
    },
  };
}
