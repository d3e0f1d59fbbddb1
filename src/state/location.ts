/**
 * Where a state is: a folder (embedded PGlite) or a Postgres server by URL.
 * A password enters here and goes to the driver; `display` and `redact` keep it out of every text.
 */
import { StateError } from './errors.ts';

export const defaultStateFolder = '.domctl/state';

export type StateLocation =
  | { readonly kind: 'folder'; readonly folder: string; readonly display: string }
  | {
      readonly kind: 'server';
      readonly url: string;
      /** The URL without password. */
      readonly display: string;
      /** Removes the password, however it is spelt, from a text. */
      redact(text: string): string;
    };

/** Throws `StateError` `bad-location`, without the text of the URL: it may hold a password in the wrong place. */
export function parseLocation(location: string): StateLocation {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    return { kind: 'folder', folder: location, display: location };
  }
  const scheme = location.slice(0, location.indexOf(':')).toLowerCase();
  if (scheme !== 'postgres' && scheme !== 'postgresql') {
    throw new StateError(
      'bad-location',
      `The state cannot be at a ${scheme}:// URL. Give a folder, or postgres://USER@HOST/DATABASE.`,
    );
  }
  const url = parseUrl(location);
  if (url === null) {
    throw new StateError(
      'bad-location',
      'The URL of the state cannot be read (it is not shown, as it may hold a password). ' +
        'Write postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters of the password percent-encoded.',
    );
  }
  return { kind: 'server', url: location, display: withoutPassword(url), redact: redactor(url) };
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function withoutPassword(url: URL): string {
  const user = url.username === '' ? '' : `${url.username}@`;
  return `postgres://${user}${url.host}${url.pathname}`;
}

function redactor(url: URL): (text: string) => string {
  const spellings = [url.password, decoded(url.password), url.searchParams.get('password') ?? '']
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
  const secrets = [...new Set(spellings)];
  return (text) => secrets.reduce((clean, secret) => clean.replace(occurrences(secret), '***'), text);
}

/** A short one is part of many words, which would give it away where they are masked: only where it stands alone. */
function occurrences(secret: string): RegExp {
  const literal = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(secret.length < 4 ? `(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])` : literal, 'g');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
