/** Requests, answers and failures against a server on loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createTransport,
  type TransportEvent,
  type TransportOptions,
} from '../../../src/registrars/http/create-transport.ts';
import type { HttpRequest } from '../../../src/registrars/http/transport.ts';

const read: HttpRequest = {
  method: 'GET',
  path: '/records',
  kind: 'read',
  operation: 'read records',
  object: 'example.com',
};
const write: HttpRequest = { ...read, method: 'POST', kind: 'write', operation: 'POST records' };

let server: Server | undefined;
let requests: { readonly request: IncomingMessage; readonly body: string }[] = [];

async function serve(handle: (outgoing: ServerResponse, n: number) => void): Promise<string> {
  requests = [];
  server = createServer((request, outgoing) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push({ request, body });
      handle(outgoing, requests.length);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function transport(endpoint: string, options: Partial<TransportOptions> = {}) {
  return createTransport({
    registrar: 'testco',
    account: 'main',
    endpoint,
    limits: [],
    maxConcurrent: 4,
    secrets: ['s3cret-token'],
    retry: { baseMs: 1 },
    ...options,
  });
}

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

describe('a request', () => {
  it('is sent with its query, headers and JSON below the endpoint', async () => {
    const endpoint = await serve((outgoing) => outgoing.end('{"ok":true}'));
    const response = await transport(`${endpoint}/base/`).send({
      ...write,
      query: { page: 2, q: 'a b&c' },
      headers: { authorization: 'Bearer s3cret-token' },
      body: { json: { name: 'www' } },
    });
    expect(response).toMatchObject({ status: 200, text: '{"ok":true}' });
    expect(requests[0]?.request.url).toBe('/base/records?page=2&q=a+b%26c');
    expect(requests[0]?.request.headers).toMatchObject({
      authorization: 'Bearer s3cret-token',
      'content-type': 'application/json',
    });
    expect(requests[0]?.body).toBe('{"name":"www"}');
  });

  it('is sent as a form', async () => {
    const endpoint = await serve((outgoing) => outgoing.end());
    await transport(endpoint).send({ ...write, body: { form: { Command: 'a b', Key: 'ü' } } });
    expect(requests[0]?.request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(requests[0]?.body).toBe('Command=a+b&Key=%C3%BC');
  });

  it('resolves with every answer that is not worth repeating', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(404, { 'X-Odd': 'yes' }).end('{"message":"no"}'));
    const response = await transport(endpoint).send(read);
    expect(response).toMatchObject({ status: 404, text: '{"message":"no"}', headers: { 'x-odd': 'yes' } });
  });

  it('does not carry credentials to where a redirect points', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect((await transport(endpoint).send(read)).status).toBe(302);
    expect(requests).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('of a read is met by asking again, up to five times', async () => {
    const endpoint = await serve((outgoing, n) =>
      n < 5 ? outgoing.writeHead(502).end('bad gateway') : outgoing.end('{}'),
    );
    const counters = { reads: 0, writes: 0, retries: 0 };
    expect((await transport(endpoint, { counters }).send(read)).status).toBe(200);
    expect(counters).toEqual({ reads: 5, writes: 0, retries: 4 });
  });

  it('of a read that does not end is reported with what was seen', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(502).end('bad gateway'));
    await expect(transport(endpoint).send(read)).rejects.toMatchObject({
      name: 'RegistrarError',
      code: 'unavailable',
      effect: 'none',
      message:
        'read records of example.com at main (testco) failed: HTTP 502 bad gateway, 5 times. testco has a fault of its own: look at its status page and run again later.',
    });
  });

  it.each([
    ['HTTP 500', (outgoing: ServerResponse) => outgoing.writeHead(500).end('oops')],
    ['a cut connection', (outgoing: ServerResponse) => outgoing.socket?.destroy()],
    [
      'a body that is cut',
      (outgoing: ServerResponse) => {
        outgoing.writeHead(200, { 'content-length': '100' }).write('{"half":');
        setTimeout(() => outgoing.socket?.destroy(), 10);
      },
    ],
  ])('of a write by %s is not met by sending it again', async (_name, handle) => {
    const endpoint = await serve(handle);
    await expect(transport(endpoint).send(write)).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
      message: expect.stringContaining('plan again to see'),
    });
    expect(requests).toHaveLength(1);
  });

  it('of a write that leaves the same when sent twice is met by sending it again', async () => {
    const endpoint = await serve((outgoing, n) => (n === 1 ? outgoing.socket?.destroy() : outgoing.end('{}')));
    expect((await transport(endpoint).send({ ...write, repeatable: true })).status).toBe(200);
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['a refusal', { 'retry-after': '3600' }, 429, 'rate-limited'],
    ['a refusal for a while that ends with the attempts', {}, 429, 'rate-limited'],
    ['a fault', {}, 500, 'unavailable'],
  ])('of a write that may have had an effect is not forgotten over %s', async (_name, headers, status, code) => {
    const endpoint = await serve((outgoing, n) =>
      n === 1 ? outgoing.socket?.destroy() : outgoing.writeHead(status, headers).end(),
    );
    const options = { retry: { baseMs: 1, attempts: 3 } };
    await expect(transport(endpoint, options).send({ ...write, repeatable: true })).rejects.toMatchObject({
      code,
      effect: 'unknown',
      advice: expect.stringContaining('plan again to see'),
    });
  });

  it('of a write that may have had an effect is not forgotten where the API cannot be reached any more', async () => {
    const endpoint = await serve((outgoing) => {
      outgoing.socket?.destroy();
      server?.close();
    });
    await expect(transport(endpoint).send({ ...write, repeatable: true })).rejects.toMatchObject({ effect: 'unknown' });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['a cut connection', (outgoing: ServerResponse) => outgoing.socket?.destroy(), true],
    ['a refusal', (outgoing: ServerResponse) => outgoing.writeHead(429).end(), undefined],
  ])('of a write by %s is told with the answer that follows', async (_name, fail, inDoubt) => {
    const endpoint = await serve((outgoing, n) => (n === 1 ? fail(outgoing) : outgoing.writeHead(403).end()));
    const repeatable = { ...write, repeatable: true };
    expect((await transport(endpoint).send(repeatable)).inDoubt).toBe(inDoubt);
    expect((await transport(endpoint).send({ ...repeatable, inDoubt: true })).inDoubt).toBe(true);
  });

  it('to connect has no effect, whatever was to be sent', async () => {
    const endpoint = await serve(() => undefined);
    server?.close();
    const counters = { reads: 0, writes: 0, retries: 0 };
    await expect(transport(endpoint, { counters }).send(write)).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'none',
      message: expect.stringMatching(/ECONNREFUSED.*5 times\. Nothing answers at http:\/\/127\.0\.0\.1/),
    });
    expect(counters).toEqual({ reads: 0, writes: 5, retries: 4 });
  });

  it('to answer in time is one, also in the middle of the body', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(200).write('{"half":'));
    await expect(transport(endpoint, { timeoutMs: 30 }).send(write)).rejects.toMatchObject({
      code: 'unavailable',
      effect: 'unknown',
      seen: 'no complete answer within 0.03 s',
    });
  });

  it('of one request leaves the others alone', async () => {
    const endpoint = await serve((outgoing) => {
      if (requests.at(-1)?.request.url === '/broken') outgoing.socket?.destroy();
      else outgoing.end('{}');
    });
    const { send } = transport(endpoint);
    const outcomes = await Promise.allSettled([send(read), send({ ...read, path: '/broken' }), send(read)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

describe('secrets', () => {
  it('reach neither errors nor the log', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(500).end('bad key s3cret-token given'));
    const events: TransportEvent[] = [];
    const error = await transport(endpoint, { log: (event) => events.push(event) })
      .send({ ...read, query: { key: 's3cret-token' } })
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain('bad key [secret] given');
    expect(events).toHaveLength(5);
    expect(events[0]).toMatchObject({
      account: 'main',
      attempt: 1,
      outcome: 500,
      url: expect.stringContaining('key=[secret]'),
    });
    expect(JSON.stringify([error, String(error), events])).not.toContain('s3cret');
  });

  it('are recognised before a long body is cut', async () => {
    const endpoint = await serve((outgoing) => outgoing.writeHead(500).end(`${'x'.repeat(74)} s3cret-token`));
    await expect(transport(endpoint).send(read)).rejects.toMatchObject({ seen: expect.not.stringContaining('s3cr') });
  });
});
