/** Requests to the API of the control panel, under a session that is renewed once when it has ended. */
import type { AccountConfig } from '../../schema/desired.ts';
import { inDoubt, RegistrarError } from '../errors.ts';
import { type AnswerContext, unexpectedResponse } from '../http/answers.ts';
import type { Fail, Json } from '../http/fields.ts';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.ts';
import { isSignedOut, readAnswer, signedOut } from './refusal.ts';
import { createSessions, type Session } from './session.ts';
import { type Clock, scriptHeaders } from './sign-in.ts';

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

export interface Write extends Purpose {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly json: unknown;
  readonly repeatable: boolean;
}

export interface Api {
  /** `path` below `/api`, encoded. Both resolve with an answer that says that it succeeded. Throw `RegistrarError`. */
  read(path: string, purpose: Purpose): Promise<Answer>;
  write(write: Write): Promise<Answer>;
  readonly account: string;
  readonly clock: Clock;
  contextOf(request: AnswerContext['request']): AnswerContext;
}

export function createApi(account: AccountConfig, transport: Transport, clock: Clock): Api {
  const sessions = createSessions(account, transport, clock);
  const { redact } = sessions;
  const contextOf = (request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext => ({
    registrar: 'hover',
    account: account.name,
    transport: { redact, shut: transport.shut },
    request,
    response,
  });

  async function send(request: HttpRequest): Promise<Answer> {
    try {
      const { session, response } = await sendSignedIn(request);
      const context = contextOf(request, response);
      if (isSignedOut(response)) throw signedOut(session.byCookie, context);
      const json = readAnswer(response, context);
      session.worked = true;
      return { json, fail: (seen) => unexpectedResponse(seen, context), context };
    } catch (error) {
      throw hideCookies(error, redact);
    }
  }

  /** A refusal for want of a session has no effect, so that writes too may be sent again under a new one. */
  async function sendSignedIn(request: HttpRequest) {
    const session = await sessions.current();
    const response = await sendUnder(session, request);
    if (!isSignedOut(response) || !sessions.replace(session)) return { session, response };
    const next = await sessions.current().catch((error) => {
      throw response.inDoubt ? inDoubt(error) : error;
    });
    return { session: next, response: await sendUnder(next, { ...request, inDoubt: response.inDoubt === true }) };
  }

  /**
   * No anti-forgery token: GoCodeAlone/workflow-plugin-hover sends one with a PUT, the CaptainCore plugin and
   * dns-lexicon send none and are served.
   */
  async function sendUnder({ jar }: Session, request: HttpRequest): Promise<HttpResponse> {
    const path = `/api${request.path}`;
    const response = await transport.send({ ...request, path, headers: scriptHeaders, authorize: jar.authorize });
    jar.take(response.setCookies);
    return response;
  }

  return {
    account: account.name,
    clock,
    contextOf,
    // Never with a body: the firewall answers such a GET with a page of its own (dns-lexicon issue 24).
    read: (path, purpose) => send({ ...purpose, method: 'GET', path, kind: 'read' }),
    write: ({ json, ...write }) => send({ ...write, body: { json }, kind: 'write' }),
  };
}

/** The transport knows the secrets of the account, but not the cookies of a session. No cause: it would tell them. */
function hideCookies(error: unknown, redact: (text: string) => string): unknown {
  if (!(error instanceof RegistrarError) || redact(error.message) === error.message) return error;
  const { seen, advice } = error;
  return new RegistrarError({ ...error, seen: redact(seen), advice: redact(advice), cause: undefined });
}
