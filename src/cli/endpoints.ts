/** Where an account's requests go instead of its registrar: the variables `DOMCTL_ENDPOINT_<ACCOUNT>`. */
import { endpointProblem } from '../schema/config/endpoint.ts';
import { CommandError } from './errors.ts';
import type { Environment } from './run-info.ts';

/** `DOMCTL_ENDPOINT_CF_PROD` for `cf-prod`. */
export function endpointVariable(account: string): string {
  return `DOMCTL_ENDPOINT_${account.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

/** By account; only those that are set. Throws where a value cannot be an endpoint, or two accounts share a variable. */
export function endpointsFrom(env: Environment, accounts: readonly string[]): ReadonlyMap<string, string> {
  const owners = new Map<string, string>();
  const endpoints = new Map<string, string>();
  for (const account of accounts) {
    const variable = endpointVariable(account);
    const value = env[variable];
    if (value === undefined || value === '') continue;
    const other = owners.get(variable);
    if (other !== undefined) {
      throw new CommandError(`${variable} stands for two accounts, ${other} and ${account}. Rename one of them.`);
    }
    const problem = endpointProblem(value);
    if (problem !== undefined) throw new CommandError(`${variable}: ${problem.message}; ${problem.suggestion}.`);
    owners.set(variable, account);
    endpoints.set(account, value);
  }
  return endpoints;
}
