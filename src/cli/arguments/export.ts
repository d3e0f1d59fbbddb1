import { type Command, Option } from 'commander';
import type { RunCommand } from './run-command.ts';

export type ZoneFormat = 'zone' | 'json';

export interface ExportArguments {
  /** Domains of the config; none: all whose zone it manages. */
  readonly domains: readonly string[];
  readonly format: ZoneFormat;
  /** A folder; null: stdout. */
  readonly out: string | null;
}

interface RawOptions {
  readonly format: ZoneFormat;
  readonly out?: string;
}

export function addExport(program: Command, run: RunCommand): void {
  const command = program
    .command('export')
    .description('write live zones, as zone files or as JSON')
    .argument('[domain...]', 'domains of the config (default: all whose records it manages)')
    .addOption(new Option('--format <format>', 'how a zone is written').choices(['zone', 'json']).default('zone'))
    .option('--out <dir>', 'a new file for each zone in this folder, instead of stdout')
    .action((domains: readonly string[], raw: RawOptions) =>
      run(command, async (context) => {
        const { exportZones } = await import('../commands/export.ts');
        return exportZones(context, { domains, format: raw.format, out: raw.out ?? null });
      }),
    );
}
