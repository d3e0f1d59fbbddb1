/**
 * The types that Cloudflare holds in `data`: which of its fields is which of ours, and how each is written and read
 * (API reference, DNS records; dns-record-types). One table for both directions, so that they are inverses.
 */
import type { RdataOf, RecordType } from '../../schema/dns/rdata.ts';
import { parseRdata } from '../../schema/dns/record-types.ts';
import { absoluteTarget } from '../../schema/dns/targets.ts';
import type { Json } from '../http/fields.ts';
import { bare, readName } from './names.ts';

export type DataType = 'CAA' | 'DS' | 'HTTPS' | 'LOC' | 'NAPTR' | 'SRV' | 'SSHFP' | 'SVCB' | 'TLSA';

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
/** Keeps its dot (octodns-cloudflare, its fixtures). */
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
    replacement: ['replacement', target],
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

/** Throws what `wrong` makes of the first field that is missing or is not what it should be. */
export function readData<T extends DataType>(
  type: T,
  data: Json,
  wrong: (key: string, value: unknown) => Error,
): RdataOf<T> {
  const angles =
    type === 'LOC' ? { latitude: read(angle, data, wrong, 'lat_'), longitude: read(angle, data, wrong, 'long_') } : {};
  return { type, ...angles, ...read(fields[type], data, wrong) } as unknown as RdataOf<T>;
}

function write(table: Fields, value: object, prefix = ''): Json {
  const values = value as Json;
  return Object.fromEntries(
    Object.entries(table).map(([key, [wire, codec]]) => [prefix + wire, codec.write(values[key])]),
  );
}

function read(table: Fields, data: Json, wrong: (key: string, value: unknown) => Error, prefix = ''): Json {
  return Object.fromEntries(
    Object.entries(table).map(([key, [wire, codec]]) => {
      const value = codec.read(data[prefix + wire]);
      if (value === undefined) throw wrong(prefix + wire, data[prefix + wire]);
      return [key, value];
    }),
  );
}

function readNumber(value: unknown): number | undefined {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A null target is sent as "." and may come back as false (dnscontrol, cfTarget). */
function readTarget(value: unknown): string | undefined {
  if (value === false || value === '') return '.';
  return typeof value === 'string' ? readName(value) : undefined;
}

/** Parameters that we cannot read are kept as they are: they are live, and equal to none that we would write. */
function readParams(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return undefined;
  const parsed = parseRdata('SVCB', `1 . ${value}`, absoluteTarget);
  return parsed.ok && parsed.value.type === 'SVCB' ? parsed.value.params : value;
}
