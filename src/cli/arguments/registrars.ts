import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption } from './values.ts';

export interface RegistrarsArguments {
  readonly format: Format;
}

export function addRegistrars(program: Command, run: RunCommand): void {
  const command = program
    .command('registrars')
    .description('what each registrar can hold and do, and the credentials it needs')
    .addOption(formatOption())
    .action((raw: RegistrarsArguments) =>
      run(command, async (context) => {
        const { registrars } = await import('../commands/registrars.ts');
        return registrars(context, { format: raw.format });
      }),
    );
}
