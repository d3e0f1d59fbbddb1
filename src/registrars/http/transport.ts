/** What registrar clients send requests through; see `create-transport.ts` for how it is composed. */
import type { RegistrarError } from '../errors.ts';
import type { Authorize } from './authorize.ts';

export interface Transport {
  /**
   * retry(queue(limit(request))). Resolves with every answer that is not worth repeating, whatever its status: what it
   * means is the client's to say. Throws `RegistrarError` where there is no such answer: the connection failed, time
   * ran out, or the API kept saying "too many requests" or "unavailable".
   */
  send(request: HttpRequest): Promise<HttpResponse>;
  /** Nothing more is sent for this account: what is still to be sent fails with this refusal of it, or the first one. */
  shut(refusal: RegistrarError): void;
  /** Replaces every form of this account's secrets in a text that will be shown. */
  redact(text: string): string;
}

/** In each answer of a simulator, and in none of a registrar. */
export const simulatorHeader = 'x-domctl-simulator';

/** Who answers an account's requests. */
export type Answerer = 'registrar' | 'simulator';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Of the descriptor's `origins`; absent: the account's endpoint. */
  readonly origin?: string;
  /** Relative to the origin, with leading slash, encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** The one way for credentials to go along; see `authorize.ts`. */
  readonly authorize?: Authorize;
  /** A write is repeated only after an answer that says it had no effect, or where it is `repeatable`. */
  readonly kind: 'read' | 'write';
  /** Sending it twice leaves the same as sending it once. Reads always are. */
  readonly repeatable?: boolean;
  /** What it overwrites was read just before, and is to be read again before it is sent again: never sent twice here. */
  readonly once?: boolean;
  /** It was sent before, and may have had an effect then: `inDoubt` of that answer. */
  readonly inDoubt?: boolean;
  /** For messages: `read records`. */
  readonly operation: string;
  /** For messages: the domain, or the account. */
  readonly object: string;
}

export type RequestBody =
  | { readonly json: unknown }
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly xml: string }
  /** `type`: of the content. */
  | { readonly text: string; readonly type: string };

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. Of a header that came several times, the last; see `setCookies`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every `Set-Cookie`, as it came. */
  readonly setCookies?: readonly string[];
  readonly text: string;
  /** An earlier attempt at this write may have had an effect, even where this answer is a refusal. */
  readonly inDoubt?: boolean;
}

/** What an answer means for the retry decision. The default goes by status; an API with its own signals gives its own. */
export type Verdict =
  | { readonly kind: 'final' }
  /** Refused before any effect; safe to repeat whatever it was. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs?: number }
  /** May have had an effect. */
  | {
      readonly kind: 'unavailable';
      readonly retryAfterMs?: number;
      /** What the answer says, for the message, where its beginning does not tell. */
      readonly seen?: string;
    };

export type Judge = (response: HttpResponse) => Verdict;
