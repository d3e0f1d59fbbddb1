/** The error of a request that got no answer to hand on: what failed, what was seen, what to do. */
import { RegistrarError, type RegistrarErrorCode } from '../errors.ts';
import { excerpt, mayBeMade } from './answers.ts';
import type { Setback } from './retry-policy.ts';
import type { HttpRequest } from './transport.ts';

interface FailureContext {
  readonly registrar: string;
  readonly account: string;
  /** For messages; without credentials. */
  readonly endpoint: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** Whether one of them may have had an effect. */
  readonly inDoubt: boolean;
  /** How long the API asks to wait, where that is longer than we do. */
  readonly tooLongMs?: number;
  redact(text: string): string;
}

export function failureOf(request: HttpRequest, setback: Setback, context: FailureContext): RegistrarError {
  return new RegistrarError({
    registrar: context.registrar,
    account: context.account,
    operation: request.operation,
    object: request.object,
    code: codeOf(setback),
    seen: seen(setback, context),
    advice: `${context.inDoubt ? mayBeMade : ''}${advice(setback, context)}`,
    effect: context.inDoubt ? 'unknown' : 'none',
    ...(setback.kind === 'no-answer' ? { cause: redactedCause(setback.error, context) } : {}),
  });
}

function codeOf(setback: Setback): RegistrarErrorCode {
  if (setback.kind === 'no-answer' && ['too-large', 'part', 'cut'].includes(setback.error.reason))
    return 'unexpected-response';
  return setback.kind === 'refused' ? 'rate-limited' : 'unavailable';
}

function seen(setback: Setback, { attempts, redact }: FailureContext): string {
  const times = attempts > 1 ? `, ${attempts} times` : '';
  if (setback.kind === 'no-answer') return `${redact(setback.error.message)}${times}`;
  const { status, text } = setback.response;
  // Redacted before it is cut: half a secret would not be recognised.
  const told = setback.kind === 'unavailable' ? setback.seen : undefined;
  const body = told === undefined ? excerpt(redact(text)) : redact(told);
  return `HTTP ${status}${body === '' ? '' : ` ${body}`}${times}`;
}

function advice(setback: Setback, { registrar, account, endpoint, tooLongMs }: FailureContext): string {
  switch (setback.kind) {
    case 'refused':
      return tooLongMs === undefined
        ? `The limit of ${registrar} for ${account} is used up by something else with the same credentials or address (another run, another tool, the website): wait for it to end, or lower --parallelism, and run again.`
        : `${registrar} asks ${account} to wait ${Math.ceil(tooLongMs / 1000)} s: run again after that.`;
    case 'unavailable':
      return `${registrar} has a fault of its own: look at its status page and run again later.`;
    case 'no-answer':
      switch (setback.error.reason) {
        case 'timeout':
          return `${registrar} or the way to it is slow: run again later.`;
        case 'too-large':
          return `No answer of ${registrar} is known to be that long: something else may answer at ${endpoint}; check the endpoint and the proxy.`;
        case 'part':
          return `${registrar} is not known to send parts: something else may answer at ${endpoint}; check the endpoint and the proxy.`;
        case 'cut':
          return `Only a part of the answer came from ${endpoint}: check the network and the proxy, and run again.`;
        case 'certificate':
          return `The certificate of ${endpoint} is not trusted here: check the endpoint, this machine's clock, and NODE_EXTRA_CA_CERTS behind a proxy that opens TLS.`;
        case 'connection':
          return setback.error.sent
            ? `The connection to ${endpoint} was cut: check the network and run again.`
            : `Nothing answers at ${endpoint}: check the network, the proxy and the endpoint of ${account}.`;
      }
  }
}

/** The cause keeps its message for `--verbose`; whatever else hangs on it (headers, URLs) goes. */
function redactedCause(error: Error, { redact }: FailureContext): Error {
  const cause = new Error(redact(error.message));
  cause.name = error.name;
  return cause;
}
