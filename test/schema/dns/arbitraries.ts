import fc from 'fast-check';
import type { Fields } from '../../../src/schema/dns/fields.ts';
import type { LocAngle, Rdata, RdataOf, RecordType } from '../../../src/schema/dns/rdata.ts';

/** One valid value: canonical rdata, and the object a config would hold for it. */
export interface Sample {
  readonly rdata: Rdata;
  readonly object: Fields;
}

/** Text of the given characters. */
export function textOf(characters: string, minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const label = textOf(`${letters}${digits}_-`, 1, 10).map((text) => text.replace(/^-|-$/g, '_'));
const lastLabel = fc.constantFrom('com', 'net', 'org', 'xn--p1ai', 'internal');

/** Canonical names below a top-level domain, some under none that is known. */
export const fqdn = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), lastLabel)
  .map(([labels, last]) => `${labels.join('.')}.${last}.`);

const byte = fc.integer({ min: 0, max: 255 });
const uint16 = fc.integer({ min: 0, max: 65535 });
const ipv4 = fc.tuple(byte, byte, byte, byte).map((bytes) => bytes.join('.'));
const hextet = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: uint16 });
export const hextets = fc.array(hextet, { minLength: 8, maxLength: 8 });

/** Written by the platform, so that our printer is checked against another. IPv4-mapped addresses keep the hex form there. */
export function platformIpv6(groups: readonly number[]): string {
  const host = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname.slice(1, -1);
  return host;
}
const ipv6 = hextets.filter((groups) => groups[5] !== 0xffff).map(platformIpv6);

/** Any Unicode character but half surrogates; often one that text formats treat apart. */
const character = fc.oneof(
  fc.constantFrom(...'ab ,;"\\\'\n\t\u0000\u007f\u0085\u2028\u202eü日🦄'),
  fc.nat({ max: 0x10ffff - 0x800 }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800)),
);
export const unicode = fc.string({ unit: character, maxLength: 300 });
const graphic = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
const hex = (length: number) => textOf('0123456789abcdef', length, length);

const digest = fc.oneof(
  hex(40).map((text) => ({ type: 1, text })),
  hex(64).map((text) => ({ type: 2, text })),
  hex(10).map((text) => ({ type: 77, text })),
);
const tlsaData = fc.oneof(
  hex(30).map((text) => ({ type: 0, text })),
  hex(64).map((text) => ({ type: 1, text })),
  hex(128).map((text) => ({ type: 2, text })),
);

const angle = (limit: number, directions: readonly ['N', 'S'] | readonly ['E', 'W']) =>
  fc.integer({ min: -limit * 3_600_000, max: limit * 3_600_000 }).map((thousandths) => {
    const size = Math.abs(thousandths);
    const written: LocAngle = {
      degrees: Math.floor(size / 3_600_000),
      minutes: Math.floor(size / 60_000) % 60,
      seconds: (size % 60_000) / 1000,
      direction: directions[thousandths < 0 ? 1 : 0],
    };
    return { written, decimal: thousandths / 3_600_000 };
  });
const precision = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
  .map(([digit, power]) => (digit * 10 ** power) / 100);

const pointer = <T extends 'ALIAS' | 'CNAME' | 'NS' | 'PTR'>(type: T) =>
  fqdn.map((target) => ({ rdata: { type, target }, object: { target } }));

const alpnIds = fc.uniqueArray(textOf(`${letters}${digits},\\"/. ü-`, 1, 7), { minLength: 1, maxLength: 3 });
const serviceBinding = fc
  .record(
    {
      priority: fc.integer({ min: 1, max: 65535 }),
      alpn: alpnIds,
      port: uint16,
      ipv4hint: ipv4,
      ipv6hint: ipv6,
      key4711: graphic,
    },
    { requiredKeys: ['priority'] },
  )
  .chain(({ priority, ...params }) => fqdn.map((target) => ({ priority, target, params })));

/** For each type except HTTPS and SVCB, whose canonical form is text: see `serviceBindings`. */
export const samples: { readonly [T in Exclude<RecordType, 'HTTPS' | 'SVCB'>]: fc.Arbitrary<Sample> } = {
  A: ipv4.map((address) => ({ rdata: { type: 'A', address }, object: { address } })),
  AAAA: ipv6.map((address) => ({ rdata: { type: 'AAAA', address }, object: { address } })),
  ALIAS: pointer('ALIAS'),
  CAA: fc
    .tuple(
      byte,
      fc.constantFrom('issue', 'issuewild'),
      fqdn.map((name) => name.slice(0, -1).replaceAll(/[_-]/g, 'x')),
      fc.constantFrom('', '; accounturi=https://x.example/1'),
    )
    .map(([flags, tag, issuer, rest]) => ({ flags, tag, value: issuer + rest }))
    .map((fields) => ({ rdata: { type: 'CAA', ...fields }, object: fields })),
  CNAME: pointer('CNAME'),
  DS: fc.tuple(uint16, byte, digest).map(([keyTag, algorithm, { type, text }]) => ({
    rdata: { type: 'DS', keyTag, algorithm, digestType: type, digest: text.toUpperCase() },
    object: { key_tag: keyTag, algorithm, digest_type: type, digest: text },
  })),
  LOC: fc
    .tuple(
      angle(90, ['N', 'S']),
      angle(180, ['E', 'W']),
      fc.integer({ min: -10_000_000, max: 1_000_000_000 }),
      precision,
      precision,
      precision,
    )
    .map(([latitude, longitude, centimetres, size, horizontal, vertical]) => ({
      rdata: {
        type: 'LOC',
        latitude: latitude.written,
        longitude: longitude.written,
        altitudeMetres: centimetres / 100,
        sizeMetres: size,
        horizontalPrecisionMetres: horizontal,
        verticalPrecisionMetres: vertical,
      },
      object: {
        latitude: latitude.decimal,
        longitude: longitude.decimal,
        altitude: centimetres / 100,
        size,
        horizontal_precision: horizontal,
        vertical_precision: vertical,
      },
    })),
  MX: fc.tuple(uint16, fqdn).map(([preference, exchange]) => ({
    rdata: { type: 'MX', preference, exchange },
    object: { preference, exchange },
  })),
  NAPTR: fc
    .tuple(uint16, uint16, fc.constantFrom('S', 'A', 'U', ''), graphic, fc.option(fqdn, { nil: undefined }))
    .map(([order, preference, flags, service, name]) => ({
      order,
      preference,
      flags,
      service,
      regexp: name === undefined ? '!^(.*)"$!sip:\\1@example.com!i' : '',
      replacement: name ?? '.',
    }))
    .map((fields) => ({ rdata: { type: 'NAPTR', ...fields }, object: fields })),
  NS: pointer('NS'),
  PTR: pointer('PTR'),
  SRV: fc
    .record({ priority: uint16, weight: uint16, port: uint16, target: fc.oneof(fqdn, fc.constant('.')) })
    .map((fields) => ({ rdata: { type: 'SRV', ...fields }, object: fields })),
  SSHFP: fc.tuple(fc.integer({ min: 1, max: 255 }), digest).map(([algorithm, { type, text }]) => ({
    rdata: { type: 'SSHFP', algorithm, fingerprintType: type, fingerprint: text },
    object: { algorithm, fingerprint_type: type, fingerprint: text.toUpperCase() },
  })),
  TLSA: fc
    .tuple(fc.constantFrom(0, 1, 2, 3, 255), fc.constantFrom(0, 1), tlsaData)
    .map(([usage, selector, { type, text }]) => ({
      rdata: { type: 'TLSA', usage, selector, matchingType: type, certificate: text },
      object: { usage, selector, matching_type: type, certificate: text.toUpperCase() },
    })),
  TXT: unicode.map((text) => ({ rdata: { type: 'TXT', text }, object: { text } })),
  URL: fc
    .tuple(fc.constantFrom('permanent', 'temporary', 'masked'), fqdn, textOf(`${letters}${digits}AZ/?#=%-`, 0, 20))
    .map(([kind, host, path]) => ({ kind, url: `https://${host.slice(0, -1)}/${path}` }) as const)
    .map((fields) => ({ rdata: { type: 'URL', ...fields } as RdataOf<'URL'>, object: fields })),
};

/** Objects of HTTPS and SVCB. */
export const serviceBindings = serviceBinding;

/** Any rdata of any type but HTTPS and SVCB. */
export const anyRdata: fc.Arbitrary<Rdata> = fc.oneof(...Object.values(samples)).map((sample) => sample.rdata);
