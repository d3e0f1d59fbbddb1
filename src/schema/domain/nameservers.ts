/** A domain's delegation as a list of nameservers. */
import { isIpAddress } from '../dns/ip-address.ts';
import { parseFqdn } from '../dns/name.ts';
import type { Fqdn } from '../dns/rdata.ts';
import { seen } from '../dns/seen.ts';
import { bad, type Result } from '../result.ts';

/** Reads the full name of a nameserver; the trailing dot is optional. A host name: letters, digits, hyphens (RFC 1123). */
export function parseNameserver(text: string): Result<Fqdn> {
  if (isIpAddress(text)) {
    return bad(
      `${seen(text)} is an IP address, but a nameserver is a name`,
      'write its name, for example "ns1.example.net"',
    );
  }
  const name = parseFqdn(text);
  if (!name.ok) return name;
  if (name.value.indexOf('.') === name.value.length - 1) {
    return bad(`${seen(text)} is not the full name of a nameserver`, 'write it in full, for example "ns1.example.net"');
  }
  if (/[_*]/.test(name.value)) return bad(`${seen(text)} is not the name of a host`);
  return name;
}

/** Each once, sorted. */
export function canonicalNameservers(names: readonly Fqdn[]): readonly Fqdn[] {
  return [...new Set(names)].sort();
}
