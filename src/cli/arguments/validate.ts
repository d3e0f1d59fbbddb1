import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption } from './values.ts';

export interface ValidateArguments {
  readonly format: Format;
}

export function addValidate(program: Command, run: RunCommand): void {
  const command = program
    .command('validate')
    .description('check the config; makes no API calls and needs no credentials')
    .addOption(formatOption())
    .action((raw: ValidateArguments) =>
      run(command, async (context) => {
        const { validate } = await import('../commands/validate.ts');
        return validate(context, { format: raw.format });
      }),
    );
}
