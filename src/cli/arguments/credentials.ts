import type { Command } from 'commander';
import type { RunCommand } from './run-command.ts';
import { type Format, formatOption } from './values.ts';

export interface VerifyCredentialsArguments {
  /** Empty: all accounts of the config. */
  readonly accounts: readonly string[];
  readonly format: Format;
}

export function addCredentials(program: Command, run: RunCommand): void {
  const credentials = program.command('credentials').description('the credentials of the accounts');
  const command = credentials
    .command('verify')
    .description('ask each account for its lists: whether the credentials serve, and how many domains it holds')
    .argument('[account...]', 'only these accounts')
    .addOption(formatOption())
    .action((accounts: readonly string[], { format }: { readonly format: Format }) =>
      run(command, async (context) => {
        const { verifyCredentials } = await import('../commands/credentials.ts');
        return verifyCredentials(context, { accounts, format });
      }),
    );
}
