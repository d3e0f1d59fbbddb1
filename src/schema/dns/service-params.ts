/**
 * The parameters of HTTPS and SVCB in canonical text: sorted by key number, values quoted, printed from their wire form,
 * so that two texts are equal exactly when their octets are. RFC 9460 sections 2.1, 7 and 8, appendix A; RFC 9461
 * (dohpath); RFC 9540 (ohttp); numbers from the IANA registry of SvcParamKeys.
 */
import { bad, ok, type Result } from '../result.ts';
import { quote } from './character-strings.ts';
import { readInteger } from './fields.ts';
import { readIpv4, readIpv6 } from './ip-address.ts';
import { isUnicode, octetsOf, textOfOctets } from './octets.ts';
import { seen } from './seen.ts';

/** A parameter as written, its escapes undone. Without `value` it is a flag, which is the same as an empty value. */
export interface WrittenParam {
  readonly key: string;
  readonly value?: string;
  /** Whether the value was written with escapes: most keys allow none (RFC 9460 section 7). */
  readonly escaped?: boolean;
}

interface ParamKey {
  readonly name: string;
  /** The wire form of a written value. */
  readonly read: (value: string) => Result<Buffer>;
  /** The written value of a wire form; undefined where that is none. */
  readonly show: (wire: Buffer) => string | undefined;
  readonly escapes?: true;
}

const keys: readonly ParamKey[] = [
  { name: 'mandatory', read: readMandatory, show: showMandatory },
  { name: 'alpn', read: readAlpn, show: showAlpn, escapes: true },
  { name: 'no-default-alpn', read: readFlag('no-default-alpn'), show: showFlag },
  { name: 'port', read: readPort, show: (wire) => (wire.length === 2 ? String(wire.readUInt16BE()) : undefined) },
  {
    name: 'ipv4hint',
    read: readAddresses('ipv4hint', 'an IPv4 address', ipv4Octets),
    show: (wire) => showAddresses(wire, 4),
  },
  { name: 'ech', read: readBase64, show: (wire) => (wire.length === 0 ? undefined : wire.toString('base64')) },
  {
    name: 'ipv6hint',
    read: readAddresses('ipv6hint', 'an IPv6 address', ipv6Octets),
    show: (wire) => showAddresses(wire, 16),
  },
  { name: 'dohpath', read: readPath, show: showPath, escapes: true },
  { name: 'ohttp', read: readFlag('ohttp'), show: showFlag },
];

/** Canonical parameter text, for example `alpn="h3,h2" port="8443"`; empty without parameters. `type` is for messages. */
export function canonicalParams(params: readonly WrittenParam[], type: string): Result<string> {
  if (params.length === 0) return ok('');
  const found = new Map<number, Buffer>();
  for (const param of params) {
    const number = keyNumber(param.key);
    if (number === undefined) {
      return bad(`${type} parameter ${seen(param.key)} is unknown`, `write one of ${knownKeys()}, or keyNNNNN`);
    }
    if (found.has(number)) return bad(`${type} has the parameter ${keyName(number)} twice`, 'write it once');
    const value = readValue(number, param);
    if (!value.ok) return bad(`${type} ${value.problem.message}`, value.problem.suggestion);
    found.set(number, value.value);
  }
  const problem = checkTogether(found, type);
  if (problem !== undefined) return problem;
  const sorted = [...found].sort(([a], [b]) => a - b);
  return ok(sorted.map(([number, wire]) => printParam(number, wire)).join(' '));
}

function printParam(number: number, wire: Buffer): string {
  const value = keys[number]?.show(wire) ?? textOfOctets(wire);
  return wire.length === 0 ? keyName(number) : `${keyName(number)}=${quote(value)}`;
}

function checkTogether(found: ReadonlyMap<number, Buffer>, type: string): Result<never> | undefined {
  if (found.has(2) && !found.has(1)) {
    return bad(
      `${type} has no-default-alpn without alpn, which leaves no protocol`,
      'add alpn, or drop no-default-alpn',
    );
  }
  const mandatory = mandatoryNumbers(found.get(0) ?? Buffer.alloc(0));
  const missing = mandatory.find((number) => !found.has(number));
  if (missing === undefined) return undefined;
  const name = keyName(missing);
  return bad(`${type} says that ${name} is mandatory but does not have it`, `add ${name}, or take it out of mandatory`);
}

function readValue(number: number, { key: written, value = '', escaped = false }: WrittenParam): Result<Buffer> {
  const key = keys[number];
  // Appendix A of RFC 9460: what is written after `keyNNNNN=` are the octets of the wire form, also of a key with a name.
  if (key === undefined) return ok(octetsOf(value));
  if (written !== key.name) {
    const wire = octetsOf(value);
    return key.show(wire) === undefined
      ? bad(`parameter ${written} does not hold the wire form of ${key.name}`, `write ${key.name}="..."`)
      : ok(wire);
  }
  if (escaped && key.escapes === undefined) {
    return bad(`parameter ${key.name} has escapes, which RFC 9460 forbids there`, 'write the characters themselves');
  }
  if (value === '' && key.show(Buffer.alloc(0)) === undefined) {
    return bad(`parameter ${key.name} has no value`, `write ${key.name}="..."`);
  }
  return key.read(value);
}

/** RFC 9460 section 14.3.2: the number of a key name or of `keyNNNNN`, in lower case; 65535 is reserved. */
function keyNumber(name: string): number | undefined {
  const known = keys.findIndex((key) => key.name === name);
  if (known >= 0) return known;
  const digits = /^key(0|[1-9]\d{0,4})$/.exec(name)?.[1];
  return digits !== undefined && Number(digits) < 65535 ? Number(digits) : undefined;
}

function keyName(number: number): string {
  return keys[number]?.name ?? `key${number}`;
}

function knownKeys(): string {
  return keys.map((key) => key.name).join(', ');
}

function readMandatory(value: string): Result<Buffer> {
  const numbers = new Set<number>();
  for (const item of value.split(',')) {
    const number = keyNumber(item);
    if (number === undefined)
      return bad(`parameter mandatory names ${seen(item)}, which is no key`, `write ${knownKeys()}`);
    if (number === 0) return bad('parameter mandatory names itself', 'leave "mandatory" out of its list');
    if (numbers.has(number)) return bad(`parameter mandatory names ${keyName(number)} twice`, 'name it once');
    numbers.add(number);
  }
  const sorted = [...numbers].sort((a, b) => a - b);
  return ok(Buffer.from(sorted.flatMap((number) => [number >> 8, number & 255])));
}

function showMandatory(wire: Buffer): string | undefined {
  const numbers = mandatoryNumbers(wire);
  const ascending = numbers.every((number, index) => number > (numbers[index - 1] ?? 0) && number < 65535);
  return wire.length > 0 && wire.length % 2 === 0 && ascending ? numbers.map(keyName).join(',') : undefined;
}

function mandatoryNumbers(wire: Buffer): readonly number[] {
  return Array.from({ length: wire.length >> 1 }, (_, index) => wire.readUInt16BE(index * 2));
}

/** RFC 9460 section 7.1.1; an identifier is 1 to 255 octets (RFC 7301 section 3.1), and a blank is one of them. */
function readAlpn(value: string): Result<Buffer> {
  const ids = splitItems(value);
  if (ids === undefined) {
    return bad(
      `parameter alpn ${seen(value)} has a backslash before neither "," nor "\\"`,
      'write "\\\\" for a backslash',
    );
  }
  const octets = ids.map(octetsOf);
  const wrong = octets.findIndex(({ length }) => length === 0 || length > 255);
  if (wrong >= 0) {
    const item = ids[wrong] === '' ? 'an empty item' : seen(ids[wrong]);
    return bad(`parameter alpn has ${item}, which is not a protocol identifier such as h2`);
  }
  return ok(Buffer.concat(octets.flatMap((id) => [Buffer.of(id.length), id])));
}

function showAlpn(wire: Buffer): string | undefined {
  const ids: string[] = [];
  for (let at = 0; at < wire.length; ) {
    const end = at + 1 + (wire[at] ?? 0);
    if (end === at + 1 || end > wire.length) return undefined;
    ids.push(escapeItem(textOfOctets(wire.subarray(at + 1, end))));
    at = end;
  }
  return ids.length === 0 ? undefined : ids.join(',');
}

/** RFC 9460 appendix A.1: items separated by commas; `\,` and `\\` are a comma and a backslash within one. */
function splitItems(value: string): readonly string[] | undefined {
  const items = [''];
  for (let i = 0; i < value.length; i++) {
    if (value.charAt(i) === ',') items.push('');
    else {
      if (value.charAt(i) === '\\' && !/[\\,]/.test(value.charAt(++i))) return undefined;
      items.push(items.pop() + value.charAt(i));
    }
  }
  return items;
}

/** A comma or backslash that belongs to an item of a list. */
export function escapeItem(item: string): string {
  return item.replace(/[\\,]/g, '\\$&');
}

function readFlag(name: string): (value: string) => Result<Buffer> {
  return (value) =>
    value === '' ? ok(Buffer.alloc(0)) : bad(`parameter ${name} takes no value`, `write ${name} alone`);
}

function showFlag(wire: Buffer): string | undefined {
  return wire.length === 0 ? '' : undefined;
}

function readPort(value: string): Result<Buffer> {
  const port = readInteger(value, 'parameter port', 65535);
  return port.ok ? ok(Buffer.of(port.value >> 8, port.value & 255)) : port;
}

function readAddresses(
  name: string,
  kind: string,
  octets: (address: string) => readonly number[] | undefined,
): (value: string) => Result<Buffer> {
  return (value) => {
    const all: number[] = [];
    for (const address of value.split(',')) {
      const read = octets(address);
      if (read === undefined)
        return bad(`parameter ${name} has ${address === '' ? 'an empty item' : seen(address)}, which is not ${kind}`);
      all.push(...read);
    }
    return ok(Buffer.from(all));
  };
}

function ipv4Octets(text: string): readonly number[] | undefined {
  return readIpv4(text)?.split('.').map(Number);
}

function ipv6Octets(text: string): readonly number[] | undefined {
  const address = readIpv6(text);
  if (address === undefined) return undefined;
  // The one spelling with dots is that of an embedded IPv4 address.
  const plain = address.replace(/[\d.]+$/, (tail) => (tail.includes('.') ? hextets(ipv4Octets(tail) ?? []) : tail));
  const [left = '', right] = plain.split('::');
  const groups = (side: string) => (side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16)));
  const [head, tail] = [groups(left), groups(right ?? '')];
  const zeros = new Array<number>(8 - head.length - tail.length).fill(0);
  return [...head, ...zeros, ...tail].flatMap((group) => [group >> 8, group & 255]);
}

function hextets(octets: readonly number[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = octets;
  return [(a << 8) | b, (c << 8) | d].map((group) => group.toString(16)).join(':');
}

function showAddresses(wire: Buffer, size: 4 | 16): string | undefined {
  if (wire.length === 0 || wire.length % size !== 0) return undefined;
  const addresses = Array.from({ length: wire.length / size }, (_, index) =>
    wire.subarray(index * size, (index + 1) * size),
  );
  return addresses.map((octets) => addressOf(octets)).join(',');
}

function addressOf(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => octets.readUInt16BE(index * 2).toString(16));
  return readIpv6(groups.join(':')) ?? '';
}

function readBase64(value: string): Result<Buffer> {
  const octets = Buffer.from(value, 'base64');
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(value) && octets.toString('base64') === value) return ok(octets);
  return bad('parameter ech is not base64', 'copy the whole text, with the "=" at its end');
}

function readPath(value: string): Result<Buffer> {
  const wire = octetsOf(value);
  return showPath(wire) === undefined
    ? bad(`parameter dohpath is ${seen(value)}`, 'write a path like "/dns-query{?dns}"')
    : ok(wire);
}

/** RFC 9461 section 5: a URI template in UTF-8 that begins with "/" and has the variable dns. */
function showPath(wire: Buffer): string | undefined {
  const path = textOfOctets(wire);
  return isUnicode(path) && path.startsWith('/') && path.includes('{?dns}') ? path : undefined;
}
