import { count } from '../../schema/count.ts';
import { parseDomain } from '../../schema/dns/name.ts';
import { readHolders, unlockState } from '../../state/unlock-state.ts';
import type { UnlockArguments } from '../arguments/unlock.ts';
import { asker } from '../ask.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../errors.ts';
import type { ExitCode } from '../exit-code.ts';
import { stateLocation } from '../open-store.ts';
import { holderLines } from '../views/holders.ts';

/** A run that lives after all is refused at its next write, so nothing is damaged by a mistake. */
export async function unlock(context: Context, { domains: texts, yes }: UnlockArguments): Promise<ExitCode> {
  const { output, globals } = context;
  const { location, ...given } = stateLocation(context);
  const domains = texts.map(canonical);
  const holders = await readHolders(location, globals.workspace, given);
  // An embedded state is held as a whole, whatever domains were named.
  const chosen = holders.filter(
    ({ domain }) => domains.length === 0 || domain === undefined || domains.includes(domain),
  );
  if (chosen.length === 0) {
    output.resultLines(
      `Nothing is held${domains.length === 0 ? '' : ` of ${domains.join(', ')}`}. There is nothing to unlock.`,
    );
    return 0;
  }
  output.resultLines(holderLines(chosen, context.now()));
  const ask = asker(context, { yes });
  await ask('End this? A run that lives is refused at its next write.');
  const ended = await unlockState(location, globals.workspace, domains.length === 0 ? 'all' : domains, given);
  output.resultLines(ended.length === 0 ? 'It ended by itself meanwhile.' : `Unlocked: ${whatOf(ended)}.`);
  return 0;
}

function canonical(text: string): string {
  const domain = parseDomain(text);
  if (domain.ok) return domain.value;
  throw new CommandError(`${domain.problem.message}.`);
}

function whatOf(ended: readonly { readonly domain?: string }[]): string {
  const domains = ended.flatMap(({ domain }) => domain ?? []);
  if (domains.length === 0) return 'the state';
  return domains.length <= 3 ? domains.join(', ') : count(domains.length, 'domain');
}
