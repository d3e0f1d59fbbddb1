/**
 * One command of the API: its request, and its answer as a tree or an error. Always POST with everything in the body,
 * which keeps the key out of URLs and has no length limit.
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, unexpectedResponse, unreadableAnswer } from '../http/answers.ts';
import { withForm } from '../http/authorize.ts';
import type { HttpResponse, Transport } from '../http/transport.ts';
import { NotXml, UnexpectedShape } from '../unexpected-shape.ts';
import { refusal } from './errors.ts';
import { type Answer, type ApiError, parseAnswer } from './wire.ts';
import type { XmlElement } from './xml.ts';

export interface Command {
  /** Without the leading `namecheap.`: `domains.dns.getHosts`. */
  readonly command: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly kind: 'read' | 'write';
  /** Whether sending a write twice leaves the same as once. */
  readonly repeatable?: boolean;
  /** See `HttpRequest`. */
  readonly once?: boolean;
  /** For messages: `read records`. */
  readonly operation: string;
  readonly object: string;
}

export interface Api {
  /** The `CommandResponse`, read by `read`. Throws `RegistrarError`. */
  call<T>(command: Command, read: (response: XmlElement) => T): Promise<T>;
  /** The same, but errors that the caller knows what to do with are its own. */
  ask<T>(command: Command, read: (response: XmlElement) => T): Promise<T | ApiRefusal>;
  /** The error for a refusal that the caller does not know what to do with. */
  refusal(refused: ApiRefusal, command: Pick<Command, 'operation' | 'object' | 'kind'>): RegistrarError;
  /** The context of errors about a command. */
  context(command: Pick<Command, 'operation' | 'object' | 'kind'>): AnswerContext;
  /** The account that commands are about. */
  readonly user: string;
}

export class ApiRefusal {
  readonly errors: readonly ApiError[];
  readonly response: HttpResponse;
  constructor(errors: readonly ApiError[], response: HttpResponse) {
    this.errors = errors;
    this.response = response;
  }
  has(number: string): boolean {
    return this.errors.some((error) => error.number === number);
  }
}

export function createApi(account: AccountConfig, transport: Transport): Api {
  const { api_user = '', api_key = '', client_ip = '' } = account.credentials;
  const identity = {
    ApiUser: api_user,
    ApiKey: api_key,
    UserName: account.credentials.username ?? api_user,
    ClientIp: client_ip,
  };
  const authorize = withForm(identity);

  function context(request: AnswerContext['request'], response: AnswerContext['response'] = {}): AnswerContext {
    return { registrar: 'namecheap', account: account.name, transport, request, response };
  }

  async function ask<T>(command: Command, read: (response: XmlElement) => T): Promise<T | ApiRefusal> {
    const { kind, operation, object, repeatable = false, once = false } = command;
    const response = await transport.send({
      method: 'POST',
      path: '/xml.response',
      body: { form: { Command: `namecheap.${command.command}`, ...command.parameters } },
      authorize,
      kind,
      repeatable,
      once,
      operation,
      object,
    });
    try {
      const answer: Answer = parseAnswer(response.text);
      return answer.kind === 'refused' ? new ApiRefusal(answer.errors, response) : read(answer.response);
    } catch (error) {
      if (error instanceof NotXml) throw unreadableAnswer(response, 'XML', context(command));
      if (error instanceof UnexpectedShape) throw unexpectedResponse(error.message, context(command));
      throw error;
    }
  }

  async function call<T>(command: Command, read: (response: XmlElement) => T): Promise<T> {
    const result = await ask(command, read);
    if (result instanceof ApiRefusal) throw refusalOf(result, command);
    return result;
  }

  function refusalOf(refused: ApiRefusal, command: Pick<Command, 'operation' | 'object' | 'kind'>): RegistrarError {
    return refusal(refused.errors, client_ip, context(command, refused.response));
  }

  return { call, ask, refusal: refusalOf, context, user: identity.UserName };
}
