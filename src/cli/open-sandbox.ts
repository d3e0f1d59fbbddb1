/** A sandbox for the config of this command, with the variables that send any `domctl` process to it. */
import { resolve } from 'node:path';
import { registrars } from '../registrars/index.ts';
import { madeUpVariables } from '../sandbox/made-up-variables.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import type { Desired } from '../schema/desired.ts';
import type { SandboxArguments } from './arguments/sandbox.ts';
import type { Context } from './context.ts';
import { endpointsFrom, endpointVariable } from './endpoints.ts';
import { failureText } from './failure.ts';
import { type LoadedDesired, loadDesired } from './load-desired.ts';
import { stateVariable } from './open-store.ts';

/** The config has made-up credentials that the simulators accept. */
interface OpenSandbox extends LoadedDesired {
  /** By account. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Throws `CommandError` for a config with issues, and what `startSandbox` throws. */
export async function openSandbox(context: Context, options: Omit<SandboxArguments, 'printEnv'>): Promise<OpenSandbox> {
  const descriptors = new Map([...registrars].map(([name, { descriptor }]) => [name, descriptor]));
  const variables = madeUpVariables(descriptors);
  const { desired: marked, sources } = await loadDesired(context, variables.mark);
  const { accounts, values } = variables.resolve(marked.accounts);
  const desired: Desired = { ...marked, accounts };
  const sandbox = await startSandbox({
    accounts,
    domains: desired.domains,
    registrars,
    folder: options.data,
    latencyMs: options.latencyMs,
    faultRate: options.faultRate,
    rateLimits: options.rateLimits,
    seed: options.seed,
    ...(options.portBase === null ? {} : { portBase: options.portBase }),
    now: context.now,
    onError: (error) => {
      context.output.message(['A simulator failed:', ...failureText(error, true).split('\n')]);
    },
  });
  const endpointVariables = Object.fromEntries(
    Object.entries(sandbox.endpoints).map(([account, url]) => [endpointVariable(account), url]),
  );
  // Of its own, whatever state the config has otherwise.
  const state = { [stateVariable]: resolve(options.data, 'state') };
  // Tells where two accounts share a variable.
  endpointsFrom(endpointVariables, Object.keys(sandbox.endpoints));
  return {
    desired,
    sources,
    endpoints: sandbox.endpoints,
    env: { ...endpointVariables, ...values, ...state },
    close: sandbox.close,
  };
}
