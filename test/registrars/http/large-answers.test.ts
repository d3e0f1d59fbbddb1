/** Answers without bound, or in part: what is read of them is counted at the server, which notices when nobody takes any more. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createTransport } from '../../../src/registrars/http/create-transport.ts';
import { maxAnswerBytes } from '../../../src/registrars/http/exchange.ts';
import type { HttpRequest } from '../../../src/registrars/http/transport.ts';

const megabyte = 1024 * 1024;
const read: HttpRequest = {
  method: 'GET',
  path: '/records',
  kind: 'read',
  operation: 'read records',
  object: 'example.com',
};

let server: Server | undefined;
let requests = 0;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function serve(handle: (request: IncomingMessage, outgoing: ServerResponse) => void) {
  requests = 0;
  server = createServer((request, outgoing) => {
    requests += 1;
    handle(request, outgoing);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const options = { registrar: 'testco', account: 'main', limits: [], maxConcurrent: 4, secrets: [] };
  return createTransport({ ...options, endpoint: `http://127.0.0.1:${port}`, retry: { baseMs: 1 } });
}

/** Writes as long as somebody reads; resolves with the bytes that were taken when the connection is gone. */
function writeForEver(outgoing: ServerResponse, to: NodeJS.WritableStream = outgoing): Promise<number> {
  const chunk = Buffer.alloc(megabyte, 'x');
  return new Promise((resolve) => {
    let written = 0;
    const more = () => {
      while (!outgoing.destroyed) {
        written += chunk.byteLength;
        if (!to.write(chunk)) return to.once('drain', more);
      }
    };
    outgoing.on('close', () => resolve(written));
    more();
  });
}

const tooLong = { code: 'unexpected-response', seen: 'an answer of more than 64 MB' };

describe('an answer that does not end', () => {
  it.each([200, 404, 503])('with status %i is left after 64 MB, and not asked for again', async (status) => {
    let taken: Promise<number> | undefined;
    const { send } = await serve((_, outgoing) => {
      outgoing.writeHead(status);
      taken = writeForEver(outgoing);
    });
    await expect(send(read)).rejects.toMatchObject({ ...tooLong, effect: 'none' });
    expect(requests).toBe(1);
    // What stands in buffers between the two is the rest.
    expect(await taken).toBeLessThan(maxAnswerBytes + 32 * megabyte);
  });

  it('is counted as it comes out of decompression', async () => {
    let unpacked: Promise<number> | undefined;
    let packed = 0;
    const { send } = await serve((_, outgoing) => {
      outgoing.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.on('data', (data: Buffer) => {
        packed += data.byteLength;
      });
      gzip.pipe(outgoing);
      unpacked = writeForEver(outgoing, gzip);
    });
    await expect(send(read)).rejects.toMatchObject(tooLong);
    await unpacked;
    expect(packed).toBeLessThan(megabyte * 8);
  });

  it('leaves a write in doubt', async () => {
    const { send } = await serve((_, outgoing) => void writeForEver(outgoing.writeHead(200)));
    await expect(send({ ...read, method: 'POST', kind: 'write', repeatable: true })).rejects.toMatchObject({
      ...tooLong,
      effect: 'unknown',
    });
    expect(requests).toBe(1);
  });

  it('of one request leaves the others alone', async () => {
    const { send } = await serve((request, outgoing) => {
      if (request.url === '/endless') void writeForEver(outgoing.writeHead(200));
      else outgoing.end('{}');
    });
    const outcomes = await Promise.allSettled([send(read), send({ ...read, path: '/endless' }), send(read)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});

it('an answer of 64 MB is read', async () => {
  const { send } = await serve((_, outgoing) => outgoing.end(Buffer.alloc(maxAnswerBytes, 'ä')));
  expect((await send(read)).text.length).toBe(maxAnswerBytes / 2);
});

it('characters that lie across two chunks are read whole', async () => {
  const bytes = Buffer.from('\ufeff{"name":"grüße ☃ 雪"}');
  const { send } = await serve((_, outgoing) => {
    let at = 0;
    const next = () => {
      if (at === bytes.length) outgoing.end();
      else outgoing.write(bytes.subarray(at, ++at), () => setImmediate(next));
    };
    next();
  });
  expect((await send(read)).text).toBe('{"name":"grüße ☃ 雪"}');
});

it('an answer that is a part, though no part was asked for, is none', async () => {
  const transport = await serve((_, outgoing) => outgoing.writeHead(206).end('[]'));
  await expect(transport.send(read)).rejects.toMatchObject({
    code: 'unexpected-response',
    message: expect.stringContaining('HTTP 206, a part of an answer'),
  });
  expect(requests).toBe(1);
});
