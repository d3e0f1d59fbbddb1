/** What registrar clients share in reading answers: JSON, the code that goes with a status, errors with an excerpt. */
import { parseJsonText } from '../../schema/json-text.ts';
import { RegistrarError, type RegistrarErrorCode } from '../errors.ts';
import type { HttpRequest, HttpResponse, Transport } from './transport.ts';

/** Whose answer it is, for messages. */
export interface AnswerContext {
  readonly registrar: string;
  readonly account: string;
  readonly transport: Pick<Transport, 'redact'> & Partial<Pick<Transport, 'shut'>>;
  readonly request: Pick<HttpRequest, 'operation' | 'object' | 'kind'>;
  /** What was answered: where it is in doubt, a refusal does not say that there was no effect. */
  readonly response?: Pick<HttpResponse, 'inDoubt'>;
}

/** Goes before the advice about a write that is in doubt. */
export const mayBeMade = 'The change may have been made all the same: plan again to see. ';

const excerptLength = 80;

/** The first 80 characters of a body, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}...` : line;
}

/**
 * The JSON of an answer. Throws `RegistrarError` with `unexpected-response` for anything else; the effect of a write
 * whose answer cannot be read is unknown.
 */
export function parseJson(response: HttpResponse, context: AnswerContext): unknown {
  try {
    return parseJsonText(response.text);
  } catch {
    throw unreadableAnswer(response, 'JSON', context);
  }
}

/** The error for a body that is not of the format (`JSON`, `XML`) the API speaks: an HTML page, or cut short. */
export function unreadableAnswer(response: HttpResponse, format: string, context: AnswerContext): RegistrarError {
  const html = /^\s*(<!doctype html|<html|<head|<body)/i.test(response.text);
  // Redacted before it is cut: half a secret would not be recognised.
  const body = response.text === '' ? 'an empty body' : `"${excerpt(context.transport.redact(response.text))}"`;
  return unexpectedResponse(
    `HTTP ${response.status} with ${html ? 'an HTML page' : body} where ${format} was expected${html ? `: ${body}` : ''}`,
    context,
    html
      ? 'Something between here and the API answers in its place (a login page, a firewall, maintenance): try again later, or check the endpoint and the proxy.'
      : 'The answer was cut short or is not the API: try again, and check the endpoint.',
  );
}

/** The error for an answer of a shape we do not know. Reading on would risk taking live records for absent ones. */
export function unexpectedResponse(
  seen: string,
  context: AnswerContext,
  advice = 'The API may have changed: look for a newer version of domctl, or report this answer.',
): RegistrarError {
  return answerError({ code: 'unexpected-response', seen, advice, effectKnown: false }, context);
}

/**
 * An error about an answer. `effectKnown`: the API said that it refused, so that a write had no effect. `refusesAccount`: it
 * refuses the credentials or the account as such, so that nothing more is sent for it.
 */
export function answerError(
  error: {
    readonly code: RegistrarErrorCode;
    readonly seen: string;
    readonly advice: string;
    readonly effectKnown?: boolean;
    readonly refusesAccount?: boolean;
  },
  { registrar, account, transport, request, response }: AnswerContext,
): RegistrarError {
  const inDoubt = request.kind === 'write' && response?.inDoubt === true;
  const made = new RegistrarError({
    registrar,
    account,
    operation: request.operation,
    object: request.object,
    code: error.code,
    seen: transport.redact(error.seen),
    advice: transport.redact(`${inDoubt ? mayBeMade : ''}${error.advice}`),
    effect: request.kind === 'read' || (error.effectKnown !== false && !inDoubt) ? 'none' : 'unknown',
  });
  if (error.refusesAccount === true) transport.shut?.(made);
  return made;
}

/** The code that goes with an HTTP status, where the API has no better signal. */
export function codeForStatus(status: number): RegistrarErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'rejected' : 'unexpected-response';
}
