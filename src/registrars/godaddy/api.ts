/**
 * Requests to GoDaddy's API and the reading of its answers. Writes are answered with an empty body (recorded by
 * dns-lexicon, 2021-12-29), with 200 or 204.
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError, parseJson, unexpectedResponse } from '../http/answers.ts';
import { withHeaders } from '../http/authorize.ts';
import type { Fail } from '../http/fields.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import { isNotEligible, type RefusalOptions, refusal } from './refusal.ts';

export interface Answer {
  readonly status: number;
  /** Null for an empty body, and for an expected refusal. */
  readonly json: unknown;
  readonly fail: Fail;
}

export interface Read {
  /** Below `/v1`, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** For messages. */
  readonly operation: string;
  readonly object: string;
  /**
   * Of records: asked again while the zone is busy with the last write, which it is for some seconds and says by 409
   * (dns-lexicon's provider, which asks up to ten times).
   */
  readonly busy?: 'wait';
}

export interface Write extends Read, RefusalOptions {
  readonly method: 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly repeatable: boolean;
  /** See `HttpRequest`. */
  readonly once?: boolean;
  /** A refusal that the caller takes for success. */
  readonly expect?: (response: HttpResponse) => boolean;
}

export interface Api {
  read(read: Read): Promise<Answer>;
  write(write: Write): Promise<void>;
  error(fields: Pick<RegistrarError, 'operation' | 'object' | 'code' | 'seen' | 'advice' | 'effect'>): RegistrarError;
  wait(ms: number): Promise<void>;
}

/** Before each further attempt at a zone that is busy; together a quarter of a minute. */
export const busyWaitsMs: readonly number[] = [1000, 2000, 4000, 8000];

/** `wait`: how to let time pass. */
export function createApi(account: AccountConfig, transport: Transport, wait: (ms: number) => Promise<void>): Api {
  const { key = '', secret = '' } = account.credentials;
  const authorize = withHeaders({ authorization: `sso-key ${key}:${secret}` });
  const headers = { accept: 'application/json' };

  async function send(bare: HttpRequest, busy: Read['busy']): Promise<HttpResponse> {
    const request = { ...bare, headers, authorize };
    let response = await transport.send(request);
    for (const ms of busy === 'wait' ? busyWaitsMs : []) {
      if (response.status !== 409 || isNotEligible(response)) break;
      await wait(ms);
      response = await transport.send({ ...request, inDoubt: response.inDoubt === true });
    }
    return withoutTransferCode(response);
  }

  function contextOf(request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext {
    return { registrar: 'godaddy', account: account.name, transport, request, response };
  }

  async function read({ path, query, operation, object, busy }: Read): Promise<Answer> {
    const request: HttpRequest = {
      method: 'GET',
      path: `/v1${path}`,
      ...(query && { query }),
      kind: 'read',
      operation,
      object,
    };
    const response = await send(request, busy);
    const context = contextOf(request, response);
    if (!isSuccess(response)) throw refusal(response, context);
    return {
      status: response.status,
      json: parseJson(response, context),
      fail: (seen) => unexpectedResponse(seen, context),
    };
  }

  async function write(write: Write): Promise<void> {
    const { method, path, json, operation, object, repeatable, once = false, busy } = write;
    const body = json === undefined ? {} : { body: { json } };
    const request: HttpRequest = {
      method,
      path: `/v1${path}`,
      ...body,
      kind: 'write',
      operation,
      object,
      repeatable,
      once,
    };
    const response = await send(request, busy);
    const context = contextOf(request, response);
    if (!isSuccess(response)) {
      if (write.expect?.(response) === true) return;
      throw refusal(response, context, write);
    }
    // A web page in place of the API has done nothing, whatever its status.
    if (response.text.trim() !== '') parseJson(response, context);
  }

  function error(fields: Pick<RegistrarError, 'operation' | 'object' | 'code' | 'seen' | 'advice' | 'effect'>) {
    const { operation, object, code, seen, advice, effect } = fields;
    const context = contextOf({ operation, object, kind: 'write' });
    return answerError({ code, seen, advice, effectKnown: effect === 'none' }, context);
  }

  return { read, write, error, wait };
}

export function domainPath(domain: string): string {
  return `/domains/${encodeURIComponent(domain)}`;
}

/** `@` goes as it is: that `%40` is taken too is NOT VERIFIED. */
export function recordsPath(domain: string, type?: string, name?: string): string {
  const parts = [type, name].filter((part) => part !== undefined);
  return `${domainPath(domain)}/records${parts.map((part) => `/${encodeURIComponent(part).replaceAll('%40', '@')}`).join('')}`;
}

function isSuccess({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status >= 200 && status <= 299;
}

/** The detail of a domain begins with the code that lets anybody transfer it away. It goes before anything can keep it. */
function withoutTransferCode(response: HttpResponse): HttpResponse {
  if (!response.text.includes('"authCode"')) return response;
  const text = response.text.replace(/("authCode"\s*:\s*)"(?:[^"\\]|\\.)*"?/g, '$1null');
  return { ...response, text };
}
