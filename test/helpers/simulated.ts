/** A registrar's simulator, with a transport and a client that speak to it, for tests. */
import {
  createTransport,
  type TransportCounters,
  type TransportEvent,
} from '../../src/registrars/http/create-transport.ts';
import type { RetryOptions } from '../../src/registrars/http/retry-policy.ts';
import type { HttpRequest, HttpResponse, Transport } from '../../src/registrars/http/transport.ts';
import type { Registrar, RegistrarClient, WholeClient } from '../../src/registrars/registrar.ts';
import type { FaultRule } from '../../src/registrars/simulator/faults.ts';
import { serveSimulator } from '../../src/registrars/simulator/serve.ts';
import type { SeedDomain, Simulator, SimulatorStore } from '../../src/registrars/simulator/simulator.ts';
import type { SimulatorStats } from '../../src/registrars/simulator/stats.ts';
import { memoryStore } from '../../src/registrars/simulator/store.ts';
import type { AccountConfig } from '../../src/schema/desired.ts';

export interface SimulateOptions {
  /** A name alone: registered here, with the default records of a new domain. */
  readonly domains?: readonly (string | SeedDomain)[];
  /** What the client sends, where it differs from what the simulator accepts. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly rateLimits?: boolean;
  readonly latencyMs?: number;
  readonly retry?: Partial<RetryOptions>;
  /** Which requests faults hit. */
  readonly seed?: number;
  readonly store?: SimulatorStore;
  readonly now?: () => Date;
  /** What clients speak to instead of the simulator's own server. Closed by whoever opened it. */
  readonly front?: (simulator: Simulator, store: SimulatorStore) => Promise<{ readonly url: string }>;
}

export interface Simulated<C extends RegistrarClient = WholeClient> {
  readonly url: string;
  readonly client: C;
  readonly transport: Transport;
  readonly simulator: Simulator;
  readonly store: SimulatorStore;
  readonly counters: TransportCounters;
  /** Every request that the client sent. */
  readonly events: readonly TransportEvent[];
  /** Another client of the same account, as the next run has it: remembers nothing. */
  reconnect(credentials?: Readonly<Record<string, string>>): C;
  /** A request of somebody else, past client and transport, with these headers. */
  request(
    request: Pick<HttpRequest, 'method' | 'path'> & {
      readonly headers?: Record<string, string>;
      readonly body?: string;
    },
  ): Promise<HttpResponse>;
  stats(): SimulatorStats;
  resetStats(): void;
  faults(rule: Partial<FaultRule>): void;
  /** Throws what went wrong inside the simulator, if anything did. */
  close(): Promise<void>;
}

/** What the simulator accepts: the descriptor's sandbox credentials, without those that stand instead of others. */
export function sandboxCredentials(registrar: Pick<Registrar, 'descriptor'>): Readonly<Record<string, string>> {
  const { credentials } = registrar.descriptor;
  const substitutes = new Set(credentials.flatMap(({ insteadOf }) => insteadOf ?? []));
  return Object.fromEntries(
    credentials.filter(({ key }) => !substitutes.has(key)).map(({ key, sandbox }) => [key, sandbox]),
  );
}

export async function simulate<C extends RegistrarClient>(
  registrar: Omit<Registrar, 'connect'> & { connect(account: AccountConfig, transport: Transport): C },
  options: SimulateOptions = {},
): Promise<Simulated<C>> {
  const { descriptor } = registrar;
  const accepted = sandboxCredentials(registrar);
  const store = options.store ?? memoryStore();
  const factory = await registrar.loadSimulator();
  const simulator = factory({ credentials: accepted, store, now: options.now ?? (() => new Date()) });
  for (const domain of options.domains ?? []) {
    simulator.seed(typeof domain === 'string' ? { domain, registered: true, zone: 'default' } : domain);
  }
  const defects: unknown[] = [];
  const served = await serveSimulator({
    simulator,
    limits: descriptor.limits,
    rateLimits: options.rateLimits ?? false,
    latencyMs: options.latencyMs ?? 0,
    faultRate: 0,
    seed: options.seed ?? 1,
    onError: (error) => defects.push(error),
  });

  const { url } = (await options.front?.(simulator, store)) ?? served;

  const counters: TransportCounters = { reads: 0, writes: 0, retries: 0 };
  const events: TransportEvent[] = [];
  const transportFor = (credentials: Readonly<Record<string, string>>) =>
    createTransport({
      registrar: descriptor.name,
      account: 'test',
      endpoint: url,
      limits: options.rateLimits === true ? descriptor.limits : [],
      maxConcurrent: descriptor.maxConcurrent,
      secrets: descriptor.credentials.filter(({ secret }) => secret).map(({ key }) => credentials[key] ?? ''),
      retry: { baseMs: 1, ...options.retry },
      counters,
      log: (event) => events.push(event),
      ...(registrar.judge && { judge: registrar.judge }),
    });
  const accountWith = (credentials: Readonly<Record<string, string>>): AccountConfig => ({
    name: 'test',
    registrar: descriptor.name,
    credentials,
    endpoint: url,
    source: { file: 'test.yaml', line: 1, column: 1 },
  });
  const given = options.credentials ?? accepted;
  const transport = transportFor(given);

  return {
    url,
    client: registrar.connect(accountWith(given), transport),
    transport,
    simulator,
    store,
    counters,
    events,
    reconnect: (credentials = given) => registrar.connect(accountWith(credentials), transportFor(credentials)),
    request: async ({ method, path, headers, body }) => {
      const response = await fetch(`${served.url}${path}`, {
        method,
        ...(headers && { headers }),
        ...(body && { body }),
      });
      return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
    },
    stats: served.stats,
    resetStats: served.resetStats,
    faults: (rule) => served.setFaults({ rate: 1, kinds: ['500'], only: 'all', ...rule }),
    close: async () => {
      await served.close();
      if (defects.length > 0) throw defects[0];
    },
  };
}
