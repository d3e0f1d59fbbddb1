/** A record set as an entry of a config, not laid out yet: the way back from `readRecord`. */
import type { DnsCapabilities, DnsDescriptor } from '../capabilities.ts';
import { displayName, isWithin, parseOwnerName, relativeName } from '../dns/name.ts';
import { isUnicode } from '../dns/octets.ts';
import type { Fqdn, Rdata, RecordType } from '../dns/rdata.ts';
import type { OptionValue, RecordOptions, RecordSet } from '../dns/record-set.ts';
import { parseRdata, printRdata } from '../dns/record-types.ts';
import { absoluteTarget, configTarget } from '../dns/targets.ts';
import { genericTxt } from '../dns/types/txt.ts';
import { referredVariable } from './variables.ts';
import { quoted, scalar } from './yaml-text.ts';

export interface RecordEntry {
  readonly name: string;
  readonly type: RecordType;
  readonly values: readonly EntryValue[];
  readonly ttl: number | 'auto';
  /** `cloudflare: { proxied: true }`; absent: none that the set has not by itself. */
  readonly options?: string;
}

/** `text` is still to be quoted; `yaml` is an object in flow style. */
export type EntryValue = { readonly text: string } | { readonly yaml: string };

/**
 * `absolute`: names in values keep their trailing dot, and mean the same in every domain. `short`: names as people write
 * them in this domain, `@` and Unicode among them.
 */
type EntryNames = 'absolute' | 'short';

/** `domain`: without trailing dot. Options that a set has by itself at this host are left out. */
export function recordEntry(
  set: RecordSet,
  domain: string,
  host: Pick<DnsDescriptor, 'name' | 'dns'>,
  names: EntryNames,
): RecordEntry {
  const options = optionTexts(set, host);
  return {
    name: names === 'short' ? shortOwner(set.name, domain) : relativeName(set.name, domain),
    type: set.type,
    values: set.values.map((value) =>
      entryValue(names === 'short' ? shortened(value, domain) : printRdata(value), value),
    ),
    ttl: set.ttlSeconds === host.dns.ttl.autoSeconds ? 'auto' : set.ttlSeconds,
    ...(options.length === 0 ? {} : { options: `${scalar(host.name)}: { ${options.join(', ')} }` }),
  };
}

function entryValue(printed: string, rdata: Rdata): EntryValue {
  if (rdata.type !== 'TXT') return { text: withoutReferences(printed) };
  // Octets can be said in a zone file's text only, and strings with octets only in their wire form.
  const { text, strings } = rdata;
  if (strings !== undefined) {
    return strings.every(isUnicode)
      ? { yaml: `{ strings: [${strings.map(quoted).join(', ')}] }` }
      : { text: genericTxt(rdata) };
  }
  if (!isUnicode(text)) return { text: withoutReferences(printed) };
  // A text that would be read as a zone file's, or refused, is taken as it is in an object.
  const read = parseRdata('TXT', text, absoluteTarget);
  const isTaken = read.ok && printRdata(read.value) === printed && referredVariable(text) === undefined;
  if (!isTaken && text !== '') return { yaml: `{ text: ${quoted(text)} }` };
  return { text: text === '' ? printed : text };
}

/** Only quoted strings of a zone file can hold `${`, and there an escape means the same. */
function withoutReferences(printed: string): string {
  return referredVariable(printed) === undefined ? printed : printed.replaceAll('${', '\\036{');
}

function shortOwner(name: Fqdn, domain: string): string {
  const relative = relativeName(name, domain);
  const shown = displayName(relative);
  const read = parseOwnerName(shown, domain);
  return read.ok && read.value === name ? shown : relative;
}

/** The value with its names short, where it is read as the same value so. */
function shortened(rdata: Rdata, domain: string): string {
  const printed = printRdata(rdata);
  const short = printRdata(withTarget(rdata, (target) => shortTarget(target, domain)));
  if (short === printed) return printed;
  const read = parseRdata(rdata.type, short, configTarget(domain));
  return read.ok && printRdata(read.value) === printed ? short : printed;
}

function withTarget(rdata: Rdata, change: (target: Fqdn) => string): Rdata {
  if ('target' in rdata) return { ...rdata, target: change(rdata.target) };
  if ('exchange' in rdata) return { ...rdata, exchange: change(rdata.exchange) };
  return 'replacement' in rdata ? { ...rdata, replacement: change(rdata.replacement) } : rdata;
}

/** `@`, a single label of this domain, or the full name without its dot where that is read as a full name. */
function shortTarget(target: Fqdn, domain: string): string {
  const label = isWithin(target, domain) ? relativeName(target, domain) : target;
  const candidates = label.includes('.') ? [target.slice(0, -1)] : [label];
  const shown = candidates.map(displayName);
  const readTarget = configTarget(domain);
  const found = [...shown, ...candidates].find((text) => {
    const read = text === '' ? undefined : readTarget(text);
    return read?.ok === true && read.value === target;
  });
  return found ?? target;
}

/** Options as the host holds them, without those that are as they come or that it does not know. */
export function ownOptions(options: RecordOptions, { options: known }: DnsCapabilities): RecordOptions {
  const kept = Object.entries(options).filter(([key, value]) => {
    const option = known[key];
    return option !== undefined && (option.absentMeans === 'default' || !same(option.default, value));
  });
  return Object.fromEntries(kept);
}

function optionTexts({ type, options }: RecordSet, { dns }: Pick<DnsDescriptor, 'dns'>): readonly string[] {
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
