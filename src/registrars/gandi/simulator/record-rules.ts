/** What LiveDNS takes as a record set, and how it echoes it. Texts of refusals are made up where none was recorded. */
import { isIPv4, isIPv6 } from 'node:net';
import { quoteSplit } from '../../../schema/dns/character-strings.ts';
import { defaultTtlSeconds } from '../default-records.ts';
import { type StoredSet, storedSetKey } from '../stored-set.ts';
import { invalid } from './http.ts';

/** LiveDNS API, GET /dns/rrtypes and the schema of `rrset_type` (2026-11-23). */
export const acceptedTypes: readonly string[] =
  'A AAAA ALIAS CAA CDS CNAME DNAME DS HTTPS KEY LOC MX NAPTR NS OPENPGPKEY PTR RP SOA SPF SRV SSHFP SVCB TLSA TXT WKS'.split(
    ' ',
  );

const namePattern = /^(@|\*|(\*\.)?[\w-]{1,63}(\.[\w-]{1,63})*)$/;
/** The documented pattern and length of a value. */
const valuePattern = /^[\x20-\x7e]{1,16384}$/;

/** A name, absolute or relative; the last label is no number, as of an address. */
const host = String.raw`(?:@|\.|(?:[\w*-]{1,63}\.)*(?!\d+\.?$)[\w*-]{1,63}\.?)`;
const hostTypes: readonly string[] = ['ALIAS', 'CNAME', 'DNAME', 'NS', 'PTR'];

/** By type, what a value has to look like; looser than RFCs, so that other clients get as far as they do at Gandi. */
const rules: Readonly<Record<string, { test(value: string): boolean }>> = {
  ...Object.fromEntries(hostTypes.map((type) => [type, new RegExp(`^${host}$`)])),
  A: { test: isIPv4 },
  AAAA: { test: isIPv6 },
  CAA: /^\d{1,3} [a-z0-9]+ ".*"$/i,
  CDS: /^\d+ \d+ \d+ [0-9a-f ]+$/i,
  DS: /^\d+ \d+ \d+ [0-9a-f ]+$/i,
  MX: new RegExp(`^\\d{1,5} ${host}$`),
  SRV: new RegExp(`^\\d{1,5} \\d{1,5} \\d{1,5} ${host}$`),
  SSHFP: /^\d+ \d+ [0-9a-f]+$/i,
  TLSA: /^\d+ \d+ \d+ [0-9a-f ]+$/i,
  // Strings of at most 255 characters (RFC 1035); an escape stands for one.
  TXT: /^("(\\\d{3}|\\.|[^"\\]){0,255}"(\s+|$))+$/,
};

/**
 * A set as it will be stored. `fixed` is what the path says, which wins over the body (what the real API does with a
 * name in the body of a PUT to another name is not known). Throws the refusal.
 */
export function readSet(
  given: unknown,
  fixed: { readonly name?: string; readonly type?: string } = {},
  field = 'body',
): StoredSet {
  const body = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>;
  const name = fixed.name ?? body.rrset_name;
  const type = fixed.type ?? body.rrset_type;
  const problem = (description: string) => invalid([{ name: field, description }]);
  if (typeof name !== 'string' || !namePattern.test(name))
    throw problem(`rrset_name: ${print(name)} is not a record name`);
  if (typeof type !== 'string' || !acceptedTypes.includes(type)) {
    throw problem(`rrset_type: ${print(type)} is not one of ${acceptedTypes.join(', ')}`);
  }
  const ttlSeconds = readTtl(body.rrset_ttl ?? defaultTtlSeconds, field);
  const values = readValues(body.rrset_values, `rrset_values of ${field}`).map((value) => echoOf(type, value));
  const wrong = values.flatMap((value) => wrongValue(type, value));
  if (wrong.length > 0)
    throw invalid(wrong.map((why) => ({ name: field, description: `${why} (param: ${print(body)})` })));
  // What becomes of a value that is given twice is not known; it is kept once.
  return { name, type, ttlSeconds, values: [...new Set(values)] };
}

export function readTtl(given: unknown, field: string): number {
  if (Number.isInteger(given) && (given as number) >= 300 && (given as number) <= 2_592_000) return given as number;
  throw invalid([{ name: field, description: `rrset_ttl: ${print(given)} is not an integer from 300 to 2592000` }]);
}

/** A list of values, at least one, each of the documented form. */
export function readValues(given: unknown, field: string): readonly string[] {
  if (!Array.isArray(given) || given.length === 0)
    throw invalid([{ name: field, description: 'a list of values is required' }]);
  for (const value of given) {
    if (typeof value !== 'string' || !valuePattern.test(value)) {
      throw invalid([{ name: field, description: `${print(value)} does not match ^[\\x20-\\x7E]+$` }]);
    }
  }
  return given as readonly string[];
}

/** TXT is echoed in quotes, however it was sent. How long unquoted text is split is not verified: at 255. */
export function echoOf(type: string, value: string): string {
  return (type === 'TXT' || type === 'SPF') && !value.startsWith('"') ? quoteSplit(value) : value;
}

/** Throws the refusal of sets that cannot stand together in one zone. */
export function checkTogether(sets: readonly StoredSet[]): void {
  const keys = new Set<string>();
  const typesByName = new Map<string, string[]>();
  for (const set of sets) {
    const key = storedSetKey(set);
    if (keys.has(key)) throw invalid([{ name: 'items', description: `${key} is given twice` }]);
    keys.add(key);
    const name = set.name.toLowerCase();
    typesByName.set(name, [...(typesByName.get(name) ?? []), set.type]);
    const reason = wrongPlace(set);
    if (reason !== undefined) throw invalid([{ name: 'items', description: reason }]);
  }
  for (const [name, types] of typesByName) {
    if (types.includes('CNAME') && types.some((type) => type !== 'CNAME')) {
      throw invalid([{ name: 'items', description: `a CNAME record cannot stand beside other records (${name})` }]);
    }
  }
}

function wrongPlace({ name, type, values }: StoredSet): string | undefined {
  if (type === 'CNAME' && name === '@') return 'a CNAME record cannot stand at the apex';
  if (type === 'CNAME' && values.length > 1) return `a name has one CNAME record (${name})`;
  if (type === 'ALIAS' && name !== '@') return `an ALIAS record can stand at the apex only (${name})`;
  if (type === 'SOA' || (type === 'NS' && name === '@')) return `${type} records of the apex cannot be changed`;
  return undefined;
}

function wrongValue(type: string, value: string): readonly string[] {
  const rule = rules[type];
  if (rule === undefined || rule.test(value)) return [];
  return [`'${value}': ${hostTypes.includes(type) ? 'invalid hostname' : `invalid ${type} value`}`];
}

function print(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
