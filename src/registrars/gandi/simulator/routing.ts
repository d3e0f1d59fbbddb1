/** Which handler a request is for, and what it is given; wrong paths, methods, content types and bodies end here. */
import { matchPath, segmentsOf } from '../../simulator/paths.ts';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';
import { failure, invalid } from './http.ts';
import type { World } from './world.ts';

export interface Exchange {
  readonly request: SimulatorRequest;
  readonly world: World;
  /** A path parameter, decoded. */
  param(name: string): string;
  /** The JSON object of the body; throws the refusal of anything else. */
  body(): Readonly<Record<string, unknown>>;
}

export interface Route {
  readonly method: string;
  /** Below `/v5`: `/livedns/domains/:fqdn`. */
  readonly path: string;
  /** Answers without credentials. */
  readonly open?: true;
  handle(exchange: Exchange): SimulatorResponse;
}

/** The routes of one path. */
export function routes(
  path: string,
  handlers: Readonly<Record<string, (exchange: Exchange) => SimulatorResponse>>,
): readonly Route[] {
  return Object.entries(handlers).map(([method, handle]) => ({ method, path, handle }));
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Throws 404 for an unknown path and 405 for a known one with another method. */
export function matchRoute(table: readonly Route[], request: SimulatorRequest): Match {
  const segments = segmentsOf(request.path);
  const matches = table.flatMap((route) => {
    const params = matchPath(`/v5${route.path}`, segments);
    return params === undefined ? [] : [{ route, params }];
  });
  const match = matches.find(({ route }) => route.method === request.method);
  if (match !== undefined) return match;
  if (matches.length === 0) throw new Refused(failure(404, 'The resource could not be found.'));
  throw new Refused(failure(405, `The method ${request.method} is not allowed for this resource.`));
}

export function exchangeOf(request: SimulatorRequest, { params }: Match, world: World): Exchange {
  return {
    request,
    world,
    param: (name) => params[name] ?? '',
    body: () => readBody(request),
  };
}

function readBody(request: SimulatorRequest): Readonly<Record<string, unknown>> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new Refused(failure(415, `The content type "${type}" is not supported: send application/json.`));
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new Refused(failure(400, 'The body is not valid JSON.'));
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw invalid([{ name: '', description: 'the body is not an object' }]);
}
