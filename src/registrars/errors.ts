/** Why a registrar did not do or tell what it was asked, as a code that callers can act on. */
export type RegistrarErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'conflict'
  | 'rejected'
  | 'unavailable'
  | 'unexpected-response';

export interface RegistrarErrorFields {
  readonly registrar: string;
  readonly account: string;
  /** What was being done: `read records`, `POST dns_records/batch`. */
  readonly operation: string;
  /** What it was done to: a domain, or the account. */
  readonly object: string;
  readonly code: RegistrarErrorCode;
  /** What the API answered, without secrets: `HTTP 403, 10000 Authentication error`. */
  readonly seen: string;
  /** What the user can do about it, as a sentence. */
  readonly advice: string;
  /** Whether the request may have taken effect all the same. Reads: `none`. */
  readonly effect: 'none' | 'unknown';
  /** `account`: the account as a whole is refused, whatever was asked. Absent: what was asked. */
  readonly scope?: 'account';
  readonly cause?: unknown;
}

/** Thrown by registrar clients and nothing else. The message has three parts: what failed, what was seen, what to do. */
export class RegistrarError extends Error {
  override readonly name = 'RegistrarError';
  readonly registrar: string;
  readonly account: string;
  readonly operation: string;
  readonly object: string;
  readonly code: RegistrarErrorCode;
  readonly seen: string;
  readonly advice: string;
  readonly effect: 'none' | 'unknown';
  readonly scope?: 'account';

  constructor(fields: RegistrarErrorFields) {
    super(`${failureOf(fields)} ${fields.advice}`, { cause: fields.cause });
    this.registrar = fields.registrar;
    this.account = fields.account;
    this.operation = fields.operation;
    this.object = fields.object;
    this.code = fields.code;
    this.seen = fields.seen;
    this.advice = fields.advice;
    this.effect = fields.effect;
    if (fields.scope !== undefined) this.scope = fields.scope;
  }

  /** The message without its advice. */
  get failure(): string {
    return failureOf(this);
  }

  /** The same failure told otherwise, with this error as its cause. */
  with(changes: Partial<Pick<RegistrarErrorFields, 'seen' | 'advice' | 'effect' | 'scope'>>): RegistrarError {
    return new RegistrarError({ ...this, ...changes, cause: this });
  }
}

function failureOf({ operation, object, account, registrar, seen, scope }: RegistrarErrorFields): string {
  if (scope === 'account') return `${account} (${registrar}) was refused access: ${seen}.`;
  return `${operation} of ${object} at ${account} (${registrar}) failed: ${seen}.`;
}

/** The same error, where something was done before it: then the whole may have had an effect. Others stay as they are. */
export function inDoubt(error: unknown): unknown {
  return error instanceof RegistrarError && error.effect === 'none' ? error.with({ effect: 'unknown' }) : error;
}

/** For results that are errors, one for each domain. Throws anything but a `RegistrarError`. */
export function registrarError(error: unknown): RegistrarError {
  if (error instanceof RegistrarError) return error;
  throw error;
}

/** What is read, or why it cannot be. Throws anything but a `RegistrarError`. */
export function orRegistrarError<T>(read: () => T): T | RegistrarError {
  try {
    return read();
  } catch (error) {
    return registrarError(error);
  }
}
