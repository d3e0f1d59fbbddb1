/** Arguments like `gandi` and `gandi/example.com`: accounts of the config, and domains there. */
import { didYouMean } from '../schema/config/suggest.ts';
import { parseDomain } from '../schema/dns/name.ts';
import { seen } from '../schema/dns/seen.ts';
import type { WantedHolding } from '../workflow/read-holdings.ts';
import { CommandError } from './errors.ts';

/** None: all accounts. Throws `CommandError`. */
export function readWanted(texts: readonly string[], accounts: readonly string[]): readonly WantedHolding[] {
  if (accounts.length === 0) throw new CommandError('The config has no accounts: add them under accounts:.');
  if (texts.length === 0) return accounts.map((account) => ({ account }));
  return texts.map((text) => {
    const slash = text.indexOf('/');
    const account = slash < 0 ? text : text.slice(0, slash);
    if (!accounts.includes(account)) {
      const suggestion = didYouMean(account, accounts, 'accounts');
      throw new CommandError(`The config has no account ${seen(account)}: ${suggestion}.`);
    }
    if (slash < 0) return { account };
    const domain = parseDomain(text.slice(slash + 1));
    if (domain.ok) return { account, domain: domain.value };
    throw new CommandError(`${seen(text)} names no domain: ${domain.problem.message}.`);
  });
}
