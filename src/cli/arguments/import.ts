import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import type { RunCommand } from './run-command.ts';
import { integerFrom } from './values.ts';

export interface ImportArguments {
  /** `ACCOUNT` or `ACCOUNT/DOMAIN`; none: all accounts. */
  readonly wanted: readonly string[];
  /** A file, or with `split` a folder; null: stdout. */
  readonly out: string | null;
  readonly split: boolean;
  readonly templates: boolean;
  /** Files of another tool to read instead of accounts; null: accounts. */
  readonly from: MovedFrom | null;
}

export type MovedFrom = { readonly account: string | null } & (
  | {
      readonly tool: 'zone-file';
      readonly files: readonly string[];
      readonly origin: string | null;
      readonly ttlSeconds: number | null;
    }
  | { readonly tool: 'octodns' | 'dnscontrol' | 'terraform'; readonly path: string }
);

/** The option that named the files. */
export function optionOf({ tool }: MovedFrom): string {
  return `--${tool}`;
}

interface RawOptions {
  readonly zoneFile?: readonly string[];
  readonly octodns?: string;
  readonly dnscontrol?: string;
  readonly terraform?: string;
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
    .description('write as config what is live at its accounts, or what files of other tools hold')
    .argument('[account[/domain]...]', 'accounts, or single domains of them (default: all accounts)')
    .option('--out <path>', 'write to this new file instead of stdout')
    .option('--split', 'with --out: a folder, with a file for each domain')
    .option('--no-templates', 'without templates for record sets that three or more domains share')
    .option('--zone-file <file...>', 'read these zone files instead of accounts; needs no credentials')
    .option('--octodns <path>', 'read the zones of this octoDNS config folder')
    .option('--dnscontrol <file>', 'read what "dnscontrol print-ir" printed')
    .option('--terraform <file>', 'read what "terraform show -json" printed')
    .option('--account <name>', 'with files of other tools: the account that is to host the zones')
    .option('--origin <name>', 'with --zone-file: what its relative names are relative to')
    .option('--ttl <seconds>', 'with --zone-file: of records without a TTL', integerFrom(0, 2_147_483_647))
    .action((wanted: readonly string[], raw: RawOptions) =>
      run(command, async (context) => {
        const { importConfig } = await import('../commands/import.ts');
        const { out = null, split = false, templates } = raw;
        return importConfig(context, { wanted, out, split, templates, from: movedFrom(raw) });
      }),
    );
}

function movedFrom({ zoneFile, origin, ttl, account, ...raw }: RawOptions): MovedFrom | null {
  const others = (['octodns', 'dnscontrol', 'terraform'] as const).flatMap((tool) => {
    const path = raw[tool];
    return path === undefined ? [] : [{ tool, path, account: account ?? null }];
  });
  const [first, second] = others;
  if (second !== undefined || (first !== undefined && zoneFile !== undefined)) {
    throw new CommandError('Name files of one tool at a time.');
  }
  if (zoneFile === undefined) {
    return first ?? null;
  }
  return {
    tool: 'zone-file',
    files: zoneFile,
    account: account ?? null,
    origin: origin ?? null,
    ttlSeconds: ttl ?? null,
  };
}
