/**
 * Whether the connection to a server is encrypted, and the server checked. The driver's own default is neither: the
 * password would go in clear to whoever answers.
 */
import { isIPv4 } from 'node:net';
import type { GivenUrl } from './server-url.ts';

/** `encrypt`: without a look at the certificate. */
export type Tls = 'off' | 'encrypt' | 'verify';

/**
 * `require`, `prefer` and `verify-ca` check less in libpq, and `prefer` falls back to no encryption; the driver knows no
 * such half-way (pg 8.23, 2026-11-23), so they are what is stricter.
 */
const modes: Readonly<Record<string, Tls>> = {
  disable: 'off',
  'no-verify': 'encrypt',
  prefer: 'verify',
  require: 'verify',
  'verify-ca': 'verify',
  'verify-full': 'verify',
};

/** `environment`: `PGSSLMODE`. A problem is what is wrong and what to write. */
export function tlsOf(url: GivenUrl, environment: string | undefined): Tls | { readonly problem: string } {
  // As in libpq: nobody listens on the way to a socket.
  if (url.host.startsWith('/')) return 'off';
  const [mode, named] = url.sslmode !== undefined ? [url.sslmode, 'sslmode'] : [environment || undefined, 'PGSSLMODE'];
  if (mode !== undefined) {
    return (Object.hasOwn(modes, mode) ? modes[mode] : undefined) ?? { problem: `${named} is none of ${listed}.` };
  }
  if (isLoopback(url.host)) return url.sslrootcert === undefined && url.sslcert === undefined ? 'off' : 'verify';
  return {
    problem:
      'it does not say whether the connection is encrypted, and without TLS the password would go in clear to whoever ' +
      'answers. Add ?sslmode=verify-full to the URL (with sslrootcert=FILE for a private CA), or ?sslmode=disable in a ' +
      'private network that you trust.',
  };
}

const listed = Object.keys(modes).join(', ');

function isLoopback(host: string): boolean {
  return host.toLowerCase() === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
