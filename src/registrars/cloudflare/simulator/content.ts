/** The data of a record as the API takes it and shows it: checked, normalised, and printed as `content`. */
import { isIPv4, isIPv6 } from 'node:net';
import { labelToAscii } from '../../../schema/dns/idna.ts';
import { invalidRecord } from './envelope.ts';

/** What a client sends. */
export type Input = Readonly<Record<string, unknown>>;

export interface Content {
  readonly content: string;
  readonly priority?: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

export const plainTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'OPENPGPKEY', 'PTR', 'TXT'] as const;

/** Types with `data`: their fields in the order of `content`. `URI` has its priority beside it. */
export const dataTypes: Readonly<Record<string, readonly string[]>> = {
  CAA: ['flags', 'tag', 'value'],
  CERT: ['type', 'key_tag', 'algorithm', 'certificate'],
  DNSKEY: ['flags', 'protocol', 'algorithm', 'public_key'],
  DS: ['key_tag', 'algorithm', 'digest_type', 'digest'],
  HTTPS: ['priority', 'target', 'value'],
  LOC: [
    'lat_degrees',
    'lat_minutes',
    'lat_seconds',
    'lat_direction',
    'long_degrees',
    'long_minutes',
    'long_seconds',
    'long_direction',
    'altitude',
    'size',
    'precision_horz',
    'precision_vert',
  ],
  NAPTR: ['order', 'preference', 'flags', 'service', 'regex', 'replacement'],
  SMIMEA: ['usage', 'selector', 'matching_type', 'certificate'],
  SRV: ['priority', 'weight', 'port', 'target'],
  SSHFP: ['algorithm', 'type', 'fingerprint'],
  SVCB: ['priority', 'target', 'value'],
  TLSA: ['usage', 'selector', 'matching_type', 'certificate'],
  URI: ['weight', 'target'],
};

/** `owner` is the full name of the record, without dot. Throws `Refused`. */
export function readContent(type: string, input: Input, owner: string): Content {
  const fields = dataTypes[type];
  if (fields !== undefined) return readData(type, fields, input);
  const content = input.content;
  if (typeof content !== 'string' || content === '') {
    throw invalidRecord(9020, `DNS record content is required for ${type} records.`);
  }
  switch (type) {
    case 'A':
      if (!isIPv4(content)) throw invalidRecord(9005, 'Content for A record must be a valid IPv4 address.');
      return { content };
    case 'AAAA':
      if (!isIPv6(content)) throw invalidRecord(9006, 'Content for AAAA record must be a valid IPv6 address.');
      // The URL parser prints RFC 5952.
      return { content: new URL(`http://[${content}]`).hostname.slice(1, -1) };
    case 'CNAME':
    case 'NS':
    case 'PTR': {
      const target = hostName(content, type);
      if (type === 'CNAME' && target === owner) throw invalidRecord(9039, 'CNAME content cannot reference itself.');
      return { content: target };
    }
    case 'MX': {
      const { priority } = input;
      if (!isWithin(priority, 65_535)) throw invalidRecord(9101, 'priority is a required field for MX records.');
      return { content: content === '.' ? content : hostName(content, type), priority };
    }
    case 'TXT':
      // dnscontrol's audit of records, verified 2026-01-21.
      if (content === '""') throw invalidRecord(9207, 'Content for TXT record must not be empty.');
      if (Buffer.byteLength(content) > 4096) throw invalidRecord(9207, 'Content for TXT record is too long.');
      return { content };
    default:
      return { content };
  }
}

/** `content` of these is read-only and made from `data`. */
function readData(type: string, fields: readonly string[], input: Input): Content {
  const given = input.data;
  if (typeof given !== 'object' || given === null)
    throw invalidRecord(9101, `data is a required field for ${type} records.`);
  const data = Object.fromEntries(fields.map((field) => [field, readField(type, field, (given as Input)[field])]));
  const content = fields.map((field) => printField(type, field, data[field])).join(' ');
  if (type === 'SRV') {
    return { data, content: `${data.weight} ${data.port} ${data.target}`, priority: data.priority as number };
  }
  if (type !== 'URI') return { data, content };
  if (!isWithin(input.priority, 65_535)) throw invalidRecord(9101, 'priority is a required field for URI records.');
  return { data, content, priority: input.priority };
}

const numeric =
  /^(flags|key_tag|algorithm|digest_type|priority|order|preference|usage|selector|matching_type|weight|port|protocol|type|altitude|size|precision_horz|precision_vert|(lat|long)_(degrees|minutes|seconds))$/;

function readField(type: string, field: string, value: unknown): unknown {
  // "S" of NAPTR is text; the flags of CAA and DNSKEY are a number.
  if (numeric.test(field) && !(type === 'NAPTR' && field === 'flags')) {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw invalidRecord(9101, `${field} is a required data field for ${type} records.`);
  }
  if (value === undefined && field === 'value') return '';
  if (typeof value !== 'string') throw invalidRecord(9101, `${field} is a required data field for ${type} records.`);
  if (field === 'target' && type === 'SRV') return value === '.' ? value : hostName(value, type);
  // Keeps its dot, in data as in content (octodns-cloudflare, its fixtures of 2023; dnscontrol's cfNaptrData).
  if (field === 'replacement') return value === '.' || value === '' ? value : `${hostName(value, type)}.`;
  if (field === 'value' && (type === 'HTTPS' || type === 'SVCB')) return printParams(value, type);
  return value;
}

function printField(type: string, field: string, value: unknown): string {
  const quoted = (type === 'CAA' && field === 'value') || (type === 'NAPTR' && /^(flags|service|regex)$/.test(field));
  if (quoted) return `"${value}"`;
  if (type !== 'LOC' || typeof value !== 'number') return String(value);
  // `37 46 46.000 N 122 23 35.000 W 0.00 100.00 0.00 0.00` (live tests of terraform-provider-cloudflare, 2026-11-30).
  if (field.endsWith('_seconds')) return value.toFixed(3);
  return /^(altitude|size|precision_)/.test(field) ? value.toFixed(2) : String(value);
}

/** Parsed and printed: one blank between parameters, each value in quotes (live tests of dnscontrol, 2026-11-30). */
function printParams(value: string, type: string): string {
  const param = /([a-z0-9-]+)(?:=("(?:[^"\\]|\\.)*"|(?:[^\s"\\]|\\.)*))?(?=\s|$)/g;
  if (value.replace(param, '').trim() !== '') {
    throw invalidRecord(9101, `value is an invalid data field for ${type} records.`);
  }
  const printed = ([, key, text]: RegExpMatchArray) => {
    if (text === undefined) return key;
    return text.startsWith('"') ? `${key}=${text}` : `${key}="${text}"`;
  };
  return [...value.matchAll(param)].map(printed).join(' ');
}

/** Punycode, lower case, without trailing dot. */
function hostName(text: string, type: string): string {
  const name = asciiName(text);
  if (name === undefined) throw invalidRecord(9009, `Content for ${type} record is invalid: it must be a hostname.`);
  return name;
}

export function asciiName(text: string): string | undefined {
  const bare = text.replace(/\.$/, '');
  const ascii = /^[ -~]+$/.test(bare)
    ? bare.toLowerCase()
    : bare
        .split('.')
        .map((label) => labelToAscii(label) ?? '')
        .join('.');
  const labels = ascii.split('.');
  const valid =
    ascii.length <= 253 && labels.every((label) => /^([a-z0-9_/]([a-z0-9_/-]{0,61}[a-z0-9_/])?|\*)$/.test(label));
  return valid ? ascii : undefined;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
