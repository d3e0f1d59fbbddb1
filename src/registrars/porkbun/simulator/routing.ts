/** Which handler a request is for, and what it is given; wrong paths, methods, bodies and credentials end here. */
import { type Json, parseObject } from '../../http/fields.ts';
import { matchPath, segmentsOf } from '../../simulator/paths.ts';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';
import { page, refused, success } from './answers.ts';
import type { DomainDocument, World } from './world.ts';

export interface Exchange {
  /** The body of a POST, the query of a GET. */
  readonly input: Json;
  readonly world: World;
  /** Whether there were credentials. */
  readonly authorized: boolean;
  /** A path parameter, decoded; empty where it was left out. */
  param(name: string): string;
  /** The domain of the path. Throws the refusal of one that is not here, or that the API may not touch. */
  domain(): DomainDocument;
  /** Keeps a changed document, unless this is a dry run. */
  put(document: DomainDocument): void;
}

export interface Route {
  /** Below `/api/json/v3`: `dns/edit/:domain/:id`; a last part in brackets may be left out. */
  readonly path: string;
  readonly methods: readonly string[];
  handle(exchange: Exchange): SimulatorResponse;
}

type Handler = Route['handle'];

/** Both methods do the same. */
export const read = (path: string, handle: Handler): Route => ({ path, methods: ['GET', 'POST'], handle });
export const readByGet = (path: string, handle: Handler): Route => ({ path, methods: ['GET'], handle });
export const write = (path: string, handle: Handler): Route => ({ path, methods: ['POST'], handle });

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

const prefix = '/api/json/v3/';

/** Undefined: no such path. */
export function matchRoute(table: readonly Route[], path: string): Match | undefined {
  if (!path.startsWith(prefix)) return undefined;
  const segments = segmentsOf(path.slice(prefix.length));
  // A slash at the end makes no difference.
  if (segments.at(-1) === '') segments.pop();
  for (const route of table) {
    const params = matchPath(route.path, segments);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

/** The answer of the matching route. Throws `Refused`. */
export function respond(
  request: SimulatorRequest,
  match: Match | undefined,
  options: RespondOptions,
): SimulatorResponse {
  if (match === undefined) throw new Refused(page(404, 'Not Found'));
  const { route, params } = match;
  if (!route.methods.includes(request.method)) {
    throw refused(`The method ${request.method} is not allowed here.`, 'METHOD_NOT_ALLOWED');
  }
  const input = request.method === 'POST' ? readBody(request.body) : Object.fromEntries(request.query);
  const authorized = options.authorize(input, route);
  const dryRun = input.dryRun === true;
  const { world } = options;
  const answer = route.handle({
    input,
    world,
    authorized,
    param: (name) => params[name] ?? '',
    domain: () => usable(world.find((params.domain ?? '').toLowerCase())),
    put: (document) => {
      if (!dryRun) world.put(document);
    },
  });
  return dryRun ? success({ dryRun: true, wouldSucceed: true, operation: route.path.split('/')[1] }) : answer;
}

interface RespondOptions {
  readonly world: World;
  authorize(input: Json, route: Route): boolean;
}

/** Text as recorded by dns-lexicon; the text of the second was seen in 2024 and is NOT VERIFIED since. */
export function usable(document: DomainDocument | undefined): DomainDocument {
  if (document === undefined) throw refused('Invalid domain.', 'INVALID_DOMAIN');
  if (!document.apiAccess) throw refused('Domain is not opted in to API access.', 'API_ACCESS_DISABLED');
  return document;
}

/** Whatever its content type: clients that send JSON as a form are served (many shell scripts do). */
function readBody(body: string): Json {
  const value = parseObject(body);
  if (value === null) throw refused('Invalid or empty JSON.', 'INVALID_OR_EMPTY_JSON');
  return value;
}
