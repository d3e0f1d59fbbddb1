import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';

export interface ImportArguments {
  /** `ACCOUNT` or `ACCOUNT/DOMAIN`; none: all accounts. */
  readonly wanted: readonly string[];
  /** A file, or with `split` a folder; null: stdout. */
  readonly out: string | null;
  readonly split: boolean;
  readonly templates: boolean;
}

interface RawOptions {
  readonly out?: string;
  readonly split?: boolean;
  readonly templates: boolean;
}

export function addImport(program: Command, run: RunCommand): void {
  const command = program
    .command('import')
    .description('write what is live at the accounts of the config as config: domains, settings and records')
    .argument('[account[/domain]...]', 'accounts, or single domains of them (default: all accounts)')
    .option('--out <path>', 'write to this new file instead of stdout')
    .option('--split', 'with --out: a folder, with a file for each domain')
    .option('--no-templates', 'without templates for record sets that three or more domains share')
    .action((wanted: readonly string[], raw: RawOptions) =>
      run(command, async (context) => {
        const { importLive } = await import('../commands/import.ts');
        const { out = null, split = false, templates } = raw;
        return importLive(context, { wanted, out, split, templates });
      }),
    );
}
