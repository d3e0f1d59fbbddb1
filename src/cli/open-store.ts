/** The state that a command uses. Some need nothing else: no config, no credentials, no registrar. */
import { type LocationOptions, refuseOtherThanUrl } from '../state/location.ts';
import { openState } from '../state/open-state.ts';
import type { State } from '../state/store.ts';
import { sandboxFolder } from './arguments/sandbox.ts';
import type { Context } from './context.ts';
import { CommandError } from './errors.ts';

export interface StoreOptions {
  /** `read` makes no state where there is none. */
  readonly mode: 'read' | 'write';
  /** For the message that others get while we hold the state. */
  readonly operation: string;
}

interface GivenLocation extends LocationOptions {
  /** Undefined: the default folder. */
  readonly location: string | undefined;
}

/** A rehearsal never touches real state. Throws `CommandError`, and `StateError` `bad-location`. */
export function stateLocation({ globals, env }: Pick<Context, 'globals' | 'env'>): GivenLocation {
  if (globals.sandbox) {
    if (globals.state === undefined) return { location: `${sandboxFolder}/state` };
    throw new CommandError(
      '--sandbox has a state of its own, so that a rehearsal never touches another. Leave out --state.',
    );
  }
  const sslMode = env.PGSSLMODE;
  if (globals.state !== undefined) return { location: globals.state, named: '--state', sslMode };
  const own = notEmpty(env, stateVariable);
  if (own !== undefined) return { location: own, named: stateVariable, sslMode };
  const url = notEmpty(env, 'DATABASE_URL');
  if (url !== undefined) refuseOtherThanUrl(url, 'DATABASE_URL');
  return { location: url, named: 'DATABASE_URL', sslMode };
}

/** `--state`, for a shell and all that it starts. */
export const stateVariable = 'DOMCTL_STATE';

/** A missing secret of a CI job is an empty variable: it must not choose another state in silence. */
function notEmpty(env: Context['env'], name: string): string | undefined {
  if (env[name] !== '') return env[name];
  throw new CommandError(`${name} is set but empty. Give it the location of the state, or unset it.`);
}

/** Throws what the state throws. */
export function openStore(context: Context, options: StoreOptions): Promise<State> {
  const { lockTimeoutMs, workspace } = context.globals;
  const { location, ...given } = stateLocation(context);
  return openState(location, workspace, {
    ...options,
    ...given,
    ...(lockTimeoutMs === undefined ? {} : { lockTimeoutMs }),
  });
}

/** Closed when the work is over, however it ends. */
export async function withStore<T>(
  context: Context,
  options: StoreOptions,
  work: (store: State) => Promise<T>,
): Promise<T> {
  const store = await openStore(context, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
