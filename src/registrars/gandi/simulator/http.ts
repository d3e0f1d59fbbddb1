/** The form of Gandi's answers: bodies as recorded by octodns-gandi and dns-lexicon, pages as documented (2026-11-23). */
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SimulatorResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export function message(status: number, text: string, headers?: Readonly<Record<string, string>>): SimulatorResponse {
  return json(status, { message: text }, headers);
}

export const noContent: SimulatorResponse = { status: 204, body: '' };

const causes: Readonly<Record<number, readonly [object: string, cause: string]>> = {
  400: ['HTTPBadRequest', 'Bad Request'],
  401: ['HTTPUnauthorized', 'Unauthorized'],
  403: ['HTTPForbidden', 'Forbidden'],
  404: ['HTTPNotFound', 'Not Found'],
  405: ['HTTPMethodNotAllowed', 'Method Not Allowed'],
  409: ['HTTPConflict', 'Conflict'],
  415: ['HTTPUnsupportedMediaType', 'Unsupported Media Type'],
  429: ['HTTPTooManyRequests', 'Too Many Requests'],
  500: ['HTTPInternalServerError', 'Internal Server Error'],
};

export function failure(status: number, text: string, object?: string): SimulatorResponse {
  const [usual, cause] = causes[status] ?? ['HTTPError', 'Error'];
  return json(status, { code: status, message: text, object: object ?? usual, cause });
}

export function notFound(text = 'The resource could not be found.', object?: string): Refused {
  return new Refused(failure(404, text, object));
}

/** A body that fails validation: 400 with a list, as recorded for an invalid hostname. Codes of others are not verified. */
export function invalid(errors: readonly { readonly name: string; readonly description: string }[]): Refused {
  return new Refused(json(400, { status: 'error', errors: errors.map((error) => ({ location: 'body', ...error })) }));
}

/** One page of a list, with the documented headers; `Link` only where there is a next page. */
export function page(request: SimulatorRequest, items: readonly unknown[]): SimulatorResponse {
  const number = positive(request.query, 'page', 1);
  const size = positive(request.query, 'per_page', defaultPageSize);
  const shown = items.slice((number - 1) * size, number * size);
  const last = Math.max(1, Math.ceil(items.length / size));
  const headers = { 'total-count': String(items.length), 'filtered-count': String(shown.length) };
  if (number >= last) return json(200, shown, headers);
  const link = (to: number, rel: string) => `<${pageUrl(request, to)}>; rel="${rel}"`;
  return json(200, shown, { ...headers, link: `${link(number + 1, 'next')}, ${link(last, 'last')}` });
}

/** dnscontrol, integrationTest. */
const defaultPageSize = 100;

/** On the host that was asked, so that clients that follow it stay here. */
function pageUrl(request: SimulatorRequest, number: number): string {
  const query = new URLSearchParams(request.query);
  query.set('page', String(number));
  const origin = request.headers.host === undefined ? 'https://api.gandi.net' : `http://${request.headers.host}`;
  return `${origin}${request.path}?${query}`;
}

function positive(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Refused(
    json(400, {
      status: 'error',
      errors: [{ location: 'querystring', name, description: `"${text}" is not a positive integer` }],
    }),
  );
}
