/**
 * What each registrar's simulator provides: how its API answers. The server around it (`serve.ts`) adds what is the
 * same for all: stats, latency, faults, limits, and keeping the data. A simulator follows the company's documents where
 * our own client would not notice, so that other clients work against it too.
 */

export type SimulatorFactory = (context: SimulatorContext) => Simulator;

export interface SimulatorContext {
  /** What the simulator accepts, by the keys of the descriptor. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly store: SimulatorStore;
  now(): Date;
}

/** JSON documents by key, kept on disk where the sandbox has a folder: one per domain, so that a write is small. */
export interface SimulatorStore {
  get(key: string): unknown;
  set(key: string, document: unknown): void;
  delete(key: string): void;
  keys(): readonly string[];
}

export interface Simulator {
  /** Makes the domain known, once; a domain that is there already is left as it is. */
  seed(domain: SeedDomain): void;
  /** The whole API: routes, authorization, bodies, errors. */
  handle(request: SimulatorRequest): SimulatorResponse;
  /** Whether a request would change anything; by route, before it is handled. */
  isWrite(request: SimulatorRequest): boolean;
  /** This API's own way to say "too many requests". */
  tooManyRequests(retryAfterSeconds: number): SimulatorResponse;
  /** This API's own way to fail: a 500 with its usual body. */
  internalError(): SimulatorResponse;
}

export interface SeedDomain {
  readonly domain: string;
  /** Registered here, with the registrar's default settings. */
  readonly registered: boolean;
  /** `default`: with the records of a new domain. `empty`: a zone without records. `none`: no zone here. */
  readonly zone: 'default' | 'empty' | 'none';
  /** The nameservers of a domain that is registered here; absent: the registrar's own. */
  readonly nameservers?: readonly string[];
}

export interface SimulatorRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SimulatorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each becomes a `Set-Cookie` header. */
  readonly setCookies?: readonly string[];
  readonly body: string;
}
