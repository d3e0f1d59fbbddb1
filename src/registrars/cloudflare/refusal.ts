/** Errors in Cloudflare's answers: by code, which may stand only in `error_chain`; else by HTTP status. */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus } from '../http/answers.ts';
import type { Envelope, WireError } from './wire.ts';

interface Meaning {
  readonly code: RegistrarErrorCode;
  readonly advice: string;
  /** It is about the token, whatever was asked. */
  readonly refusesAccount?: true;
}

const badToken: Meaning = {
  code: 'unauthorized',
  refusesAccount: true,
  advice: 'Check the api_token of this account: it is mistyped, expired or revoked.',
};
const noPermission: Meaning = {
  code: 'forbidden',
  advice:
    'Give the API token Zone:Zone:Read and Zone:DNS:Edit for this zone (Zone:Zone:Edit to make zones; Registrar:Edit for registrations), or check account_id.',
};
const rivalRecord: Meaning = {
  code: 'rejected',
  advice: 'Another record of this name excludes it: plan again to see what is there now.',
};
const invalid: Meaning = { code: 'rejected', advice: 'Correct the record in the config.' };

/** Codes as users and client authors report them; the API reference has no list. */
const meanings: Readonly<Record<number, Meaning>> = {
  1000: badToken,
  6003: badToken,
  6103: badToken,
  6111: badToken,
  9103: badToken,
  9106: badToken,
  10000: noPermission,
  7000: { code: 'not-found', advice: 'Check the endpoint of this account.' },
  7003: { code: 'not-found', advice: 'It is gone, or belongs to another account: plan again.' },
  1001: { code: 'not-found', advice: 'It is gone, or belongs to another account: plan again.' },
  1038: {
    code: 'forbidden',
    advice: 'Cloudflare does not let the API manage domains of this ending: use the dashboard.',
  },
  1061: { code: 'conflict', advice: 'The zone exists already: plan again.' },
  1097: { code: 'rejected', advice: 'Cloudflare does not take this domain: look at the reason that it gives.' },
  81044: { code: 'not-found', advice: 'The record was deleted since it was read: plan again.' },
  // Not because of any one record: the others would fill the zone in part.
  81045: {
    code: 'forbidden',
    advice: 'The zone holds as many records as its plan allows: delete some, or choose a larger plan.',
  },
  81053: rivalRecord,
  81054: rivalRecord,
  81055: rivalRecord,
  81056: rivalRecord,
  81057: { code: 'conflict', advice: 'The record is there already: plan again.' },
  81058: { code: 'conflict', advice: 'The record is there already: plan again.' },
  9003: { code: 'rejected', advice: 'Write it without proxied, or with another address.' },
  9041: { code: 'rejected', advice: 'Write it without proxied.' },
  9021: { code: 'rejected', advice: 'Write a ttl from 60 to 86400, or auto.' },
  9300: { code: 'rejected', advice: 'The plan of this zone has no tags left: take tags out of the config.' },
  9000: invalid,
  9005: invalid,
  9006: invalid,
  9009: invalid,
  9039: invalid,
};

/** The error for an answer that says no. It is certain that nothing was changed: a batch is one transaction. */
export function refusalOf(status: number, envelope: Envelope, context: AnswerContext): RegistrarError {
  const all = envelope.errors.flatMap(withChain);
  // The innermost says most: 1004 alone is "DNS Validation Error".
  const known = [...all].reverse().find(({ code }) => meanings[code] !== undefined);
  const meaning = known === undefined ? unclear(all) : meanings[known.code];
  const texts = all.map(({ code, message }) => `${code} ${message}`.trim());
  return answerError(
    {
      code: meaning?.code ?? codeForStatus(status),
      seen: `HTTP ${status}${texts.length > 0 ? `, ${texts.join(': ')}` : ''}`,
      advice: meaning?.advice ?? 'Look the code up in the documentation of the Cloudflare API.',
      refusesAccount: meaning?.refusesAccount ?? (known?.code === 10000 && isZoneList(context)),
    },
    context,
  );
}

/**
 * 10000 is also a permission that the token lacks for one zone or for registrations. Every token that serves may list zones,
 * if none at all: refused there, it is unknown.
 */
function isZoneList({ account, request: { operation, object } }: AnswerContext): boolean {
  return object === account && ['list zones', 'verify credentials'].includes(operation);
}

/** 9109 is "Invalid access token" as well as "Unauthorized to access requested resource". */
function unclear(errors: readonly WireError[]): Meaning | undefined {
  const error = errors.find(({ code }) => code === 9109);
  if (error === undefined) return undefined;
  return /token/i.test(error.message) ? badToken : noPermission;
}

function withChain(error: WireError): readonly WireError[] {
  return [error, ...error.chain.flatMap(withChain)];
}
