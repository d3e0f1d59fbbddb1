import { describe, expect, it } from 'vitest';
import { descriptor } from '../../../src/registrars/namesilo/descriptor.ts';
import type { Rdata, RecordType } from '../../../src/schema/dns/rdata.ts';
import { makeRecordSet } from '../../../src/schema/dns/record-sets.ts';
import { domain, set } from './helpers.ts';

const refusals: readonly (readonly [string, RecordType, Rdata, RegExp])[] = [
  ['an empty TXT', 'TXT', { type: 'TXT', text: '' }, /empty TXT/],
  ['blanks at an end of a TXT', 'TXT', { type: 'TXT', text: ' a' }, /blanks at the ends/],
  ['a line break in a TXT', 'TXT', { type: 'TXT', text: 'a\nb' }, /control characters/],
  ['quotes around a TXT', 'TXT', { type: 'TXT', text: '"a"' }, /quotes around/],
  ['a TXT too long for a URL', 'TXT', { type: 'TXT', text: 'é'.repeat(1200) }, /too long/],
  ['a null MX', 'MX', { type: 'MX', preference: 0, exchange: '.' }, /null MX/],
  ['an SRV without a service', 'SRV', { type: 'SRV', priority: 0, weight: 0, port: 0, target: '.' }, /no service/],
];

describe('what NameSilo is not known to hold is refused before anything is sent', () => {
  it.each(refusals)('%s', (_case, type, value, message) => {
    const made = makeRecordSet({ name: 'x.example.com.', type, ttlSeconds: 3600, values: [value] });
    const [problem] = descriptor.dns.checkRecordSet(made, domain);
    expect(problem?.message).toMatch(message);
    expect(problem?.suggestion).toMatch(/\S+ \S+/);
  });

  it('one mail host with two preferences', () => {
    const problems = descriptor.dns.checkRecordSet(set('@ MX 10 mx.example.net. | 20 mx.example.net.'), domain);
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('mx.example.net. is there twice')]);
  });

  it('quotes, backslashes and a key of 2,048 bits are held', () => {
    for (const text of ['say "hi" a\\b', `v=DKIM1; p=${'A'.repeat(400)}`]) {
      const made = makeRecordSet({
        name: 'x.example.com.',
        type: 'TXT',
        ttlSeconds: 3600,
        values: [{ type: 'TXT', text }],
      });
      expect(descriptor.dns.checkRecordSet(made, domain)).toEqual([]);
    }
  });
});

describe('default records of a new domain', () => {
  it.each([
    ['the parking addresses', set('@ A 107.161.23.204 | 192.161.187.200 | 209.141.38.71', 7207), true],
    ['other addresses with the TTL of parking', set('@ A 198.51.100.1', 172_816), true],
    ['the parking name', set('www CNAME parking.namesilo.com.', 7207), true],
    ['an address of the user', set('@ A 198.51.100.1', 7207), false],
    ['parking addresses with one of the user', set('@ A 107.161.23.204 | 198.51.100.1', 7207), false],
    ['a parking address elsewhere', set('shop A 107.161.23.204', 7207), false],
    ['the parking name elsewhere', set('shop CNAME parking.namesilo.com.', 7207), false],
    ['mail forwarding', set('@ MX 10 mx1.emailowl.com.', 172_816), false],
  ])('%s', (_case, made, isDefault) => {
    expect(descriptor.dns.isDefaultRecordSet(made, domain)).toBe(isDefault);
  });
});
