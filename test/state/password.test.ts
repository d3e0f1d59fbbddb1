/** A server that repeats each password that it is given, and one that has no TLS. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openState } from '../../src/state/open-state.ts';

const secret = `p'w "hunter2" ä%/@`;
const sslRequest = 80_877_103;
const received: Buffer[] = [];

const server = createServer((socket: Socket) => {
  socket.on('error', () => {});
  socket.on('data', (data) => {
    received.push(data);
    if (data.length === 8 && data.readInt32BE(4) === sslRequest) socket.write('N');
    // https://www.postgresql.org/docs/18/protocol-message-formats.html: asks for the password in clear, then refuses it.
    else if (data[0] === 'p'.charCodeAt(0)) socket.end(refusal(data.toString('utf8', 5, data.length - 1)));
    else socket.write(Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 3]));
  });
});

function refusal(password: string): Buffer {
  const fields = ['SFATAL', 'VFATAL', 'C28P01', `Mnot the password: ${password}, ${encodeURIComponent(password)}`, ''];
  const body = Buffer.from(`${fields.join('\0')}\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());
afterEach(() => {
  vi.unstubAllEnvs();
  received.length = 0;
});

const opening = (url: string): Promise<unknown> =>
  openState(url, 'default', { mode: 'read', operation: 'plan' }).catch((error: unknown) => error);

describe('a password that the server repeats', () => {
  const passfile = () => {
    const folder = mkdtempSync(join(tmpdir(), 'domctl-test-passfile-'));
    const file = join(folder, 'pgpass');
    writeFileSync(file, `*:*:*:*:${secret}\n`);
    chmodSync(file, 0o600);
    vi.stubEnv('PGPASSFILE', file);
    return () => rmSync(folder, { recursive: true });
  };

  it.each([
    ['in the URL', () => {}, (host: string) => `postgres://anna:${encodeURIComponent(secret)}@${host}/x`],
    ['in a parameter', () => {}, (host: string) => `postgres://anna@${host}/x?password=${encodeURIComponent(secret)}`],
    ['in PGPASSWORD', () => void vi.stubEnv('PGPASSWORD', secret), (host: string) => `postgres://anna@${host}/x`],
    ['in a password file', passfile, (host: string) => `postgres://anna@${host}/x`],
  ])('%s is not in the error', async (_, given, url) => {
    const end: unknown = given();
    const error = await opening(url(`127.0.0.1:${port}`));
    if (typeof end === 'function') end();
    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('not the password: ***, ***') });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    expect(Buffer.concat(received).toString()).toContain('hunter2');
  });
});

describe('a server without TLS', () => {
  it.each(['prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'])(
    'gets no password with sslmode=%s',
    async (mode) => {
      const error = await opening(`postgres://anna:hunter2@127.0.0.1:${port}/x?sslmode=${mode}`);
      expect(error).toMatchObject({ code: 'unreachable', message: expect.stringMatching(/does not support SSL/) });
      expect(Buffer.concat(received).toString()).not.toMatch(/hunter2|anna/);
    },
  );
});
