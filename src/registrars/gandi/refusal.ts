/** Gandi's refusals: `message`, or a list of `errors`, or a page that is not JSON at all (go-gandi, octodns-gandi). */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus, excerpt } from '../http/answers.ts';
import { parseObject } from '../http/fields.ts';
import type { HttpResponse } from '../http/transport.ts';

/** The error for an answer that is not 2xx. `advice` is what it may mean for this operation. */
export function refusal(response: HttpResponse, context: AnswerContext, advice?: string): RegistrarError {
  const code = codeForStatus(response.status);
  const general = generalAdvice(code);
  const isAboutObject = code === 'not-found' || code === 'rejected' || code === 'conflict';
  return answerError(
    {
      code,
      seen: `HTTP ${response.status}, ${whatItSays(response, context)}`,
      advice: isAboutObject ? (advice ?? general) : general,
      // 403 may be about one domain that the token does not cover.
      refusesAccount: code === 'unauthorized',
      // A refusal has no effect. Anything that is neither success nor refusal is not known.
      effectKnown: response.status >= 400,
    },
    context,
  );
}

function whatItSays(response: HttpResponse, { transport }: AnswerContext): string {
  const body = parseObject(response.text) ?? {};
  if (typeof body.message === 'string' && body.message !== '') return withoutFullStop(body.message);
  const errors = Array.isArray(body.errors) ? body.errors.map(describe).filter((text) => text !== '') : [];
  if (errors.length > 0) return errors.join('; ');
  // Redacted before it is cut: half a secret would not be recognised.
  return response.text.trim() === '' ? 'an empty body' : `"${excerpt(transport.redact(response.text))}"`;
}

function describe(error: unknown): string {
  const { name, description } = (error ?? {}) as { readonly name?: unknown; readonly description?: unknown };
  return [name, description].filter((text) => typeof text === 'string' && text !== '').join(': ');
}

function withoutFullStop(text: string): string {
  return text.replace(/\.$/, '');
}

function generalAdvice(code: RegistrarErrorCode): string {
  switch (code) {
    case 'unauthorized':
      return 'Check the token of this account: it has to be a personal access token that has not expired; the older API keys are not used here.';
    case 'forbidden':
      return 'The personal access token has expired, is limited to other domains, or lacks the permission "Manage domain name technical configurations": extend it or make another one in the admin interface of Gandi.';
    case 'not-found':
      return 'Gandi has no such thing, or this token may not see it: check the spelling of the domain, which organization the token belongs to, and sharing_id.';
    case 'conflict':
      return 'Somebody else has changed it: plan again.';
    case 'rejected':
      return 'Gandi does not take these values: correct them in the config.';
    default:
      return 'The API may have changed: look for a newer version of domctl, or report this answer.';
  }
}
