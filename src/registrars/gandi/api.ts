/**
 * Requests to Gandi's API and the reading of its answers: credentials, pages, refusals. Every 2xx is success, because
 * most writes are asynchronous (202) and the documents do not fix the codes (https://api.gandi.net/docs/, 2026-11-23).
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError, parseJson, unexpectedResponse } from '../http/answers.ts';
import { withHeaders } from '../http/authorize.ts';
import type { Fail } from '../http/fields.ts';
import { readArray } from '../http/guarded-fields.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import { type Paging, readAllPages } from '../paging.ts';
import { refusal } from './refusal.ts';

/** As octodns-gandi asks for in production; no maximum is documented. */
export const recordsPerPage = 500;

export interface Answer extends Pick<HttpResponse, 'inDoubt'> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for an empty body, and for an expected refusal. */
  readonly json: unknown;
  readonly fail: Fail;
}

export interface Read {
  /** Below `/v5`, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** For messages. */
  readonly operation: string;
  readonly object: string;
  /** An answer other than 2xx that the caller understands; its body is not read. */
  readonly expect?: (response: HttpResponse) => boolean;
}

export interface Write extends Read {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly json?: unknown;
  readonly repeatable: boolean;
  /** See `HttpRequest`. */
  readonly once?: boolean;
  /** What a refusal may mean here, in place of the general advice. */
  readonly advice?: string;
}

export interface Api {
  read(read: Read): Promise<Answer>;
  /** A list, to be read page by page. */
  pagingOf<T>(list: List<T>): Paging<T, number>;
  /** All items of a list, from all of its pages. Null for an expected refusal. */
  readList<T>(list: List<T>): Promise<{ readonly items: readonly T[]; readonly fail: Fail } | null>;
  write(write: Write): Promise<Answer>;
  error(fields: Pick<RegistrarError, 'operation' | 'object' | 'code' | 'seen' | 'advice' | 'effect'>): RegistrarError;
}

export interface List<T> extends Pick<Paging<T, number>, 'what' | 'keyOf' | 'perPage' | 'atMost'> {
  readonly read: Read;
  readItem(json: unknown, fail: Fail): T;
}

/** Thrown from page to list, where the refusal of a page is expected. */
class Expected extends Error {}

export function createApi(account: AccountConfig, transport: Transport): Api {
  const authorize = withHeaders({ authorization: `Bearer ${account.credentials.token ?? ''}` });
  const headers = { accept: 'application/json' };
  const sharingId = account.credentials.sharing_id;
  const common = sharingId === undefined ? {} : { sharing_id: sharingId };

  async function send(request: HttpRequest, expect: Read['expect'], advice?: string): Promise<Answer> {
    const response = withoutTransferSecret(await transport.send({ ...request, headers, authorize }));
    const context: AnswerContext = { registrar: 'gandi', account: account.name, transport, request, response };
    if (!isSuccess(response)) {
      if (expect?.(response) === true) return { ...response, json: null, fail: failWith(context) };
      throw refusal(response, context, advice);
    }
    const json = response.text.trim() === '' ? null : parseJson(response, context);
    return { ...response, json, fail: failWith(context) };
  }

  async function read({ path, query, operation, object, expect }: Read): Promise<Answer> {
    return await send(
      { method: 'GET', path: `/v5${path}`, query: { ...common, ...query }, kind: 'read', operation, object },
      expect,
    );
  }

  async function write(write: Write): Promise<Answer> {
    const { method, path, json, operation, object, repeatable, once = false } = write;
    const body = json === undefined ? {} : { body: { json } };
    return await send(
      {
        method,
        path: `/v5${path}`,
        query: common,
        ...body,
        kind: 'write',
        operation,
        object,
        repeatable,
        once,
      },
      write.expect,
      write.advice,
    );
  }

  function pagingOf<T>({ read: request, readItem, ...list }: List<T>): Paging<T, number> {
    return {
      ...list,
      first: 1,
      readPage: async (page, before) => {
        const answer = await read({ ...request, query: { ...request.query, page, per_page: list.perPage } });
        if (!isSuccess(answer)) throw new Expected();
        const { fail } = answer;
        const items = readArray(answer.json, 'the list', fail).map((item) => readItem(item, fail));
        const total = readTotal(answer);
        const isFull = items.length >= list.perPage;
        const goesOn = total === undefined ? hasNextPage(answer) || isFull : before + items.length < total;
        const perhaps = total === undefined && !hasNextPage(answer);
        return { items, total, perhaps, fail, ...(goesOn && { next: page + 1 }) };
      },
    };
  }

  async function readList<T>(list: List<T>) {
    try {
      return await readAllPages(pagingOf(list));
    } catch (error) {
      if (error instanceof Expected) return null;
      throw error;
    }
  }

  function error(fields: Pick<RegistrarError, 'operation' | 'object' | 'code' | 'seen' | 'advice' | 'effect'>) {
    const request = { operation: fields.operation, object: fields.object, kind: 'write' as const };
    return answerError(
      { code: fields.code, seen: fields.seen, advice: fields.advice, effectKnown: fields.effect === 'none' },
      { registrar: 'gandi', account: account.name, transport, request },
    );
  }

  return { read, pagingOf, readList, write, error };
}

export function isNotFound({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status === 404;
}

function isSuccess({ status }: Pick<HttpResponse, 'status'>): boolean {
  return status >= 200 && status <= 299;
}

function failWith(context: AnswerContext): Fail {
  return (seen) => unexpectedResponse(seen, context);
}

/** The detail of a domain holds the secret that lets anybody transfer it away. It goes before anything can keep it. */
function withoutTransferSecret(response: HttpResponse): HttpResponse {
  if (!response.text.includes('"authinfo"')) return response;
  const text = response.text.replace(/("authinfo"\s*:\s*)"(?:[^"\\]|\\.)*"?/g, '$1null');
  return { ...response, text };
}

function readTotal({ headers, fail }: Answer): number | undefined {
  const text = headers['total-count'];
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw fail(`Total-Count is "${text}" where a number was expected`);
  return Number(text);
}

function hasNextPage({ headers }: Answer): boolean {
  return /;\s*rel="?next"?/.test(headers.link ?? '');
}
