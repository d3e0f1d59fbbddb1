import { type Command, Option } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption } from './values.ts';

export interface DomainsArguments {
  readonly sort: 'domain' | 'expiry';
  readonly format: Format;
}

export function addDomains(program: Command, run: RunCommand): void {
  const command = program
    .command('domains')
    .description('the portfolio: where each domain is, when it expires, how it is set, and whether it drifted')
    .addOption(new Option('--sort <by>', 'what comes first').choices(['domain', 'expiry']).default('domain'))
    .addOption(formatOption())
    .action((raw: DomainsArguments) =>
      run(command, async (context) => {
        const { domains } = await import('../commands/domains.ts');
        return domains(context, { sort: raw.sort, format: raw.format });
      }),
    );
}
