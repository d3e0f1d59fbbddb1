/**
 * A pooler in transaction mode, as PgBouncer is: a client gets a server connection for one transaction, then it goes to
 * the next client. Connections are handed out in turn, so two transactions of a client never meet the same session.
 * It refuses what PgBouncer refuses: start-up parameters beyond the usual, named prepared statements.
 * Protocol: https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
import { connect, createServer, type Socket } from 'node:net';

export interface TransactionPooler {
  /** The same database through the pooler. */
  readonly url: string;
  /** How many transactions went through each server connection. */
  readonly served: readonly number[];
  close(): Promise<void>;
}

const serverConnections = 3;
const usualParameters = new Set(['user', 'database', 'application_name', 'client_encoding']);

export async function startTransactionPooler(databaseUrl: string): Promise<TransactionPooler> {
  const target = new URL(databaseUrl);
  const served: number[] = [];
  const free: Backend[] = [];
  const waiting: ((backend: Backend) => void)[] = [];
  const backends = await Promise.all(
    Array.from({ length: serverConnections }, async (_, number) => {
      served.push(0);
      return await openBackend(target, number);
    }),
  );
  free.push(...backends);

  const take = async (): Promise<Backend> => free.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
  const giveBack = (backend: Backend): void => {
    served[backend.number] = (served[backend.number] ?? 0) + 1;
    const next = waiting.shift();
    if (next === undefined) free.push(backend);
    else next(backend);
  };
  const clients = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client)).on('error', () => {});
    serveClient(client, take, giveBack);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const url = new URL(databaseUrl);
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: url.href,
    served,
    async close() {
      for (const socket of [...clients, ...backends.map((backend) => backend.socket)]) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function serveClient(client: Socket, take: () => Promise<Backend>, giveBack: (backend: Backend) => void): void {
  let backend: Backend | Promise<Backend> | null = null;
  let unanswered = 0;
  let started = false;

  const forward = async (message: Message): Promise<void> => {
    if (message.type === 'P' && message.body[0] !== 0) return void fail(client, 'named prepared statement');
    if (message.type === 'Q' || message.type === 'S') unanswered += 1;
    backend ??= take().then((taken) => {
      taken.onMessage = (answer) => {
        client.write(answer.bytes);
        if (answer.type !== 'Z') return;
        unanswered -= 1;
        if (unanswered > 0 || answer.body.toString() !== 'I') return;
        taken.onMessage = () => {};
        backend = null;
        giveBack(taken);
      };
      return taken;
    });
    (await backend).socket.write(message.bytes);
  };

  readMessages(
    client,
    () => (started ? 'typed' : 'startup'),
    (message) => {
      if (!started) {
        started = true;
        const names = message.body
          .subarray(4)
          .toString()
          .split('\0')
          .filter((_, index) => index % 2 === 0);
        const unusual = names.find((name) => name !== '' && !usualParameters.has(name));
        if (unusual !== undefined) fail(client, `unsupported startup parameter: ${unusual}`);
        else client.write(Buffer.concat([typed('R', int32(0)), typed('Z', Buffer.from('I'))]));
      } else if (message.type === 'X') client.end();
      else void forward(message);
    },
  );
}

function fail(client: Socket, reason: string): void {
  client.end(typed('E', Buffer.from(`SFATAL\0C08P01\0M${reason}\0\0`)));
}

interface Backend {
  readonly number: number;
  readonly socket: Socket;
  onMessage(message: Message): void;
}

/** Logs in with a clear-text password, which is how the test server is set up. */
async function openBackend(target: URL, number: number): Promise<Backend> {
  const socket = connect({ port: Number(target.port), host: target.hostname, noDelay: true });
  const parameters = `user\0${target.username}\0database\0${target.pathname.slice(1)}\0\0`;
  socket.write(untyped(Buffer.concat([int32(196_608), Buffer.from(parameters)])));
  return await new Promise((resolve, reject) => {
    const backend: Backend = {
      number,
      socket,
      onMessage(message) {
        if (message.type === 'R' && message.body.readInt32BE(0) === 3) {
          socket.write(typed('p', Buffer.from(`${decodeURIComponent(target.password)}\0`)));
        } else if (message.type === 'E') reject(new Error(message.body.toString()));
        else if (message.type === 'Z') resolve(backend);
      },
    };
    socket.on('error', reject);
    readMessages(
      socket,
      () => 'typed',
      (message) => backend.onMessage(message),
    );
  });
}

interface Message {
  readonly type: string;
  readonly body: Buffer;
  readonly bytes: Buffer;
}

/** Messages have a type letter, except a client's first; then a length that counts itself. */
function readMessages(socket: Socket, form: () => 'startup' | 'typed', onMessage: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  socket.on('data', (data) => {
    buffer = Buffer.concat([buffer, data]);
    for (;;) {
      const head = form() === 'typed' ? 1 : 0;
      if (buffer.length < head + 4) return;
      const end = head + buffer.readInt32BE(head);
      if (buffer.length < end) return;
      const bytes = buffer.subarray(0, end);
      buffer = buffer.subarray(end);
      onMessage({ type: bytes.subarray(0, head).toString(), body: bytes.subarray(head + 4), bytes });
    }
  });
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}

function untyped(body: Buffer): Buffer {
  return Buffer.concat([int32(body.length + 4), body]);
}

function typed(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), untyped(body)]);
}
