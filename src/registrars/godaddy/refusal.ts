/**
 * GoDaddy's refusals: `{code, message, fields}` (Swagger file of the Domains API). What a user can do about each; the
 * gates that keep accounts out of the API first.
 */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus, excerpt } from '../http/answers.ts';
import { parseObject } from '../http/fields.ts';
import type { HttpResponse } from '../http/transport.ts';
import { quotaExceeded } from './judge.ts';

export interface RefusalOptions {
  /** What it may mean for this operation, in place of the general advice. */
  readonly advice?: string;
  /** Several records in one request: whether all were refused when one was is NOT VERIFIED. */
  readonly several?: boolean;
}

/** What the body of a refusal says; what it does not say is empty. */
interface Said {
  readonly code: string;
  readonly text: string;
}

/** The error for an answer that is not 2xx. */
export function refusal(response: HttpResponse, context: AnswerContext, options: RefusalOptions = {}): RegistrarError {
  const said = readSaid(response, context);
  const code = codeForStatus(response.status);
  const id = response.headers['x-request-id'];
  return answerError(
    {
      code,
      seen: `HTTP ${response.status}, ${said.text}${id === undefined ? '' : ` (request ${id})`}`,
      advice: advice(code, said, options),
      refusesAccount: code === 'unauthorized' || (code === 'forbidden' && said.code === 'ACCESS_DENIED'),
      effectKnown: hadNoEffect(response.status, said, options),
    },
    context,
  );
}

/** 409 of a domain that may not be changed at all, as against one that is busy with the last write. */
export function isNotEligible({ text }: Pick<HttpResponse, 'text'>): boolean {
  return /not eligible/i.test(text);
}

/** INVALID_BODY is found before anything is done; anything that is neither success nor refusal is not known. */
function hadNoEffect(status: number, { code }: Said, { several }: RefusalOptions): boolean {
  if (status < 400) return false;
  return several !== true || status !== 422 || code === 'INVALID_BODY';
}

function advice(code: RegistrarErrorCode, { code: named, text }: Said, options: RefusalOptions): string {
  switch (code) {
    case 'unauthorized':
      return 'Check key and secret: both must be of one production key from https://developer.godaddy.com/keys; keys of the test environment (OTE) are not known here, and ours are not known there.';
    case 'forbidden':
      return accountGate;
    case 'rate-limited':
      return named === quotaExceeded
        ? 'The monthly number of requests of this account is used up: nothing more can be done through the API before the next month, or before GoDaddy raises it.'
        : 'Run again in a minute.';
    case 'not-found':
      return (
        options.advice ??
        (named === 'UNKNOWN_DOMAIN'
          ? 'The domain has no zone at GoDaddy: delegate it to GoDaddy first, or name the account that hosts it in `dns`.'
          : 'The domain is not in this GoDaddy account, or has no zone there: check its name, and which account the key belongs to.')
      );
    case 'conflict':
      return isNotEligible({ text })
        ? 'GoDaddy does not let this domain be changed now: it may be expired, on hold, being transferred, or protected by a second factor that the API cannot give. Look at it on the website.'
        : (options.advice ?? 'GoDaddy is still busy with an earlier change of this domain: run again in a minute.');
    case 'rejected':
      return named === 'DUPLICATE_RECORD'
        ? 'A record of that name is there already, or a CNAME stands beside another record: plan again to see what is live.'
        : (options.advice ?? 'GoDaddy does not take these values: correct them in the config.');
    default:
      return 'The API may have changed: look for a newer version of domctl, or report this answer.';
  }
}

/**
 * Since April 2024 (lego, documentation of its provider; Posh-ACME issue 547). A summary of 2026 says one domain, which
 * is NOT VERIFIED: so no number decides anything here.
 */
const accountGate =
  'The key is right, but GoDaddy does not let this account use its API for domains and DNS. It asks for a minimum of domains in the account (10 when this was last confirmed, in 2024) or a Discount Domain Club Premier plan; https://developer.godaddy.com/getstarted tells what holds now. There is no way around it with a key: meet the condition, ask the support of GoDaddy, or move the zone to another DNS host and name that in `dns`.';

function readSaid(response: HttpResponse, { transport }: AnswerContext): Said {
  const body = parseObject(response.text) ?? {};
  const code = typeof body.code === 'string' ? body.code : '';
  const message = typeof body.message === 'string' ? body.message.replace(/\.$/, '') : '';
  const fields = Array.isArray(body.fields) ? body.fields.map(describeField).filter((text) => text !== '') : [];
  const parts = [[code, message].filter((text) => text !== '').join(': '), ...fields].filter((text) => text !== '');
  if (parts.length > 0) return { code, text: parts.join('; ') };
  // Redacted before it is cut: half a secret would not be recognised.
  const text = response.text.trim() === '' ? 'an empty body' : `"${excerpt(transport.redact(response.text))}"`;
  return { code, text };
}

/** `records[0].ttl must have a minimum value of 600`. */
function describeField(field: unknown): string {
  const { path, message, code } = (field ?? {}) as {
    readonly path?: unknown;
    readonly message?: unknown;
    readonly code?: unknown;
  };
  const what = typeof message === 'string' && message !== '' ? message : code;
  return [path, what].filter((text) => typeof text === 'string' && text !== '').join(' ');
}
