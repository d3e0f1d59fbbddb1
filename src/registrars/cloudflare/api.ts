/** One request to API v4 and its envelope. */
import type { AccountConfig } from '../../schema/desired.ts';
import { type AnswerContext, parseJson, unexpectedResponse } from '../http/answers.ts';
import { withHeaders } from '../http/authorize.ts';
import type { Fail } from '../http/fields.ts';
import { judgeByStatus } from '../http/judge.ts';
import type { HttpRequest, HttpResponse, Judge, Transport } from '../http/transport.ts';
import { refusalOf } from './refusal.ts';
import { type Envelope, readEnvelope } from './wire.ts';

export interface Answer {
  readonly status: number;
  readonly envelope: Envelope;
  /** For answers of a shape that is not known. */
  readonly fail: Fail;
  readonly context: AnswerContext;
}

export interface Api {
  /** Sends a request and resolves with a successful envelope. Throws `RegistrarError`. */
  call(request: HttpRequest): Promise<Answer>;
  readonly account: AccountConfig;
  readonly transport: Transport;
}

export function createApi(account: AccountConfig, transport: Transport): Api {
  const authorize = withHeaders({ authorization: `Bearer ${account.credentials.api_token ?? ''}` });
  return {
    account,
    transport,
    call: async (request) => {
      const response = await transport.send({ ...request, path: `/client/v4${request.path}`, authorize });
      const context: AnswerContext = { registrar: 'cloudflare', account: account.name, transport, request, response };
      const fail: Fail = (seen) => unexpectedResponse(seen, context);
      const envelope = readEnvelope(parseJson(response, context), fail);
      if (!envelope.success || response.status >= 400) throw refusalOf(response.status, envelope, context);
      return { status: response.status, envelope, fail, context };
    },
  };
}

/** By status; a refusal without Retry-After may tell the time in `Ratelimit: "default";r=0;t=30` (changelog, 2025-09-03). */
export const judge: Judge = (response) => {
  const verdict = judgeByStatus(response, Date.now());
  if (verdict.kind !== 'rate-limited' || verdict.retryAfterMs !== undefined) return verdict;
  const seconds = secondsToReset(response);
  return seconds === undefined ? verdict : { ...verdict, retryAfterMs: seconds * 1000 };
};

function secondsToReset({ headers }: HttpResponse): number | undefined {
  const seconds = /;\s*t=(\d+)/.exec(headers.ratelimit ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
