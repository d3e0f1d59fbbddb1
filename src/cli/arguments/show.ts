import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption } from './values.ts';

export interface ShowArguments {
  readonly planFile: string;
  readonly format: Format;
}

export function addShow(program: Command, run: RunCommand): void {
  const command = program
    .command('show')
    .description('show a plan that "plan --out" or "undo --out" wrote')
    .argument('<planfile>', 'the file')
    .addOption(formatOption())
    .action((planFile: string, raw: { readonly format: Format }) =>
      run(command, async (context) => {
        const { show } = await import('../commands/show.ts');
        return show(context, { planFile, format: raw.format });
      }),
    );
}
