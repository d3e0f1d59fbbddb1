/**
 * Where a state is: a folder (embedded PGlite) or a Postgres server by URL. What cannot be understood is refused and never
 * shown: a password may be in any part of it. What is understood is shown by its parsed parts.
 */
import { statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { StateError } from './errors.ts';
import { passwordRedactor } from './redact-password.ts';
import { type Tls, tlsOf } from './server-tls.ts';
import { type GivenUrl, readServerUrl, serverUrlForm } from './server-url.ts';

export const defaultStateFolder = '.domctl/state';

type StateLocation = { readonly kind: 'folder'; readonly folder: string; readonly display: string } | ServerLocation;

export interface ServerLocation {
  readonly kind: 'server';
  /** As it was given, taken apart and decoded; with the password. */
  readonly url: GivenUrl;
  readonly tls: Tls;
  /** The URL without password. */
  readonly display: string;
  /** Removes the password of the URL from a text, and others that are given, however they are spelt. */
  redact(text: string, others?: readonly string[]): string;
}

export interface LocationOptions {
  /** What the user gave the location by, for messages: `DATABASE_URL`. Default: `--state`. */
  readonly named?: string;
  /** `PGSSLMODE`: of a URL that has no `sslmode`. */
  readonly sslMode?: string | undefined;
}

/** Throws `StateError` `bad-location`, which shows nothing of what was not understood. */
export function parseLocation(location: string, { named = '--state', sslMode }: LocationOptions = {}): StateLocation {
  if (!isServerUrl(location)) return folderLocation(location, named);
  const url = readServerUrl(location);
  if (url === null) throw badLocation(named, 'cannot be read as the URL of a Postgres server', serverUrlForm);
  const display = displayOf(url);
  const tls = tlsOf(url, sslMode);
  if (typeof tls === 'object') throw new StateError('bad-location', `The state at ${display}: ${tls.problem}`);
  return { kind: 'server', url, tls, display, redact: passwordRedactor(url.password) };
}

/** Whether the text begins as a server's URL does; it may be a bad one. */
function isServerUrl(text: string): boolean {
  return /^postgres(ql)?:\/\//i.test(text);
}

/** Throws `StateError` `bad-location` for what is no server's URL. */
export function refuseOtherThanUrl(text: string, named: string): void {
  if (!isServerUrl(text)) throw badLocation(named, mistakeIn(text), serverUrlForm);
}

/**
 * A mistaken URL must not become a folder: the state would be an empty one, and the password its name. So a new folder
 * gets a plain name only; one that is there already may have any.
 */
function folderLocation(folder: string, named: string): StateLocation {
  const unknown = unknownPart(folder);
  if (!isPlainName(unknown) || isHost(unknown) || looksLikeUrl(folder)) {
    throw badLocation(
      named,
      mistakeIn(folder),
      `${serverUrlForm} For a new folder, give a name of letters, digits, dots, dashes and underscores, which is no host's.`,
    );
  }
  return { kind: 'folder', folder, display: folder };
}

/** Backslashes are for the paths of Windows. */
function isPlainName(path: string): boolean {
  const isWindows = sep === '\\' || /^[a-z]:\\/i.test(path);
  const parts = path.replace(/^[a-z]:(?=[\\/])/i, '').split(isWindows ? /[\\/]/ : '/');
  return !path.startsWith('~') && parts.every((part) => /^[\p{L}\p{M}\p{N}._~+-]*$/u.test(part));
}

function isHost(path: string): boolean {
  return /^(localhost|\d+(\.\d+){3})(\/|$)/i.test(path);
}

function looksLikeUrl(text: string): boolean {
  return /:\/\/|^\W*(postgres|postgresql|jdbc):|^postgres(ql)?\/\/|\b(password|host|dbname)\s*=/i.test(text);
}

/** What of it would have to be made. */
function unknownPart(path: string): string {
  let known = path;
  while (!isFolder(known)) {
    const above = dirname(known);
    if (above === known || above === '.') return path;
    known = above;
  }
  return path.slice(known.length);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** In words that hold nothing of it. */
function mistakeIn(text: string): string {
  if (/^\uFEFF/.test(text)) return 'begins with a byte order mark';
  if (/^\s|\s$/.test(text)) return 'has blanks or line ends around it';
  if (/^['"`]|['"`]$/.test(text)) return 'has quotes around it';
  if (/\$\w|[{}]/.test(text)) return 'holds a variable or an expression that nothing has replaced';
  if (/^~/.test(text)) return 'begins with a tilde that no shell has replaced';
  if (/\p{C}/u.test(text)) return 'holds control characters';
  if (/^jdbc:/i.test(text)) return 'is a JDBC URL';
  if (/^postgres(ql)?:/i.test(text)) return 'lacks the two slashes after the colon';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return 'is a URL of something else than Postgres';
  if (/^\s*\w+\s*=/.test(text)) return 'is in the form key=value';
  return 'is not the URL of a Postgres server';
}

function badLocation(named: string, mistake: string, wanted: string): StateError {
  return new StateError('bad-location', `${named} ${mistake} (it is not shown, as it may hold a password). ${wanted}`);
}

function displayOf({ user, host, port, database }: GivenUrl): string {
  const who = user === undefined ? '' : `${encodeURIComponent(user)}@`;
  const name = encodeURIComponent(database);
  // A socket's folder.
  if (host.startsWith('/')) return `postgres://${who}/${name}?host=${host}`;
  return `postgres://${who}${host.includes(':') ? `[${host}]` : host}${port === undefined ? '' : `:${port}`}/${name}`;
}
