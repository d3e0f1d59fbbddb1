/**
 * Requests to API v3. Credentials go in headers, which count only where the body holds none; so no body ever holds a
 * secret, and reads are GET. Every write carries a key of its own, under which Porkbun answers a repetition for 24
 * hours with what it answered first (Idempotency-Key: API documents, and Porkbun-MCP): a write may be sent again, where
 * it takes away nothing that somebody else may have written meanwhile.
 */
import { randomUUID } from 'node:crypto';
import type { AccountConfig } from '../../schema/desired.ts';
import { type AnswerContext, parseJson, unexpectedResponse } from '../http/answers.ts';
import { withHeaders } from '../http/authorize.ts';
import { type Fail, type Json, parseObject } from '../http/fields.ts';
import { judgeByStatus } from '../http/judge.ts';
import type { HttpRequest, HttpResponse, Judge, Transport, Verdict } from '../http/transport.ts';
import { refusalError } from './refusal.ts';
import { readRefusal } from './wire.ts';

/** What a request is called in messages. */
export interface Purpose {
  readonly operation: string;
  readonly object: string;
}

export interface Answer {
  readonly json: Json;
  /** For answers of a shape that is not known. */
  readonly fail: Fail;
  readonly context: AnswerContext;
}

export interface Api {
  /** `path` below `/api/json/v3`, encoded. Both resolve with a successful answer. Throw `RegistrarError`. */
  read(path: string, purpose: Purpose, query?: HttpRequest['query']): Promise<Answer>;
  write(path: string, purpose: Purpose, json: Json): Promise<Answer>;
  /** A write of records that are there: after an answer that was lost, they are to be looked at before the next. */
  overwrite(path: string, purpose: Purpose, json: Json): Promise<Answer>;
  context(request: Pick<HttpRequest, 'operation' | 'object' | 'kind'>): AnswerContext;
}

export function createApi(account: AccountConfig, transport: Transport): Api {
  const { api_key: key = '', secret_api_key: secret = '' } = account.credentials;
  const authorize = withHeaders({ 'x-api-key': key, 'x-secret-api-key': secret });
  const context = (request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext => ({
    registrar: 'porkbun',
    account: account.name,
    transport,
    request,
    response,
  });

  async function send(request: HttpRequest): Promise<Answer> {
    const response = await transport.send({ ...request, path: `/api/json/v3${request.path}`, authorize });
    const about = context(request, response);
    const fail: Fail = (seen) => unexpectedResponse(seen, about);
    const json = parseJson(response, about);
    const refusal = readRefusal(json, fail);
    if (refusal !== null) throw refusalError(refusal, response.status, about);
    if (response.status >= 400) throw fail(`HTTP ${response.status} with status SUCCESS`);
    return { json: json as Json, fail, context: about };
  }

  const write = (path: string, purpose: Purpose, json: Json, repeatable: boolean) => {
    const headers = { 'idempotency-key': randomUUID() };
    return send({ ...purpose, method: 'POST', path, headers, body: { json }, kind: 'write', repeatable });
  };
  return {
    context,
    read: (path, purpose, query) => send({ ...purpose, method: 'GET', path, ...(query && { query }), kind: 'read' }),
    write: (path, purpose, json) => write(path, purpose, json, true),
    overwrite: (path, purpose, json) => write(path, purpose, json, false),
  };
}

/**
 * "Too many requests" is 429 with a code; from 2023 to 2025 it was 503, and once 202 (dnscontrol, commits de6afe250 and
 * 2f155ced4). None of them was carried out. A key whose first request still runs has no answer yet: ask again.
 */
export const judge: Judge = (response) => {
  const { status } = response;
  const json = jsonOf(response);
  const verdict = judgeByStatus(response, Date.now());
  const limited =
    status === 429 || status === 503 || (status === 202 && json.status !== 'SUCCESS') || json.code === limitCode;
  if (limited) return { kind: 'rate-limited', ...retryHint(verdict, json) };
  return json.code === 'IDEMPOTENCY_KEY_IN_USE' ? { kind: 'unavailable', ...retryHint(verdict, json) } : verdict;
};

const limitCode = 'RATE_LIMIT_EXCEEDED';

/** Retry-After, else `ttlRemaining` of the body: seconds. */
function retryHint(verdict: Verdict, json: Json): { readonly retryAfterMs?: number } {
  if (verdict.kind !== 'final' && verdict.retryAfterMs !== undefined) return { retryAfterMs: verdict.retryAfterMs };
  const seconds = Number(json.ttlRemaining ?? Number.NaN);
  return Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
}

/** Empty for what is not a JSON object. */
function jsonOf({ text }: HttpResponse): Json {
  if (!/"status"\s*:/.test(text) || text.length > 10_000) return {};
  return parseObject(text) ?? {};
}
