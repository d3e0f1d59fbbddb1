/** The cookies of one session: names and values, sent back to the one host that they came from. */
import { type Authorize, withHeaders } from '../http/authorize.ts';

export interface CookieJar {
  /** For the `Cookie` header; empty where there are none. */
  header(): string;
  /** Sends the cookies along, as they are when the request goes out. */
  readonly authorize: Authorize;
  has(name: string): boolean;
  /** Keeps what an answer set; an empty value takes a cookie away. */
  take(setCookies: readonly string[] | undefined): void;
  /** Every value that it has or had: what must not be shown. */
  values(): readonly string[];
}

/** `text`: cookies to begin with, as a browser shows them: `a=1; b=2`, with or without `Cookie:` before them. */
export function createCookieJar(text = ''): CookieJar {
  const cookies = new Map<string, string>();
  const seen = new Set<string>();
  const put = (pair: string) => {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const value = pair.slice(equals + 1).trim();
    if (name === '' || /\s/.test(name)) return;
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
    seen.add(value);
  };
  for (const pair of text.replace(/^\s*cookie:/i, '').split(';')) put(pair);
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    header,
    authorize: (outgoing) => (cookies.size === 0 ? outgoing : withHeaders({ cookie: header() })(outgoing)),
    has: (name) => cookies.has(name),
    // What stands behind the first semicolon (path, expiry) says where else to send it, and for how long.
    take: (setCookies = []) => {
      for (const cookie of setCookies) put(cookie.split(';', 1)[0] ?? '');
    },
    values: () => [...seen],
  };
}
