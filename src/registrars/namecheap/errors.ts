/**
 * The API's error numbers as codes and advice. Sources: global parameters and method pages of namecheap.com/support/api,
 * errors.go of go-namecheap-sdk, diagnostics.go of terraform-provider-namecheap; read 2026-11-23.
 */
import type { RegistrarError, RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError } from '../http/answers.ts';
import type { ApiError } from './wire.ts';

/** getHosts and setHosts of a domain that other nameservers answer for. */
export const notOurDns = '2030288';

const accessPage = 'https://ap.www.namecheap.com/settings/tools/apiaccess/';
const whitelistPage = `${accessPage}whitelisted-ips`;

/** Server errors that pass (`serverErrorNumbers` of the SDK); "too many requests" as an XML error is NOT VERIFIED. */
export const transientNumbers: readonly string[] = ['3050900', '5019169', '5050169', '5050900', '500000'];

interface Meaning {
  readonly code: RegistrarErrorCode;
  readonly advice: string;
  /** Whether a write that was answered so may have had an effect. */
  readonly effect?: 'unknown';
}

const forbiddenAccount = "Look at the state of the account in Namecheap's panel, or ask its support.";
const notInAccount =
  'The domain is not in this Namecheap account: check its name and the account in the config. Only domains that the account owns or may edit can be managed.';
const serverFault = 'Namecheap has a fault of its own: run again later.';

const meanings: readonly (readonly [numbers: readonly string[], meaning: Meaning])[] = [
  [
    ['1011102'],
    {
      code: 'unauthorized',
      advice: `Check api_user and api_key, and that API access is on at ${accessPage}. The sandbox of Namecheap has accounts and keys of its own.`,
    },
  ],
  [
    ['1010101', '1010102', '1010105'],
    { code: 'unauthorized', advice: 'Give api_user, api_key and client_ip in the credentials of the account.' },
  ],
  [
    ['1011105'],
    {
      code: 'forbidden',
      advice: 'client_ip must be the IPv4 address that the requests come from; the API takes no IPv6.',
    },
  ],
  [['1017101', '1017103', '1017105', '1017150', '1017410', '1017411'], { code: 'forbidden', advice: forbiddenAccount }],
  [
    ['1016103', '1019103', '1030408', '1050900'],
    { code: 'unauthorized', advice: 'Check api_user and username: normally they are the same.' },
  ],
  [['2019166', '2016166', '3016166'], { code: 'not-found', advice: notInAccount }],
  [['2030166', '4011103'], { code: 'not-found', advice: notInAccount }],
  [
    [notOurDns],
    {
      code: 'rejected',
      advice:
        'The domain is delegated to other nameservers, and Namecheap keeps its records shut until it is delegated to dns1 and dns2.registrar-servers.com: set `nameservers: auto`, or `dns:` to the account that hosts the zone.',
    },
  ],
  [['2050900'], { code: 'rejected', advice: 'Correct the value that is named; nothing of this write was made.' }],
  [['3011288'], { code: 'rejected', advice: 'Check the nameservers: at least two, each a host that exists.' }],
  [
    ['3013288', '4013288'],
    { code: 'rejected', advice: 'Namecheap holds 150 records in a zone: remove some, or host the zone elsewhere.' },
  ],
  [['4022228', '4022288', '4023330'], { code: 'unavailable', advice: serverFault, effect: 'unknown' }],
  [transientNumbers, { code: 'unavailable', advice: serverFault, effect: 'unknown' }],
];

const byNumber = new Map(meanings.flatMap(([numbers, meaning]) => numbers.map((number) => [number, meaning] as const)));

/** The error for what the API answered. `clientIp` is what the account is configured with. */
export function refusal(errors: readonly ApiError[], clientIp: string, context: AnswerContext): RegistrarError {
  const [first] = errors;
  const seen = errors.map(({ number, text }) => `${number} ${text}`.trim()).join('; ');
  const meaning = meaningOf(first, clientIp);
  return answerError(
    {
      code: meaning.code,
      seen,
      advice: meaning.advice,
      effectKnown: meaning.effect !== 'unknown',
      // Those of these codes are about key, user and address, never about a domain.
      refusesAccount: meaning.code === 'unauthorized' || meaning.code === 'forbidden',
    },
    context,
  );
}

function meaningOf(error: ApiError | undefined, clientIp: string): Meaning {
  const { number = '', text = '' } = error ?? {};
  if (number === '1011150') return notWhitelisted(text, clientIp);
  return byNumber.get(number) ?? unlisted(number);
}

/** `Invalid request IP: 203.0.113.9` [go-namecheap-sdk issue 4]. There is no API to change the list. */
function notWhitelisted(text: string, clientIp: string): Meaning {
  const address = /(?<![0-9a-f.:])[0-9a-f]*[.:][0-9a-f.:]*[0-9a-f]/i.exec(text.replace(/^[^:]*:/, ''))?.[0];
  const come = address === undefined ? 'the address they come from' : address;
  return {
    code: 'forbidden',
    advice: `Namecheap takes requests only from addresses on its whitelist: add ${come} at ${whitelistPage}, or run from an address that is there and give it as client_ip (now ${clientIp}).`,
  };
}

/** By the number's first digit: 1 and 2 are refused before anything is done; behind the others stands a system that was asked. */
function unlisted(number: string): Meaning {
  const refused = number.startsWith('1') || number.startsWith('2');
  return {
    code: 'rejected',
    advice: `Look the error up at https://www.namecheap.com/support/api/error-codes/, or ask Namecheap's support.`,
    ...(refused ? {} : { effect: 'unknown' }),
  };
}
