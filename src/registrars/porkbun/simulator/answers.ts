/** The form of Porkbun's answers, as the API documents show them (OpenAPI 3.7, 2026-04-14) and as clients recorded them. */
import { randomUUID } from 'node:crypto';
import { Refused } from '../../simulator/refused.ts';
import type { SimulatorResponse } from '../../simulator/simulator.ts';

const headers = {
  'content-type': 'application/json',
  'x-api-version': '3.21',
  link: '<https://porkbun.com/api/json/v3/spec>; rel="describedby"',
};

export function success(fields: Readonly<Record<string, unknown>> = {}): SimulatorResponse {
  return json(200, { status: 'SUCCESS', sandbox: true, ...fields });
}

/** `next_action.type` by code; `fix_request` for all others. */
const actions: Readonly<Record<string, string>> = {
  API_KEY_REQUIRED: 'authenticate',
  MISSING_SECRETAPIKEY: 'authenticate',
  INVALID_API_KEYS_001: 'authenticate',
  INVALID_API_KEYS_002: 'authenticate',
  API_ACCESS_DISABLED: 'enable_setting',
  RATE_LIMIT_EXCEEDED: 'wait_and_retry',
};

export function refusal(
  message: string,
  code?: string,
  { status = 400, ...fields }: { readonly status?: number; readonly [field: string]: unknown } = {},
): SimulatorResponse {
  const action = { type: actions[code ?? ''] ?? 'fix_request', hint: 'See https://porkbun.com/llms-full.txt' };
  return json(status, {
    status: 'ERROR',
    message,
    ...(code === undefined ? {} : { code, next_action: action }),
    requestId: randomUUID(),
    ...fields,
  });
}

export function refused(...given: Parameters<typeof refusal>): Refused {
  return new Refused(refusal(...given));
}

/** A wrong path, and a fault of the website itself: a page of its own. */
export function page(status: number, title: string): SimulatorResponse {
  const body = `<!DOCTYPE html>\n<html><head><title>porkbun.com | ${title}</title></head><body>${title}</body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body };
}

function json(status: number, body: unknown): SimulatorResponse {
  return { status, headers: { ...headers, 'x-request-id': randomUUID() }, body: JSON.stringify(body) };
}

/** PHP writes an empty map as an empty list. */
export function phpMap(map: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(map).length === 0 ? [] : map;
}
