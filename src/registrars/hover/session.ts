/**
 * The session of one account: a sign-in of our own, or a browser's. At most one sign-in at a time; one that failed is not
 * tried again in this run, and a session that never worked is not replaced by another.
 */
import type { AccountConfig } from '../../schema/desired.ts';
import type { RegistrarError } from '../errors.ts';
import { type AnswerContext, answerError } from '../http/answers.ts';
import { createRedactor } from '../http/redact.ts';
import type { Transport } from '../http/transport.ts';
import { type CookieJar, createCookieJar } from './cookies.ts';
import { authCookie, type Clock, signIn } from './sign-in.ts';

export interface Session {
  readonly jar: CookieJar;
  /** Whether it came with the credentials. */
  readonly byCookie: boolean;
  /** An answer was given under it. */
  worked: boolean;
}

export interface Sessions {
  /** Throws `RegistrarError`. */
  current(): Promise<Session>;
  /** Hover does not know this session any more. Whether there may be another: `current` then gives it. */
  replace(ended: Session): boolean;
  /** Takes the account's secrets and the cookies of its sessions out of a text. */
  redact(text: string): string;
}

/** Shorter values are words that stand in any text. */
const shortestSecret = 8;

export function createSessions(account: AccountConfig, transport: Transport, clock: Clock): Sessions {
  let opening: Promise<Session> | undefined;
  let open: Session | undefined;
  const jars: CookieJar[] = [];

  function redact(text: string): string {
    const values = jars.flatMap((jar) => jar.values()).filter((value) => value.length >= shortestSecret);
    return createRedactor(values)(transport.redact(text));
  }

  const context: AnswerContext = {
    registrar: 'hover',
    account: account.name,
    transport: { redact, shut: transport.shut },
    request: { operation: 'sign in', object: account.name, kind: 'read' },
  };

  async function begin(): Promise<Session> {
    const { cookie } = account.credentials;
    const byCookie = cookie !== undefined && cookie !== '';
    const jar = createCookieJar(cookie);
    jars.push(jar);
    if (!byCookie) await signIn({ account, transport, clock, context, jar });
    else if (!jar.has(authCookie)) throw notASession(context);
    open = { jar, byCookie, worked: false };
    return open;
  }

  return {
    redact,
    current: () => {
      opening ??= begin();
      return opening;
    },
    replace: (ended) => {
      if (ended !== open) return true;
      if (ended.byCookie || !ended.worked) return false;
      opening = undefined;
      open = undefined;
      return true;
    },
  };
}

function notASession(context: AnswerContext): RegistrarError {
  const advice =
    'Copy all cookies of www.hover.com from a browser that is logged in, as one text: "hover_session=...; hoverauth=...". The one of the name hoverauth says who you are; docs/registrars/hover.md tells where to find them.';
  const seen = `cookie holds no ${authCookie}`;
  return answerError({ code: 'unauthorized', seen, advice, refusesAccount: true }, context);
}
