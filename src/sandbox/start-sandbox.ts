/**
 * A sandbox: the simulators of all accounts of a config on loopback, holding its domains.
 * Data is kept in a folder, one process at a time; a domain that is there already is left as it is.
 */
import { join } from 'node:path';
import type { Registrar } from '../registrars/registrar.ts';
import { type ServedSimulator, serveSimulator } from '../registrars/simulator/serve.ts';
import { fileStore } from '../registrars/simulator/store.ts';
import type { AccountConfig } from '../schema/desired.ts';
import { mendModes } from '../state/private-files.ts';
import { lockSandbox } from './lock-sandbox.ts';
import { SandboxError } from './sandbox-error.ts';
import { type PlacedDomain, seedsOf } from './seeds.ts';

export interface SandboxOptions {
  /** With the credentials that the simulators are to accept. */
  readonly accounts: readonly Pick<AccountConfig, 'name' | 'registrar' | 'credentials'>[];
  readonly domains: readonly PlacedDomain[];
  readonly registrars: ReadonlyMap<string, Registrar>;
  readonly folder: string;
  readonly latencyMs: number;
  /** Share of requests lost to network faults, 0 to 1. */
  readonly faultRate: number;
  /** Whether the registrars' own rate limits are enforced. */
  readonly rateLimits: boolean;
  /** Of the faults. */
  readonly seed: number;
  /** Accounts get this port and those after it, in order of name; absent: any free ones. */
  readonly portBase?: number;
  now(): Date;
  /** A defect of a simulator. */
  onError(error: unknown): void;
}

export interface Sandbox {
  /** By account: `http://127.0.0.1:PORT`. */
  readonly endpoints: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Resolves when all simulators listen. Throws `SandboxError` where the folder or a port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const lock = await lockSandbox(options.folder, options.now());
  mendModes(options.folder, (name) => name === 'accounts' || name === 'state' || name.startsWith('lock'));
  const served = new Map<string, ServedSimulator>();
  const close = async (): Promise<void> => {
    await Promise.all([...served.values()].map((simulator) => simulator.close()));
    lock.release();
  };
  try {
    const accounts = [...options.accounts].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const [index, account] of accounts.entries()) {
      served.set(account.name, await serveAccount(account, index, options));
    }
    const endpoints = accounts.map(({ name }) => [name, served.get(name)?.url ?? ''] as const);
    return { endpoints: Object.fromEntries(endpoints), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serveAccount(
  account: SandboxOptions['accounts'][number],
  index: number,
  options: SandboxOptions,
): Promise<ServedSimulator> {
  const registrar = options.registrars.get(account.registrar);
  if (registrar === undefined) throw new Error(`no registrar "${account.registrar}"`);
  const simulate = await registrar.loadSimulator();
  const simulator = simulate({
    credentials: account.credentials,
    store: fileStore(join(options.folder, 'accounts', account.name)),
    now: options.now,
  });
  for (const seed of seedsOf(account.name, options.domains)) simulator.seed(seed);
  const port = options.portBase === undefined ? 0 : options.portBase + index;
  const serving = serveSimulator({
    simulator,
    limits: registrar.descriptor.limits,
    rateLimits: options.rateLimits,
    latencyMs: options.latencyMs,
    faultRate: options.faultRate,
    seed: options.seed,
    now: () => options.now().getTime(),
    onError: options.onError,
    port,
  });
  return serving.catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new SandboxError(`Port ${port} of the sandbox for ${account.name} is taken. Give another --port-base.`);
  });
}
