/** Accounts: which registrar each is at, and what that registrar asks for to let us in. Never says a credential's value. */
import type { RegistrarDescriptor } from '../capabilities.ts';
import type { AccountConfig } from '../desired.ts';
import { seen } from '../dns/seen.ts';
import { ok, type Problem, type Result } from '../result.ts';
import { missingCredentials, unknownCredentials } from './credentials.ts';
import { endpointProblem } from './endpoint.ts';
import type { Account } from './generated/raw-config.ts';
import type { IssueCode } from './issue.ts';
import type { Reporter, Where } from './report.ts';
import type { Entry } from './sections.ts';
import type { Broken } from './structure.ts';
import { didYouMean } from './suggest.ts';
import { expand, looksLikeVariable, type Variables } from './variables.ts';

export interface ResolvedAccount {
  readonly config: AccountConfig;
  readonly descriptor: RegistrarDescriptor;
}

interface AccountContext {
  readonly descriptors: ReadonlyMap<string, RegistrarDescriptor>;
  readonly variables: Variables;
  /** `skip`: credentials come out empty, and neither they nor any variable can be missing. */
  readonly credentials: 'read' | 'skip';
  readonly reporter: Reporter;
  readonly broken: Broken;
}

/** Names go into environment variables (`DOMCTL_ENDPOINT_CF_PROD`) and addresses. */
const accountName = /^[a-z0-9][a-z0-9_-]*$/i;

/** Undefined where the account's registrar is not known, or not yet: it waits for a variable. Issues are reported. */
export function resolveAccount(entry: Entry<Account>, context: AccountContext): ResolvedAccount | undefined {
  const { name, value, document, source } = entry;
  const where = (at: Where['at'], ...path: string[]): Where => ({ document, path: ['accounts', name, ...path], at });
  const report = (place: Where, code: IssueCode, problem: Problem): void =>
    context.reporter.report(place, code, problem);
  if (name === 'none' || !accountName.test(name)) {
    const why = name === 'none' ? 'stands for "not managed" in dns:' : 'may hold letters, digits, "-" and "_" only';
    report(where('key'), 'bad-name', {
      message: `the account name ${seen(name)} ${why}`,
      suggestion: 'choose another name',
    });
  }
  if (value === null) return undefined;
  const registrar = value.registrar === undefined ? ok(name) : readText(value.registrar, context);
  if (registrar === 'unset') return undefined;
  const descriptor = registrar.ok ? context.descriptors.get(registrar.value) : undefined;
  if (descriptor === undefined) {
    if (context.broken.get(value)?.has('registrar') !== true) {
      const place = value.registrar === undefined ? where('key') : where('value', 'registrar');
      // As written: what a variable holds may be a secret that was meant for another key.
      const written = value.registrar ?? name;
      if (registrar.ok) report(place, 'unknown-registrar', unknownRegistrar(written, value, context.descriptors));
      else report(place, 'missing-variable', ofKey('registrar', name, registrar.problem));
    }
    return undefined;
  }
  const credentials = readCredentials(entry, value, descriptor, context);
  const config = { name, registrar: descriptor.name, credentials, source };
  const endpoint = value.endpoint === undefined ? 'unset' : readText(value.endpoint, context);
  if (endpoint === 'unset') return { descriptor, config };
  if (!endpoint.ok) {
    report(where('value', 'endpoint'), 'missing-variable', ofKey('endpoint', name, endpoint.problem));
    return { descriptor, config };
  }
  const problem = endpointProblem(endpoint.value);
  if (problem !== undefined) report(where('value', 'endpoint'), 'bad-endpoint', problem);
  return { descriptor, config: { ...config, endpoint: endpoint.value } };
}

/** `unset`: it waits for a variable, which need not be set where credentials are skipped. */
function readText(text: string, { variables, credentials }: AccountContext): Result<string> | 'unset' {
  const read = expand(text, variables);
  if (read.ok || credentials === 'read') return read;
  // Whatever the variables will hold: what is wrong even so is the text itself.
  const mistake = expand(text, () => 'anything');
  return mistake.ok ? 'unset' : mistake;
}

function unknownRegistrar(
  name: string,
  value: Account,
  descriptors: ReadonlyMap<string, RegistrarDescriptor>,
): Problem {
  const suggestion = didYouMean(name, [...descriptors.keys()], 'registrars');
  if (value.registrar !== undefined) return { message: `unknown registrar ${seen(name)}`, suggestion };
  return {
    message: `account ${seen(name)} says no registrar, and its own name is none`,
    suggestion: `add registrar: to it; ${suggestion}`,
  };
}

function readCredentials(
  entry: Entry<Account>,
  value: Account,
  descriptor: RegistrarDescriptor,
  context: AccountContext,
): Readonly<Record<string, string>> {
  const { reporter, broken } = context;
  const given = value.credentials ?? {};
  const path = ['accounts', entry.name, 'credentials'];
  const report = (key: string | undefined, at: Where['at'], code: IssueCode, problem: Problem): void => {
    const place = value.credentials === undefined ? path.slice(0, -1) : path;
    reporter.report({ document: entry.document, path: key === undefined ? place : [...place, key], at }, code, problem);
  };
  const unknown = unknownCredentials(Object.keys(given), descriptor);
  for (const { key, problem } of unknown) report(key, 'key', 'unknown-credential', problem);
  for (const [key, text] of Object.entries(given)) {
    if (looksLikeVariable(text)) report(key, 'value', 'missing-variable', ofKey(key, entry.name, bareVariable));
  }
  if (context.credentials === 'skip') return {};

  const credentials: Record<string, string> = {};
  for (const [key, text] of Object.entries(given)) {
    const expanded = expand(text, context.variables);
    if (expanded.ok) credentials[key] = expanded.value;
    else {
      report(key, 'value', 'missing-variable', ofKey(key, entry.name, expanded.problem));
    }
  }
  const isBroken = broken.get(value)?.has('credentials') === true || unknown.some((mistake) => mistake.misspelt);
  const lost = [...(broken.get(given) ?? [])];
  const here = new Set([...Object.keys(given).filter((key) => given[key] !== ''), ...lost]);
  const isUnclear = isBroken || unknownCredentials(lost, descriptor).length > 0;
  const missing = isUnclear ? undefined : missingCredentials(here, descriptor);
  if (missing !== undefined) {
    const message = `account ${entry.name} (${descriptor.title}) has no ${missing.keys}`;
    report(undefined, 'key', 'missing-credential', { message, suggestion: missing.suggestion });
  }
  return credentials;
}

/** Never with the text itself, which may be a password. */
const bareVariable: Problem = {
  message: 'a text of "$" and a name is no environment variable',
  suggestion: 'write "${NAME}", with the name in braces; a secret that begins with "$" belongs in a variable as well',
};

/** Says whose variable it is that is missing. */
function ofKey(key: string, account: string, problem: Problem): Problem {
  return { ...problem, message: `${key} of account ${account}: ${problem.message}` };
}
