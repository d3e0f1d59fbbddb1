/** How the shape of a config is spoken of: what stands somewhere, what should, and what to write instead. */
import { seen } from '../dns/seen.ts';
import type { Data } from './convert.ts';
import type { Path } from './locate.ts';
import { didYouMean, nearest } from './suggest.ts';

/** The part of a JSON Schema that messages are made from. */
export interface Schema {
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number | boolean)[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly 'x-expects'?: string;
}

/** What the schema asks for, to follow "must be". */
export function expectation(schema: Schema): string {
  if (schema['x-expects'] !== undefined && schema.enum === undefined) return schema['x-expects'];
  if (schema.enum !== undefined) return schema['x-expects'] ?? oneOf(schema.enum.map(String));
  const { type, minimum, maximum } = schema;
  const range = minimum !== undefined && maximum !== undefined ? ` from ${minimum} to ${maximum}` : '';
  if (type === 'integer') return `a whole number${range}`;
  if (type === 'number') return `a number${range}`;
  if (type === 'string') return 'text';
  return type === 'object' ? 'a map' : 'something else';
}

/** What stands there, to follow "is". */
export function shape(data: Data | undefined): string {
  if (data === null || data === undefined) return 'empty';
  if (Array.isArray(data)) return data.length === 0 ? 'an empty list' : 'a list';
  return typeof data === 'object' ? 'a map' : seen(data);
}

/** `ttl`, or `item 2 of values`. */
export function labelOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the config';
  if (typeof last === 'string') return last;
  const list = path.at(-2);
  return `item ${last + 1} of ${list === undefined ? 'the config' : list}`;
}

/** What to write instead of a value that the schema refuses; undefined where nothing better than the message is known. */
export function hint(path: Path, data: Data, schema: Schema, spelling: string | undefined): string | undefined {
  const key = path.at(-1);
  const takes = (type: string): boolean =>
    schema.type === type || (Array.isArray(schema.type) && schema.type.includes(type));
  if (data === null) return 'give it a value, or remove the key';
  if (typeof data === 'string' && takes('boolean')) {
    const choice = booleanHint(key, data);
    if (choice !== undefined) return choice;
  }
  if (typeof data === 'string' && schema.enum !== undefined) return ofChoice(key, data, schema.enum.map(String));
  if (key === 'ttl') return ofDuration(data);
  if (key === 'dnssec' && typeof data === 'boolean') return `write dnssec: ${data ? 'auto' : 'off'}`;
  if (key === 'value' && Array.isArray(data)) return 'write "values" for several';
  if (key === 'values' && !Array.isArray(data)) return 'write "value" for one';
  if (takes('string') && schema.enum === undefined && (typeof data === 'number' || typeof data === 'boolean'))
    return `write "${spelling ?? data}" in quotes`;
  if (key === 'nameservers' && typeof data === 'string') return `write nameservers: [${data}, ...]`;
  if (takes('array') && typeof data === 'string') return `write ${String(key)}: [${data}]`;
  if (takes('integer') && typeof data === 'string' && /^\d+$/.test(data)) return `write ${data} without quotes`;
  return undefined;
}

/** What is said of a value that may be a secret. */
export function hiddenShape(data: Data): string {
  if (data === null || typeof data === 'object') return shape(data);
  return typeof data === 'string' ? 'a text' : `a ${typeof data}`;
}

const otherTypes: Readonly<Record<string, string>> = {
  ANAME: 'write ALIAS',
  SPF: 'SPF is written as TXT (RFC 7208)',
  SOA: 'the SOA belongs to the DNS host: leave it out',
  REDIRECT: 'write URL',
  FORWARD: 'write URL',
};

function ofChoice(key: string | number | undefined, text: string, choices: readonly string[]): string | undefined {
  if (key === 'type') return otherTypes[text.toUpperCase()] ?? didYouMean(text, choices, 'types');
  const word = nearest(text, choices);
  return word === undefined ? undefined : `did you mean "${word}"?`;
}

/** For a text where true or false belongs. */
export function booleanHint(key: string | number | undefined, text: string): string | undefined {
  if (/^(yes|on|true|y)$/i.test(text)) return `write ${key}: true`;
  return /^(no|off|false|n)$/i.test(text) ? `write ${key}: false` : undefined;
}

/** What other tools and control panels call a key of ours. */
const otherWords: Readonly<Record<string, readonly string[]>> = {
  name: ['host', 'hostname', 'subdomain', 'label'],
  value: ['content', 'data', 'rdata', 'target', 'address', 'answer', 'destination'],
  values: ['contents', 'targets', 'addresses', 'answers'],
  dns: ['dns_provider', 'dns_host', 'zone'],
  registrar: ['provider', 'account'],
  transfer_lock: ['lock', 'locked'],
  privacy: ['whois_privacy'],
  auto_renew: ['renew', 'renewal'],
  nameservers: ['ns', 'name_servers', 'delegation'],
  dnssec: ['ds'],
  use: ['templates', 'template'],
};

export function meantElsewhere(key: string, known: readonly string[]): string | undefined {
  return known.find((word) => otherWords[word]?.includes(key.toLowerCase()));
}

const secondsPer: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `1h` and `"300"` are what people write for a TTL. */
function ofDuration(data: Data): string | undefined {
  if (typeof data !== 'string') return undefined;
  const [, digits, unit] = /^(\d{1,9})\s*([smhdw]?)\w*$/i.exec(data.trim()) ?? [];
  if (digits === undefined) return undefined;
  return `write ttl: ${Number(digits) * (secondsPer[(unit ?? '').toLowerCase()] ?? 1)}`;
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
