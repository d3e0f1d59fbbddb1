/** A client of Hover's control panel that knows nothing but the recordings, for tests of the simulator. */
import { type SimulatorOptions, simulatorWith } from '../../../src/registrars/hover/simulator/index.ts';
import type { DomainDocument } from '../../../src/registrars/hover/simulator/world.ts';
import { totpCode } from '../../../src/registrars/hover/totp.ts';
import type { SimulatorResponse } from '../../../src/registrars/simulator/simulator.ts';
import { memoryStore } from '../../../src/registrars/simulator/store.ts';
import { domain } from './helpers.ts';
import { at, totpSecret } from './mocked.ts';

export interface Asked {
  readonly status: number;
  readonly type: string;
  readonly cookies: readonly string[];
  /** Undefined: not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
  readonly json: any;
}

export interface ForeignClient {
  readonly simulator: ReturnType<ReturnType<typeof simulatorWith>>;
  ask(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Asked;
  /** Signs in; later requests have the cookies. */
  signIn(): Promise<void>;
  /** Names and contents of the records of example.com: `www A 192.0.2.1`. */
  records(): readonly string[];
  change(changes: Partial<DomainDocument>): void;
}

/** Of a simulator that holds example.com as a new domain. */
export function foreignClient(
  options: Partial<SimulatorOptions> = {},
  credentials: Readonly<Record<string, string>> = { username: 'alice', password: 'right', totp_secret: totpSecret },
): ForeignClient {
  const store = memoryStore();
  const simulator = simulatorWith(options)({ credentials, store, now: () => new Date(at) });
  simulator.seed({ domain, registered: true, zone: 'default' });
  let cookie = '';
  const ask: ForeignClient['ask'] = (method, path, body, headers = {}) => {
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const request = {
      method,
      path,
      query: new URLSearchParams(),
      headers: { cookie, ...type, ...headers },
      body: text,
    };
    return asked(simulator.handle(request));
  };
  return {
    simulator,
    ask,
    signIn: async () => {
      const take = ({ cookies }: Asked) => {
        cookie = [cookie, ...cookies.map((text) => text.split(';', 1)[0])].filter((one) => one !== '').join('; ');
      };
      take(ask('GET', '/signin'));
      take(ask('POST', '/signin/auth.json', { username: 'alice', password: 'right' }));
      take(ask('POST', '/signin/auth2.json', { code: await totpCode(totpSecret, at) }));
    },
    records: () =>
      (store.get(domain) as DomainDocument).records.map(({ name, type, content }) => `${name} ${type} ${content}`),
    change: (changes) => {
      store.set(domain, { ...(store.get(domain) as DomainDocument), ...changes });
    },
  };
}

function asked({ status, headers, setCookies = [], body }: SimulatorResponse): Asked {
  const json = body.startsWith('{') ? JSON.parse(body) : undefined;
  return { status, type: headers?.['content-type'] ?? '', cookies: setCookies, json };
}
