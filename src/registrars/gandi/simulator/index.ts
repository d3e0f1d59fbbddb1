/**
 * Gandi's v5 API as a simulator: registrations and LiveDNS under one base, as documented on https://api.gandi.net/docs/
 * and as recorded by dns-lexicon and octodns-gandi (read 2026-11-23). Made up, because nothing was recorded: texts and
 * codes of most refusals, and what the comments here call not verified.
 * dns-lexicon 3.25.2 works against it. It sends no TTL when it changes the values of a set, which so falls back to the
 * default: as recorded, and its own doing.
 */
import { orRefusal, Refused } from '../../simulator/refused.ts';
import type {
  Simulator,
  SimulatorContext,
  SimulatorFactory,
  SimulatorRequest,
  SimulatorResponse,
} from '../../simulator/simulator.ts';
import { domainObjectRoutes } from './domain-objects.ts';
import { domainRoutes } from './domains.ts';
import { failure, page } from './http.ts';
import { purchaseRoutes } from './purchases.ts';
import { recordRoutes } from './records.ts';
import { exchangeOf, matchRoute, type Route } from './routing.ts';
import { snapshotRoutes } from './snapshots.ts';
import { organization, World } from './world.ts';
import { zoneRoutes } from './zones.ts';

const table: readonly Route[] = [
  ...domainRoutes,
  ...domainObjectRoutes,
  ...purchaseRoutes,
  ...zoneRoutes,
  ...recordRoutes,
  ...snapshotRoutes,
];

/** Short, so that a rehearsal does not take the time that a registry takes. */
const registryDelayMs = 50;

export const createSimulator: SimulatorFactory = simulatorWith({ registryDelayMs });

/** `registryDelayMs`: how long changes that the registry has to make stay unseen. */
export function simulatorWith(options: { readonly registryDelayMs: number }): SimulatorFactory {
  return (context) => new GandiSimulator(context, options.registryDelayMs);
}

class GandiSimulator implements Simulator {
  private readonly credentials: Readonly<Record<string, string>>;
  private readonly world: World;

  constructor(context: SimulatorContext, delayMs: number) {
    this.credentials = context.credentials;
    this.world = new World(context, delayMs);
  }

  seed(domain: Parameters<Simulator['seed']>[0]): void {
    this.world.seed(domain);
  }

  handle(request: SimulatorRequest): SimulatorResponse {
    return orRefusal(() => {
      const match = matchRoute(table, request);
      if (match.route.open !== true) this.authorize(request);
      if (isList(match.route) && !this.isOwn(request)) return page(request, []);
      return match.route.handle(exchangeOf(request, match, this.world));
    });
  }

  isWrite({ method }: SimulatorRequest): boolean {
    return method !== 'GET' && method !== 'HEAD';
  }

  tooManyRequests(retryAfterSeconds: number): SimulatorResponse {
    const refused = failure(429, 'Too many requests were sent from this address.');
    return { ...refused, headers: { ...refused.headers, 'retry-after': String(retryAfterSeconds) } };
  }

  internalError(): SimulatorResponse {
    return failure(500, 'The server encountered an unexpected internal server error');
  }

  /** Both schemes: personal access tokens, and the older API keys. */
  private authorize(request: SimulatorRequest): void {
    const [, scheme, secret] = /^(\w+) +(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (scheme === undefined) throw new Refused(failure(401, 'You must provide an access token or an API Key.'));
    if (/^(bearer|apikey)$/i.test(scheme) && secret === this.credentials.token) return;
    throw new Refused(
      failure(
        401,
        'The server could not verify that you authorized to access the document you requested. Either you supplied the wrong credentials (e.g., bad api key), or your access token has expired',
      ),
    );
  }

  /** Of another organization, lists are empty, without an error (dnscontrol, documentation of the provider). */
  private isOwn({ query }: SimulatorRequest): boolean {
    const id = query.get('sharing_id');
    return id === null || id === organization || id === this.credentials.sharing_id;
  }
}

function isList({ method, path }: Route): boolean {
  return method === 'GET' && (path === '/domain/domains' || path === '/livedns/domains');
}
