/**
 * Cloudflare's API v4 as its documents and recorded answers show it: authorization, envelope, zones, records, batch,
 * DNSSEC, export, registrations. Not simulated: import, zone settings, buying domains.
 * Zones that the sandbox seeds are on the Pro plan, with 3,500 records and as many operations in a batch; zones made
 * through the API are on Free, with 200.
 * dns-lexicon 3.25.2 works against it, but for a CNAME that it makes twice: it takes 81057 and 81058 for "is there
 * already", and here a second CNAME gets 81053, whatever its target. Which of the two an identical one gets is NOT VERIFIED.
 */
import type { SimulatorFactory, SimulatorRequest } from '../../simulator/simulator.ts';
import { openDocuments } from './documents.ts';
import { json, noRoute, Refused, refusal, type Success, success, timestamp } from './envelope.ts';
import { exported, recordRoute } from './record-routes.ts';
import { newRegistration, registrarRoute } from './registrar-routes.ts';
import { createZone, listZones, newZone, zoneRoute } from './zone-routes.ts';

const prefix = '/client/v4';

export const createSimulator: SimulatorFactory = ({ credentials, store, now }) => {
  const documents = openDocuments(store);
  const accountId = credentials.account_id ?? '';

  function route(request: SimulatorRequest): Success {
    const path = request.path.startsWith(`${prefix}/`) ? request.path.slice(prefix.length) : '';
    authorize(request, credentials.api_token ?? '', path);
    const at = timestamp(now());
    const found = routeUser(request, path) ?? routeZones(request, path, at) ?? routeRegistrar(request, path, at);
    if (found === undefined) throw noRoute(path);
    return found;
  }

  function routeExport(request: SimulatorRequest): string | undefined {
    const [, id] = /^\/client\/v4\/zones\/([^/]+)\/dns_records\/export$/.exec(request.path) ?? [];
    if (request.method !== 'GET' || id === undefined) return undefined;
    authorize(request, credentials.api_token ?? '', request.path);
    const zone = documents.zoneById(id);
    return zone === undefined ? undefined : exported(zone);
  }

  function routeUser({ method, query }: SimulatorRequest, path: string): Success | undefined {
    if (method !== 'GET') return undefined;
    switch (path) {
      case '/user/tokens/verify':
      case `/accounts/${accountId}/tokens/verify`:
        return { result: { id: 'ed17574386854bf78a67040be0a770b0', status: 'active' } };
      case '/accounts':
        return {
          result: [{ id: accountId, name: 'Sandbox', type: 'standard' }],
          info: { page: 1, per_page: Number(query.get('per_page') ?? 20), count: 1, total_count: 1, total_pages: 1 },
        };
      default:
        return undefined;
    }
  }

  function routeZones(request: SimulatorRequest, path: string, at: string): Success | undefined {
    if (path === '/zones') {
      if (request.method === 'GET') return listZones(request.query, documents, accountId);
      return request.method === 'POST' ? createZone(request, documents, accountId, at) : undefined;
    }
    const [, id, rest = ''] = /^\/zones\/([^/]+)(?:\/(.*))?$/.exec(path) ?? [];
    if (id === undefined) return undefined;
    const zone = documents.zoneById(id);
    if (zone === undefined) throw noRoute(path);
    const [, record] = /^dns_records(?:\/([^/]+))?$/.exec(rest) ?? ['', null];
    if (record === null) return zoneRoute(request, rest, zone, documents, accountId);
    return recordRoute(request, record, zone, documents, at);
  }

  function routeRegistrar(request: SimulatorRequest, path: string, at: string): Success | undefined {
    const [, account, rest] = /^\/accounts\/([^/]+)\/registrar\/(.+)$/.exec(path) ?? [];
    if (account === undefined || rest === undefined) return undefined;
    if (account !== accountId) throw new Refused(403, 10_000, 'Authentication error');
    return registrarRoute(request, rest, documents, at);
  }

  return {
    seed: ({ domain, registered, zone }) => {
      if (registered && documents.registration(domain) === undefined) {
        documents.saveRegistration(newRegistration(domain, now()));
      }
      // A new zone has no records of its own: `default` and `empty` are the same here.
      if (zone !== 'none' && documents.zoneByName(domain) === undefined) {
        documents.saveZone(newZone(domain, 'active', 'pro', timestamp(now())));
      }
    },
    handle: (request) => {
      try {
        const file = routeExport(request);
        if (file !== undefined) return { status: 200, headers: { 'content-type': 'text/plain' }, body: file };
        return success(route(request));
      } catch (error) {
        if (error instanceof Refused) return refusal(error);
        throw error;
      }
    },
    isWrite: ({ method, path }) => method !== 'GET' && !path.endsWith('/domain-check'),
    tooManyRequests: (seconds) =>
      json(
        429,
        {
          result: null,
          success: false,
          errors: [
            {
              code: 10_100,
              message:
                'More than 1200 requests per 300 seconds reached. Please wait and consider throttling your request speed',
            },
          ],
          messages: [],
        },
        { 'retry-after': String(seconds), ratelimit: `"default";r=0;t=${seconds}` },
      ),
    // Not JSON (octodns-cloudflare, its tests).
    internalError: () => ({ status: 500, headers: { 'content-type': 'text/plain' }, body: 'internal server error' }),
  };
};

/** One form of credentials at a time: a token, or the older key with its address. Throws `Refused`. */
function authorize({ headers }: SimulatorRequest, token: string, path: string): void {
  const { authorization } = headers;
  if (authorization === undefined) {
    if (headers['x-auth-key'] !== undefined && headers['x-auth-email'] !== undefined) {
      throw new Refused(403, 9103, 'Unknown X-Auth-Key or X-Auth-Email');
    }
    throw invalidHeaders(6111, 'Invalid format for Authorization header');
  }
  // A token has 40 characters.
  const given = /^Bearer ([\w-]{40})$/.exec(authorization)?.[1];
  if (given === undefined) throw invalidHeaders(6111, 'Invalid format for Authorization header');
  if (given === token) return;
  if (path.endsWith('/tokens/verify')) throw new Refused(401, 1000, 'Invalid API Token');
  throw new Refused(403, 10_000, 'Authentication error');
}

function invalidHeaders(code: number, message: string): Refused {
  return new Refused(400, 6003, 'Invalid request headers', [{ code, message }]);
}
