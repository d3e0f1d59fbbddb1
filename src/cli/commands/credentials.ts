import { verifyAccounts } from '../../workflow/verify-accounts.ts';
import type { VerifyCredentialsArguments } from '../arguments/credentials.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { withLive } from '../session.ts';
import { verifiedViews } from '../views/credentials.ts';
import { readWanted } from '../wanted.ts';

/** Exits 1 where the credentials of an account do not serve for what the config needs. */
export async function verifyCredentials(context: Context, args: VerifyCredentialsArguments): Promise<ExitCode> {
  return withLive(context, async ({ desired, accounts }) => {
    const wanted = readWanted(args.accounts, [...accounts.keys()]);
    const one = wanted.find(({ domain }) => domain !== undefined);
    if (one !== undefined) throw new CommandError(`Name the account alone: ${one.account}.`);
    const names = [...new Set(wanted.map(({ account }) => account))].sort();
    const used = (halves: readonly (string | undefined)[]) => new Set(halves.filter((name) => name !== undefined));
    const verified = await verifyAccounts(accounts, names, {
      registrations: used(desired.domains.map(({ registrar }) => registrar)),
      zones: used(desired.domains.map(({ dns }) => dns)),
    });
    context.output.report(verifiedViews[args.format](verified, context.paint), args.format);
    return verified.every(({ works }) => works) ? 0 : 1;
  });
}
