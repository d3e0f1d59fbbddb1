/** One provider of dns-lexicon, in a process of its own (`lexicon_driver.py`). */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kill, type Processes, within } from './processes.ts';

export interface LexiconRecord {
  readonly id: string | number;
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly ttl: string | number;
}

/** Null: not given, which filters nothing. */
export interface Filter {
  readonly type?: string;
  readonly name?: string;
  readonly content?: string;
}

/** Every method throws `LexiconError` with what the provider raised. */
export interface Lexicon {
  authenticate(options: Readonly<Record<string, unknown>>): Promise<void>;
  create(type: string, name: string, content: string): Promise<boolean>;
  list(filter: Filter): Promise<readonly LexiconRecord[]>;
  update(id: string | number, type: string, name: string, content: string): Promise<boolean>;
  delete(id: string | number | null, filter: Filter): Promise<boolean>;
  close(): Promise<void>;
}

export class LexiconError extends Error {
  override readonly name = 'LexiconError';
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

const answerLimitMs = 30_000;

export interface StartOptions {
  readonly interpreter: string;
  /** For whatever lexicon writes on its own account. */
  readonly folder: string;
  /** By host name of the company. */
  readonly origins: Readonly<Record<string, string>>;
}

export function startLexicon({ interpreter, folder, origins }: StartOptions, processes: Processes): Lexicon {
  const driver = join(import.meta.dirname, 'lexicon_driver.py');
  const child = processes.start(interpreter, [driver, JSON.stringify(origins)], {
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
    if (error !== undefined) throw new LexiconError(error);
    return result;
  }

  const given = ({ type = null, name = null, content = null }: { [K in keyof Filter]: Filter[K] | null }) => [
    type,
    name,
    content,
  ];
  return {
    authenticate: async (options) => {
      await call('authenticate', options);
    },
    create: async (...record) => (await call('create', ...record)) === true,
    list: async (filter) => (await call('list', ...given(filter))) as readonly LexiconRecord[],
    update: async (...record) => (await call('update', ...record)) === true,
    delete: async (id, filter) => (await call('delete', id, ...given(filter))) === true,
    close: async () => {
      child.stdin.end();
      await within(10_000, 'the client does not end', ended).catch(() => kill(child));
    },
  };
}
