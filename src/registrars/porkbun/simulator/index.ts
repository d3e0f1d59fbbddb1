/**
 * Porkbun's JSON API v3 as a simulator: domains and records, without what costs money. Behaves as the API documents say
 * (OpenAPI 3.7) and as dns-lexicon, dnscontrol, porkbun-go and Porkbun-MCP met it, read 2026-11-23.
 * Tried with dns-lexicon 3.25.2 on 2026-11-23: it authenticates in the body, takes a duplicate for success
 * before it asks, and filters the list itself. Where it and the documents differ, the documents are followed: it says
 * that a TTL of 0 becomes 300, they say the account's minimum, 600.
 */
import type { Json } from '../../http/fields.ts';
import { orRefusal } from '../../simulator/refused.ts';
import type {
  Simulator,
  SimulatorContext,
  SimulatorFactory,
  SimulatorRequest,
  SimulatorResponse,
} from '../../simulator/simulator.ts';
import { page, refusal, refused, success } from './answers.ts';
import { domainRoutes } from './domains.ts';
import { recordRoutes } from './records.ts';
import { matchRoute, type Route, read, respond } from './routing.ts';
import { World } from './world.ts';

export const createSimulator: SimulatorFactory = simulatorWith({ showApexNs: false });

/** `showApexNs`: see `records.ts`. */
export function simulatorWith(options: { readonly showApexNs: boolean }): SimulatorFactory {
  return (context) => new PorkbunSimulator(context, options.showApexNs);
}

interface Replay {
  readonly request: string;
  readonly response: SimulatorResponse;
  readonly untilMs: number;
}

const dayMs = 24 * 3600 * 1000;

class PorkbunSimulator implements Simulator {
  private readonly credentials: Readonly<Record<string, string>>;
  private readonly now: () => Date;
  private readonly world: World;
  private readonly table: readonly Route[];
  /** Answers by idempotency key. */
  private readonly replays = new Map<string, Replay>();

  constructor(context: SimulatorContext, showApexNs: boolean) {
    this.credentials = context.credentials;
    this.now = () => context.now();
    this.world = new World(context);
    const open: readonly Route[] = [
      read('ip', () => success({ yourIp: '127.0.0.1' })),
      // Without credentials too; with wrong ones it is refused like any other call.
      read('ping', ({ authorized }) => success({ yourIp: '127.0.0.1', ...(authorized && { credentialsValid: true }) })),
    ];
    this.table = [...open, ...domainRoutes, ...recordRoutes(showApexNs)];
  }

  seed(domain: Parameters<Simulator['seed']>[0]): void {
    this.world.seed(domain);
  }

  handle(request: SimulatorRequest): SimulatorResponse {
    const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
    if (key === undefined) return this.answer(request);
    const fingerprint = `${request.path}\n${request.body}`;
    const before = this.replays.get(key);
    const nowMs = this.now().getTime();
    if (before !== undefined && before.untilMs > nowMs) {
      if (before.request === fingerprint) return before.response;
      return refusal('The idempotency key was used for another request.', 'IDEMPOTENCY_KEY_MISMATCH', { status: 409 });
    }
    const response = this.answer(request);
    this.replays.set(key, { request: fingerprint, response, untilMs: nowMs + dayMs });
    return response;
  }

  isWrite({ method, path }: SimulatorRequest): boolean {
    const route = matchRoute(this.table, path)?.route;
    return method === 'POST' && route?.methods.includes('GET') !== true;
  }

  tooManyRequests(retryAfterSeconds: number): SimulatorResponse {
    const limited = refusal('Rate limit exceeded. Please try again later.', 'RATE_LIMIT_EXCEEDED', {
      status: 429,
      ttlRemaining: retryAfterSeconds,
    });
    return { ...limited, headers: { ...limited.headers, 'retry-after': String(retryAfterSeconds) } };
  }

  internalError(): SimulatorResponse {
    return page(500, 'Internal Server Error');
  }

  private answer(request: SimulatorRequest): SimulatorResponse {
    return orRefusal(() => {
      const match = matchRoute(this.table, request.path);
      return respond(request, match, {
        world: this.world,
        authorize: (input, route) => this.authorize(request, input, route),
      });
    });
  }

  /** Headers count only where the body holds no credentials (API documents). False: there are none, and none are needed. */
  private authorize({ headers }: SimulatorRequest, input: Json, route: Route): boolean {
    const inBody = input.apikey !== undefined || input.secretapikey !== undefined;
    const key = inBody ? input.apikey : headers['x-api-key'];
    const secret = inBody ? input.secretapikey : headers['x-secret-api-key'];
    if ((key ?? secret) === undefined && (route.path === 'ping' || route.path === 'ip')) return false;
    if (key === undefined || key === '') throw refused('API key is required.', 'API_KEY_REQUIRED');
    if (secret === undefined || secret === '') throw refused('Secret API key is required.', 'MISSING_SECRETAPIKEY');
    if (key !== this.credentials.api_key) throw refused('Invalid API key. (001)', 'INVALID_API_KEYS_001');
    if (secret !== this.credentials.secret_api_key) throw refused('Invalid API key. (002)', 'INVALID_API_KEYS_002');
    return true;
  }
}
