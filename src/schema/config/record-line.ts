/**
 * A record set as an entry of a config, on one line: the way back from `readRecord`. What is printed and read in again, in a
 * config of the same domain at the same DNS host, is the same record set.
 */
import type { DnsCapabilities, RegistrarDescriptor } from '../capabilities.ts';
import { relativeName } from '../dns/name.ts';
import { isUnicode } from '../dns/octets.ts';
import type { Rdata } from '../dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../dns/record-set.ts';
import { parseRdata, printRdata } from '../dns/record-types.ts';
import { absoluteTarget } from '../dns/targets.ts';
import { genericTxt } from '../dns/types/txt.ts';
import { checkZone } from '../dns/zone-rules.ts';
import { hostProblems } from './host-problems.ts';
import { referredVariable } from './variables.ts';

/**
 * `- { name: "@", type: MX, values: ["10 mx1.example.net.", "20 mx2.example.net."], ttl: 300 }`. `domain`: without trailing
 * dot. `host`: of the zone; its TTL must be one that the host takes. Options that a set has by itself are left out.
 */
export function recordLine(set: RecordSet, domain: string, host: Pick<RegistrarDescriptor, 'name' | 'dns'>): string {
  const values = set.values.map(valueText);
  const options = optionTexts(set, host);
  const fields = [
    `name: ${scalar(relativeName(set.name, domain))}`,
    `type: ${set.type}`,
    values.length === 1 ? `value: ${values[0]}` : `values: [${values.join(', ')}]`,
    `ttl: ${set.ttlSeconds === host.dns.ttl.autoSeconds ? 'auto' : set.ttlSeconds}`,
    ...(options.length === 0 ? [] : [`${scalar(host.name)}: { ${options.join(', ')} }`]),
  ];
  return `- { ${fields.join(', ')} }`;
}

/**
 * The line of a live set, for a config to keep it at this host; null where no entry can say it there. The TTL is raised or
 * lowered to what the host takes; options that it does not know, or that are as they come, are left out.
 */
export function configLine(
  live: RecordSet,
  domain: string,
  host: Pick<RegistrarDescriptor, 'name' | 'title' | 'dns'>,
): string | null {
  const { dns } = host;
  if (dns.types[live.type].access !== 'write') return null;
  const { minSeconds, maxSeconds, autoSeconds } = dns.ttl;
  const { ttlSeconds: seconds } = live;
  const ttlSeconds = seconds === autoSeconds ? seconds : Math.min(maxSeconds, Math.max(minSeconds, seconds));
  const set = dns.canonicalRecordSet({ ...live, ttlSeconds, options: ownOptions(live.options, dns) }, domain);
  const problems = checkZone(domain, [{ set }], dns);
  return problems.length + hostProblems(set, domain, host).length === 0 ? recordLine(set, domain, host) : null;
}

function ownOptions(options: RecordOptions, { options: known }: DnsCapabilities): RecordOptions {
  const kept = Object.entries(options).filter(([key, value]) => {
    const option = known[key];
    return option !== undefined && (option.absentMeans === 'default' || !same(option.default, value));
  });
  return Object.fromEntries(kept);
}

/** Names in values keep their trailing dot: they mean the same wherever the line is pasted. */
function valueText(rdata: Rdata): string {
  const printed = printRdata(rdata);
  if (rdata.type !== 'TXT') return scalar(withoutReferences(printed));
  // Octets can be said in a zone file's text only, and strings with octets only in their wire form.
  const { text, strings } = rdata;
  if (strings !== undefined) {
    return strings.every(isUnicode) ? `{ strings: [${strings.map(quoted).join(', ')}] }` : scalar(genericTxt(rdata));
  }
  if (!isUnicode(text)) return scalar(withoutReferences(printed));
  // A text that would be read as a zone file's, or refused, is taken as it is in an object.
  const read = parseRdata('TXT', text, absoluteTarget);
  const isTaken = read.ok && printRdata(read.value) === printed && referredVariable(text) === undefined;
  if (!isTaken && text !== '') return `{ text: ${quoted(text)} }`;
  return scalar(text === '' ? printed : text);
}

/** Only quoted strings of a zone file can hold `${`, and there an escape means the same. */
function withoutReferences(printed: string): string {
  return referredVariable(printed) === undefined ? printed : printed.replaceAll('${', '\\036{');
}

function optionTexts({ type, options }: RecordSet, { dns }: Pick<RegistrarDescriptor, 'dns'>): readonly string[] {
  return Object.entries(options).flatMap(([key, value]) => {
    const option = dns.options[key];
    const comesByItself = option?.absentMeans === 'default' && same(option.default, value);
    return comesByItself || option?.types.includes(type) === false ? [] : [`${scalar(key)}: ${optionText(value)}`];
  });
}

function optionText(value: OptionValue): string {
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? quoted(value) : `[${value.map(quoted).join(', ')}]`;
}

function same(a: OptionValue, b: OptionValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const word = /^[a-z_][a-z0-9_.-]*$/i;
/** What YAML, in one of its versions, reads as something else than text. */
const notText = /^(true|false|yes|no|on|off|y|n|null)$/i;
const ipv4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Plain where no reader of YAML could take it for anything else, else in double quotes. */
function scalar(text: string): string {
  return (word.test(text) && !notText.test(text)) || ipv4.test(text) ? text : quoted(text);
}

/** What cannot be seen, changes the direction of writing or ends a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu;

/** JSON's strings are YAML's, too (YAML 1.2 section 5.7). */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(invisible, escaped)}"`;
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
