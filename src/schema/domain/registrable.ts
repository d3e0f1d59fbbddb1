/** Which names a registrar sells: one label under a public suffix (publicsuffix.org, through tldts). */
import { getDomain } from 'tldts';

/**
 * The registrable domain that a name belongs to; the name itself where it is one; undefined for a public suffix.
 * Suffixes of the private section count both ways: `example.uk.com` is sold under `uk.com`, and `uk.com` itself was sold once.
 * `domain` has lower-case A-labels and no trailing dot.
 */
export function registrableDomain(domain: string): string | undefined {
  const options = { extractHostname: false, validateHostname: false, detectIp: false } as const;
  if (getDomain(domain, { ...options, allowPrivateDomains: true }) === domain) return domain;
  return getDomain(domain, options) ?? undefined;
}
