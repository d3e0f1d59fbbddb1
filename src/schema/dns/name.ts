/**
 * Domain names: from what people and APIs write to the canonical form, and back to what people read.
 * Canonical is lower-case A-labels; an `Fqdn` has the trailing dot, a domain (`example.com`) has none.
 * Labels are letters, digits, hyphens and underscores (RFC 1035, RFC 8552); `*` only as the whole leftmost label (RFC 4592).
 * DNS takes any octets (RFC 2181 section 11). Of those, names of records and targets may have slashes, as RFC 2317 has them,
 * where the host takes them; names of hosts have none.
 * An A-label is taken as it stands: DNS carries it whether or not it decodes.
 */
import { bad, ok, type Result } from '../result.ts';
import { visible } from '../visible.ts';
import { labelToAscii, labelToUnicode } from './idna.ts';
import type { Fqdn } from './rdata.ts';
import { seen } from './seen.ts';

/** RFC 1035 section 2.3.4: 255 octets on the wire are 253 characters without the trailing dot. */
const maxNameLength = 253;
const maxLabelLength = 63;

/** The dot, and the full stops that people's keyboards write instead of it (RFC 3490 section 3.1). */
export const labelSeparator = /[.\u3002\uff0e\uff61]/;

/**
 * Reads a full name; the trailing dot is optional, `.` is the root.
 * A name whose last label is a number is refused: no such top-level domain exists, and it is usually an IP address.
 */
export function parseFqdn(text: string): Result<Fqdn> {
  return readFqdn(text, false);
}

/** As `parseFqdn`, of a record or a target: labels may have slashes, `1.0/25.2.0.192.in-addr.arpa`. */
export function parseName(text: string): Result<Fqdn> {
  return readFqdn(text, true);
}

function readFqdn(text: string, slashes: boolean): Result<Fqdn> {
  if (text === '.') return ok('.');
  const ascii = toAscii(text);
  if (!ascii.ok) return ascii;
  const name = checkLabels(withoutDot(ascii.value), text, slashes);
  if (!name.ok) return name;
  if (endsInNumber(name.value)) {
    return bad(`${seen(text)} ends in a number, which no domain name does`, 'write a name, not an IP address');
  }
  return ok(`${name.value}.`);
}

/**
 * Reads the name of a domain or zone: at least two labels, no wildcard, no underscore in the registered part.
 * The result has no trailing dot: `example.com`.
 */
export function parseDomain(text: string): Result<string> {
  if (text === '') return bad('the domain is empty', 'write it like "example.com"');
  const scheme = text.indexOf('://');
  if (scheme >= 0) {
    const host = text.slice(scheme + 3).split('/', 1)[0];
    return bad(`${seen(text)} is a web address, not a domain`, `write "${host}"`);
  }
  const name = parseFqdn(text);
  if (!name.ok) return name;
  const domain = withoutDot(name.value);
  const lastDot = domain.lastIndexOf('.');
  if (lastDot <= 0) {
    return bad(`${seen(text)} is not a full domain name`, 'write at least two labels, for example "example.com"');
  }
  if (domain.startsWith('*')) return bad(`${seen(text)} is a wildcard, not a domain`, `write "${domain.slice(2)}"`);
  const registered = domain.lastIndexOf('.', lastDot - 1) + 1;
  if (domain.includes('_', registered)) return bad(`${seen(text)} has an underscore, which no registered domain has`);
  return ok(domain);
}

/**
 * Reads the owner name of a record in a config: `@` is the apex, other names are relative to the domain,
 * and a name that ends in the domain itself is absolute. `domain` is canonical.
 */
export function parseOwnerName(text: string, domain: string): Result<Fqdn> {
  if (text === '@') return ok(apexOf(domain));
  if (text === '') return bad('the name is empty', 'for the apex write "@"');
  const ascii = toAscii(text);
  if (!ascii.ok) return ascii;
  const absolute = ascii.value.endsWith('.');
  const name = checkLabels(withoutDot(ascii.value), text, true);
  if (!name.ok) return name;
  if (isWithinBare(name.value, domain)) return ok(`${name.value}.`);
  if (absolute) {
    return bad(
      `${seen(text)} ends in a dot, so it is absolute, but it lies outside ${displayName(domain)}`,
      `move it to the domain it belongs to, or write "${withoutDot(text)}" for ${withoutDot(text)}.${displayName(domain)}`,
    );
  }
  return ofLength(`${name.value}.${domain}`, text);
}

/** The name at the top of a domain's zone: `example.com.` for `example.com`. */
export function apexOf(domain: string): Fqdn {
  return `${domain}.`;
}

/**
 * The owner name as a config writes it: `@`, `www`; the inverse of `parseOwnerName`. It stays whole, with its dot, outside
 * the domain, and where the short form would be read as absolute: `www.example.com.example.com.` in example.com.
 */
export function relativeName(name: Fqdn, domain: string): string {
  if (name.length === domain.length + 1 && name.startsWith(domain)) return '@';
  if (!isWithin(name, domain)) return name;
  const relative = name.slice(0, name.length - domain.length - 2);
  return isWithinBare(relative, domain) ? name : relative;
}

/** Whether a name is the domain's apex or lies below it. */
export function isWithin(name: Fqdn, domain: string): boolean {
  return isWithinBare(withoutDot(name), domain);
}

/**
 * A name for people: Unicode, without trailing dot. A label that would not come back as the same A-label, or holds what
 * is not seen, is left encoded, so that two different names never look the same for that reason.
 */
export function displayName(name: string): string {
  if (name === '.') return name;
  const bare = withoutDot(name);
  if (!bare.includes('xn--')) return bare;
  return bare.split('.').map(displayLabel).join('.');
}

function displayLabel(label: string): string {
  if (!label.startsWith('xn--')) return label;
  const unicode = labelToUnicode(label);
  return visible(unicode) === unicode ? unicode : label;
}

function isWithinBare(name: string, domain: string): boolean {
  if (name.length === domain.length) return name === domain;
  return name.endsWith(domain) && name.charCodeAt(name.length - domain.length - 1) === 46;
}

function withoutDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

function endsInNumber(name: string): boolean {
  for (let i = name.length - 1; i >= 0; i--) {
    const code = name.charCodeAt(i);
    if (code === 46) return true;
    if (code < 48 || code > 57) return false;
  }
  return true;
}

/** Turns U-labels into A-labels. ASCII labels come back as they are, unchecked. */
function toAscii(text: string): Result<string> {
  if (isAscii(text)) return ok(text);
  const labels: string[] = [];
  for (const label of text.split(labelSeparator)) {
    const encoded = encodeLabel(label);
    if (encoded === undefined)
      return bad(`${seen(text)} is not a domain name: ${seen(label)} cannot be encoded as IDNA`);
    labels.push(encoded);
  }
  return ok(labels.join('.'));
}

function encodeLabel(label: string): string | undefined {
  if (isAscii(label)) return label;
  const encoded = labelToAscii(label);
  return encoded === '' || encoded?.includes('.') ? undefined : encoded;
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 128) return false;
  return true;
}

/** Letters, digits, `-`, `_`. */
function isLabelCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    (code >= 65 && code <= 90) ||
    code === 95
  );
}

/** Checks an ASCII name without trailing dot and lower-cases it. `text` is what was written, for messages. */
function checkLabels(name: string, text: string, slashes: boolean): Result<string> {
  if (slashes && name.includes('://')) return bad(`${seen(text)} is a web address, not a name`);
  if (name === '') return bad(text === '' ? 'the name is empty' : `${seen(text)} is not a name in a domain`);
  let start = 0;
  for (let i = 0; i <= name.length; i++) {
    const code = i === name.length ? 46 : name.charCodeAt(i);
    if (code === 46) {
      if (i === start) return bad(`${seen(text)} has an empty label: two dots in a row, or a dot in front`);
      if (i - start > maxLabelLength) {
        return bad(`the label ${seen(name.slice(start, i))} has ${i - start} characters; a label has at most 63`);
      }
      if (name.charCodeAt(start) === 45 || name.charCodeAt(i - 1) === 45) {
        return bad(`the label ${seen(name.slice(start, i))} begins or ends with a hyphen`);
      }
      start = i + 1;
    } else if (!isLabelCode(code) && !(slashes && code === 47)) {
      if (code === 42 && i === 0 && (name.length === 1 || name.charCodeAt(1) === 46)) continue;
      return wrongCharacter(name.charAt(i), text, slashes);
    }
  }
  return ofLength(name.toLowerCase(), text, '');
}

function wrongCharacter(character: string, text: string, slashes: boolean): Result<never> {
  if (character === '*') {
    return bad(`${seen(text)} has "*" inside; a wildcard is the whole leftmost label`, 'write "*" or "*.sub"');
  }
  if (character === '@') return bad(`${seen(text)} has "@" inside; "@" stands alone, for the apex`);
  const message = `${seen(text)} is not a domain name: ${seen(character)} is not allowed in one`;
  if (!slashes) return bad(message);
  return bad(
    message,
    'write letters, digits, hyphens and underscores; no DNS host is known to take more, but some a slash',
  );
}

function ofLength(name: string, text: string, end = '.'): Result<string> {
  if (name.length <= maxNameLength) return ok(name + end);
  return bad(`${seen(text)} makes a name of ${name.length} characters; a name has at most 253`);
}
