#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { globalOptions } from './arguments/global.ts';
/**
 * The command `domctl`. Answers `--version` and `--help` with commander alone; everything else is imported by the
 * command that needs it.
 */
import type { RunCommand } from './arguments/run-command.ts';
import { createOutput, pageOf, wholeWrites } from './output.ts';
import { createProgram } from './program.ts';
import { toolVersion } from './version.ts';

// What a plan holds stays to the end, so V8 finds little to free and lets the heap grow fourfold before it looks again. In
// steps of 40 % an apply of 10,000 zones keeps below 1 GB (Node 20, 2026-11-30; see docs/performance.md).
setFlagsFromString('--heap-growing-percent=40');

const version = toolVersion();
const output = createOutput(wholeWrites(process.stdout), process.stderr, {
  out: () => pageOf(process.stdout, process.env.COLUMNS),
  err: () => pageOf(process.stderr, process.env.COLUMNS),
});

const run: RunCommand = async (command, action) => {
  const globals = globalOptions(command);
  const { createContext } = await import('./context.ts');
  const { failureText, guarded } = await import('./failure.ts');
  const context = createContext(globals, process, output, version);
  process.on('uncaughtException', (error) => {
    output.message(failureText(error, globals.verbose).split('\n'));
    process.exit(1);
  });
  // Without work left that anything could end, Node would exit 13 without a word.
  process.on('beforeExit', () => {
    output.message(
      failureText(new Error('the command waits for something that never comes'), globals.verbose).split('\n'),
    );
    process.exit(1);
  });
  const code = await guarded(context, () => action(context));
  const failure = await output.flush();
  if (failure !== null) {
    output.message(`Error: the output is not whole: ${failure.message}. What the command did stands.`);
    await output.flush();
  }
  // Connections that are kept alive for reuse must not hold the process.
  process.exit(failure === null || code === 130 ? code : 1);
};

await createProgram(version, run, output).parseAsync();
