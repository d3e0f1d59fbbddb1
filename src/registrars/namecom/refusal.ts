/** Name.com's refusals: `{message, details}` (OpenAPI file). What a user can do about each; the gates first. */
import { RegistrarError, type RegistrarErrorCode } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus, excerpt } from '../http/answers.ts';
import { parseObject } from '../http/fields.ts';
import type { HttpResponse } from '../http/transport.ts';

/** Name.com does not show or change the records, because the domain is delegated elsewhere. */
export class NotDelegated extends RegistrarError {}

/** What a refusal may mean for one operation, in place of what it means in general. */
export interface Advice {
  /** 400, 409, 422. */
  readonly rejected?: string;
  /** 403 that does not say why: the documents tell reasons that the answer may not. */
  readonly forbidden?: string;
}

/** The error for an answer that is not 2xx. */
export function refusal(response: HttpResponse, context: AnswerContext, advice: Advice = {}): RegistrarError {
  const said = whatItSays(response, context);
  const meaning = meaningOf(response.status, said, advice);
  const error = answerError(
    {
      code: meaning.code,
      seen: `HTTP ${response.status}, ${said}`,
      advice: meaning.advice,
      refusesAccount: meaning.refusesAccount ?? false,
      // A refusal has no effect; of several changes in one, all are undone (OpenAPI file, UpdateDomain). Anything that
      // is neither success nor refusal is not known.
      effectKnown: response.status >= 400,
    },
    context,
  );
  return meaning === notDelegated ? new NotDelegated(error) : error;
}

/** The record or DS record is there already: 400 of a creation (recorded by dns-lexicon), 409 of an update. */
export function isDuplicate({ status, text }: Pick<HttpResponse, 'status' | 'text'>): boolean {
  return (status === 400 || status === 409) && /duplicate|already exists/i.test(text);
}

/** The record or DS record is not there, and not the domain. */
export function isGoneAlready({ status, text }: Pick<HttpResponse, 'status' | 'text'>): boolean {
  return status === 404 && !/domain does not exist/i.test(text);
}

interface Meaning {
  readonly code: RegistrarErrorCode;
  readonly advice: string;
  /** It is about the token and the account, whatever was asked. */
  readonly refusesAccount?: true;
}

const tokenPage = 'https://www.name.com/account/settings/api';

const twoStepGate: Meaning = {
  code: 'forbidden',
  refusesAccount: true,
  advice:
    'The token is right, but this Name.com account has two-step verification on, and Name.com refuses API requests of such accounts until API access is allowed. Log in to Name.com, open Account Settings, Security, switch on API access beside two-step verification, and run again. Where the account has no such switch, two-step verification and the API exclude each other: turn it off, or use an account of its own for the API.',
};

const unauthorized: Meaning = {
  code: 'unauthorized',
  refusesAccount: true,
  advice: `Check username and token of this account. The username is that of the login, the token is one from ${tokenPage}, and not the password. Production and development (api.dev.name.com, username with -test) have tokens of their own; a new one may take some minutes to work.`,
};

const forbidden: Meaning = {
  code: 'forbidden',
  advice: `Name.com knows the account but refuses this. Look at ${tokenPage}: the terms of the API have to be accepted, and if the token is limited to certain IP addresses, this machine's has to be among them. Two-step verification needs API access switched on in the security settings.`,
};

const expired: Meaning = {
  code: 'forbidden',
  advice: 'The domain has expired, and Name.com changes nothing about it until it is renewed: renew it first.',
};

const notDelegated: Meaning = {
  code: 'rejected',
  advice:
    'Name.com changes records only of domains that are delegated to it: set `nameservers: auto` for this domain, or name the account that hosts its zone in `dns`.',
};

const absent: Meaning = {
  code: 'not-found',
  advice:
    'It is not in this Name.com account: check the name, and which account the domain is in. Name.com hosts the zones of domains that are registered there only, and the development API knows other domains than the real one.',
};

const rival: Meaning = {
  code: 'conflict',
  advice: 'The record is there already, or another one of that name excludes it: plan again to see what is live.',
};

const badValues = 'Name.com does not take these values: correct them in the config.';

function meaningOf(status: number, said: string, advice: Advice): Meaning {
  const code = codeForStatus(status);
  switch (code) {
    case 'unauthorized':
      return unauthorized;
    case 'forbidden':
      return gate(said, advice.forbidden);
    case 'not-found':
      return absent;
    case 'conflict':
    case 'rejected':
      if (saysNotDelegated(said)) return notDelegated;
      if (advice.rejected === undefined && (code === 'conflict' || isDuplicate({ status, text: said }))) return rival;
      return { code: 'rejected', advice: adviceForStatus(status) ?? advice.rejected ?? badValues };
    default:
      return { code, advice: 'The API may have changed: look for a newer version of domctl, or report this answer.' };
  }
}

function gate(said: string, advice: string | undefined): Meaning {
  if (/two.?(step|factor)|2fa/i.test(said)) return twoStepGate;
  if (saysNotDelegated(said)) return notDelegated;
  if (/expired/i.test(said)) return expired;
  if (advice !== undefined) return { code: 'forbidden', advice };
  return /authenticat/i.test(said) ? unauthorized : forbidden;
}

/** "Domain Not Dns Ready" in 2017 (dnscontrol issue 206), the other in the OpenAPI file; the exact words NOT VERIFIED. */
function saysNotDelegated(said: string): boolean {
  return /not dns ready|authoritative nameserver/i.test(said);
}

function adviceForStatus(status: number): string | undefined {
  if (status === 402)
    return 'The account lacks the credit for this, or its card was refused: look at the payment settings of Name.com.';
  if (status === 405 || status === 415)
    return 'Check the endpoint of this account: something between here and the API may change requests.';
  return status === 451 ? 'Name.com may not do this for legal reasons: ask its support.' : undefined;
}

/** `Invalid Argument: Parameter Value Error - Duplicate Record`. */
function whatItSays(response: HttpResponse, { transport }: AnswerContext): string {
  const { message, details } = parseObject(response.text) ?? {};
  const parts = [message, details].filter((part): part is string => typeof part === 'string' && part.trim() !== '');
  if (parts.length > 0) return parts.map((part) => part.trim().replace(/\.$/, '')).join(': ');
  // Redacted before it is cut: half a secret would not be recognised.
  return response.text.trim() === '' ? 'an empty body' : `"${excerpt(transport.redact(response.text))}"`;
}
