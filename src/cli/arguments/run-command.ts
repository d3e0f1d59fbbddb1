import type { Command } from 'commander';
import type { Context } from '../context.ts';
import type { ExitCode } from '../exit-code.ts';

/**
 * Runs one command: makes its context, shows what it throws, ends the process with its exit code.
 * The action imports the command itself, so that nothing is loaded that is not run.
 */
export type RunCommand = (command: Command, action: (context: Context) => Promise<ExitCode>) => Promise<void>;
