/**
 * What the commands that speak to registrars work with: the config, its accounts, the state, and the sandbox where one
 * was asked for. Opened in that order, closed in the other.
 */
import { registrars } from '../registrars/index.ts';
import type { Desired } from '../schema/desired.ts';
import type { State } from '../state/store.ts';
import { type OpenAccounts, openAccounts } from '../workflow/open-accounts.ts';
import { sandboxFolder } from './arguments/sandbox.ts';
import { configRoot } from './config-root.ts';
import type { Context } from './context.ts';
import { endpointsFrom } from './endpoints.ts';
import { loadDesired } from './load-desired.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import { createProgress, type ProgressView } from './views/progress.ts';
import { requestLine } from './views/request-line.ts';

export interface Session {
  readonly desired: Desired;
  readonly accounts: OpenAccounts;
  readonly store: State;
  /** Which config this is; see `config-root.ts`. */
  readonly root: string;
  readonly progress: ProgressView;
}

/** Throws `CommandError` for a config with issues, and what the state and the sandbox throw. */
export async function withSession<T>(
  context: Context,
  options: StoreOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const { desired, endpoints } = await loadEverything(context, closers);
    const { quiet, verbose } = context.globals;
    const { message } = context.output;
    // A line that moves would be torn by the lines of the requests.
    const progress = createProgress({
      quiet,
      verbose,
      line: verbose ? null : context.line,
      message,
      clock: context.clock,
    });
    closers.push(async () => progress.end());
    const accounts = openAccounts({
      accounts: desired.accounts,
      registrars,
      endpoints,
      ...(verbose ? { log: (event) => message(requestLine(event)) } : {}),
    });
    const store = await openStore(context, options);
    closers.push(() => store.close());
    const root = await configRoot(context.env, context.globals.files);
    return await work({ desired, accounts, store, root, progress });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

interface Loaded {
  readonly desired: Desired;
  readonly endpoints: ReadonlyMap<string, string>;
}

async function loadEverything(context: Context, closers: (() => Promise<void>)[]): Promise<Loaded> {
  if (!context.globals.sandbox) {
    const desired = await loadDesired(context, (name) => context.env[name]);
    const names = desired.accounts.map((account) => account.name);
    return { desired, endpoints: endpointsFrom(context.env, names) };
  }
  const { openSandbox } = await import('./open-sandbox.ts');
  const opened = await openSandbox(context, goodDay);
  closers.push(() => opened.close());
  return { desired: opened.desired, endpoints: new Map(Object.entries(opened.endpoints)) };
}

/** A sandbox inside the process behaves as the registrars do on a good day: no faults, but their limits. */
const goodDay = { data: sandboxFolder, latencyMs: 0, faultRate: 0, rateLimits: true, seed: 1, portBase: null };
