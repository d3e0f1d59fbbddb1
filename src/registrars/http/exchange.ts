/** One request and its answer over HTTP: global `fetch`, a time limit over all of it, connection errors told apart. */
import type { Dispatcher } from 'undici';
import type { Outgoing } from './authorize.ts';
import { acceptedEncodings, NotDecoded, readDecoded } from './encoding.ts';
import type { HttpRequest, HttpResponse, RequestBody } from './transport.ts';

interface ExchangeOptions {
  readonly timeoutMs: number;
  /** See `keepEncoded`. */
  readonly dispatcher: Dispatcher;
}

/**
 * The longest answer that is read, in bytes as they come out of decompression: 64 MiB. The longest that an API is known
 * to send is a zone in one piece, which at 100,000 records of 500 bytes each has 50 MB.
 */
export const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * There is no answer that could be handed on. `sent` tells whether the request may have reached the server: false only where the connection
 * was never made.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly reason: 'connection' | 'timeout' | 'certificate' | 'too-large' | 'part' | 'cut';
  readonly sent: boolean;

  constructor(reason: NoAnswer['reason'], sent: boolean, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
    this.sent = sent;
  }
}

/** Sends once. Throws `NoAnswer`. Redirects are answers: credentials are not carried to another place. */
export async function exchange(outgoing: Outgoing, options: ExchangeOptions): Promise<HttpResponse> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), options.timeoutMs);
  try {
    const init: RequestInit = {
      method: outgoing.method,
      headers: { 'accept-encoding': acceptedEncodings, ...outgoing.headers },
      redirect: 'manual',
      signal: controller.signal,
      // The same class in two type packages: undici's own and the one of @types/node.
      dispatcher: options.dispatcher as unknown as NonNullable<RequestInit['dispatcher']>,
      ...(outgoing.body === undefined ? {} : { body: outgoing.body }),
    };
    const response = await fetch(outgoing.url, init);
    // No request asks for a part (RFC 9110, 15.3.7): a cut list would pass for a whole one.
    if (response.status === 206)
      throw new NoAnswer('part', true, 'HTTP 206, a part of an answer, where the whole was asked for');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      setCookies: response.headers.getSetCookie(),
      text: await readText(response),
    };
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    if (error instanceof NotDecoded) throw new NoAnswer('cut', true, error.message, error);
    if (controller.signal.aborted) {
      throw new NoAnswer('timeout', true, `no complete answer within ${options.timeoutMs / 1000} s`, error);
    }
    throw noAnswerFrom(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Counted while it is read: whatever a header says of its length. */
async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  await readDecoded(response, (chunk) => {
    bytes += chunk.byteLength;
    if (bytes > maxAnswerBytes) {
      throw new NoAnswer('too-large', true, `an answer of more than ${maxAnswerBytes / 1024 / 1024} MB`);
    }
    text += decoder.decode(chunk, { stream: true });
  });
  return text + decoder.decode();
}

/** `endpoint`: base URL; may have a path. */
export function outgoingOf(request: HttpRequest, endpoint: string): Outgoing {
  const { method, body } = request;
  const headers = { 'user-agent': 'domain-collective', ...contentType(body), ...request.headers };
  return {
    method,
    url: urlOf(request, endpoint),
    headers,
    ...(body === undefined ? {} : { body: encodeBody(body) }),
  };
}

export function urlOf(request: Pick<HttpRequest, 'path' | 'query'>, endpoint: string): string {
  const parameters = Object.entries(request.query ?? {}).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const query = new URLSearchParams(parameters).toString();
  return `${endpoint.replace(/(?<!\/)\/+$/, '')}${request.path}${query === '' ? '' : `?${query}`}`;
}

function contentType(body: RequestBody | undefined): Record<string, string> {
  if (body === undefined) return {};
  if ('json' in body) return { 'content-type': 'application/json' };
  if ('form' in body) return { 'content-type': 'application/x-www-form-urlencoded' };
  return { 'content-type': 'xml' in body ? 'application/xml; charset=utf-8' : body.type };
}

function encodeBody(body: RequestBody): string {
  if ('json' in body) return JSON.stringify(body.json);
  if ('form' in body) return new URLSearchParams(body.form).toString();
  return 'xml' in body ? body.xml : body.text;
}

/** Failures before a connection stood: nothing was sent. Codes of Node's `dns`, `net` and of undici. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function noAnswerFrom(error: unknown): NoAnswer {
  const code = codeOf(error);
  const message = describe(error);
  // TLS is settled before the request goes out.
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_TLS/.test(code))
    return new NoAnswer('certificate', false, message, error);
  return new NoAnswer('connection', !neverConnected.has(code), message, error);
}

function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (
    let at = error;
    at !== undefined && at !== null && chain.length < 5;
    at = at instanceof Error ? at.cause : null
  ) {
    chain.push(at);
    // Several addresses were tried in turn.
    if (at instanceof AggregateError) chain.push(...at.errors);
  }
  return chain;
}

function codeOf(error: unknown): string {
  for (const cause of causes(error)) {
    if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return '';
}

/** The innermost message: `fetch failed` says nothing, its cause does. */
function describe(error: unknown): string {
  const messages = causes(error).flatMap((cause) =>
    cause instanceof Error && cause.message !== '' ? [cause.message] : [],
  );
  const message = messages.at(-1) ?? 'connection failed';
  const code = codeOf(error);
  return code === '' || message.includes(code) ? message : `${message} (${code})`;
}
