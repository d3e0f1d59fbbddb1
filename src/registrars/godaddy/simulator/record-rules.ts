/** What the API takes as a record, and which records may stand together. */
import { isIPv4, isIPv6 } from 'node:net';
import { defaultTtlSeconds } from '../host.ts';
import type { Row } from '../wire.ts';
import { invalidBody, isObject, refused } from './http.ts';

/** Types that may be written; SOA and CAA are refused in this way (terraform-provider-godaddy issue 18, lexicon issue 545). */
const writableTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'];

/** dns-lexicon sends up to this; version 3 of the API says 86400. */
const maxTtlSeconds = 604_800;
/** Version 3, and terraform-provider-godaddy issue 24. */
const maxDataLength = 512;
const maxNumber = 65_535;

/** What the path fixes; a body may say it again (recorded). */
interface FixedFields {
  readonly type?: string;
  readonly name?: string;
}

/** The records of a body. Throws the refusal of the first that is not one. */
export function readRecords(body: unknown, domain: string, fixed: FixedFields): readonly Row[] {
  if (!Array.isArray(body)) throw invalidBody('records', 'is not an array', 'UNEXPECTED_TYPE');
  return body.map((item, index) => readRecord(item, `records[${index}]`, domain, fixed));
}

/** Throws where a record is there twice, or a CNAME beside another record. */
export function checkTogether(rows: readonly Row[]): void {
  const seen = new Set<string>();
  const types = new Map<string, Set<string>>();
  for (const row of rows) {
    const name = servedName(row);
    const key = `${name} ${row.type} ${row.data.toLowerCase()} ${row.type === 'SRV' ? row.port : ''}`;
    const here = types.get(name) ?? new Set();
    if (row.type === 'CNAME' && here.has('CNAME')) throw duplicate();
    here.add(row.type);
    if (seen.has(key) || (here.has('CNAME') && here.size > 1)) throw duplicate();
    seen.add(key);
    types.set(name, here);
  }
}

/** The name at which a record is served. */
export function servedName({ type, name, service, protocol }: Row): string {
  if (type !== 'SRV') return name;
  return name === '@' ? `${service}.${protocol}` : `${service}.${protocol}.${name}`;
}

/** Status and code NOT VERIFIED; the message is that of lmammino/godaddy-dns issue 10. */
function duplicate() {
  return refused(422, 'DUPLICATE_RECORD', 'Another record with the same attributes already exists');
}

function readRecord(item: unknown, path: string, domain: string, fixed: FixedFields): Row {
  if (!isObject(item)) throw invalidBody(path, 'is not an object', 'UNEXPECTED_TYPE');
  const type = fixed.type ?? text(item.type, `${path}.type`);
  if (!writableTypes.includes(type)) {
    const list = writableTypes.map((name) => `"${name}"`).join(', ');
    throw invalidBody(`${path}.type`, `is not one of enum values: ${list}`, 'INVALID_VALUE');
  }
  const name = readName(fixed.name ?? text(item.name, `${path}.name`), `${path}.name`);
  const ttl = item.ttl === undefined ? defaultTtlSeconds : number(item.ttl, `${path}.ttl`, 600, maxTtlSeconds);
  const row = { data: readData(type, item.data, `${path}.data`, domain), name, ttl, type };
  if (type !== 'MX' && type !== 'SRV') return row;
  const priority = number(item.priority, `${path}.priority`, 0, maxNumber);
  if (type === 'MX') return { ...row, priority };
  return {
    ...row,
    port: number(item.port, `${path}.port`, 1, maxNumber),
    priority,
    protocol: underscored(item.protocol, `${path}.protocol`),
    service: underscored(item.service, `${path}.service`),
    weight: number(item.weight, `${path}.weight`, 0, maxNumber),
  };
}

/** Relative, `@` for the apex, without trailing dot. */
function readName(name: string, path: string): string {
  if (name === '@') return name;
  const labels = name.split('.');
  const wrong = labels.some((label, i) => !/^[\w-]{1,63}$/.test(label) && !(i === 0 && label === '*'));
  if (wrong) throw invalidBody(path, 'is not a valid host name', 'INVALID_VALUE');
  return name.toLowerCase();
}

function readData(type: string, given: unknown, path: string, domain: string): string {
  const data = text(given, path);
  if (data.length > maxDataLength) throw invalidBody(path, `must have a maximum length of ${maxDataLength}`);
  if (type === 'TXT') return data;
  if (type === 'A' || type === 'AAAA') {
    if (type === 'A' ? isIPv4(data) : isIPv6(data)) return data;
    throw invalidBody(path, `is not a valid ${type === 'A' ? 'IPv4' : 'IPv6'} address`, 'INVALID_VALUE');
  }
  return readHost(data, path, domain);
}

/** Answered without trailing dot, and the apex as `@` (recorded for CNAME). */
function readHost(data: string, path: string, domain: string): string {
  const host = data.toLowerCase().replace(/\.$/, '');
  if (host === '@' || host === domain) return '@';
  if (!/^([\w-]{1,63}\.)+[\w-]{1,63}$/.test(host)) throw invalidBody(path, 'is not a valid host name', 'INVALID_VALUE');
  return host;
}

function text(given: unknown, path: string): string {
  if (typeof given === 'string' && given !== '') return given;
  throw invalidBody(path, given === undefined ? 'is required' : 'is not a string', 'UNEXPECTED_TYPE');
}

function underscored(given: unknown, path: string): string {
  const value = text(given, path);
  if (/^_[a-z0-9-]+$/i.test(value)) return value.toLowerCase();
  throw invalidBody(path, 'must begin with an underscore', 'INVALID_VALUE');
}

function number(given: unknown, path: string, min: number, max: number): number {
  if (typeof given !== 'number' || !Number.isInteger(given)) {
    throw invalidBody(path, given === undefined ? 'is required' : 'is not an integer', 'UNEXPECTED_TYPE');
  }
  if (given < min) throw invalidBody(path, `must have a minimum value of ${min}`);
  if (given > max) throw invalidBody(path, `must have a maximum value of ${max}`);
  return given;
}
