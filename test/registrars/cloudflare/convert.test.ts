import { describe, expect, it } from 'vitest';
import { type HeldType, rdataOf, wireFromRdata } from '../../../src/registrars/cloudflare/convert.ts';
import { readRecord } from '../../../src/registrars/cloudflare/wire.ts';
import { RegistrarError } from '../../../src/registrars/errors.ts';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import { printRdata } from '../../../src/schema/dns/record-types.ts';
import { recordSet, samples, texts } from '../../conformance/samples.ts';

const fail = (seen: string) =>
  new RegistrarError({
    registrar: 'cloudflare',
    account: 'test',
    operation: 'read records',
    object: 'example.com',
    code: 'unexpected-response',
    seen,
    advice: 'none',
    effect: 'none',
  });

/** A record as the API shows it, from the fields that matter. */
function wire(fields: Record<string, unknown>) {
  return readRecord({ id: 'i', name: 'x.example.com', ttl: 300, meta: {}, tags: [], comment: null, ...fields }, fail);
}

function read(type: HeldType, fields: Record<string, unknown>): Rdata {
  const rdata = rdataOf(wire({ type, ...fields }));
  if (!rdata.ok) throw new Error(rdata.problem.message);
  return rdata.value;
}

const held = Object.entries(samples).filter(([type]) => type !== 'ALIAS' && type !== 'URL') as [
  HeldType,
  (typeof samples)[HeldType],
][];

describe('writing and reading are inverses', () => {
  it.each(held)('for %s', (type, { one, other }) => {
    for (const rdata of recordSet('example.com', 'x', type, [one, other], 300).values) {
      expect(printRdata(read(type, { ...wireFromRdata(rdata) }))).toBe(printRdata(rdata));
      // Through JSON, as it goes over the wire.
      expect(read(type, JSON.parse(JSON.stringify(wireFromRdata(rdata))))).toEqual(rdata);
    }
  });

  it.each([
    [['txtvers=1', 'note=x'], '"txtvers=1" "note=x"'],
    [['', 'a\udcff'], '"" "a\\255"'],
  ])('for the strings %j', (strings, content) => {
    const rdata = { type: 'TXT', text: strings.join(''), strings } as const;
    expect(wireFromRdata(rdata)).toEqual({ content });
    expect(read('TXT', { content })).toEqual(rdata);
  });

  it.each(texts)('for a text with %s', (_case, text) => {
    expect(read('TXT', { ...wireFromRdata({ type: 'TXT', text }) })).toEqual({ type: 'TXT', text });
  });
});

describe('what is written', () => {
  const written = (type: HeldType, value: string) =>
    wireFromRdata(recordSet('example.com', 'x', type, [value], 300).values[0] as Rdata);

  it.each([
    ['CNAME', 'target.example.net.', { content: 'target.example.net' }],
    ['MX', '10 mx.example.net.', { content: 'mx.example.net', priority: 10 }],
    ['MX', '0 .', { content: '.', priority: 0 }],
    ['TXT', 'a "b" \\c', { content: '"a \\"b\\" \\\\c"' }],
    ['TXT', 'x'.repeat(256), { content: `"${'x'.repeat(255)}" "x"` }],
    ['SRV', '1 2 3 s.example.net.', { data: { priority: 1, weight: 2, port: 3, target: 's.example.net' } }],
    [
      'NAPTR',
      '1 2 "S" "SIP+D2U" "" _sip._udp.example.net.',
      {
        data: {
          ...{ order: 1, preference: 2, flags: 'S', service: 'SIP+D2U', regex: '' },
          replacement: '_sip._udp.example.net.',
        },
      },
    ],
    ['SRV', '0 0 0 .', { data: { priority: 0, weight: 0, port: 0, target: '.' } }],
    ['CAA', '0 issue "ca.example.net"', { data: { flags: 0, tag: 'issue', value: 'ca.example.net' } }],
    ['HTTPS', '1 . alpn="h2"', { data: { priority: 1, target: '.', value: 'alpn="h2"' } }],
    ['HTTPS', '0 web.example.net.', { data: { priority: 0, target: 'web.example.net.', value: '' } }],
  ] as const)('%s %s', (type, value, expected) => {
    expect(written(type, value)).toEqual(expected);
  });

  it('never is a type that Cloudflare has not', () => {
    expect(() => wireFromRdata({ type: 'ALIAS', target: 'x.example.net.' })).toThrow('no ALIAS');
  });
});

describe('what is read', () => {
  it.each([
    ['a text without quotes', 'TXT', { content: 'v=spf1 -all' }, '"v=spf1 -all"'],
    ['a text with quotes inside only', 'TXT', { content: 'say "hi"' }, '"say \\"hi\\""'],
    ['a text in several strings', 'TXT', { content: '"one" " two"' }, '"one" " two"'],
    ['a text with a quote that is not closed', 'TXT', { content: '"odd' }, '"\\"odd"'],
    ['IPv6 in another spelling', 'AAAA', { content: '2001:DB8:0:0::1' }, '2001:db8::1'],
    ['a target in capitals', 'CNAME', { content: 'WWW.Example.NET' }, 'www.example.net.'],
    ['a target with its dot', 'CNAME', { content: 'www.example.net.' }, 'www.example.net.'],
    ['a null target as false', 'SRV', { data: { priority: 0, weight: 0, port: 0, target: false } }, '0 0 0 .'],
    ['numbers as texts', 'CAA', { data: { flags: '0', tag: 'Issue', value: 'ca.example' } }, '0 issue "ca.example"'],
  ] as const)('%s', (_case, type, fields, expected) => {
    expect(printRdata(read(type, fields))).toBe(expected);
  });

  it.each([
    ['an address that is none', 'A', { content: '192.0.2.300' }, /192\.0\.2\.300/],
    ['an IPv6 address that is none', 'AAAA', { content: 'nonsense' }, /nonsense/],
    ['a target that is no name', 'CNAME', { content: 'two words' }, /two words/],
    ['a target that no config could hold', 'CNAME', { content: '-odd-.example.net' }, /hyphen/],
    ['a CAA tag that no config could hold', 'CAA', { data: { flags: 0, tag: 'x', value: 'y' } }, /tag/],
    [
      'parameters that we do not know',
      'SVCB',
      { data: { priority: 1, target: '.', value: 'a=b c' } },
      /value is "a=b c"/,
    ],
    ['no content', 'A', {}, /no content/],
    ['no priority', 'MX', { content: 'mx.example.net' }, /no priority/],
    ['no data', 'SRV', { content: '1 2 host' }, /no data/],
    ['a field missing from data', 'SRV', { data: { priority: 1, weight: 2, port: 3 } }, /its target is missing/],
    [
      'a number out of its range',
      'SRV',
      { data: { priority: 1, weight: 2, port: 70_000, target: 'x.example' } },
      /70000/,
    ],
    [
      'a field of another type',
      'TLSA',
      { data: { usage: 'x', selector: 1, matching_type: 1, certificate: '' } },
      /usage/,
    ],
  ] as const)('but not %s', (_case, type, fields, message) => {
    expect(() => read(type, fields)).toThrow(message);
  });

  it.each([
    ['an id', { id: 7 }],
    ['a name', { name: null }],
    ['a TTL', { ttl: 'auto' }],
    ['tags', { tags: 'a' }],
    ['a flag', { proxied: 'yes' }],
  ])('and not a record without %s', (_case, fields) => {
    expect(() => wire({ type: 'A', content: '192.0.2.1', ...fields })).toThrow(/expected/);
  });
});
