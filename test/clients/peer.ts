/** A client that others have written, in a process of its own; all drivers speak one line protocol (`python/driver.py`). */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kill, type Processes, within } from './processes.ts';

/** `value` as in a zone file; a TXT is one quoted string. `name` has no final dot. */
export interface PeerRecord {
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly ttl: number;
}

/** Null: not given, which filters nothing. */
export interface Filter {
  readonly type?: string;
  readonly name?: string;
  readonly value?: string;
}

/** Every method throws `PeerError` with what the client raised. */
export interface Peer {
  /** May be called again after a refusal. */
  open(options: unknown): Promise<void>;
  create(type: string, name: string, value: string, ttl: number): Promise<void>;
  list(filter: Filter): Promise<readonly PeerRecord[]>;
  update(type: string, name: string, value: string, to: string, ttl: number): Promise<void>;
  delete(type: string, name: string, value: string): Promise<void>;
  /** Deletes the set, which has these values. */
  clear(type: string, name: string, values: readonly string[]): Promise<void>;
  /** What it would change where these are the values of the set. */
  plan(type: string, name: string, values: readonly string[], ttl: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

class PeerError extends Error {
  override readonly name = 'PeerError';
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

const answerLimitMs = 30_000;

/** How a driver is started; it gets the sandbox's origins, by host name of the company, as its last argument. */
export interface Driver {
  readonly command: string;
  readonly args: readonly string[];
}

/** `folder`: for whatever the client writes on its own account. */
export function startPeer(
  { command, args }: Driver,
  origins: Readonly<Record<string, string>>,
  folder: string,
  processes: Processes,
): Peer {
  const child = processes.start(command, [...args, JSON.stringify(origins)], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, PYTHONPYCACHEPREFIX: join(folder, 'compiled') },
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function call(name: string, ...args: readonly unknown[]): Promise<unknown> {
    child.stdin.write(`${JSON.stringify({ do: name, with: args })}\n`);
    const late = `no answer to "${name}" in ${answerLimitMs / 1000} s, so the client was ended`;
    const line = await within(answerLimitMs, late, lines.next()).catch((error: unknown) => {
      printed = late;
      kill(child);
      throw error;
    });
    if (line.done === true) throw new Error(`the client is gone: ${printed.trim().split('\n').at(-1)}`);
    const { result, error } = JSON.parse(line.value) as Answer;
    if (error !== undefined) throw new PeerError(error);
    return result;
  }

  const done = async (name: string, ...args: readonly unknown[]) => {
    await call(name, ...args);
  };
  return {
    open: (options) => done('open', options),
    create: (...record) => done('create', ...record),
    list: async ({ type = null, name = null, value = null }: { [K in keyof Filter]: Filter[K] | null }) =>
      (await call('list', type, name, value)) as readonly PeerRecord[],
    update: (...change) => done('update', ...change),
    delete: (...record) => done('delete', ...record),
    clear: (...set) => done('clear', ...set),
    plan: async (...set) => (await call('plan', ...set)) as readonly string[],
    close: async () => {
      child.stdin.end();
      await within(10_000, 'the client does not end', ended).catch(() => kill(child));
    },
  };
}
