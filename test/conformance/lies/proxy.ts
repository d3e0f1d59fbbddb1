/**
 * Stands on loopback between our client and a simulator, and lies about one zone as a `Deceit` says. Each request is
 * carried out in one go, so that what somebody else does has its exact place: before a request or after it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Simulator,
  SimulatorRequest,
  SimulatorResponse,
  SimulatorStore,
} from '../../../src/registrars/simulator/simulator.ts';
import type { Row, StoredZone } from './stored-zone.ts';

/** Every part is asked for the nth request of its kind, from 1, since the deceit began. */
export interface Deceit {
  /** What a read shows, of the rows that are there. */
  shows?(rows: readonly Row[], nth: number): readonly Row[];
  /** Reads show the zone as it was before the first write. */
  readonly stale?: boolean;
  /** How a write ends. `not-done`: it is answered as a success. */
  fate?(nth: number): Fate;
  /** Somebody else, just before the nth write is carried out, or just after. */
  beforeWrite?(nth: number): void;
  afterWrite?(nth: number): void;
  /** Somebody else, just after the nth read was answered. */
  afterRead?(nth: number): void;
  /** Instead of the answer to a read of records. */
  answers?(request: SimulatorRequest, honest: SimulatorResponse, nth: number): SimulatorResponse | Endless;
  /** Instead of the answer to a write. */
  answersWrite?(request: SimulatorRequest, honest: SimulatorResponse, nth: number): SimulatorResponse | Endless;
  /** Instead of the answer to any other read. */
  answersOther?(request: SimulatorRequest, honest: SimulatorResponse, nth: number): SimulatorResponse | Endless;
}

export type Fate = 'done' | 'not-done' | 'cut-before' | 'cut-after';

/** A body that goes on until the client hangs up, or has taken more than anybody should. */
export interface Endless {
  readonly headers: Readonly<Record<string, string>>;
  readonly start: Buffer;
  /** Sent again and again; `bytes`: what a client has of it, unpacked. */
  readonly chunk: Buffer;
  readonly bytes: number;
  readonly mostBytes: number;
  /** Told with each chunk that the client has room for. */
  sent(bytes: number): void;
}

export interface LyingProxy {
  readonly url: string;
  /** The domain that is lied about. */
  about(domain: string, deceit: Deceit | null): void;
  isLying(): boolean;
  /** No lies while this goes on; afterwards the deceit goes on where it was. */
  whileHonest<T>(work: () => Promise<T>): Promise<T>;
  /** The simulator's own answer, past every lie. */
  honestly(request: SimulatorRequest): SimulatorResponse;
  /** How often the deceit has made a difference: an answer that is not the honest one, or a deed of somebody else. */
  told(): number;
  close(): Promise<void>;
}

export async function startLyingProxy(
  simulator: Simulator,
  store: SimulatorStore,
  stored: StoredZone,
): Promise<LyingProxy> {
  let deceit: Deceit = {};
  let domain = '';
  let counts = { reads: 0, writes: 0, others: 0 };
  let beforeFirstWrite: unknown;
  let told = 0;
  let honestly = false;
  const noteIf = (differs: boolean): void => {
    if (differs) told++;
  };
  /** Somebody else's turn. */
  const turn = (act: ((nth: number) => void) | undefined, nth: number): void => {
    const before = store.get(stored.key(domain));
    act?.(nth);
    noteIf(store.get(stored.key(domain)) !== before);
  };

  /** Null: the connection is cut. */
  function answer(request: SimulatorRequest): SimulatorResponse | Endless | null {
    if (honestly) return simulator.handle(request);
    const isAbout = domain !== '' && mentions(request, stored.mark(domain));
    if (simulator.isWrite(request)) return isAbout ? write(request) : simulator.handle(request);
    if (isAbout && stored.isRecordRead(request)) return read(request);
    counts.others++;
    const honest = simulator.handle(request);
    const given = deceit.answersOther?.(request, honest, counts.others) ?? honest;
    noteIf(!('body' in given) || given.body !== honest.body);
    return given;
  }

  function read(request: SimulatorRequest): SimulatorResponse | Endless {
    const nth = ++counts.reads;
    const key = stored.key(domain);
    const truth = store.get(key);
    let rows = stored.rows((deceit.stale && beforeFirstWrite) || truth);
    rows = deceit.shows?.(rows, nth) ?? rows;
    noteIf(JSON.stringify(rows) !== JSON.stringify(stored.rows(truth)));
    store.set(key, stored.withRows(truth, rows));
    const honest = simulator.handle(request);
    store.set(key, truth);
    const given = deceit.answers?.(request, honest, nth) ?? honest;
    noteIf(!('body' in given) || given.body !== honest.body);
    turn(deceit.afterRead, nth);
    return given;
  }

  function write(request: SimulatorRequest): SimulatorResponse | Endless | null {
    const nth = ++counts.writes;
    const key = stored.key(domain);
    beforeFirstWrite ??= store.get(key);
    turn(deceit.beforeWrite, nth);
    const before = store.get(key);
    const response = simulator.handle(request);
    const fate = deceit.fate?.(nth) ?? 'done';
    if (fate === 'not-done' || fate === 'cut-before') store.set(key, before);
    noteIf(fate !== 'done');
    turn(deceit.afterWrite, nth);
    if (fate === 'cut-before' || fate === 'cut-after') return null;
    return deceit.answersWrite?.(request, response, nth) ?? response;
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const given = answer(readRequest(incoming, Buffer.concat(chunks).toString('utf8')));
      if (given === null) outgoing.socket?.destroy();
      else if ('chunk' in given) sendEndlessly(outgoing, given);
      else send(outgoing, given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    about: (name, next) => {
      domain = name;
      deceit = next ?? {};
      counts = { reads: 0, writes: 0, others: 0 };
      beforeFirstWrite = undefined;
      told = 0;
    },
    isLying: () => Object.keys(deceit).length > 0,
    whileHonest: async (work) => {
      honestly = true;
      return work().finally(() => {
        honestly = false;
      });
    },
    honestly: (request) => simulator.handle(request),
    told: () => told,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function mentions({ path, query, body }: SimulatorRequest, mark: string): boolean {
  return [path, query.toString(), body].some((text) => text.includes(mark));
}

function send(outgoing: ServerResponse, { status, headers, setCookies = [], body }: SimulatorResponse): void {
  const cookies = setCookies.length === 0 ? {} : { 'set-cookie': [...setCookies] };
  outgoing.writeHead(status, { ...headers, ...cookies });
  outgoing.end(body === '' ? undefined : body);
}

function sendEndlessly(outgoing: ServerResponse, { headers, start, chunk, bytes, mostBytes, sent }: Endless): void {
  outgoing.writeHead(200, headers);
  outgoing.write(start);
  let all = 0;
  const more = (): void => {
    while (!outgoing.destroyed) {
      if (all >= mostBytes) return void outgoing.destroy();
      all += bytes;
      sent(bytes);
      if (!outgoing.write(chunk)) return void outgoing.once('drain', more);
    }
  };
  more();
}

function readRequest(incoming: IncomingMessage, body: string): SimulatorRequest {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://simulator');
  return {
    method: incoming.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}
