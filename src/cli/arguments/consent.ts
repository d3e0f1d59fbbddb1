import { type Command, InvalidArgumentError } from 'commander';
import { closest } from 'fastest-levenshtein';
import { guardCodes } from '../../planner/plan.ts';
import { collect } from './values.ts';

export function addConsentOption(command: Command): Command {
  return command.option(
    '--consent <code[:domain]>',
    'consent to a refusal, everywhere or for one domain; may be repeated',
    consent,
  );
}

/** `CODE` or `CODE:DOMAIN`; the code must be a guard's. */
function consent(text: string, earlier: readonly string[] | undefined): readonly string[] {
  const [code = ''] = text.split(':', 1);
  if (guardCodes.some((known) => known === code)) return collect(text, earlier);
  throw new InvalidArgumentError(
    `There is no guard "${code}". Did you mean "${closest(code, guardCodes)}"? There are: ${guardCodes.join(', ')}.`,
  );
}
