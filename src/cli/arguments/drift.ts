import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { collect, type Format, formatOption } from './values.ts';

export interface DriftArguments {
  readonly format: Format;
  readonly targets: readonly string[];
}

export function addDrift(program: Command, run: RunCommand): void {
  const command = program
    .command('drift')
    .description('what changed outside since it was applied, and by which run it was set; exits 2 where anything did')
    .addOption(formatOption())
    .option('--target <address>', 'only this domain, record set or setting; may be repeated', collect)
    .action((raw: { readonly format: Format; readonly target?: readonly string[] }) =>
      run(command, async (context) => {
        const { drift } = await import('../commands/drift.ts');
        return drift(context, { format: raw.format, targets: raw.target ?? [] });
      }),
    );
}
