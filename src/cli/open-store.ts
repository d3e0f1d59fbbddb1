/** The state that a command uses. Some need nothing else: no config, no credentials, no registrar. */
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

/** Undefined: the default folder. A rehearsal never touches real state. */
export function stateLocation({ globals, env }: Pick<Context, 'globals' | 'env'>): string | undefined {
  if (!globals.sandbox) return globals.state ?? databaseUrl(env);
  if (globals.state === undefined) return `${sandboxFolder}/state`;
  throw new CommandError(
    '--sandbox has a state of its own, so that a rehearsal never touches another. Leave out --state.',
  );
}

/** A missing secret of a CI job is an empty variable: it must not choose another state in silence. */
function databaseUrl({ DATABASE_URL: url }: Context['env']): string | undefined {
  if (url !== '') return url;
  throw new CommandError(
    'DATABASE_URL is set but empty. Give it the URL of the state, or unset it to use .domctl/state.',
  );
}

/** Throws what the state throws. */
export function openStore(context: Context, options: StoreOptions): Promise<State> {
  const { lockTimeoutMs, workspace } = context.globals;
  return openState(stateLocation(context), workspace, {
    ...options,
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
