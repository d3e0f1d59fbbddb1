/** A client of Name.com's API that knows nothing but the documents, for tests of the simulator. */
import { namecom } from '../../../src/registrars/namecom/index.ts';
import type { Simulator } from '../../../src/registrars/simulator/simulator.ts';
import { memoryStore } from '../../../src/registrars/simulator/store.ts';
import { domain } from './mocked.ts';

export const start = Date.parse('2026-11-23T12:00:00Z');
const credentials = { username: 'alice', token: 'simulated-token' };

export interface ForeignClient {
  readonly simulator: Simulator;
  /** `path` with its version: `/core/v1/hello`. */
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Asked;
  /** Lets time pass. */
  pass(ms: number): void;
}

export interface Asked {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
  readonly json: any;
}

/** example.com is registered, with the nameservers of Name.com unless others are given. */
export async function foreignClient(nameservers?: readonly string[]): Promise<ForeignClient> {
  let now = start;
  const factory = await namecom.loadSimulator();
  const simulator = factory({ credentials, store: memoryStore(), now: () => new Date(now) });
  simulator.seed({ domain, registered: true, zone: 'default', ...(nameservers && { nameservers }) });
  const authorization = `Basic ${Buffer.from('alice:simulated-token').toString('base64')}`;
  return {
    simulator,
    ask: (method, path, body, headers = {}) => {
      const [pathname = '', query = ''] = path.split('?');
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const response = simulator.handle({
        method,
        path: pathname,
        query: new URLSearchParams(query),
        headers: { authorization, ...type, ...headers },
        body: body === undefined ? '' : JSON.stringify(body),
      });
      const isJson = response.body.startsWith('{');
      return {
        status: response.status,
        type: response.headers?.['content-type'] ?? '',
        headers: response.headers ?? {},
        json: isJson ? JSON.parse(response.body) : undefined,
      };
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

/** Status, message and details of a refusal. */
export function said({ status, json }: Asked): readonly unknown[] {
  return [status, json?.message, json?.details].filter((part) => part !== undefined);
}
