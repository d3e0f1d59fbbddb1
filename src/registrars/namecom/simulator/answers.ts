/**
 * Answers as Name.com gives them, in its two versions: `/core/v1`, and `/v4` before it, which leaves out what is false,
 * zero or empty and calls its JSON a web page (recorded by dns-lexicon).
 */
import type { SimulatorResponse } from '../../simulator/simulator.ts';

export type Version = 'core' | 'v4';

/** Thrown by the parts of the simulator; becomes an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly details: string | undefined;

  constructor(status: number, message: string, details?: string) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** 400 of either version. */
export function invalid(version: Version, details: string): Refused {
  return new Refused(400, version === 'core' ? 'Bad Request' : 'Invalid Argument', details);
}

/** 400 in the words that the older API has for values; the newer one has them too (a test server that copies its answers). */
export function badValue(version: Version, what: string): Refused {
  return invalid(version, `Parameter Value Error - ${what}`);
}

export const noDomain = new Refused(404, 'Not Found', 'The requested domain does not exist.');
export const notFound = new Refused(404, 'Not Found');

export interface Success {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function success(version: Version, { status = 200, body, headers = {} }: Success): SimulatorResponse {
  if (status === 204 && version === 'core') return { status, headers, body: '' };
  const shown = version === 'core' ? body : withoutEmpty(body ?? {});
  return json(status === 204 ? 200 : status, shown, { ...contentType(version), ...headers });
}

export function refusal(version: Version, { status, message, details }: Refused): SimulatorResponse {
  return json(status, { message, ...(details === undefined ? {} : { details }) }, contentType(version));
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>>): SimulatorResponse {
  return { status, headers, body: JSON.stringify(body) };
}

export function contentType(version: Version): Readonly<Record<string, string>> {
  return { 'content-type': version === 'core' ? 'application/json' : 'text/html; charset=UTF-8' };
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, item]) => !isEmpty(item));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutEmpty(item)]));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    value === 0 ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** A page of a list, with `nextPage` and `lastPage` only where there is another one. */
export function paged(
  key: string,
  items: readonly unknown[],
  query: URLSearchParams,
  options: { readonly version: Version; readonly perPage: number; readonly path: string },
): Success {
  const { version } = options;
  const perPage = Math.min(positive(query, 'perPage', options.perPage, version), 1000);
  const page = positive(query, 'page', 1, version);
  const shown = items.slice((page - 1) * perPage, page * perPage);
  const from = (page - 1) * perPage;
  const last = Math.ceil(items.length / perPage);
  const range = version === 'core' ? { from: shown.length === 0 ? 0 : from + 1, to: from + shown.length } : {};
  const more = page < last ? { nextPage: page + 1, lastPage: last } : {};
  return {
    body: { [key]: shown, totalCount: items.length, ...range, ...more },
    headers:
      page < last
        ? { link: `<${options.path}?page=${page + 1}>; rel="next", <${options.path}?page=${last}>; rel="last"` }
        : {},
  };
}

function positive(query: URLSearchParams, key: string, fallback: number, version: Version): number {
  const given = query.get(key);
  if (given === null) return fallback;
  if (/^[1-9]\d*$/.test(given)) return Number(given);
  throw invalid(version, `'${key}' must be a positive number`);
}
