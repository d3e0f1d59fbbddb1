#!/usr/bin/env node
import { globalOptions } from './arguments/global.ts';
/**
 * The command `domctl`. Answers `--version` and `--help` with commander alone; everything else is imported by the
 * command that needs it.
 */
import type { RunCommand } from './arguments/run-command.ts';
import { createOutput } from './output.ts';
import { createProgram } from './program.ts';
import { toolVersion } from './version.ts';

const version = toolVersion();
const output = createOutput(process.stdout, process.stderr);

const run: RunCommand = async (command, action) => {
  const globals = globalOptions(command);
  const { createContext } = await import('./context.ts');
  const { failureText, guarded } = await import('./failure.ts');
  const context = createContext(globals, process, output, version);
  process.on('uncaughtException', (error) => {
    output.message(failureText(error, globals.verbose));
    process.exit(1);
  });
  const code = await guarded(context, () => action(context));
  await output.flush();
  // Connections that are kept alive for reuse must not hold the process.
  process.exit(code);
};

await createProgram(version, run).parseAsync();
