/** What an account adds to its requests: on each attempt anew, and never seen. */
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Authorize,
  all,
  withForm,
  withHeaders,
  withJson,
  withQuery,
} from '../../../src/registrars/http/authorize.ts';
import { createTransport, type TransportEvent } from '../../../src/registrars/http/create-transport.ts';
import type { HttpRequest } from '../../../src/registrars/http/transport.ts';
import { originsOf } from '../../../src/workflow/open-accounts.ts';

const secret = 's3cret-signing-key';
const request: HttpRequest = {
  method: 'POST',
  path: '/zones/example.com/records',
  kind: 'write',
  repeatable: true,
  operation: 'write records',
  object: 'example.com',
};

interface Arrived {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let server: Server | undefined;
let arrived: Arrived[] = [];
let events: TransportEvent[] = [];
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

/** `statuses`: of the answers, the last one for ever. */
async function open(statuses: readonly number[], body = '{}') {
  [arrived, events] = [[], []];
  server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk) => {
      text += chunk;
    });
    incoming.on('end', () => {
      arrived.push({ url: incoming.url ?? '', headers: incoming.headers, body: text });
      outgoing.writeHead(statuses[Math.min(arrived.length, statuses.length) - 1] ?? 200).end(body);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createTransport({
    registrar: 'testco',
    account: 'main',
    ...originsOf(
      { endpoint: 'https://api.testco.example', origins: { domains: 'https://domains.testco.example' } },
      endpoint,
    ),
    limits: [],
    maxConcurrent: 4,
    secrets: [secret],
    retry: { baseMs: 1 },
    log: (event) => events.push(event),
  });
}

/** Over method, URL, date and body, as signed APIs have it; the clock goes on with each signature. */
function signing(): Authorize {
  let seconds = 0;
  return async ({ headers, ...outgoing }) => {
    seconds += 1;
    const date = new Date(1_800_000_000_000 + seconds * 1000).toUTCString();
    const { pathname, search } = new URL(outgoing.url);
    const text = [outgoing.method, pathname + search, date, outgoing.body ?? ''].join('\n');
    const signature = createHmac('sha256', secret).update(text).digest('hex');
    return { ...outgoing, headers: { ...headers, 'x-date': date, authorization: `TESTCO ${signature}` } };
  };
}

/** As the server would check it. */
function isSigned({ url, headers, body }: Arrived): boolean {
  const text = ['POST', url, headers['x-date'], body].join('\n');
  return headers.authorization === `TESTCO ${createHmac('sha256', secret).update(text).digest('hex')}`;
}

describe('a signature', () => {
  it.each<readonly [string, Required<Pick<HttpRequest, 'body'>>['body'], string, string]>([
    ['JSON', { json: { name: 'www' } }, 'application/json', '{"name":"www"}'],
    ['a form', { form: { name: 'w w' } }, 'application/x-www-form-urlencoded', 'name=w+w'],
    ['XML', { xml: '<Change name="www"/>' }, 'application/xml; charset=utf-8', '<Change name="www"/>'],
    ['text', { text: 'www 300 A', type: 'text/dns' }, 'text/dns', 'www 300 A'],
  ])('over %s holds for what arrives', async (_case, body, type, text) => {
    const { send } = await open([200]);
    await send({ ...request, query: { page: 2, q: 'a b&c' }, body, authorize: signing() });
    expect(arrived).toMatchObject([{ body: text, headers: { 'content-type': type } }]);
    expect(arrived.map(isSigned)).toEqual([true]);
  });

  it('is made anew for each attempt, with a date of its own', async () => {
    const { send } = await open([503, 429, 200]);
    await send({ ...request, body: { json: { name: 'www' } }, authorize: signing() });
    expect(arrived.map(isSigned)).toEqual([true, true, true]);
    expect(new Set(arrived.map(({ headers }) => headers.authorization)).size).toBe(3);
    expect(new Set(arrived.map(({ body }) => body)).size).toBe(1);
  });

  it('is in no log and no error', async () => {
    const { send } = await open([500], `no such key ${secret}`);
    const error = await send({ ...request, body: { json: {} }, authorize: signing() }).catch((one: unknown) => one);
    const shown = JSON.stringify([error, String(error), events]);
    expect(arrived.length).toBeGreaterThan(1);
    expect(shown).not.toContain(secret);
    for (const { headers } of arrived) expect(shown).not.toContain(String(headers.authorization).slice(7));
  });

  it('that cannot be made is an error, and nothing is sent', async () => {
    const { send } = await open([200]);
    const authorize = () => Promise.reject(new Error('no clock'));
    await expect(send({ ...request, authorize })).rejects.toThrow('no clock');
    expect(arrived).toEqual([]);
    await send(request);
    expect(arrived).toHaveLength(1);
  });
});

describe('credentials', () => {
  const key = { key: 's3cret-signing-key' };
  it.each<readonly [string, Authorize, Partial<HttpRequest>, Partial<Arrived>]>([
    ['in a header', withHeaders({ 'x-key': secret }), {}, { headers: { 'x-key': secret } }],
    ['in the query', withQuery(key), { query: { page: 1 } }, { url: `${request.path}?page=1&key=${secret}` }],
    ['in a form', withForm(key), { body: { form: { Command: 'x' } } }, { body: `Command=x&key=${secret}` }],
    ['in JSON', withJson(key), { body: { json: { a: 1 } } }, { body: `{"a":1,"key":"${secret}"}` }],
    [
      'in two places',
      all(withHeaders({ 'x-key': secret }), withQuery(key)),
      {},
      { url: `${request.path}?key=${secret}`, headers: { 'x-key': secret } },
    ],
  ])('%s arrive, and are in no log', async (_case, authorize, more, expected) => {
    const { send } = await open([503, 200]);
    await send({ ...request, ...more, authorize });
    expect(arrived).toMatchObject([expected, expected]);
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(events.map(({ url }) => new URL(url).searchParams.has('key'))).toEqual([false, false]);
  });
});

describe('an API on several hosts', () => {
  const descriptor = {
    endpoint: 'https://api.testco.example/v2',
    origins: { domains: 'https://domains.testco.example' },
  };

  it('has each request at its origin, and below the endpoint of a sandbox', async () => {
    expect(originsOf(descriptor, undefined)).toEqual(descriptor);
    const { send } = await open([200]);
    await send(request);
    await send({ ...request, origin: 'domains' });
    expect(arrived.map(({ url }) => url)).toEqual([request.path, `/domains${request.path}`]);
    expect(events.map(({ url }) => new URL(url).pathname)).toEqual(arrived.map(({ url }) => url));
  });

  it('has no others', async () => {
    const { send } = await open([200]);
    await expect(send({ ...request, origin: 'mail' })).rejects.toThrow('testco names no origin mail');
    expect(arrived).toEqual([]);
  });
});
