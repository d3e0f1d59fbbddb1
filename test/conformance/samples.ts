/** Record sets that every host is tried with: each type, odd names, odd texts. */
import type { DnsCapabilities } from '../../src/schema/capabilities.ts';
import { parseOwnerName } from '../../src/schema/dns/name.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../src/schema/dns/record-set.ts';
import { makeRecordSet } from '../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../src/schema/dns/targets.ts';
import type { Result } from '../../src/schema/result.ts';

/** For each type: the name it stands at, one value, another, and whether both may stand together. */
export const samples: { readonly [T in RecordType]: { name: string; one: string; other: string; many: boolean } } = {
  A: { name: 'host', one: '192.0.2.1', other: '192.0.2.2', many: true },
  AAAA: { name: 'host', one: '2001:db8::1', other: '2001:db8:0:1::', many: true },
  ALIAS: { name: 'alias', one: 'target.example.net.', other: 'other.example.net.', many: false },
  CAA: { name: 'host', one: '0 issue "letsencrypt.org"', other: '128 iodef "mailto:caa@example.net"', many: true },
  CNAME: { name: 'cname', one: 'target.example.net.', other: 'other.example.net.', many: false },
  DS: {
    name: 'child',
    one: '12345 13 2 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855',
    other: '54321 8 2 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08',
    many: true,
  },
  HTTPS: { name: 'web', one: '1 . alpn="h3,h2"', other: '2 web2.example.net. alpn="h2" port="8443"', many: true },
  LOC: {
    name: 'place',
    one: '52 22 23 N 4 53 32 E -2m 1m 10000m 10m',
    other: '31 58 52.1 S 115 49 11.7 E 20m 10m 10m 2m',
    many: true,
  },
  MX: { name: 'mail', one: '10 mx1.example.net.', other: '20 mx2.example.net.', many: true },
  NAPTR: {
    name: 'sip',
    one: '100 10 "S" "SIP+D2U" "" _sip._udp.example.net.',
    other: '200 10 "U" "E2U+sip" "!^.*$!sip:info@example.net!" .',
    many: true,
  },
  NS: { name: 'child', one: 'ns1.example.net.', other: 'ns2.example.net.', many: true },
  PTR: { name: 'pointer', one: 'host1.example.net.', other: 'host2.example.net.', many: true },
  SRV: { name: '_sip._tcp', one: '10 5 5060 sip1.example.net.', other: '20 5 5061 sip2.example.net.', many: true },
  SSHFP: {
    name: 'host',
    one: '4 2 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    other: '1 1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
    many: true,
  },
  SVCB: { name: '_dns', one: '1 dns.example.net. alpn="h2"', other: '2 dns2.example.net. port="853"', many: true },
  TLSA: {
    name: '_443._tcp',
    one: '3 1 1 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    other: '2 0 1 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    many: true,
  },
  TXT: { name: 'text', one: 'v=spf1 -all', other: 'key=value; other=1', many: true },
  URL: {
    name: 'forward',
    one: 'permanent https://example.net/',
    other: 'temporary https://example.net/path?q=1',
    many: false,
  },
};

/** Texts that quoting, splitting and encodings go wrong on. */
export const texts: readonly (readonly [string, string])[] = [
  ['a DKIM key of more than 600 bytes', `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(19)}`],
  ['exactly 255 bytes', 'x'.repeat(255)],
  ['256 bytes', 'y'.repeat(256)],
  ['quotes and backslashes', 'say "hi" to C:\\temp; a\\b'],
  ['non-ASCII characters', 'grüße 雪 ☃'],
  ['a character on the border of 255 bytes', `${'z'.repeat(254)}é and on`],
  ['single quotes, semicolons and percent signs', "it's 100%; done"],
  ['what XML and forms escape', '<a href="x">&amp; b+c=d</a>'],
  ['blanks at both ends', '  padded  '],
];

/** Values that DNS has and few people write. */
export const oddValues: readonly (readonly [string, RecordType, string])[] = [
  ['a CAA without an authority', 'CAA', '0 issue ""'],
  ['a CAA with parameters', 'CAA', '0 issue "ca.example; validationmethods=dns-01; accounturi=https://ca.example/1"'],
  ['an unknown parameter of a few octets', 'HTTPS', '1 . key667="hello\\210qoo"'],
  ['an empty parameter', 'SVCB', '1 . alpn="h2" no-default-alpn ohttp key667'],
  ['protocols with commas, backslashes and blanks', 'HTTPS', '1 . alpn="f\\\\\\\\oo\\\\,bar, h2"'],
  ['a NAPTR of two groups', 'NAPTR', '1 1 "U" "E2U+sip" "!^(.)(.*)$!sip:\\\\2@example.net!" .'],
  ['a LOC of half a metre', 'LOC', '52 22 .5 N 4 53 32 E .5m .5m'],
];

/** Names that hosts treat specially. */
export const names: readonly (readonly [string, string])[] = [
  ['the apex', '@'],
  ['a wildcard', '*'],
  ['a wildcard below a name', '*.sub'],
  ['underscores', '_dmarc.mail'],
  ['several labels', 'a.b.c.d'],
  ['a label of 63 characters', 'l'.repeat(63)],
  ['a Unicode name', 'bücher'],
  ['digits and hyphens', '1-2--3'],
];

/** A record set from zone-file text; targets are full names. */
export function recordSet(
  domain: string,
  name: string,
  type: RecordType,
  values: readonly string[],
  ttlSeconds: number,
): RecordSet {
  return makeRecordSet({
    name: must(parseOwnerName(name, domain)),
    type,
    ttlSeconds,
    values: values.map((value) => must(parseRdata(type, value, absoluteTarget))),
  });
}

export function txtSet(domain: string, name: string, text: string, ttlSeconds: number): RecordSet {
  return makeRecordSet({
    name: must(parseOwnerName(name, domain)),
    type: 'TXT',
    ttlSeconds,
    values: [{ type: 'TXT', text }],
  });
}

/** Two TTLs that the host takes as they are; the same one twice where it has no other. */
export function twoTtls({ ttl }: DnsCapabilities): readonly [number, number] {
  const within = (seconds: number) => Math.min(Math.max(seconds, ttl.minSeconds), ttl.maxSeconds);
  return [within(3600), within(7200)];
}

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problem.message);
}
