/**
 * One operation of the API: its request, and its answer or its refusal. Everything is a GET with everything in the
 * query, the key too. Unattended programs are to use `/apibatch`, with
 * the same operations as `/api` (NameSilo's support page "API Automated Batch Processing"); misuse may cost the account
 * its access. An endpoint with a path of its own (`https://ote.namesilo.com/api`) is taken as it stands.
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, unexpectedResponse, unreadableAnswer } from '../http/answers.ts';
import { withQuery } from '../http/authorize.ts';
import type { HttpResponse, Transport } from '../http/transport.ts';
import { NotXml, UnexpectedShape } from '../unexpected-shape.ts';
import { refusalError } from './refusal.ts';
import { parseReply, type Reply } from './wire.ts';
import type { XmlNode } from './xml.ts';

export interface Operation {
  /** `dnsListRecords` */
  readonly name: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly kind: 'read' | 'write';
  /** For messages: `read records`. */
  readonly operation: string;
  readonly object: string;
}

/** An answer with a code that is not success. */
export class ApiRefusal {
  readonly reply: Reply;
  readonly response: HttpResponse;
  constructor(reply: Reply, response: HttpResponse) {
    this.reply = reply;
    this.response = response;
  }
}

export interface Api {
  /** The reply, read by `read`. Throws `RegistrarError`. */
  call<T>(operation: Operation, read: (reply: XmlNode) => T): Promise<T>;
  /** The same, but a refusal is the caller's to judge. */
  ask<T>(operation: Operation, read: (reply: XmlNode) => T): Promise<T | ApiRefusal>;
  /** The error for a refusal that the caller does not know what to do with. */
  refused(refusal: ApiRefusal, operation: Operation): RegistrarError;
  /** The context of errors about an operation. */
  context(operation: Operation, response?: AnswerContext['response']): AnswerContext;
}

/** The reader of replies that hold nothing but their code. */
export const codeOnly = (): void => undefined;

/** 301 and 302: done, with a caveat. */
const successCodes: readonly string[] = ['300', '301', '302'];

export function createApi(account: AccountConfig, transport: Transport): Api {
  const prefix = hasPath(account.endpoint) ? '' : '/apibatch';
  const authorize = withQuery({ key: account.credentials.api_key ?? '' });

  function context(request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext {
    return { registrar: 'namesilo', account: account.name, transport, request, response };
  }

  async function ask<T>(operation: Operation, read: (reply: XmlNode) => T): Promise<T | ApiRefusal> {
    const { name, parameters, ...shown } = operation;
    const response = await transport.send({
      method: 'GET',
      path: `${prefix}/${name}`,
      query: { version: 1, type: 'xml', ...parameters },
      authorize,
      // Of every write: a second one finds the work done, and is answered with a code for that; see `execute.ts`.
      repeatable: true,
      ...shown,
    });
    try {
      const reply = parseReply(response.text);
      return successCodes.includes(reply.code) ? read(reply.content) : new ApiRefusal(reply, response);
    } catch (error) {
      if (error instanceof NotXml) throw unreadableAnswer(response, 'XML', context(operation));
      if (error instanceof UnexpectedShape) throw unexpectedResponse(error.message, context(operation));
      throw error;
    }
  }

  async function call<T>(operation: Operation, read: (reply: XmlNode) => T): Promise<T> {
    const answer = await ask(operation, read);
    if (answer instanceof ApiRefusal) throw refused(answer, operation);
    return answer;
  }

  function refused({ reply, response }: ApiRefusal, operation: Operation): RegistrarError {
    return refusalError(reply, context(operation, response));
  }

  return { call, ask, refused, context };
}

function hasPath(endpoint: string | undefined): boolean {
  return endpoint !== undefined && URL.canParse(endpoint) && new URL(endpoint).pathname !== '/';
}
