/**
 * The API's reply codes as errors and advice. Sources: the code table in goranvrbaski/python-namesilo, NameSilo's own
 * WHMCS module, recordings of dns-lexicon; read 2026-11-23. Only the code decides; the
 * detail is free text to show. Codes that pass by themselves do not come this far: see `judge.ts`.
 */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError } from '../http/answers.ts';
import type { Reply } from './wire.ts';

interface Meaning {
  readonly code: RegistrarErrorCode;
  readonly advice: string;
  /** Whether a write that was answered so may have had an effect. */
  readonly effect?: 'unknown';
}

const apiManager = 'https://www.namesilo.com/account/api-manager';

const ourFault: Meaning = {
  code: 'rejected',
  advice: 'NameSilo does not take requests of this form any more: look for a newer version of domctl, or report this.',
};
const payment: Meaning = { code: 'rejected', advice: "Settle the payment in NameSilo's account settings." };

const meanings: readonly (readonly [codes: readonly string[], meaning: Meaning])[] = [
  [['101', '102', '103', '104', '105', '106', '107', '108', '120'], ourFault],
  [
    ['109', '110', '111'],
    {
      code: 'unauthorized',
      advice: `Check api_key: it is made at ${apiManager}, and shown there once. Keys of NameSilo's sandbox and of its OTE are not known here, and ours are not known there.`,
    },
  ],
  [
    ['112'],
    {
      code: 'forbidden',
      advice: 'A sub-account cannot use the API: use a key of the main account.',
    },
  ],
  [['114'], { code: 'rejected', advice: 'Check the domain in the config.' }],
  [['116', '117', '118', '119'], payment],
  [
    ['200'],
    {
      code: 'not-found',
      advice:
        'NameSilo answers so for a domain of another account, and for one that expired, was cancelled or is being transferred away: check the name, and which account the key belongs to, and look at the domain in its panel.',
    },
  ],
  [
    ['210'],
    {
      code: 'rejected',
      advice: "Look at the domain in NameSilo's panel, or ask NameSilo's support.",
      effect: 'unknown',
    },
  ],
  [
    ['254'],
    {
      code: 'rejected',
      advice:
        'Check the nameservers: each must exist, and one that lies inside the domain must be registered as a host of it in the panel first.',
    },
  ],
  [['262', '263', '264', '265', '266', '267'], { code: 'rejected', advice: "Look at the domain in NameSilo's panel." }],
  [['280'], { code: 'rejected', advice: 'Correct the record in the config; NameSilo did not change it.' }],
];

const byCode = new Map(meanings.flatMap(([codes, meaning]) => codes.map((code) => [code, meaning] as const)));

/** `280 subdomain..example.com is not a valid host`. */
export function seenOf({ code, detail, inactiveType }: Reply): string {
  const reason = inactiveType === '' ? '' : ` (${inactiveType})`;
  return `${code} ${detail}${reason}`.trim();
}

export function refusalError(reply: Reply, context: AnswerContext): RegistrarError {
  const { code, advice, effect } = meaningOf(reply);
  // Those of these codes are about the key and the address, never about a domain.
  const refusesAccount = code === 'unauthorized' || code === 'forbidden';
  return answerError({ code, seen: seenOf(reply), advice, effectKnown: effect !== 'unknown', refusesAccount }, context);
}

function meaningOf({ code, ip }: Reply): Meaning {
  if (code === '113') return notAllowedFrom(ip);
  return byCode.get(code) ?? unlisted;
}

function notAllowedFrom(ip: string): Meaning {
  const address = ip === '' ? 'the address that the requests come from' : ip;
  return {
    code: 'forbidden',
    advice: `The key may be used from listed addresses only: add ${address} at ${apiManager}, or run from an address that is listed there.`,
  };
}

const unlisted: Meaning = {
  code: 'rejected',
  advice: "Look the code up at https://www.namesilo.com/api-reference, or ask NameSilo's support.",
  effect: 'unknown',
};
