import { RegistrarError, type RegistrarErrorCode } from '../registrars/errors.ts';
import { type AccountTransport, createTransport, type TransportEvent } from '../registrars/http/create-transport.ts';
import type { Answerer } from '../registrars/http/transport.ts';
import type { Registrar, RegistrarClient, RegistrationClient, ZoneClient } from '../registrars/registrar.ts';
import { lacksHalf, type RegistrarDescriptor } from '../schema/capabilities.ts';
import type { AccountConfig } from '../schema/desired.ts';
import type { CallCounts } from './apply/report.ts';

/** An account of the config with everything needed to speak to its registrar. */
export interface OpenAccount {
  readonly config: AccountConfig;
  readonly registrar: Registrar;
  readonly client: RegistrarClient;
  /** Requests sent so far. */
  counts(): CallCounts;
  /** What requests wait for now; null where nothing holds them back. */
  waiting: AccountTransport['waiting'];
  /** How its requests have gone so far. */
  pace: AccountTransport['pace'];
  /** Asks, once, whether a refusal is one of the whole account, which is then not asked anything more. */
  checkAccess(): Promise<void>;
  /** Why nothing more is sent; undefined: the account has not been refused. */
  refusal(): RegistrarError | undefined;
  /** Who has answered so far; nobody where nothing was asked. */
  answerers(): ReadonlySet<Answerer>;
}

export type OpenAccounts = ReadonlyMap<string, OpenAccount>;

interface OpenAccountsOptions {
  readonly accounts: readonly AccountConfig[];
  readonly registrars: ReadonlyMap<string, Registrar>;
  /** A base URL that goes before the config's and the registrar's own: the sandbox's, or the environment's. */
  readonly endpoints: ReadonlyMap<string, string>;
  log?(event: TransportEvent): void;
}

/** What reads and lists zones. Throws `RegistrarError` where the account hosts none. */
export function zonesOf(account: OpenAccount): ZoneClient {
  return account.client.dns ?? refuseHalf('dns', account);
}

/** What reads and lists registrations. Throws `RegistrarError` where the account holds none. */
export function registrationsOf(account: OpenAccount): RegistrationClient {
  return account.client.registration ?? refuseHalf('registration', account);
}

/** The config is held against the descriptors; the state may know an account from when it was another registrar's. */
function refuseHalf(half: 'registration' | 'dns', { config, registrar }: OpenAccount): never {
  throw new RegistrarError({
    registrar: registrar.descriptor.name,
    account: config.name,
    operation: half === 'dns' ? 'read zones' : 'read registrations',
    object: 'the account',
    code: 'not-found',
    seen: lacksHalf(half, config.name, registrar.descriptor),
    advice: 'Name another account in the config.',
    effect: 'none',
  });
}

const denials: readonly RegistrarErrorCode[] = ['unauthorized', 'forbidden'];

/** Connects nothing yet: a client sends its first request when it is asked to. */
export function openAccounts(options: OpenAccountsOptions): OpenAccounts {
  return new Map(options.accounts.map((config) => [config.name, openAccount(config, options)]));
}

function openAccount(config: AccountConfig, options: OpenAccountsOptions): OpenAccount {
  const registrar = options.registrars.get(config.registrar);
  if (registrar === undefined) throw new Error(`no registrar ${config.registrar}`);
  const { descriptor, judge } = registrar;
  const secretKeys = descriptor.credentials.filter((credential) => credential.secret).map(({ key }) => key);
  const counters = { reads: 0, writes: 0, retries: 0 };
  const answerers = new Set<Answerer>();
  const transport = createTransport({
    registrar: descriptor.name,
    account: config.name,
    ...originsOf(descriptor, options.endpoints.get(config.name) ?? config.endpoint),
    limits: descriptor.limits,
    maxConcurrent: descriptor.maxConcurrent,
    secrets: secretKeys.flatMap((key) => config.credentials[key] ?? []),
    ...(judge === undefined ? {} : { judge }),
    ...(options.log === undefined ? {} : { log: options.log }),
    counters,
    answerers,
  });
  const client = registrar.connect(config, transport);
  return {
    config,
    registrar,
    client,
    refusal: transport.refusal,
    waiting: transport.waiting,
    pace: transport.pace,
    checkAccess: once(async () => {
      try {
        await client.verify();
      } catch (error) {
        if (error instanceof RegistrarError && denials.includes(error.code)) transport.shut(error);
      }
    }),
    counts: () => ({ ...counters }),
    answerers: () => answerers,
  };
}

/** Where requests go. `own`: what stands in place of the registrar's endpoint, and of its other origins below it. */
export function originsOf(
  { endpoint, origins = {} }: Pick<RegistrarDescriptor, 'endpoint' | 'origins'>,
  own: string | undefined,
): { readonly endpoint: string; readonly origins: Readonly<Record<string, string>> } {
  if (own === undefined) return { endpoint, origins };
  const base = own.replace(/(?<!\/)\/+$/, '');
  return { endpoint: own, origins: Object.fromEntries(Object.keys(origins).map((name) => [name, `${base}/${name}`])) };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
