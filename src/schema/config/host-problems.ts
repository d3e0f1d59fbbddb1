import type { RegistrarDescriptor } from '../capabilities.ts';
import { isUnicode } from '../dns/octets.ts';
import type { RecordSet } from '../dns/record-set.ts';
import { bad, type Problem } from '../result.ts';

/** What a DNS host cannot hold of a set whose type it can. Empty: it can. */
export function hostProblems(
  set: RecordSet,
  domain: string,
  { title, dns }: Pick<RegistrarDescriptor, 'title' | 'dns'>,
): readonly Problem[] {
  // Only quoted strings can say an octet that is not UTF-8. The host's own rules are about texts.
  if (dns.txt === 'text' && set.values.some((value) => value.type === 'TXT' && !isUnicode(value.text))) {
    return [bad(`${title} takes text in TXT, and this one has octets that are not UTF-8`, 'write a text').problem];
  }
  return dns.checkRecordSet(set, domain);
}
