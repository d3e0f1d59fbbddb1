/**
 * The parameters of HTTPS and SVCB in canonical text: sorted by key number, values quoted, each value checked by its key.
 * RFC 9460 sections 2.1 and 7; RFC 9461 (dohpath); RFC 9540 (ohttp); numbers from the IANA registry of SvcParamKeys.
 */
import { bad, ok, type Result } from '../result.ts';
import { quote } from './character-strings.ts';
import { readInteger } from './fields.ts';
import { readIpv4, readIpv6 } from './ip-address.ts';
import { seen } from './seen.ts';

/** A parameter as written; without `value` it is a flag. */
export interface WrittenParam {
  readonly key: string;
  readonly value?: string;
}

interface ParamKey {
  readonly name: string;
  /** Canonical value text; `undefined` for a flag. */
  readonly read: ((value: string) => Result<string>) | undefined;
}

const keys: readonly ParamKey[] = [
  { name: 'mandatory', read: readMandatory },
  { name: 'alpn', read: (value) => readList(value, 'alpn', readAlpn) },
  { name: 'no-default-alpn', read: undefined },
  { name: 'port', read: readPort },
  { name: 'ipv4hint', read: (value) => readList(value, 'ipv4hint', readIpv4) },
  { name: 'ech', read: readBase64 },
  { name: 'ipv6hint', read: (value) => readList(value, 'ipv6hint', readIpv6) },
  { name: 'dohpath', read: readPath },
  { name: 'ohttp', read: undefined },
];

/** Canonical parameter text, for example `alpn="h3,h2" port="8443"`; empty without parameters. `type` is for messages. */
export function canonicalParams(params: readonly WrittenParam[], type: string): Result<string> {
  if (params.length === 0) return ok('');
  const found = new Map<number, string | undefined>();
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
  return ok(
    sorted.map(([key, value]) => (value === undefined ? keyName(key) : `${keyName(key)}=${quote(value)}`)).join(' '),
  );
}

function checkTogether(found: ReadonlyMap<number, string | undefined>, type: string): Result<never> | undefined {
  if (found.has(2) && !found.has(1)) {
    return bad(
      `${type} has no-default-alpn without alpn, which leaves no protocol`,
      'add alpn, or drop no-default-alpn',
    );
  }
  const mandatory = found.get(0)?.split(',') ?? [];
  const missing = mandatory.find((key) => !found.has(keyNumber(key) ?? -1));
  if (missing === undefined) return undefined;
  return bad(
    `${type} says that ${missing} is mandatory but does not have it`,
    `add ${missing}, or take it out of mandatory`,
  );
}

function readValue(number: number, param: WrittenParam): Result<string | undefined> {
  const key = keys[number];
  const name = keyName(number);
  if (key === undefined) return ok(param.value);
  if (key.read === undefined) {
    return param.value === undefined ? ok(undefined) : bad(`parameter ${name} takes no value`, `write ${name} alone`);
  }
  if (param.value === undefined || param.value === '')
    return bad(`parameter ${name} has no value`, `write ${name}="..."`);
  return key.read(param.value);
}

/** RFC 9460 section 14.3.2: the number of a key name or of `keyNNNNN`; 65535 is reserved. */
function keyNumber(text: string): number | undefined {
  const name = text.toLowerCase();
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

function readMandatory(value: string): Result<string> {
  const numbers = new Set<number>();
  for (const item of value.split(',')) {
    const number = keyNumber(item.trim());
    if (number === undefined)
      return bad(`parameter mandatory names ${seen(item)}, which is no key`, `write ${knownKeys()}`);
    if (number === 0) return bad('parameter mandatory names itself', 'leave "mandatory" out of its list');
    if (numbers.has(number)) return bad(`parameter mandatory names ${keyName(number)} twice`, 'name it once');
    numbers.add(number);
  }
  return ok(
    [...numbers]
      .sort((a, b) => a - b)
      .map(keyName)
      .join(','),
  );
}

/** Items separated by commas; a comma that belongs to an item is `\,` (RFC 9460 appendix A.1). The order is the writer's. */
function readList(value: string, name: string, readItem: (text: string) => string | undefined): Result<string> {
  const items: string[] = [];
  for (const written of splitItems(value)) {
    const item = readItem(written.trim());
    if (item === undefined)
      return bad(
        `parameter ${name} has ${written === '' ? 'an empty item' : seen(written)}, which is not ${itemKinds[name]}`,
      );
    items.push(escapeItem(item));
  }
  return ok(items.join(','));
}

function splitItems(value: string): readonly string[] {
  if (!value.includes('\\')) return value.split(',');
  const items = [''];
  for (let i = 0; i < value.length; i++) {
    if (value.charAt(i) === ',') items.push('');
    else {
      if (value.charAt(i) === '\\') i++;
      items.push(items.pop() + value.charAt(i));
    }
  }
  return items;
}

/** A comma or backslash that belongs to an item of a list. */
export function escapeItem(item: string): string {
  return item.replace(/[\\,]/g, '\\$&');
}

const itemKinds: Readonly<Record<string, string>> = {
  alpn: 'a protocol identifier such as h2',
  ipv4hint: 'an IPv4 address',
  ipv6hint: 'an IPv6 address',
};

/** RFC 7301 section 3.1: 1 to 255 bytes. */
function readAlpn(text: string): string | undefined {
  return text !== '' && Buffer.byteLength(text, 'utf8') <= 255 ? text : undefined;
}

function readPort(value: string): Result<string> {
  const port = readInteger(value, 'parameter port', 65535);
  return port.ok ? ok(String(port.value)) : port;
}

function readBase64(value: string): Result<string> {
  if (value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value)) return ok(value);
  return bad('parameter ech is not base64', 'copy the whole text, with the "=" at its end');
}

function readPath(value: string): Result<string> {
  if (value.startsWith('/') && value.includes('{?dns}')) return ok(value);
  return bad(`parameter dohpath is ${seen(value)}`, 'write a path like "/dns-query{?dns}"');
}
