/**
 * A rehearsal never touches the state of real domains, and a run on these never one that a rehearsal has made: each would
 * take the other's records for its own. Who answers says so itself, in every answer.
 */
import { list } from '../planner/guards/list.ts';
import type { Answerer } from '../registrars/http/transport.ts';
import type { State } from '../state/store.ts';
import type { OpenAccounts } from '../workflow/open-accounts.ts';
import { CommandError } from './errors.ts';

/**
 * Once the accounts have answered, and before anything is written. `simulated`: what the state was made against, as of the
 * plan; a later `claimState` is what decides. Throws `CommandError`.
 */
export function refuseMixed(accounts: OpenAccounts, state: Pick<State, 'location'>, simulated: boolean | null): void {
  const answerer = theOneAnswerer(accounts);
  if (answerer !== null && simulated !== null) refuseOther(accounts, state, answerer, simulated);
}

/** As `refuseMixed`, and the state is from now on what it is first written for. Throws `CommandError`. */
export async function claimState(accounts: OpenAccounts, state: Pick<State, 'location' | 'claim'>): Promise<void> {
  const answerer = theOneAnswerer(accounts);
  if (answerer !== null) refuseOther(accounts, state, answerer, await state.claim(answerer === 'simulator'));
}

/** Null where nobody has answered. */
function theOneAnswerer(accounts: OpenAccounts): Answerer | null {
  const [simulated, real] = [answeredBy(accounts, 'simulator'), answeredBy(accounts, 'registrar')];
  if (simulated.length > 0 && real.length > 0) {
    throw new CommandError(
      `Accounts are answered by a simulator (${list(simulated)}) and by the registrar itself (${list(real)}) in one run. ` +
        'Nothing was changed. Set the variables DOMCTL_ENDPOINT_... for all accounts of a rehearsal, or for none.',
    );
  }
  return simulated.length > 0 ? 'simulator' : real.length > 0 ? 'registrar' : null;
}

function refuseOther(
  accounts: OpenAccounts,
  { location }: Pick<State, 'location'>,
  answerer: Answerer,
  simulated: boolean,
): void {
  if (simulated === (answerer === 'simulator')) return;
  const names = list(answeredBy(accounts, answerer));
  throw new CommandError(
    simulated
      ? `The state at ${location} was made against simulators, and the registrar itself answers for ${names}. ` +
          'Nothing was changed. Give real domains a state of their own: unset DOMCTL_STATE, or pass --state or --workspace.'
      : `The state at ${location} holds real domains, and a simulator answers for ${names}. Nothing was changed. ` +
          'Give a rehearsal a state of its own: DOMCTL_STATE as "domctl sandbox" prints it, --state or --workspace.',
  );
}

function answeredBy(accounts: OpenAccounts, answerer: Answerer): readonly string[] {
  return [...accounts].filter(([, account]) => account.answerers().has(answerer)).map(([name]) => name);
}
