/** A live zone as a zone file (RFC 1035 section 5) that other name servers read. Pure. */
import type { LiveRecordSet, LiveZone } from '../../planner/inputs.ts';
import { asciiOnly, quote } from '../../schema/dns/character-strings.ts';
import { apexOf, displayName, relativeName } from '../../schema/dns/name.ts';
import type { Rdata } from '../../schema/dns/rdata.ts';
import { compareRecordSets, printValues } from '../../schema/dns/record-sets.ts';
import { printRdata } from '../../schema/dns/record-types.ts';
import { stringsOf } from '../../schema/dns/types/txt.ts';
import { visible } from '../../schema/visible.ts';

/** No document gives these a form in a zone file. */
const withoutForm: readonly string[] = ['ALIAS', 'URL'];

/**
 * `hostTitle`: who answers for it. What a zone file cannot say stands there as a comment. No host shows its SOA, so one is
 * made up: a server that loads the file counts its own serials from there.
 */
export function zoneFile({ domain, recordSets, unsupported, nameservers }: LiveZone, hostTitle: string): string {
  const apex = apexOf(domain);
  const sets = [...recordSets].sort(compareRecordSets);
  const atApex = sets.find(({ name, type }) => name === apex && type === 'NS');
  const servers = atApex === undefined ? nameservers : printValues(atApex);
  const [primary = 'ns.invalid.'] = servers;
  const delegation =
    atApex !== undefined
      ? []
      : servers.length > 0
        ? servers.map((server) => `@ 3600 IN NS ${server}`)
        : [`@ 3600 IN NS ${primary} ; made up: ${hostTitle} does not tell its name servers`];
  const lines = [
    comment(`${displayName(domain)} at ${hostTitle}`),
    `$ORIGIN ${apex}`,
    `@ 3600 IN SOA ${primary} hostmaster.${apex} 1 10800 3600 604800 3600 ; made up: no host shows its own`,
    ...delegation,
    ...sets.flatMap((set) => setLines(set, domain)),
    ...unsupported.map(({ name, type, text }) => comment(`left out: ${relativeName(name, domain)} ${type} ${text}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function setLines(set: LiveRecordSet, domain: string): readonly string[] {
  const { name, type, ttlSeconds, values, irregular } = set;
  const owner = relativeName(name, domain);
  const isApexCname = type === 'CNAME' && owner === '@';
  if (isApexCname || withoutForm.includes(type)) {
    const why = isApexCname ? 'a CNAME at the apex' : `${type} records`;
    return printValues(set).map((value) => comment(`left out: ${owner} ${type} ${value}: zone files have no ${why}`));
  }
  const rows = values.map((value) => `${owner} ${ttlSeconds} IN ${type} ${data(value)}`);
  return irregular === undefined ? rows : [comment(`${owner} ${type}: ${irregular}`), ...rows];
}

/** Octets beyond ASCII as `\DDD`: not every server takes them for what they are. */
function data(value: Rdata): string {
  if (value.type === 'HTTPS' || value.type === 'SVCB') return asciiOnly(withNumbers(printRdata(value)));
  if (value.type !== 'TXT') return asciiOnly(printRdata(value));
  return stringsOf(value)
    .map((string) => asciiOnly(quote(string)))
    .join(' ');
}

/** `ohttp` (RFC 9540) by its number: BIND 9.18 does not know the name, and every server knows numbers. */
function withNumbers(printed: string): string {
  return printed.replace(/mandatory="[^"]*"|"(?:\\.|[^"\\])*"| ohttp(?= |$)/g, (found) =>
    found === ' ohttp' || found.startsWith('mandatory') ? found.replace('ohttp', 'key8') : found,
  );
}

function comment(text: string): string {
  return `; ${visible(text)}`;
}
