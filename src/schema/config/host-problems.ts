import type { DnsDescriptor } from '../capabilities.ts';
import { displayName } from '../dns/name.ts';
import { isUnicode } from '../dns/octets.ts';
import type { RecordSet } from '../dns/record-set.ts';
import { targetsOf } from '../dns/targets-of.ts';
import { bad, type Problem } from '../result.ts';

function slashProblem(name: string, title: string): readonly Problem[] {
  if (!name.includes('/')) return [];
  const why = `${title} is not known to take a slash in a name, and ${displayName(name)} has one`;
  return [bad(why, 'for a part of a reverse zone write a hyphen, as in 0-25 (RFC 2317 takes any name)').problem];
}

/** What a DNS host cannot hold of a set whose type it can. Empty: it can. */
export function hostProblems(
  set: RecordSet,
  domain: string,
  { title, dns }: Pick<DnsDescriptor, 'title' | 'dns'>,
): readonly Problem[] {
  // Only quoted strings can say an octet that is not UTF-8. The host's own rules are about texts.
  if (dns.txt === 'text' && set.values.some((value) => value.type === 'TXT' && !isUnicode(value.text))) {
    return [bad(`${title} takes text in TXT, and this one has octets that are not UTF-8`, 'write a text').problem];
  }
  const names = dns.slashInNames ? [] : [set.name, ...set.values.flatMap(targetsOf)];
  return [...names.flatMap((name) => slashProblem(name, title)), ...dns.checkRecordSet(set, domain)];
}
