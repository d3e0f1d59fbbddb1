/**
 * Name.com's own nameservers. `ns1.name.com` to `ns4.name.com` are what a delegation is set to, and what is answered
 * from then on is `ns1dhl.name.com` and so on, with three letters of the domain's own
 * (dnscontrol providers/namedotcom/nameservers.go, read 2026-11-23). Here both are the first form.
 */
import type { Fqdn } from '../../schema/dns/rdata.ts';
import { canonicalNameservers as sorted } from '../../schema/domain/nameservers.ts';

export const ownNameservers: readonly Fqdn[] = [1, 2, 3, 4].map((digit) => `ns${digit}.name.com.`);

const lettered = /^(ns[1-4])[a-z]{3}(\.name\.com\.)$/;

/** Each once, sorted, without the letters; as they are where two would become the same. */
export function canonicalNameservers(names: readonly Fqdn[]): readonly Fqdn[] {
  const plain = names.map((name) => name.replace(lettered, '$1$2'));
  return sorted(new Set(plain).size === new Set(names).size ? plain : names);
}

export function isOwnNameserver(name: Fqdn): boolean {
  return ownNameservers.includes(name.replace(lettered, '$1$2'));
}
