/**
 * How a name inside rdata is read. The rule depends on who wrote it: a config, a zone file, or an API that sends full names.
 * An IP address is refused by all three: the commonest mistake in a target.
 */
import { parse as parseSuffix } from 'tldts';
import { bad, ok, type Result } from '../result.ts';
import { isIpAddress } from './ip-address.ts';
import { apexOf, isWithin, labelSeparator, parseName, parseOwnerName } from './name.ts';
import type { Fqdn } from './rdata.ts';
import type { ReadTarget } from './record-type.ts';
import { seen } from './seen.ts';

/** The name is known to be a bare host name, so tldts may skip its URL handling and checks. */
const suffixOptions = { extractHostname: false, validateHostname: false, detectIp: false, mixedInputs: false } as const;

/**
 * The config's rule. Absolute: a trailing dot, a name inside the domain, or a name under a public suffix
 * (ICANN section of the Public Suffix List). Relative: `@` and single labels. Anything else has two readings and is refused.
 */
export function configTarget(domain: string): ReadTarget {
  return (text) => {
    if (text === '@') return ok(apexOf(domain));
    const mistake = notATarget(text);
    if (mistake !== undefined) return mistake;
    if (text.endsWith('.')) return parseName(text);
    if (!labelSeparator.test(text)) return parseOwnerName(text, domain);
    const absolute = parseName(text);
    if (!absolute.ok || isWithin(absolute.value, domain)) return absolute;
    const suffix = parseSuffix(absolute.value.slice(0, -1), suffixOptions);
    if (suffix.isIcann === true && suffix.domain !== null) return absolute;
    const relative = parseOwnerName(text, domain);
    if (!relative.ok) return relative;
    return bad(
      `${seen(text)} can be read in two ways: as a full name, or as a name inside ${domain}`,
      `write "${absolute.value}" or "${relative.value}"`,
    );
  };
}

/** The rule of zone files (RFC 1035 section 5.1): a trailing dot makes a name absolute, all others are relative; `@` is the apex. */
export function zoneFileTarget(domain: string): ReadTarget {
  return (text) => {
    if (text === '@') return ok(apexOf(domain));
    if (text.endsWith('.')) return absoluteTarget(text);
    if (isIpAddress(text)) return isAnAddress(text);
    if (text === '') return bad('the target is empty', 'write a name, or "@" for the apex');
    return parseName(`${text}.${domain}.`);
  };
}

/** For APIs that send full names: the trailing dot is optional. */
export const absoluteTarget: ReadTarget = (text: string): Result<Fqdn> => {
  if (isIpAddress(text)) return isAnAddress(text);
  return parseName(text);
};

function notATarget(text: string): Result<never> | undefined {
  if (text === '') return bad('the target is empty', 'write a name, or "@" for the apex');
  if (text.startsWith('*')) return bad(`${seen(text)} is a wildcard; a target is one name`);
  return isIpAddress(text) ? isAnAddress(text) : undefined;
}

function isAnAddress(text: string): Result<never> {
  return bad(`${seen(text)} is an IP address, but a target is a name`, 'give the address to a name with A or AAAA');
}
