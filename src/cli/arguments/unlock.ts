import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';

export interface UnlockArguments {
  /** Empty: all that are held. */
  readonly domains: readonly string[];
  readonly yes: boolean;
}

export function addUnlock(program: Command, run: RunCommand): void {
  const command = program
    .command('unlock')
    .description('show who works on a domain, and end it where that run is gone')
    .argument('[domain...]', 'only these domains')
    .option('--yes', 'end it without asking')
    .action((domains: readonly string[], raw: { readonly yes?: boolean }) =>
      run(command, async (context) => {
        const { unlock } = await import('../commands/unlock.ts');
        return unlock(context, { domains, yes: raw.yes ?? false });
      }),
    );
}
