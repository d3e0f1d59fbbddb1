/**
 * Signing in as the website's own form does: user name and password, then a one-time code. Mandatory since March 2023
 * (dns-lexicon issue 1602). Steps as dns-lexicon recorded them in 2023 and GoCodeAlone/workflow-plugin-hover in 2026.
 * A password that was refused is not sent again: an account may be locked after some wrong ones (NOT VERIFIED).
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError, unexpectedResponse } from '../http/answers.ts';
import { type Authorize, all, withJson } from '../http/authorize.ts';
import type { Json } from '../http/fields.ts';
import type { HttpResponse, Transport } from '../http/transport.ts';
import type { CookieJar } from './cookies.ts';
import { messageOf, readJson, useBrowserSession, webPage } from './refusal.ts';
import { stepMs, totpCode } from './totp.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  wait(ms: number): Promise<void>;
}

interface SignIn {
  readonly account: AccountConfig;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly context: AnswerContext;
  /** Takes the cookies of the new session. */
  readonly jar: CookieJar;
}

/** What the website's scripts say of themselves; without it, answers may be pages. */
export const scriptHeaders = { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest' } as const;

/** The cookie that says who we are. */
export const authCookie = 'hoverauth';

/** Begins a session. Throws `RegistrarError`. */
export async function signIn(options: SignIn): Promise<void> {
  const { account, context, jar } = options;
  const { username = '', password = '', totp_secret: secret } = account.credentials;
  // Gives the cookie of the session that the form belongs to.
  const form = await send(options, { method: 'GET', path: '/signin' });
  if (form.status >= 400) throw webPage(form, context);

  // An empty text as `token` is refused like a wrong password.
  const json = { remember: false, token: null };
  const answer = await post(options, '/signin/auth.json', json, withJson({ username, password }));
  if (answer.status === 'need_2fa') await sendCode(options, answer, secret);
  else if (answer.status !== 'completed') throw refusedPassword(answer, context);
  if (!jar.has(authCookie)) throw unexpectedResponse(`a completed sign-in without the cookie ${authCookie}`, context);
}

/** A code counts once (NOT VERIFIED): where another program has just used it, the next one is waited for. */
async function sendCode(options: SignIn, asked: Json, secret: string | undefined): Promise<void> {
  const { clock, context, jar } = options;
  if (asked.type !== 'app') throw otherMethod(asked, context);
  if (secret === undefined || secret === '') throw noSecret(context);
  const code = async (atMs: number) => {
    const text = await totpCode(secret, atMs);
    if (text === null) throw badSecret(context);
    return { code: text };
  };
  const at = clock.now();
  const first = await post(options, '/signin/auth2.json', await code(at));
  if (jar.has(authCookie)) return;
  const next = (Math.floor(at / stepMs) + 1) * stepMs;
  await clock.wait(Math.max(0, next - clock.now()));
  await post(options, '/signin/auth2.json', await code(Math.max(next, clock.now())));
  if (!jar.has(authCookie)) throw refusedCode(first, context);
}

async function post(options: SignIn, path: string, json: Json, ...authorize: readonly Authorize[]): Promise<Json> {
  const response = await send(options, { method: 'POST', path, body: { json } }, authorize);
  return readJson(response, options.context);
}

/** Nothing of the user's is changed, so that it may be sent again where nobody answered. */
async function send(
  { transport, context, jar }: SignIn,
  request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: { readonly json: unknown } },
  credentials: readonly Authorize[] = [],
): Promise<HttpResponse> {
  const authorize = all(jar.authorize, ...credentials);
  const response = await transport.send({
    ...context.request,
    ...request,
    headers: scriptHeaders,
    authorize,
    kind: 'read',
  });
  jar.take(response.setCookies);
  return response;
}

function refusedPassword(answer: Json, context: AnswerContext): RegistrarError {
  const said = messageOf(answer) || `status ${JSON.stringify(answer.status) ?? 'missing'}`;
  const advice = `Hover says the same of a wrong password and when its protection against robots stops a script, however right the password is. Check username and password at https://www.hover.com/signin with a browser, once. If they work there, scripts are kept out. ${useBrowserSession}`;
  return answerError({ code: 'unauthorized', seen: said, advice, refusesAccount: true }, context);
}

function otherMethod({ type }: Json, context: AnswerContext): RegistrarError {
  const seen = `Hover asks for a second factor of type ${JSON.stringify(type) ?? 'unknown'}`;
  const advice = `domctl can give codes of an authenticator app only. Change the method to an app in the settings of the account at https://www.hover.com, and set totp_secret. Or: ${useBrowserSession}`;
  return answerError({ code: 'unauthorized', seen, advice, refusesAccount: true }, context);
}

function noSecret(context: AnswerContext): RegistrarError {
  const advice =
    'Set totp_secret: the text that Hover shows beside the QR code when two-factor sign-in by app is set up (set it up anew to see it again).';
  const seen = 'Hover asks for a code of an authenticator app';
  return answerError({ code: 'unauthorized', seen, advice, refusesAccount: true }, context);
}

function badSecret(context: AnswerContext): RegistrarError {
  const advice =
    'It is the text that Hover shows beside the QR code, letters A to Z and digits 2 to 7; not one of the codes of six digits.';
  const seen = 'totp_secret is not Base32';
  return answerError({ code: 'unauthorized', seen, advice, refusesAccount: true }, context);
}

function refusedCode(answer: Json, context: AnswerContext): RegistrarError {
  const said = messageOf(answer);
  const advice =
    "Two codes were tried. Check totp_secret, and this machine's clock: a code is right for half a minute. If codes of the app are refused in a browser too, set the method up anew.";
  const seen = `Hover did not take the one-time code${said === '' ? '' : `: ${said}`}`;
  return answerError({ code: 'unauthorized', seen, advice, refusesAccount: true }, context);
}
