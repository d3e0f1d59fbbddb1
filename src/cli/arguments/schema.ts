import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';

export function addSchema(program: Command, run: RunCommand): void {
  const command = program
    .command('schema')
    .description('print the JSON Schema of the config, for editors')
    .action(() =>
      run(command, async (context) => {
        const { schema } = await import('../commands/schema.ts');
        return schema(context);
      }),
    );
}
