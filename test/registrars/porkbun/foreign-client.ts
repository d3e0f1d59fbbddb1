/** Another client of the simulator: what it sends is its own, credentials included. */
import { porkbun } from '../../../src/registrars/porkbun/index.ts';
import { createSimulator } from '../../../src/registrars/porkbun/simulator/index.ts';
import type { DomainDocument } from '../../../src/registrars/porkbun/simulator/world.ts';
import type { Simulator } from '../../../src/registrars/simulator/simulator.ts';
import { memoryStore } from '../../../src/registrars/simulator/store.ts';
import { sandboxCredentials } from '../../helpers/simulated.ts';
import { domain } from './helpers.ts';

const credentials = sandboxCredentials(porkbun);
export const inHeaders = {
  'x-api-key': credentials.api_key ?? '',
  'x-secret-api-key': credentials.secret_api_key ?? '',
};
export const inBody = { apikey: credentials.api_key, secretapikey: credentials.secret_api_key };

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
  readonly json: any;
}

export interface ForeignClient {
  readonly simulator: Simulator;
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Reply;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Reply;
  get(path: string, headers?: Readonly<Record<string, string>>): Reply;
  /** Makes a record of example.com. */
  create(body: object): Reply;
  /** The records of example.com, as they are read. */
  records(): readonly Readonly<Record<string, unknown>>[];
  /** Changes what the simulator holds, as the website would. */
  change(changes: Partial<DomainDocument>, name?: string): void;
  setClock(now: string): void;
}

/** Of a simulator that holds example.com as a new domain, at noon of 2026-11-23. */
export function foreignClient(): ForeignClient {
  let now = new Date('2026-11-23T12:00:00Z');
  const store = memoryStore();
  const simulator = createSimulator({ credentials, store, now: () => now });
  simulator.seed({ domain, registered: true, zone: 'default' });
  const ask: ForeignClient['ask'] = (method, path, body, headers = inHeaders) => {
    const [plain = '', query = ''] = path.split('?');
    const response = simulator.handle({
      method,
      path: `/api/json/v3/${plain}`,
      query: new URLSearchParams(query),
      headers,
      body: body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const json = response.body.startsWith('<') ? null : JSON.parse(response.body);
    return { status: response.status, headers: response.headers ?? {}, json };
  };
  const post: ForeignClient['post'] = (path, body = {}, headers) => ask('POST', path, body, headers);
  const get: ForeignClient['get'] = (path, headers) => ask('GET', path, undefined, headers);
  return {
    simulator,
    ask,
    post,
    get,
    create: (body) => post(`dns/create/${domain}`, body),
    records: () => get(`dns/retrieve/${domain}`).json.records,
    change: (changes, name = domain) => store.set(name, { ...(store.get(name) as DomainDocument), ...changes }),
    setClock: (time) => {
      now = new Date(time);
    },
  };
}
