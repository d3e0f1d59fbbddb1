/** Names as Cloudflare writes them: full, in Punycode, without trailing dot. */
import { parseDomain, parseFqdn } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';

export function bare(name: Fqdn): string {
  return name === '.' ? name : name.slice(0, -1);
}

/** A zone's name as the API shows it, which may be in Unicode; undefined for what no config can hold. */
export function parsedDomain(text: string): string | undefined {
  const domain = parseDomain(text);
  return domain.ok ? domain.value : undefined;
}

/**
 * A name as the API shows it; the trailing dot is optional, as HTTPS and SVCB targets have it and others do not.
 * Names that our own rules would refuse (a hyphen at an end, say) are live all the same and are taken as they stand;
 * undefined for what cannot be a name at all.
 */
export function readName(text: string): Fqdn | undefined {
  const name = parseFqdn(text);
  if (name.ok) return name.value;
  return /^[!-~]+$/.test(text) ? `${text.toLowerCase().replace(/\.$/, '')}.` : undefined;
}
