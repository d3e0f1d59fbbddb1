/** Answers without bound, or in part: what is read of them is counted at the server, which notices when nobody takes any more. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
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

describe('a compressed answer', () => {
  const text = JSON.stringify({ records: Array.from({ length: 500 }, (_, i) => `192.0.2.${i}`) });
  const write: HttpRequest = { ...read, method: 'POST', kind: 'write', operation: 'create record' };
  const encodings = [
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
  ] as const;
  const answering = (encoding: string, bodyOf: () => Buffer) =>
    serve((_, outgoing) => outgoing.writeHead(200, { 'content-encoding': encoding }).end(bodyOf()));

  it.each(encodings)('is read as it was before: %s', async (encoding, body) => {
    const { send } = await answering(encoding, () => body);
    expect((await send(read)).text).toBe(text);
    expect(requests).toBe(1);
  });

  it.each(encodings)(
    'of %s is none where its last bytes are missing, and is asked for again',
    async (encoding, body) => {
      for (const missing of [1, 4, 8, 40]) {
        const whole = body.subarray(0, body.length - missing);
        const { send } = await answering(encoding, () => (requests < 3 ? whole : body));
        expect((await send(read)).text).toBe(text);
        expect(requests).toBe(3);
        server?.close();
      }
    },
  );

  it('that stays cut is reported; a write with such an answer is in doubt', async () => {
    const { send } = await answering('gzip', () => gzipSync(text).subarray(0, -8));
    await expect(send(read)).rejects.toMatchObject({
      code: 'unexpected-response',
      seen: 'a compressed answer that is cut or damaged: unexpected end of file, 5 times',
      effect: 'none',
    });
    await expect(send(write)).rejects.toMatchObject({ code: 'unexpected-response', effect: 'unknown' });
    expect(requests).toBe(6);
  });

  it('is none where its checksum is another, or nobody knows the compression', async () => {
    const damaged = gzipSync(text);
    damaged.writeUInt32LE(1, damaged.length - 8);
    const { send } = await answering('gzip', () => damaged);
    await expect(send(read)).rejects.toMatchObject({ code: 'unexpected-response' });
    server?.close();
    const other = await answering('compress', () => damaged);
    await expect(other.send(read)).rejects.toMatchObject({ seen: expect.stringContaining('"compress"') });
  });

  it('without a byte is an empty one', async () => {
    const { send } = await answering('gzip', () => Buffer.alloc(0));
    expect((await send(read)).text).toBe('');
  });
});

it('an answer that is shorter than it says is none, and is asked for again', async () => {
  const { send } = await serve((_, outgoing) => {
    outgoing.writeHead(200, { 'content-length': 4, connection: 'close' });
    if (requests === 2) outgoing.end('true');
    else outgoing.write('12', () => outgoing.destroy());
  });
  expect((await send(read)).text).toBe('true');
  expect(requests).toBe(2);
});
