/** Stands between the command and its Postgres server, and cuts the connection at exactly the statement that a test names. */
import { connect, createServer, type Socket } from 'node:net';

export interface CutAt {
  /** Of the statement, as it is sent. */
  readonly text: string;
  /** Which one of those, from 1. */
  readonly nth: number;
  /** `before`: the server never gets it. `after`: the server has carried it out, and its answer is lost. */
  readonly when: 'before' | 'after';
}

export interface CuttingProxy {
  /** The state's URL through this proxy. */
  readonly url: string;
  /** Whether the statement came. */
  hasCut(): boolean;
  /** Cuts everything, and refuses whoever comes next, until `admit`. */
  refuse(): void;
  admit(): void;
  close(): Promise<void>;
}

export async function startCuttingProxy(state: string, cutAt?: CutAt): Promise<CuttingProxy> {
  const target = new URL(state);
  const open = new Set<Socket>();
  let left = cutAt?.nth ?? 0;
  let cut = false;
  let refusing = false;

  const server = createServer((client) => {
    if (refusing) return void client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    const both = [client, upstream];
    const end = (): void => {
      for (const socket of both) {
        open.delete(socket);
        socket.destroy();
      }
    };
    let answerIsLost = false;
    for (const socket of both) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    client.on('data', (chunk: Buffer) => {
      if (cutAt === undefined || cut || !chunk.includes(cutAt.text) || --left > 0) return void upstream.write(chunk);
      cut = true;
      if (cutAt.when === 'before') return end();
      answerIsLost = true;
      upstream.write(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      if (answerIsLost) end();
      else client.write(chunk);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(state);
  url.port = String((server.address() as { port: number }).port);
  const cutAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    hasCut: () => cut,
    refuse() {
      refusing = true;
      cutAll();
    },
    admit() {
      refusing = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}
