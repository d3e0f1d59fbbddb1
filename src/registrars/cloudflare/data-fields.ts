/**
 * The types that Cloudflare holds in `data`: which of its fields is which of ours, and how each is written and read
 * (API reference, DNS records; dns-record-types). One table for both directions, so that they are inverses.
 */
import type { Rdata, RdataOf, RecordType } from '../../schema/dns/rdata.ts';
import { parseRdata, printRdata, rdataFromPrinted } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import { bad, ok, type Result } from '../../schema/result.ts';
import type { Json } from '../http/fields.ts';
import { bare } from './names.ts';

type DataType = 'CAA' | 'DS' | 'HTTPS' | 'LOC' | 'NAPTR' | 'SRV' | 'SSHFP' | 'SVCB' | 'TLSA';

interface Codec {
  write(value: unknown): unknown;
  /** Undefined: not what it should be. */
  read(value: unknown): unknown;
}

const same = (value: unknown) => value;
const number: Codec = { write: same, read: readNumber };
const text: Codec = { write: same, read: readText };
const lowerCase: Codec = { write: same, read: (value) => readText(value)?.toLowerCase() };
const upperCase: Codec = { write: same, read: (value) => readText(value)?.toUpperCase() };
const hex: Codec = { write: same, read: (value) => readText(value)?.replaceAll(' ', '').toLowerCase() };
const upperHex: Codec = { write: same, read: (value) => readText(value)?.replaceAll(' ', '').toUpperCase() };
const target: Codec = { write: (value) => bare(value as string), read: readTarget };
/** Keeps its dot (octodns-cloudflare, its fixtures; of NAPTR also dnscontrol's cfNaptrData). */
const dottedTarget: Codec = { write: same, read: readTarget };
const params: Codec = { write: same, read: readParams };

type Fields = Readonly<Record<string, readonly [wireKey: string, codec: Codec]>>;

const fields = {
  CAA: { flags: ['flags', number], tag: ['tag', lowerCase], value: ['value', text] },
  DS: {
    keyTag: ['key_tag', number],
    algorithm: ['algorithm', number],
    digestType: ['digest_type', number],
    digest: ['digest', upperHex],
  },
  HTTPS: { priority: ['priority', number], target: ['target', dottedTarget], params: ['value', params] },
  LOC: {
    altitudeMetres: ['altitude', number],
    sizeMetres: ['size', number],
    horizontalPrecisionMetres: ['precision_horz', number],
    verticalPrecisionMetres: ['precision_vert', number],
  },
  NAPTR: {
    order: ['order', number],
    preference: ['preference', number],
    flags: ['flags', upperCase],
    service: ['service', text],
    regexp: ['regex', text],
    replacement: ['replacement', dottedTarget],
  },
  SRV: {
    priority: ['priority', number],
    weight: ['weight', number],
    port: ['port', number],
    target: ['target', target],
  },
  SSHFP: { algorithm: ['algorithm', number], fingerprintType: ['type', number], fingerprint: ['fingerprint', hex] },
  SVCB: { priority: ['priority', number], target: ['target', dottedTarget], params: ['value', params] },
  TLSA: {
    usage: ['usage', number],
    selector: ['selector', number],
    matchingType: ['matching_type', number],
    certificate: ['certificate', hex],
  },
} as const satisfies { readonly [T in DataType]: Fields };

const angle: Fields = {
  degrees: ['degrees', number],
  minutes: ['minutes', number],
  seconds: ['seconds', number],
  direction: ['direction', upperCase],
};

export function isDataType(type: RecordType): type is DataType {
  return Object.hasOwn(fields, type);
}

export function writeData(rdata: RdataOf<DataType>): Json {
  const data = write(fields[rdata.type], rdata);
  if (rdata.type !== 'LOC') return data;
  return { ...write(angle, rdata.latitude, 'lat_'), ...write(angle, rdata.longitude, 'long_'), ...data };
}

/** A problem where a field is missing or is not what it should be. */
export function readData(type: DataType, data: Json): Result<Rdata> {
  const plain = read(fields[type], data);
  if (!plain.ok) return plain;
  const angles = type === 'LOC' ? readAngles(data) : ok({});
  if (!angles.ok) return angles;
  const rdata = { type, ...angles.value, ...plain.value } as unknown as Rdata;
  // Its printed form, read again, says whether each field is in its range.
  return rdataFromPrinted(type, printRdata(rdata));
}

function readAngles(data: Json): Result<Json> {
  const latitude = read(angle, data, 'lat_');
  if (!latitude.ok) return latitude;
  const longitude = read(angle, data, 'long_');
  return longitude.ok ? ok({ latitude: latitude.value, longitude: longitude.value }) : longitude;
}

function write(table: Fields, value: object, prefix = ''): Json {
  const values = value as Json;
  return Object.fromEntries(
    Object.entries(table).map(([key, [wire, codec]]) => [prefix + wire, codec.write(values[key])]),
  );
}

function read(table: Fields, data: Json, prefix = ''): Result<Json> {
  const found: Record<string, unknown> = {};
  for (const [key, [wire, codec]] of Object.entries(table)) {
    const given = data[prefix + wire];
    const value = codec.read(given);
    if (value === undefined) return bad(`its ${prefix + wire} is ${JSON.stringify(given) ?? 'missing'}`);
    found[key] = value;
  }
  return ok(found);
}

function readNumber(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A null target is "." (dnscontrol PR 2040, live in 2023); it came back as false until 2019 (its issue 561). */
function readTarget(value: unknown): string | undefined {
  if (value === false || value === '') return '.';
  const name = typeof value === 'string' ? absoluteTarget(value) : undefined;
  return name?.ok === true ? name.value : undefined;
}

function readParams(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  const parsed = parseRdata('SVCB', `1 . ${value}`, absoluteTarget);
  return parsed.ok && parsed.value.type === 'SVCB' ? parsed.value.params : undefined;
}
