/**
 * Version 1 of GoDaddy's Domains API as a simulator: the domains of an account and the records of their zones, as in the
 * Swagger file that GoDaddy publishes and as recorded by dns-lexicon (2021-12-29). Purchases, transfers, contacts and
 * versions 2 and 3 are not here. Made up, because nothing was recorded: what the comments call NOT VERIFIED.
 *
 * The provider of dns-lexicon 3.25.2 works against it: credentials, TXT, A and CNAME made, made twice, listed by type,
 * name and content, changed and deleted. Where it and the documents differ: it clamps TTLs to 604800, where version 3 of
 * the API says 86400 (taken here up to the first, since nothing says that version 1 refuses them); it deletes one record
 * by writing its whole type, where there is `DELETE records/{type}/{name}` for all records of a name (both are here); it
 * shows the apex as `@.example.com`, which is its own mistake: the API says `@`.
 */
import { orRefusal, Refused } from '../../simulator/refused.ts';
import type {
  Simulator,
  SimulatorContext,
  SimulatorFactory,
  SimulatorRequest,
  SimulatorResponse,
} from '../../simulator/simulator.ts';
import { handleDomain, handleDomains } from './domains.ts';
import { json, refused } from './http.ts';
import { type GoDaddyOptions, usualOptions } from './options.ts';
import { handleRecords } from './records.ts';
import { World } from './world.ts';

export const createSimulator: SimulatorFactory = simulatorWith({});

export function simulatorWith(options: Partial<GoDaddyOptions>): SimulatorFactory {
  return (context) => new GoDaddySimulator(context, { ...usualOptions, ...options });
}

class GoDaddySimulator implements Simulator {
  private readonly credentials: Readonly<Record<string, string>>;
  private readonly world: World;

  constructor(context: SimulatorContext, options: GoDaddyOptions) {
    this.credentials = context.credentials;
    this.world = new World(context, options);
  }

  seed(domain: Parameters<Simulator['seed']>[0]): void {
    this.world.seed(domain);
  }

  handle(request: SimulatorRequest): SimulatorResponse {
    return orRefusal(() => {
      this.authorize(request);
      const response = this.route(request);
      if (response !== undefined) return response;
      // Code NOT VERIFIED.
      throw refused(405, 'METHOD_NOT_ALLOWED', `The method ${request.method} is not allowed for this resource`);
    });
  }

  isWrite({ method }: SimulatorRequest): boolean {
    return method !== 'GET' && method !== 'HEAD';
  }

  tooManyRequests(retryAfterSeconds: number): SimulatorResponse {
    return tooManyRequests('TOO_MANY_REQUESTS', 'Too many requests received within interval', retryAfterSeconds);
  }

  internalError(): SimulatorResponse {
    return json(500, { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' });
  }

  /** Undefined: a known path with another method. */
  private route(request: SimulatorRequest): SimulatorResponse | undefined {
    const [version, resource, domain, records, type, name, ...more] = segmentsOf(request.path);
    if (version !== 'v1' || resource !== 'domains' || more.length > 0) throw notFound();
    if (domain === undefined) return handleDomains(this.world, request);
    if (records === undefined) return handleDomain(this.world, request, domain.toLowerCase());
    if (records !== 'records') throw notFound();
    const below = { ...(type !== undefined && { type }), ...(name !== undefined && { name }) };
    return handleRecords(this.world, request, { domain: domain.toLowerCase(), ...below });
  }

  /** What is said, and with which status, is NOT VERIFIED; acme.sh knows the codes. */
  private authorize({ headers }: SimulatorRequest): void {
    const [, key, secret] = /^sso-key ([^:\s]+):(\S+)$/.exec(headers.authorization ?? '') ?? [];
    if (key === undefined) throw refused(401, 'MALFORMED_CREDENTIALS', 'Credentials must match the specified format');
    if (key !== this.credentials.key || secret !== this.credentials.secret) {
      throw refused(401, 'UNABLE_TO_AUTHENTICATE', 'Unauthorized : Could not authenticate API key/secret');
    }
    const { gate, quota } = this.world.options;
    // As ddns-go issue 1105 shows it.
    if (gate === 'closed') throw refused(403, 'ACCESS_DENIED', 'Authenticated user is not allowed access');
    if (quota === 'used')
      throw new Refused(tooManyRequests('QUOTA_EXCEEDED', 'The monthly quota is used up', undefined));
  }
}

/** Without a time to wait: the monthly quota. */
function tooManyRequests(code: string, message: string, seconds: number | undefined): SimulatorResponse {
  if (seconds === undefined) return json(429, { code, message });
  return json(429, { code, message, retryAfterSec: seconds }, { 'retry-after': String(seconds) });
}

function notFound(): Refused {
  return refused(404, 'NOT_FOUND', 'The requested resource was not found');
}

/** Decoded; a trailing slash does not count. Throws the refusal of what cannot be decoded. */
function segmentsOf(path: string): readonly (string | undefined)[] {
  try {
    return path
      .replace(/^\/|\/$/g, '')
      .split('/')
      .map(decodeURIComponent);
  } catch {
    throw notFound();
  }
}
