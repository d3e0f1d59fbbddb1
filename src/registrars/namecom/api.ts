/** Requests to the Core API and the reading of its answers. */
import type { AccountConfig } from '../../schema/desired.ts';
import { type AnswerContext, parseJson, unexpectedResponse } from '../http/answers.ts';
import type { Fail } from '../http/fields.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import { type Advice, refusal } from './refusal.ts';
import { type Page, readPage } from './wire.ts';

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
  const headers = {
    authorization: `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`,
    accept: 'application/json',
  };

  function contextOf(request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext {
    return { registrar: 'namecom', account: account.name, transport, request, response };
  }

  async function send(request: HttpRequest, { expect, advice }: Pick<Write, 'expect' | 'advice'>): Promise<Answer> {
    const response = await transport.send({ ...request, path: `/core/v1${request.path}`, headers });
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

export interface List<T> {
  readonly items: readonly T[];
  /** Whether all pages were read. */
  readonly complete: boolean;
  readonly fail: Fail;
}

interface ListOptions<T> {
  /** Where the items are: `records`, `domains`. */
  readonly key: string;
  item(json: unknown, fail: Fail): T;
  idOf(item: T): string | number;
  /** Whether to read on; absent: to the end. */
  more?(page: Page<T>, items: readonly T[]): boolean;
}

/**
 * A list, page by page. Throws `RegistrarError`, also where pages read to the end hold less than was announced, or one
 * item is on two of them: then another is on none.
 */
export async function readList<T>(api: Api, read: Read, options: ListOptions<T>): Promise<List<T>> {
  const found = new Map<string | number, T>();
  for (let number = 1; ; ) {
    const { json, fail } = await api.read({ ...read, query: { perPage, page: number } });
    const page = readPage(json, options.key, options.item, fail);
    for (const item of page.items) {
      const id = options.idOf(item);
      if (found.has(id)) throw changedMeanwhile(api, read, `${id} is in the list of ${options.key} twice`);
      found.set(id, item);
    }
    const items = [...found.values()];
    if (page.next === null) {
      if (items.length >= (page.total ?? 0)) return { items, complete: true, fail };
      throw changedMeanwhile(api, read, `${items.length} ${options.key} where ${page.total} were announced`);
    }
    if (page.next <= number) throw fail(`page ${page.next} comes after page ${number}`);
    if (options.more?.(page, items) === false) return { items, complete: false, fail };
    number = page.next;
  }
}

function changedMeanwhile(api: Api, { operation, object }: Read, seen: string) {
  const context = api.contextOf({ operation, object, kind: 'read' });
  return unexpectedResponse(seen, context, 'Somebody changed it while it was read: run again.');
}

export function domainPath(domain: string): string {
  return `/domains/${encodeURIComponent(domain)}`;
}

export function recordsPath(domain: string, id?: number): string {
  return `${domainPath(domain)}/records${id === undefined ? '' : `/${id}`}`;
}
