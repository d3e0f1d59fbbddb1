/** Processes of their own that use the state as it is shipped: compiled, run by plain node, killed as a user kills. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';

const project = resolve(import.meta.dirname, '../..');

export interface CompiledState {
  /** Runs a script as an ES module. In it, `openState`, `lockFolder`, `say` (a line to us) and `args` are there. */
  start(script: string, ...args: readonly string[]): Child;
  remove(): void;
}

export interface Child {
  readonly pid: number;
  /** The next line that the child said. Throws, with what it wrote to stderr, where it ended without one. */
  line(): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended; throws where it failed by itself. */
  readonly ended: Promise<void>;
}

const preamble = `
import { openState } from './out/state/open-state.js';
import { lockFolder } from './out/state/folder-lock.js';
import fs from 'node:fs';
const args = process.argv.slice(2);
const say = (line) => fs.writeSync(1, line + '\\n');
`;

export function compileState(): CompiledState {
  const folder = mkdtempSync(join(tmpdir(), 'domctl-test-child-'));
  buildSync({
    entryPoints: ['open-state.ts', 'folder-lock.ts'].map((name) => join(project, 'src/state', name)),
    outdir: join(folder, 'out/state'),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  cpSync(join(project, 'src/state/migrations'), join(folder, 'out/state/migrations'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));

  const children = new Set<ChildProcess>();
  let count = 0;
  return {
    start(script, ...args) {
      const file = join(folder, `child-${++count}.js`);
      writeFileSync(file, preamble + script);
      const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
      children.add(child);
      return watch(child);
    },
    remove() {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watch(child: ChildProcess): Child {
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += String(text);
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const ended = new Promise<void>((done, fail) => {
    child.once('close', (code) => {
      if (code === null || code === 0) done();
      else fail(new Error(`the child failed: ${errors}`));
    });
  });
  // A caller that never looks at it is not interested in how it ends.
  ended.catch(() => {});
  return {
    pid: child.pid as number,
    async line() {
      const next = await lines.next();
      if (next.done) throw new Error(`the child ended without a word: ${errors}`);
      return next.value;
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
