import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { integerFrom } from './values.ts';

export interface ImportArguments {
  /** `ACCOUNT` or `ACCOUNT/DOMAIN`; none: all accounts. */
  readonly wanted: readonly string[];
  /** A file, or with `split` a folder; null: stdout. */
  readonly out: string | null;
  readonly split: boolean;
  readonly templates: boolean;
  /** Zone files to read instead of accounts; null: accounts. */
  readonly zoneFiles: ZoneFilesArguments | null;
}

export interface ZoneFilesArguments {
  readonly files: readonly string[];
  /** The account that is to host the zones. */
  readonly account: string | null;
  readonly origin: string | null;
  readonly ttlSeconds: number | null;
}

interface RawOptions {
  readonly zoneFile?: readonly string[];
  readonly account?: string;
  readonly origin?: string;
  readonly ttl?: number;
  readonly out?: string;
  readonly split?: boolean;
  readonly templates: boolean;
}

export function addImport(program: Command, run: RunCommand): void {
  const command = program
    .command('import')
    .description('write as config what is live at its accounts, or what zone files hold')
    .argument('[account[/domain]...]', 'accounts, or single domains of them (default: all accounts)')
    .option('--out <path>', 'write to this new file instead of stdout')
    .option('--split', 'with --out: a folder, with a file for each domain')
    .option('--no-templates', 'without templates for record sets that three or more domains share')
    .option('--zone-file <file...>', 'read these zone files instead of accounts; needs no credentials')
    .option('--account <name>', 'with --zone-file: the account that is to host the zones')
    .option('--origin <name>', 'with --zone-file: what its relative names are relative to')
    .option('--ttl <seconds>', 'with --zone-file: of records without a TTL', integerFrom(0, 2_147_483_647))
    .action((wanted: readonly string[], raw: RawOptions) =>
      run(command, async (context) => {
        const { importConfig } = await import('../commands/import.ts');
        const { out = null, split = false, templates } = raw;
        return importConfig(context, { wanted, out, split, templates, zoneFiles: zoneFilesOf(raw) });
      }),
    );
}

function zoneFilesOf({ zoneFile: files, account, origin, ttl }: RawOptions): ZoneFilesArguments | null {
  if (files === undefined) return null;
  return { files, account: account ?? null, origin: origin ?? null, ttlSeconds: ttl ?? null };
}
