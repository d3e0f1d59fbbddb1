import { type Command, InvalidArgumentError } from 'commander';
import { closest } from 'fastest-levenshtein';
import { guardCodes } from '../../planner/plan.ts';
import { parseDomain } from '../../schema/dns/name.ts';
import { collect } from './values.ts';

export function addConsentOption(command: Command): Command {
  return command.option(
    '--consent <code[:domain]>',
    'consent to a refusal, everywhere or for one domain; may be repeated',
    consent,
  );
}

/** `CODE` or `CODE:DOMAIN`; the code must be a guard's. The domain is taken as everywhere: in capitals, in Unicode, with a final dot. */
function consent(text: string, earlier: readonly string[] | undefined): readonly string[] {
  const [code = '', name] = text.split(/:(.*)/s, 2);
  if (guardCodes.some((known) => known === code)) {
    if (name === undefined) return collect(code, earlier);
    const domain = parseDomain(name);
    if (domain.ok) return collect(`${code}:${domain.value}`, earlier);
    throw new InvalidArgumentError(`After the colon stands a domain: ${domain.problem.message}.`);
  }
  throw new InvalidArgumentError(
    `There is no guard "${code}". Did you mean "${closest(code, guardCodes)}"? There are: ${guardCodes.join(', ')}.`,
  );
}
