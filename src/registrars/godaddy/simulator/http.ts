/**
 * The form of GoDaddy's answers: bodies end in a line feed, writes are answered with no body at all, refusals are
 * `{code, message, fields}` (recorded by dns-lexicon 2021-12-29; Swagger file of the Domains API).
 */
import { randomBytes } from 'node:crypto';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorRequest, SimulatorResponse } from '../../simulator/simulator.ts';

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): SimulatorResponse {
  const common = { 'content-type': 'application/json', 'x-request-id': requestId() };
  return { status, headers: { ...common, ...headers }, body: `${JSON.stringify(body)}\n` };
}

/** Of PATCH and PUT. */
export function done(): SimulatorResponse {
  return { status: 200, headers: { 'x-request-id': requestId(), 'content-length': '0' }, body: '' };
}

/** Of DELETE. */
export function deleted(): SimulatorResponse {
  return { status: 204, headers: { 'x-request-id': requestId() }, body: '' };
}

interface ErrorField {
  readonly code: string;
  readonly message: string;
  readonly path: string;
}

export function refused(status: number, code: string, message: string, fields?: readonly ErrorField[]): Refused {
  return new Refused(json(status, { code, ...(fields && { fields }), message }));
}

/** As win-acme issue 1947 shows it. */
export function invalidBody(path: string, message: string, code = 'UNKNOWN_RESTRICTION'): Refused {
  return refused(422, 'INVALID_BODY', "Request body doesn't fulfill schema, see details in `fields`", [
    { code, message, path },
  ]);
}

/** Recorded by dns-lexicon. */
export function domainNotFound(domain: string): Refused {
  return refused(404, 'NOT_FOUND', `Domain ${domain} not found for shopper`);
}

export function readBody({ headers, body }: SimulatorRequest): unknown {
  const type = headers['content-type'] ?? '';
  // Status and code NOT VERIFIED.
  if (!/^application\/json\b/i.test(type)) {
    throw refused(415, 'UNSUPPORTED_MEDIA_TYPE', `The content type "${type}" is not supported`);
  }
  try {
    return JSON.parse(body);
  } catch {
    throw refused(400, 'INVALID_BODY', 'Request body is not valid JSON');
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** 22 characters, as recorded. */
function requestId(): string {
  return randomBytes(16).toString('base64url');
}
