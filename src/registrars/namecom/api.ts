/** Requests to the Core API and the reading of its answers. */
import type { AccountConfig } from '../../schema/desired.ts';
import { type AnswerContext, parseJson, unexpectedResponse } from '../http/answers.ts';
import { withHeaders } from '../http/authorize.ts';
import type { Fail } from '../http/fields.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import type { Paging } from '../paging.ts';
import { type Advice, refusal } from './refusal.ts';
import { readPage } from './wire.ts';

export interface Answer {
  /** Undefined for an empty body, and for a refusal that was expected. */
  readonly json: unknown;
  readonly fail: Fail;
}

export interface Read {
  /** Below `/core/v1`, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, number>>;
  /** For messages. */
  readonly operation: string;
  readonly object: string;
}

export interface Write extends Omit<Read, 'query'> {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly repeatable: boolean;
  /** A refusal that the caller understands. */
  readonly expect?: (response: HttpResponse) => boolean;
  readonly advice?: Advice;
}

export interface Api {
  /** Throws `RegistrarError`. */
  read(read: Read): Promise<Answer>;
  /** Throws `RegistrarError`. */
  write(write: Write): Promise<Answer>;
  readonly account: string;
  readonly contextOf: (request: AnswerContext['request']) => AnswerContext;
}

export function createApi(account: AccountConfig, transport: Transport): Api {
  const { username = '', token = '' } = account.credentials;
  const basic = Buffer.from(`${username}:${token}`).toString('base64');
  const authorize = withHeaders({ authorization: `Basic ${basic}` });
  const headers = { accept: 'application/json' };

  function contextOf(request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext {
    return { registrar: 'namecom', account: account.name, transport, request, response };
  }

  async function send(request: HttpRequest, { expect, advice }: Pick<Write, 'expect' | 'advice'>): Promise<Answer> {
    const response = await transport.send({ ...request, path: `/core/v1${request.path}`, headers, authorize });
    const context = contextOf(request, response);
    const fail: Fail = (seen) => unexpectedResponse(seen, context);
    const isSuccess = response.status >= 200 && response.status <= 299;
    if (!isSuccess) {
      if (expect?.(response) === true) return { json: undefined, fail };
      throw refusal(response, context, advice);
    }
    // A deletion is answered with 204 (recorded of the older API: 200 and `{}`). A web page has done nothing.
    const isEmpty = response.text === '' && request.method === 'DELETE';
    return { json: isEmpty ? undefined : parseJson(response, context), fail };
  }

  return {
    account: account.name,
    contextOf,
    read: (read) => send({ ...read, method: 'GET', kind: 'read' }, {}),
    write: ({ json, expect, advice, ...write }) => {
      // The content type is asked for on every POST, PUT and PATCH, even without content.
      const body = write.method === 'DELETE' ? {} : { body: { json: json ?? {} } };
      return send({ ...write, ...body, kind: 'write' }, { ...(expect && { expect }), ...(advice && { advice }) });
    },
  };
}

/** The largest page: URL forwards have it as documented maximum; for records and domains it was the default. */
export const perPage = 1000;

interface List<T> extends Pick<Paging<T, number>, 'keyOf' | 'atMost'> {
  /** Where the items are: `records`, `domains`. */
  readonly key: string;
  item(json: unknown, fail: Fail): T;
}

/** The pages of a list. `nextPage` is told only where there is one. */
export function paging<T>(api: Api, read: Read, { key, item, keyOf, atMost }: List<T>): Paging<T, number> {
  return {
    what: key,
    first: 1,
    readPage: async (number) => {
      const { json, fail } = await api.read({ ...read, query: { perPage, page: number } });
      const { items, total, next } = readPage(json, key, item, fail);
      return { items, total: total ?? undefined, next: next ?? undefined, fail };
    },
    keyOf,
    perPage,
    atMost,
  };
}

export function domainPath(domain: string): string {
  return `/domains/${encodeURIComponent(domain)}`;
}

export function recordsPath(domain: string, id?: number): string {
  return `${domainPath(domain)}/records${id === undefined ? '' : `/${id}`}`;
}
