import { describe, expect, it } from 'vitest';
import { descriptor } from '../../../src/registrars/namecheap/descriptor.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { txtSet } from '../../conformance/samples.ts';
import { domain, set } from './rows.ts';

const { dns } = descriptor;
const text = (value: string) => txtSet(domain, 'x', value, 1799);

describe('what Namecheap cannot hold', () => {
  const refused: readonly (readonly [string, RecordSet, string])[] = [
    ['double quotes in TXT', text('say "hi"'), 'Namecheap cannot hold double quotes in TXT'],
    ['an empty TXT', text(''), 'Namecheap cannot hold an empty TXT'],
    ['control characters', text('a\u0000b'), 'Namecheap cannot hold control characters in TXT'],
    ['a null MX', set('@', 'MX', ['0 .']), 'Namecheap cannot hold a null MX'],
    [
      'a preference of two bytes',
      set('@', 'MX', ['256 mx.example.net.']),
      'Namecheap takes MX preferences from 0 to 255',
    ],
    [
      'one host with two preferences',
      set('@', 'MX', ['10 mx.example.net.', '20 mx.example.net.']),
      'Namecheap keeps one MX record for each host, and mx.example.net. is there twice',
    ],
    [
      'NS at the apex',
      set('@', 'NS', ['ns1.example.net.', 'ns2.example.net.']),
      'Namecheap has no NS records at the apex',
    ],
    [
      'other CAA tags',
      set('@', 'CAA', ['0 issuemail "ca.example.net"']),
      'Namecheap knows the CAA tags issue, issuewild and iodef',
    ],
  ];
  it.each(refused)('%s', (_case, wanted, message) => {
    expect(dns.checkRecordSet(wanted, domain)).toMatchObject([
      { message, suggestion: expect.stringMatching(/\S+ \S+/) },
    ]);
  });

  it('is nothing of the ordinary', () => {
    for (const wanted of [
      set('sub', 'NS', ['ns1.example.net.']),
      set('@', 'MX', ['0 mx.example.net.', '255 mx2.example.net.']),
      set('@', 'CAA', ['0 iodef "mailto:ca@example.net"']),
      text("it's 100%; done"),
    ]) {
      expect(dns.checkRecordSet(wanted, domain)).toEqual([]);
    }
  });
});

it('TTL 1800 and 1799 are one, others stay', () => {
  for (const [given, held] of [
    [1800, 1799],
    [1799, 1799],
    [1801, 1801],
    [60, 60],
  ]) {
    const wanted = set('x', 'A', ['192.0.2.1'], given);
    expect(dns.canonicalRecordSet(wanted, domain).ttlSeconds).toBe(held);
  }
});

it('a preference of the same MX host can only be replaced', () => {
  const before = set('@', 'MX', ['10 mx.example.net.']);
  expect(dns.replaceReason?.(before, set('@', 'MX', ['20 mx.example.net.']))).toMatch(
    /ignores a changed MX preference/,
  );
  expect(dns.replaceReason?.(before, set('@', 'MX', ['20 other.example.net.']))).toBeUndefined();
  expect(dns.replaceReason?.(before, set('@', 'MX', ['10 mx.example.net.'], 60))).toBeUndefined();
});

describe('default records of a new domain', () => {
  it.each([
    ['the parking page', set('www', 'CNAME', ['parkingpage.namecheap.com.']), true],
    ['the parking redirect', set('@', 'URL', ['302 http://www.example.com/']), true],
    ['another CNAME', set('www', 'CNAME', ['www.example.net.']), false],
    ['the parking page elsewhere', set('shop', 'CNAME', ['parkingpage.namecheap.com.']), false],
    ['a redirect of the user', set('@', 'URL', ['302 https://www.example.com/']), false],
    ['a mail host', set('@', 'MX', ['10 mx.example.net.']), false],
  ])('%s: %#', (_case, live, expected) => {
    expect(dns.isDefaultRecordSet(live, domain)).toBe(expected);
  });
});
