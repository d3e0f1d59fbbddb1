/**
 * The URL of a Postgres server, taken apart once: what is shown, what is checked and what the driver gets are the same
 * parts. (`pg-connection-string` lets a query override the host, takes the last of two parameters, and mends what is
 * malformed; 2.14, 2026-11-23.)
 */

/** Decoded. */
export interface GivenUrl {
  /** A name, an address, or the folder of a socket, which begins with `/`. */
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database: string;
  readonly sslmode?: string;
  readonly sslrootcert?: string;
  readonly sslcert?: string;
  readonly sslkey?: string;
  readonly application_name?: string;
  readonly options?: string;
  readonly connect_timeout?: string;
  readonly channel_binding?: string;
}

const parameters = [
  'host',
  'port',
  'user',
  'password',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'application_name',
  'options',
  'connect_timeout',
  'channel_binding',
] as const;

export const serverUrlForm =
  'Write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of user and password percent-encoded ' +
  `(@ as %40, / as %2F), without quotes or blanks around it. After a question mark it takes ${parameters.join(', ')}.`;

/** User, password, host, port, database, parameters; encoded. The last `@` ends the password. */
const form =
  /^postgres(?:ql)?:\/\/(?:([^/?:]*)(?::([^/?]*))?@)?(\[[0-9a-f:.]+\]|[^/?@:[\]]*)(?::(\d+))?\/([^/?@:]+)(?:\?([^@]*))?$/i;

/**
 * Null for what is not wholly understood. A password with an unencoded `/`, `?` or `#` ends the host early, and leaves its
 * rest and the `@` where a database or a parameter should be: what looks like a URL is none.
 */
export function readServerUrl(text: string): GivenUrl | null {
  const match = /[\s\p{C}#]/u.test(text) ? null : form.exec(text);
  if (match === null) return null;
  try {
    const [user, password, host, port, database] = match.slice(1, 6).map(decoded);
    const given = readParameters(match[6] ?? '');
    if (database === undefined || given === null) return null;
    return joined({ user, password, host: host?.replace(/^\[(.+)\]$/, '$1'), port }, given, database);
  } catch (error) {
    // Percent signs that encode nothing.
    if (error instanceof URIError) return null;
    throw error;
  }
}

type Given = Partial<Record<(typeof parameters)[number], string>>;

/** Null where one is not known, is there twice, or has no value. */
function readParameters(query: string): Given | null {
  const given: Given = {};
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value = '', ...more] = pair.split('=');
    const known = parameters.find((parameter) => parameter === name);
    if (known === undefined || known in given || value === '' || more.length > 0) return null;
    given[known] = decodeURIComponent(value);
  }
  return given;
}

/** Null where there is no host, or something is said twice. */
function joined(
  named: { readonly [P in keyof Given]: Given[P] | undefined },
  given: Given,
  database: string,
): GivenUrl | null {
  const said: Given = Object.fromEntries(
    Object.entries(named).filter(([, value]) => value !== undefined && value !== ''),
  );
  if (Object.keys(said).some((name) => name in given)) return null;
  const { host, port, ...more }: Given = { ...said, ...given };
  if (host === undefined || !/^(\/.*|[a-z0-9_][a-z0-9_.-]*|[0-9a-f:.]*:[0-9a-f:.]*)$/i.test(host)) return null;
  if (port !== undefined && (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535)) return null;
  return { ...more, host, database, ...(port === undefined ? {} : { port: Number(port) }) };
}

function decoded(part: string | undefined): string | undefined {
  return part === undefined ? undefined : decodeURIComponent(part);
}
