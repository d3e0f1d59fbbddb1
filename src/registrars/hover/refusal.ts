/**
 * What Hover's answers mean where they are not what was asked for: refusals, sessions that have ended, and web pages in
 * place of JSON. There are no numeric codes: what counts is `succeeded`, then `error_code`, then the HTTP status.
 */
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError, codeForStatus, excerpt, unexpectedResponse } from '../http/answers.ts';
import type { Json } from '../http/fields.ts';
import { parseObject } from '../http/fields.ts';
import type { HttpResponse } from '../http/transport.ts';

/** How to go on where a script is not let in. */
export const useBrowserSession =
  'Log in at https://www.hover.com/signin with a browser on this machine, and give domctl its cookies: `cookie` in place of username and password; docs/registrars/hover.md tells how. Or make the change on the website.';

/** The JSON of an answer that says that it succeeded. Throws `RegistrarError` for everything else. */
export function readAnswer(response: HttpResponse, context: AnswerContext): Json {
  // As JSON or as a page of the website.
  if (response.status === 404) throw notFound(context);
  const json = readJson(response, context);
  if (json.succeeded === true && response.status < 400) return json;
  if (typeof json.succeeded !== 'boolean' && response.status < 400) {
    throw unexpectedResponse(`HTTP ${response.status} without a word on success`, context);
  }
  throw refused(json, response.status, context);
}

/** By its content type: a web page may well parse as something. Throws `RegistrarError`. */
export function readJson(response: HttpResponse, context: AnswerContext): Json {
  if (!/\bjson\b/i.test(response.headers['content-type'] ?? '')) throw webPage(response, context);
  const json = parseObject(response.text);
  if (json !== null) return json;
  const body = excerpt(context.transport.redact(response.text));
  throw unexpectedResponse(
    `HTTP ${response.status} with "${body}" where a JSON object was expected`,
    context,
    'The answer was cut short, or Hover has changed its control panel: try again, then look for a newer version of domctl.',
  );
}

/** "You must login first", or a redirect to where that is done. */
export function isSignedOut({ status, headers, text }: HttpResponse): boolean {
  if (status >= 300 && status < 400) return /\/signin\b/.test(headers.location ?? '');
  return status === 401 && parseObject(text)?.error_code === 'login';
}

/** `byCookie`: the session is a browser's, which domctl cannot renew. */
export function signedOut(byCookie: boolean, context: AnswerContext): RegistrarError {
  return answerError(
    {
      code: 'unauthorized',
      refusesAccount: true,
      seen: byCookie ? 'the browser session of `cookie` has ended, or never was one' : 'the session has ended',
      advice: byCookie
        ? 'Log in at https://www.hover.com/signin with a browser, copy all of its cookies for www.hover.com anew, hoverauth among them, and leave that session open.'
        : `Hover ended a session that was just begun: run again once; if it stays so: ${useBrowserSession}`,
    },
    context,
  );
}

/**
 * Signs of the protection in front of the website, and of the firewall that answers a GET with a body. Not the mere word
 * "captcha": it stands in a flag of every sign-in page.
 */
const wall = /Unauthorized Request Blocked|Incapsula|Imperva|Access Denied|h-captcha|g-recaptcha|verify you are human/i;

/** The error for a page in place of JSON. A page with 401 or 403 has kept the request away; others leave that open. */
export function webPage(response: HttpResponse, context: AnswerContext): RegistrarError {
  const { status, text, headers } = response;
  const isDenied = status === 401 || status === 403;
  const type = headers['content-type'] ?? 'no content type';
  const body = excerpt(context.transport.redact(text));
  const seen = `HTTP ${status} with ${body === '' ? 'an empty body' : `"${body}"`} (${type}) where JSON was expected`;
  if (!isDenied && !wall.test(text)) {
    return unexpectedResponse(
      seen,
      context,
      `Hover answered with a page of its website: maintenance, a check for robots, or a changed control panel. Try again later, and look at https://www.hover.com with a browser. If that works: ${useBrowserSession}`,
    );
  }
  const advice = `The protection of Hover's website against robots stopped this request. Your credentials and your domains are not the reason, and asking again makes it worse. ${useBrowserSession}`;
  return answerError({ code: 'forbidden', seen, advice, effectKnown: isDenied, refusesAccount: true }, context);
}

function refused(json: Json, status: number, context: AnswerContext): RegistrarError {
  const said = messageOf(json);
  const seen = `HTTP ${status}${said === '' ? ', without a reason' : `, ${said}`}`;
  // A refusal may come with HTTP 200.
  const code = status < 400 || status === 422 ? 'rejected' : codeForStatus(status);
  const isDenied = code === 'unauthorized' || code === 'forbidden';
  const advice = isDenied
    ? `Hover does not let this session do it, or its protection against robots stopped it. ${useBrowserSession}`
    : 'Hover says no more than that: plan again to see what is there now, and try the same in its control panel.';
  return answerError({ code, seen, advice }, context);
}

function notFound(context: AnswerContext): RegistrarError {
  const advice =
    'The domain is not in this Hover account, or Hover has changed its control panel: look the domain up at https://www.hover.com/control_panel. Hover hosts no zones of domains that are registered elsewhere.';
  return answerError({ code: 'not-found', seen: 'HTTP 404', advice }, context);
}

/** `error` or `errors`: a text, a list of texts, or texts by field. Without the full stop. */
export function messageOf(json: Json): string {
  const said = [json.error_code, json.error, json.errors].flatMap(texts);
  return [...new Set(said)].map((text) => text.replace(/\.$/, '')).join(', ');
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    texts(item).map((text) => (Array.isArray(value) ? text : `${key}: ${text}`)),
  );
}
