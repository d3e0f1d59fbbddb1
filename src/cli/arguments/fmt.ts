import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';

export interface FmtArguments {
  /** Writes nothing, and shows what would change. */
  readonly check: boolean;
}

export function addFmt(program: Command, run: RunCommand): void {
  const command = program
    .command('fmt')
    .description('write the files of the config in their canonical form; comments and meaning stay')
    .option('--check', 'write nothing; show what would change, and exit 1 where anything would')
    .action((raw: { readonly check?: boolean }) =>
      run(command, async (context) => {
        const { fmt } = await import('../commands/fmt.ts');
        return fmt(context, { check: raw.check ?? false });
      }),
    );
}
