/**
 * What the commands that speak to registrars work with: the config, its accounts, mostly the state, and the sandbox where
 * one was asked for. Opened in that order, closed in the other.
 */
import { registrars } from '../registrars/index.ts';
import type { State } from '../state/store.ts';
import { type OpenAccounts, openAccounts } from '../workflow/open-accounts.ts';
import { sandboxFolder } from './arguments/sandbox.ts';
import { configRoot } from './config-root.ts';
import type { Context } from './context.ts';
import { endpointsFrom } from './endpoints.ts';
import { type LoadedDesired, loadDesired } from './load-desired.ts';
import { openStore, type StoreOptions } from './open-store.ts';
import { createProgress, type ProgressView, tickMs } from './views/progress.ts';
import { requestLine } from './views/request-line.ts';
import { createWaits, type Waits } from './waits.ts';

/** Without a state: for what is live alone. */
interface LiveSession extends LoadedDesired {
  readonly accounts: OpenAccounts;
  readonly progress: ProgressView;
}

export interface Session extends LiveSession {
  readonly store: State;
  /** Which config this is; see `config-root.ts`. */
  readonly root: string;
}

/** Throws `CommandError` for a config with issues, and what the state and the sandbox throw. */
export function withSession<T>(
  context: Context,
  options: StoreOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  return withLive(context, async (live) => {
    const store = await openStore(context, options);
    try {
      const root = await configRoot(context.env, context.globals.files);
      return await work({ ...live, store, root });
    } finally {
      await store.close();
    }
  });
}

/** Throws `CommandError` for a config with issues, and what the sandbox throws. */
export async function withLive<T>(context: Context, work: (session: LiveSession) => Promise<T>): Promise<T> {
  const { desired, sources, endpoints, close } = await loadEverything(context);
  const { quiet, verbose } = context.globals;
  const { message } = context.output;
  const accounts = openAccounts({
    accounts: desired.accounts,
    registrars,
    endpoints,
    ...(verbose ? { log: (event) => message(requestLine(event)) } : {}),
  });
  const waits = createWaits(accounts);
  // A line that moves would be torn by the lines of the requests.
  const line = verbose ? null : context.line;
  const view = createProgress({ quiet, verbose, line, message, waits: waits.now, clock: context.clock });
  const progress = tickingProgress(view, waits);
  try {
    return await work({ desired, sources, accounts, progress });
  } finally {
    progress.end();
    await close();
  }
}

/** Ticks while something is read or applied. */
function tickingProgress(view: ProgressView, waits: Waits): ProgressView {
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    timer ??= setInterval(view.tick, tickMs).unref();
  };
  return {
    ...view,
    reading: () => {
      start();
      return view.reading();
    },
    applying: (plan) => {
      start();
      waits.applying(plan);
      return view.applying(plan);
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
      view.end();
    },
  };
}

interface Loaded extends LoadedDesired {
  readonly endpoints: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

async function loadEverything(context: Context): Promise<Loaded> {
  if (!context.globals.sandbox) {
    const loaded = await loadDesired(context, (name) => context.env[name]);
    const names = loaded.desired.accounts.map((account) => account.name);
    return { ...loaded, endpoints: endpointsFrom(context.env, names), close: async () => {} };
  }
  const { openSandbox } = await import('./open-sandbox.ts');
  const { desired, sources, endpoints, close } = await openSandbox(context, goodDay);
  return { desired, sources, endpoints: new Map(Object.entries(endpoints)), close };
}

/** A sandbox inside the process behaves as the registrars do on a good day: no faults, but their limits. */
const goodDay = { data: sandboxFolder, latencyMs: 0, faultRate: 0, rateLimits: true, seed: 1, portBase: null };
