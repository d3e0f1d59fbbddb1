/** Answers in Cloudflare's envelope, and the errors that its API gives. */
import type { SimulatorResponse } from '../../simulator/simulator.ts';

/** Thrown by the parts of the simulator; becomes an answer. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;
  readonly chain: readonly { readonly code: number; readonly message: string }[];

  constructor(status: number, code: number, message: string, chain: Refused['chain'] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.chain = chain;
  }
}

/** 1004 is a wrapper: what is wrong stands in the chain only. */
export function invalidRecord(code: number, message: string): Refused {
  return new Refused(400, 1004, 'DNS Validation Error', [{ code, message }]);
}

export function noRoute(path: string): Refused {
  return new Refused(400, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`, [
    { code: 7000, message: 'No route for that URI' },
  ]);
}

export interface Success {
  readonly status?: number;
  readonly result: unknown;
  readonly info?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function success({ status = 200, result, info, headers }: Success): SimulatorResponse {
  const body = {
    result,
    success: true,
    errors: [],
    messages: [],
    ...(info === undefined ? {} : { result_info: info }),
  };
  return json(status, body, headers);
}

export function refusal({ status, code, message, chain }: Refused): SimulatorResponse {
  const error = { code, message, ...(chain.length === 0 ? {} : { error_chain: chain }) };
  return json(status, { result: null, success: false, errors: [error], messages: [] });
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SimulatorResponse {
  const common = { 'content-type': 'application/json', 'ratelimit-policy': '"default";q=1200;w=300' };
  return { status, headers: { ...common, ...headers }, body: JSON.stringify(body) };
}

/** `page` and `per_page` as Cloudflare takes them, and the `result_info` that goes with them. */
export function paged(
  items: readonly unknown[],
  query: URLSearchParams,
  defaults: { perPage: number; most: number },
): Success {
  const perPage = integer(query.get('per_page'), defaults.perPage);
  const page = integer(query.get('page'), 1);
  if (perPage < 1 || perPage > defaults.most || page < 1) {
    throw new Refused(400, 1006, `per_page must be from 1 to ${defaults.most} and page from 1`);
  }
  const result = items.slice((page - 1) * perPage, page * perPage);
  return {
    result,
    info: {
      page,
      per_page: perPage,
      count: result.length,
      total_count: items.length,
      total_pages: Math.ceil(items.length / perPage),
    },
  };
}

function integer(text: string | null, fallback: number): number {
  if (text === null) return fallback;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** With microseconds, as Cloudflare writes them. */
export function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
