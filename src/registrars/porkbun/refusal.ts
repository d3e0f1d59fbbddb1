/**
 * What Porkbun's refusals mean: by code, by what it says to do next, and by message for answers of before 2026, which
 * had nothing else. Codes from the API documents and from tuzzmaniandevil/porkbun-go, read 2026-11-23.
 */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus } from '../http/answers.ts';
import type { WireRefusal } from './wire.ts';

interface Meaning {
  readonly code: RegistrarErrorCode;
  readonly advice: string;
  /** Whether the answer leaves open what is live: then it is read, not guessed. */
  readonly effect?: 'unknown';
  /** It is about the keys, whatever was asked. */
  readonly refusesAccount?: true;
}

const keyPage = 'https://porkbun.com/account/api';

const badKeys: Meaning = {
  code: 'unauthorized',
  refusesAccount: true,
  advice: `Check api_key (pk1_...) and secret_api_key (sk1_...) of this account at ${keyPage}: both are needed, and they belong together.`,
};

/** Also what listAll tells as `apiAccess: 0`. */
export const apiAccessOff: Meaning = {
  code: 'forbidden',
  advice:
    'The API may not touch this domain: on porkbun.com, under Domain Management, open Details of the domain and switch on API Access (or "Opt In All Domains" for all). There is no call for it.',
};
const notInAccount: Meaning = {
  code: 'not-found',
  advice:
    'The domain is not in this Porkbun account, or its API Access is off: look it up on porkbun.com under Domain Management, and switch on API Access under Details. Porkbun hosts no zones of domains that are registered elsewhere.',
};
const goneRecord: Meaning = { code: 'not-found', advice: 'The record is gone since it was read: plan again.' };
const inTheWay: Meaning = {
  code: 'conflict',
  advice: 'A CNAME or ALIAS of this name excludes the record: plan again to see what is there now.',
};
const couldNot: Meaning = {
  code: 'conflict',
  advice:
    'Porkbun says no more than that. It does so for a value it does not take, for a record that a CNAME or ALIAS excludes, for one that is as it should be already, and at times when it is asked too fast: plan again to see what is there now.',
  effect: 'unknown',
};
const duplicate: Meaning = {
  code: 'conflict',
  advice: 'A record with this value is there already: plan again to see it.',
  effect: 'unknown',
};

const byCode: Readonly<Record<string, Meaning>> = {
  API_KEY_REQUIRED: badKeys,
  MISSING_SECRETAPIKEY: badKeys,
  INVALID_API_KEYS_001: badKeys,
  INVALID_API_KEYS_002: badKeys,
  INVALID_USER: badKeys,
  IP_NOT_ALLOWED: {
    code: 'forbidden',
    refusesAccount: true,
    advice: `The API key is limited to other IP addresses: add this machine's to it at ${keyPage}.`,
  },
  DOMAIN_NOT_ALLOWED: {
    code: 'forbidden',
    advice: `The API key is limited to other domains: add this one to it at ${keyPage}.`,
  },
  API_ACCESS_DISABLED: apiAccessOff,
  INVALID_DOMAIN: notInAccount,
  DOMAIN_NOT_FOUND: notInAccount,
  INVALID_RECORD_ID: goneRecord,
  RECORD_NOT_FOUND: goneRecord,
  DUPLICATE_RECORD: duplicate,
  INVALID_TYPE: { code: 'rejected', advice: 'Porkbun does not hold records of this type: take it out of the config.' },
  INVALID_OR_EMPTY_JSON: { code: 'rejected', advice: 'Something on the way changed the request: check the proxy.' },
  METHOD_NOT_ALLOWED: { code: 'rejected', advice: 'Check the endpoint of this account.' },
  INVALID_PROTOCOL: { code: 'rejected', advice: 'The endpoint of this account has to begin with https://.' },
  IDEMPOTENCY_KEY_MISMATCH: { code: 'conflict', advice: 'Plan again to see what is live.', effect: 'unknown' },
};

/** Where the code is new to us. */
const byAction: Readonly<Record<string, Meaning>> = {
  authenticate: badKeys,
  verify_account: {
    code: 'forbidden',
    refusesAccount: true,
    advice: 'Verify the e-mail address and the telephone number on porkbun.com.',
  },
};

const byMessage: readonly (readonly [RegExp, Meaning])[] = [
  [/^invalid api key/i, badKeys],
  [/opted in/i, apiAccessOff],
  [/^invalid domain/i, notInAccount],
  [/you need to pass an id/i, goneRecord],
  [/record already exists/i, duplicate],
  [/(cname or alias|cname|alias) record with that host already exists/i, inTheWay],
  [/^(create|edit) error: we were unable/i, couldNot],
  [/invalid dns record type/i, byCode.INVALID_TYPE as Meaning],
  [/invalid name server list/i, { code: 'rejected', advice: 'Write 2 to 13 nameservers, each a host that exists.' }],
];

/** What a refusal means. `status`: of HTTP, for those that nothing else is known of. */
export function meaningOf(refusal: WireRefusal, status: number): Meaning {
  // It says more than a code does: a domain whose API Access is off may be called an invalid one.
  if (refusal.action === 'enable_setting') return apiAccessOff;
  const known = refusal.code === null ? undefined : byCode[refusal.code];
  if (known !== undefined) return known;
  const message = byMessage.find(([pattern]) => pattern.test(refusal.message))?.[1];
  const action = refusal.action === null ? undefined : byAction[refusal.action];
  if (message !== undefined || action !== undefined) return (message ?? action) as Meaning;
  // Documented: extra authentication is needed.
  if (status === 403)
    return { code: 'forbidden', advice: 'Porkbun wants a second factor for this: do it on its website.' };
  // A refusal may come with HTTP 200.
  const code = status < 400 ? 'rejected' : codeForStatus(status);
  return { code, advice: refusal.hint ?? 'Look the code up in the documentation of the Porkbun API.' };
}

/** Without the full stop, which the message that it ends up in has itself. */
export function seenOf({ code, message }: WireRefusal): string {
  const text = message.replace(/\.$/, '');
  return code === null ? text : `${code} ${text}`;
}

/** The error for an answer that says no. */
export function refusalError(refusal: WireRefusal, status: number, context: AnswerContext): RegistrarError {
  const { code, advice, effect, refusesAccount = false } = meaningOf(refusal, status);
  const seen = `HTTP ${status}, ${seenOf(refusal)}`;
  return answerError({ code, seen, advice, effectKnown: effect !== 'unknown', refusesAccount }, context);
}
