/** Names as Cloudflare writes them: full, in Punycode, without trailing dot. */
import { parseDomain } from '../../schema/dns/name.ts';
import type { Fqdn } from '../../schema/dns/rdata.ts';

export function bare(name: Fqdn): string {
  return name === '.' ? name : name.slice(0, -1);
}

/** A zone's name as the API shows it, which may be in Unicode; undefined for what no config can hold. */
export function parsedDomain(text: string): string | undefined {
  const domain = parseDomain(text);
  return domain.ok ? domain.value : undefined;
}
