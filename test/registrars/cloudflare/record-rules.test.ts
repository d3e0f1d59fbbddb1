import { describe, expect, it } from 'vitest';
import { descriptor } from '../../../src/registrars/cloudflare/descriptor.ts';
import { canonicalRecordSet, checkRecordSet } from '../../../src/registrars/cloudflare/record-rules.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordOptions, RecordSet } from '../../../src/schema/dns/record-set.ts';
import { recordSet, txtSet } from '../../conformance/samples.ts';

const set = (type: RecordType, value: string, options: RecordOptions = {}, ttl = 300): RecordSet => ({
  ...recordSet('example.com', 'x', type, [value], ttl),
  options,
});

describe('the canonical form', () => {
  it.each([
    ['says that addresses are not proxied', set('A', '192.0.2.1'), { ttlSeconds: 300, options: { proxied: false } }],
    [
      'gives a proxied set automatic TTL',
      set('A', '192.0.2.1', { proxied: true }),
      { ttlSeconds: 1, options: { proxied: true } },
    ],
    ['leaves other types without proxied', set('MX', '1 mx.example.net.'), { ttlSeconds: 300, options: {} }],
    [
      'sorts tags without regard to case of names',
      set('TXT', 'x', { tags: ['b', 'A:V', 'a:V'] }),
      { options: { tags: ['a:V', 'b'] } },
    ],
    ['keeps an empty comment', set('TXT', 'x', { comment: '' }), { options: { comment: '' } }],
  ])('%s, and is its own canonical form', (_case, given, expected) => {
    const canonical = canonicalRecordSet(given);
    expect(canonical).toMatchObject(expected);
    expect(canonicalRecordSet(canonical)).toEqual(canonical);
  });
});

describe('what Cloudflare cannot hold', () => {
  const many = recordSet(
    'example.com',
    'x',
    'TXT',
    [1, 2, 3].map((n) => String(n).repeat(3000)),
    300,
  );
  it.each([
    ['an empty text', txtSet('example.com', 'x', '', 300), /empty TXT/],
    [
      'a text of 4,081 bytes, which are 4,098 on the wire',
      txtSet('example.com', 'x', 'x'.repeat(4081), 300),
      /up to 4096 bytes.* 4098/,
    ],
    ['texts of 9,000 bytes together', many, /8192 bytes together/],
    ['a comment of 501 characters', set('A', '192.0.2.1', { comment: 'c'.repeat(501) }), /500 characters/],
    ['a comment of two lines', set('A', '192.0.2.1', { comment: 'a\nb' }), /one line/],
    ['a tag with blanks in its name', set('A', '192.0.2.1', { tags: ['two words'] }), /"two words" is not a tag/],
    ['a proxied loopback address', set('A', '127.0.0.1', { proxied: true }), /loopback/],
  ])('is %s', (_case, given, message) => {
    const problems = checkRecordSet(given);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.suggestion).toBeDefined();
  });

  it.each([
    ['a text of 4,080 bytes', txtSet('example.com', 'x', 'x'.repeat(4080), 300)],
    ['a loopback address', set('A', '127.0.0.1')],
    ['options', set('A', '192.0.2.1', { proxied: true, comment: 'edge', tags: ['env:prod', 'a'] })],
  ])('is not %s', (_case, given) => {
    expect(checkRecordSet(given)).toEqual([]);
  });

  it('is ALIAS and URL, with what to use instead', () => {
    expect(descriptor.dns.types.ALIAS).toMatchObject({
      access: 'none',
      reason: expect.stringContaining('CNAME at the apex'),
    });
    expect(descriptor.dns.types.URL).toMatchObject({ access: 'none', reason: expect.stringContaining('dashboard') });
  });
});

it('the sandbox token has the form of a token, and the account id that of an id', () => {
  const [token, account] = descriptor.credentials;
  expect(token?.sandbox).toMatch(/^[\w-]{40}$/);
  expect(account?.sandbox).toMatch(/^[0-9a-f]{32}$/);
});
