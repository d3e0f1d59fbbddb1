import { relativeName } from '../schema/dns/name.ts';
import type { RecordSet } from '../schema/dns/record-set.ts';
import { bad, type Problem } from '../schema/result.ts';

/**
 * A host with relative names, of which it is not known whether it takes `www.example.com` in example.com for
 * `www.example.com.example.com.`, or for `www`.
 */
export function zoneNameTwice({ name }: RecordSet, domain: string, title: string): readonly Problem[] {
  if (!relativeName(name, domain).endsWith('.')) return [];
  const why = `${title} is not known to hold a name that ends in ${domain} twice`;
  return [bad(why, 'write the name without the domain, or host the zone elsewhere').problem];
}
