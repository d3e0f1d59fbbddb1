/** Hover's client over nock, and answers as its recordings show them. */
import { expect } from 'vitest';
import { createClient } from '../../../src/registrars/hover/client.ts';
import { descriptor } from '../../../src/registrars/hover/descriptor.ts';
import { createTransport, type TransportEvent } from '../../../src/registrars/http/create-transport.ts';
import type { WholeClient } from '../../../src/registrars/registrar.ts';
import type { HttpMock } from '../../helpers/http-mock.ts';

export const origin = 'https://www.hover.com';
export const username = 'alice';
export const password = 'made-up password, 0123456789';
export const totpSecret = 'MADEUPSECRETMADEUPSECRETMADEUPSE';
/** When the client thinks it is; its codes then, and half a minute later. */
export const at = Date.parse('2026-11-23T12:00:12Z');
export const codes = ['446767', '990706'] as const;

export interface Connection {
  readonly client: WholeClient;
  /** What it waited, in milliseconds. */
  readonly waits: readonly number[];
  readonly events: readonly TransportEvent[];
}

/** Sends everything once, unless it is said otherwise. */
export function connect(
  credentials: Readonly<Record<string, string>> = { username, password, totp_secret: totpSecret },
  attempts = 1,
): Connection {
  const waits: number[] = [];
  const events: TransportEvent[] = [];
  const transport = createTransport({
    registrar: 'hover',
    account: 'main',
    endpoint: descriptor.endpoint,
    limits: [],
    maxConcurrent: 1,
    secrets: descriptor.credentials.filter(({ secret }) => secret).flatMap(({ key }) => credentials[key] ?? []),
    retry: { attempts, baseMs: 1 },
    log: (event) => events.push(event),
  });
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const clock = {
    now: () => at + waits.reduce((sum, ms) => sum + ms, 0),
    wait: async (ms: number) => {
      waits.push(ms);
    },
  };
  const client = createClient({ name: 'main', registrar: 'hover', credentials, source }, transport, clock);
  return { client, waits, events };
}

/** Mocks of a whole sign-in; the requests that follow can be added to it. */
export function signedIn(mock: HttpMock, auth = 'auth-0123456789') {
  return mock
    .origin(origin)
    .get('/signin')
    .reply(200, '<html></html>', {
      'content-type': 'text/html',
      'set-cookie': 'hover_session=session-0123456789; path=/',
    })
    .post('/signin/auth.json')
    .reply(200, { status: 'need_2fa', type: 'app' })
    .post('/signin/auth2.json')
    .reply(200, { succeeded: true, status: 'completed' }, { 'set-cookie': `hoverauth=${auth}; path=/` });
}

/** The client under a session, without a sign-in. */
export const cookie = 'hover_session=browser-session-77; hoverauth=browser-auth-77';

/** A domain as `/api/domains` has it. */
export function domainItem(name = 'example.com', more: object = {}): object {
  return {
    id: 'dom1000001',
    domain_name: name,
    num_emails: 0,
    status: 'active',
    registered_date: '2023-09-26',
    renewal_date: '2027-09-26',
    auto_renew: false,
    renewable: true,
    locked: true,
    whois_privacy: true,
    nameservers: ['ns2.hover.com', 'ns1.hover.com'],
    glue: {},
    ...more,
  };
}

export function list(...domains: readonly object[]): Record<string, unknown> {
  return { succeeded: true, domains: domains.length === 0 ? [domainItem()] : domains };
}

export async function failure(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'RegistrarError', registrar: 'hover', account: 'main' });
  return error as Error;
}
