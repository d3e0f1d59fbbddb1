/** Names as Cloudflare writes them: full, in Punycode, without trailing dot. */
import type { Fqdn } from '../../schema/dns/rdata.ts';

export function bare(name: Fqdn): string {
  return name === '.' ? name : name.slice(0, -1);
}
