/** The simulator by itself, asked as any client of Gandi would ask: past our own client, without a server. */
import { beforeEach } from 'vitest';
import { simulatorWith } from '../../../src/registrars/gandi/simulator/index.ts';
import type { Simulator } from '../../../src/registrars/simulator/simulator.ts';
import { memoryStore } from '../../../src/registrars/simulator/store.ts';

export const token = 'simulated-token';
export const zone = '/livedns/domains/example.com';
export const records = `${zone}/records`;
export const domain = '/domain/domains/example.com';

export interface SimulatedApi {
  simulator(): Simulator;
  /** Asks with a personal access token; `json` is the body as JSON, where it is that. */
  ask(method: string, path: string, body?: unknown, extra?: Extra): Asked;
  /** PUT of one set with a TTL of 3600. */
  put(name: string, type: string, ...values: readonly string[]): Asked;
  /** Lets time pass. */
  pass(ms: number): void;
}

interface Extra {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  readonly text?: string;
}

interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
  readonly json: any;
}

/** For each test a new simulator on 2026-11-23 at 10:00 UTC, with example.com registered and its zone empty. */
export function useSimulatedApi(): SimulatedApi {
  let now = 0;
  let simulator: Simulator;

  beforeEach(() => {
    now = Date.parse('2026-11-23T10:00:00Z');
    const context = { credentials: { token, sharing_id: 'org-1' }, store: memoryStore(), now: () => new Date(now) };
    simulator = simulatorWith({ registryDelayMs: 5000 })(context);
    simulator.seed({ domain: 'example.com', registered: true, zone: 'empty' });
  });

  function ask(method: string, path: string, body?: unknown, { headers = {}, text }: Extra = {}): Asked {
    const [pathname = '', query = ''] = path.split('?');
    const sent = text ?? (body === undefined ? '' : JSON.stringify(body));
    const type: Record<string, string> = sent === '' ? {} : { 'content-type': 'application/json' };
    const response = simulator.handle({
      method,
      path: `/v5${pathname}`,
      query: new URLSearchParams(query),
      headers: { authorization: `Bearer ${token}`, host: '127.0.0.1:8080', ...type, ...headers },
      body: sent,
    });
    const isJson = response.headers?.['content-type'] === 'application/json';
    return { headers: {}, ...response, json: isJson ? JSON.parse(response.body) : undefined };
  }

  return {
    simulator: () => simulator,
    ask,
    put: (name, type, ...values) => ask('PUT', `${records}/${name}/${type}`, { rrset_values: values, rrset_ttl: 3600 }),
    pass: (ms) => {
      now += ms;
    },
  };
}
