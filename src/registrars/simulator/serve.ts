/**
 * The HTTP server around a simulator, on loopback: statistics, latency, faults and rate limits, the same for all.
 * Its URL is an origin: a registrar's own path prefix (`/client/v4`) is part of the paths that its simulator handles
 * and that its client sends. Paths under `/__sandbox/` are the server's own, and neither counted nor limited:
 * `GET stats`, `POST reset-stats`, `POST faults` (a `FaultRule`).
 * Each answer says whose it is, so that no run takes it for a registrar's.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RateLimit } from '../../schema/capabilities.ts';
import { simulatorHeader } from '../http/transport.ts';
import { createBudget } from './budget.ts';
import { createFaults, type FaultKind, type FaultRule, networkFaults, parseFaultRule } from './faults.ts';
import type { Simulator, SimulatorRequest, SimulatorResponse } from './simulator.ts';
import { createStats, type SimulatorStats } from './stats.ts';

export interface ServeOptions {
  readonly simulator: Simulator;
  readonly limits: readonly Pick<RateLimit, 'requests' | 'perMs'>[];
  /** Whether the limits are enforced. */
  readonly rateLimits: boolean;
  readonly latencyMs: number;
  /** Share of requests lost to network faults, 0 to 1. */
  readonly faultRate: number;
  /** Same seed, same faults. */
  readonly seed: number;
  /** Absent or 0: any free port. */
  readonly port?: number;
  now?(): number;
  /** A defect of the simulator itself; the request is answered with its `internalError`. */
  onError?(error: unknown): void;
}

export interface ServedSimulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stats(): SimulatorStats;
  resetStats(): void;
  setFaults(rule: FaultRule): void;
  /** Cuts what is open; nothing is left that would keep the process alive. */
  close(): Promise<void>;
}

/** Resolves when the server listens. Rejects where the port is taken. */
export async function serveSimulator(options: ServeOptions): Promise<ServedSimulator> {
  const { simulator } = options;
  const stats = createStats();
  const faults = createFaults({ rate: options.faultRate, kinds: networkFaults, only: 'all' }, options.seed);
  const budget = createBudget(options.rateLimits ? options.limits : [], options.now ?? Date.now);
  const timers = new Set<NodeJS.Timeout>();

  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = readRequest(incoming, Buffer.concat(chunks).toString('utf8'));
      if (request.path.startsWith('/__sandbox/')) answer(outgoing, ownRoute(request));
      else later(() => respond(request, incoming.url ?? '', outgoing));
    });
  });

  /** Null: the connection is cut. */
  function respond(request: SimulatorRequest, url: string, outgoing: ServerResponse): void {
    const response = carryOut(request, url);
    if (response === null) outgoing.socket?.destroy();
    else answer(outgoing, response);
  }

  function carryOut(request: SimulatorRequest, url: string): SimulatorResponse | null {
    const write = simulator.isWrite(request);
    const fault = faults.next({ write, url });
    const refusal = fault === undefined ? refuseOverLimit() : refuseByFault(fault);
    if (refusal !== undefined) {
      stats.rejected();
      return refusal;
    }
    stats.handled(request.method, request.path, write);
    const response = handle(request);
    if (fault === 'cut-after') return null;
    if (fault === 'short-page')
      return { ...response, body: response.body.slice(0, Math.floor(response.body.length / 2)) };
    if (fault === 'malformed') return { ...response, body: anotherShape(response.body) };
    return response;
  }

  function refuseOverLimit(): SimulatorResponse | undefined {
    const taken = budget.take();
    return taken.ok ? undefined : simulator.tooManyRequests(Math.ceil(taken.waitMs / 1000));
  }

  /** Undefined: carried out first. */
  function refuseByFault(fault: FaultKind): SimulatorResponse | null | undefined {
    if (fault === '429') return simulator.tooManyRequests(1);
    if (fault === '500') return simulator.internalError();
    if (fault === 'cut-before') return null;
    return fault === 'html' ? webPage : undefined;
  }

  function handle(request: SimulatorRequest): SimulatorResponse {
    try {
      return simulator.handle(request);
    } catch (error) {
      options.onError?.(error);
      return simulator.internalError();
    }
  }

  function ownRoute({ method, path, body }: SimulatorRequest): SimulatorResponse {
    switch (`${method} ${path.slice('/__sandbox/'.length)}`) {
      case 'GET stats':
        return json(200, stats.read());
      case 'POST reset-stats':
        stats.reset();
        return json(200, {});
      case 'POST faults':
        try {
          faults.set(parseFaultRule(body));
          return json(200, {});
        } catch (error) {
          return json(400, { error: error instanceof Error ? error.message : String(error) });
        }
      default:
        return json(404, { error: 'known here: GET stats, POST reset-stats, POST faults' });
    }
  }

  function later(task: () => void): void {
    if (options.latencyMs <= 0) {
      task();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, options.latencyMs);
    timers.add(timer);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve());
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    stats: stats.read,
    resetStats: stats.reset,
    setFaults: faults.set,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const webPage: SimulatorResponse = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html>\n<html><head><title>Down for maintenance</title></head><body>Back soon.</body></html>',
};

function anotherShape(body: string): string {
  if (body.trimStart().startsWith('<')) return '<?xml version="1.0"?><Surprise/>';
  return body.trimStart().startsWith('[') ? '{"surprise":true}' : '["surprise"]';
}

function json(status: number, value: unknown): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function readRequest(incoming: IncomingMessage, body: string): SimulatorRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}

function answer(outgoing: ServerResponse, response: SimulatorResponse): void {
  const cookies = response.setCookies === undefined ? {} : { 'set-cookie': [...response.setCookies] };
  outgoing.writeHead(response.status, { ...response.headers, ...cookies, [simulatorHeader]: 'domctl' });
  // 204 and 304 have no body.
  outgoing.end(response.body === '' ? undefined : response.body);
}
