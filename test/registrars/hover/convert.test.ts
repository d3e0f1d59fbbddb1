import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/registrars/hover/convert.ts';
import { descriptor } from '../../../src/registrars/hover/descriptor.ts';
import { liveZone } from '../../../src/registrars/hover/live-zone.ts';
import { parkingAddress } from '../../../src/registrars/hover/record-rules.ts';
import { readRecords } from '../../../src/registrars/hover/wire.ts';
import type { Rdata, RecordType } from '../../../src/schema/dns/rdata.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { domain, listOf, row, unexpected, wanted, zoneOf } from './helpers.ts';

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,12}[a-z0-9])?$/);
const names = fc.oneof(
  fc.constant('@'),
  fc.constant('*'),
  label,
  fc.tuple(label, label).map((parts) => parts.join('.')),
  label.map((name) => `*.${name}`),
);
const target = label.map((name) => `${name}.example.net.`);
const number = (max: number) => fc.integer({ min: 0, max });
const held: { readonly [T in RecordType]?: fc.Arbitrary<Rdata> } = {
  A: fc.ipV4().map((address) => ({ type: 'A', address })),
  AAAA: number(0xffff).map((last) => ({
    type: 'AAAA',
    address: last === 0 ? '2001:db8::' : `2001:db8::${last.toString(16)}`,
  })),
  CNAME: target.map((name) => ({ type: 'CNAME', target: name })),
  MX: fc.tuple(number(65535), target).map(([preference, exchange]) => ({ type: 'MX', preference, exchange })),
  SRV: fc
    .tuple(number(65535), number(65535), number(65535), target)
    .map(([priority, weight, port, name]) => ({ type: 'SRV', priority, weight, port, target: name })),
  TXT: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 }).map((text) => ({ type: 'TXT', text })),
};

describe('a record set', () => {
  const anySet = fc
    .tuple(
      names,
      fc.integer({ min: 120, max: 86_400 }),
      fc.oneof(...Object.values(held).map((one) => fc.array(one, { minLength: 1, maxLength: 4 }))),
    )
    .map(([name, ttlSeconds, values]) => {
      const type = (values[0] as Rdata).type;
      const owner = name === '@' ? `${domain}.` : `${name}.${domain}.`;
      return makeRecordSet({ name: owner, type, ttlSeconds, values });
    });

  it('covers all types that can be held', () => {
    const types = Object.entries(descriptor.dns.types).filter(([, support]) => support.access === 'write');
    expect(Object.keys(held).sort()).toEqual(types.map(([type]) => type).sort());
  });

  it('that is written and read again is the same, and back', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        fc.pre(descriptor.dns.checkRecordSet(set, domain).length === 0);
        const written = set.values.map((rdata) => fieldsOf(set.name, rdata, set.ttlSeconds, domain));
        const stored = written.map((fields, n) => ({ id: `dns${n}`, ...fields, ttl: Number(fields.ttl) }));
        const zone = zoneOf(...(JSON.parse(JSON.stringify(stored)) as object[]));
        expect(zone.unsupported).toEqual([]);
        const [read] = zone.recordSets;
        expect(read && printValues(read)).toEqual(printValues(set));
        expect(read).toMatchObject({ name: set.name, type: set.type, ttlSeconds: set.ttlSeconds });
        expect(read?.irregular).toBeUndefined();
        expect(read?.values.map((rdata) => fieldsOf(read.name, rdata, read.ttlSeconds, domain))).toEqual(written);
      }),
      { numRuns: 1000 },
    );
  });

  it('is canonical as it is', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        expect(descriptor.dns.canonicalRecordSet(set, domain)).toEqual(set);
      }),
    );
  });
});

describe('a record is written', () => {
  it.each([
    ['@ A 600 192.0.2.1', { name: '@', type: 'A', content: '192.0.2.1', ttl: '600' }],
    ['*.sub A 600 192.0.2.1', { name: '*.sub', type: 'A', content: '192.0.2.1', ttl: '600' }],
    ['www CNAME 900 example.com.', { name: 'www', type: 'CNAME', content: 'example.com', ttl: '900' }],
    ['@ MX 600 10 mx.example.net.', { name: '@', type: 'MX', content: '10 mx.example.net', ttl: '600' }],
    [
      '_s._tcp SRV 600 1 2 3 h.example.net.',
      { name: '_s._tcp', type: 'SRV', content: '1 2 3 h.example.net', ttl: '600' },
    ],
    ['t TXT 600 "a \\"b\\" \\\\c."', { name: 't', type: 'TXT', content: 'a "b" \\c.', ttl: '600' }],
  ])('%s', (text, expected) => {
    const { name, ttlSeconds, values } = wanted(text);
    expect(fieldsOf(name, values[0] as Rdata, ttlSeconds, domain)).toEqual(expected);
  });

  it('with all of a long text in one piece', () => {
    const text = 'x'.repeat(700);
    expect(fieldsOf(`${domain}.`, { type: 'TXT', text }, 600, domain).content).toBe(text);
  });
});

describe('an answer is read', () => {
  const texts = (...rows: readonly (string | object)[]) =>
    zoneOf(...rows).recordSets.flatMap((set) => printValues(set));

  it.each([
    [
      'with or without the dot of a target',
      ['dns1 a CNAME 600 h.example.net', 'dns2 b CNAME 600 h.example.net.'],
      ['h.example.net.', 'h.example.net.'],
    ],
    ['with raw text, quotes and all', ['dns1 t TXT 600 "a" b'], ['"\\"a\\" b"']],
    ['with targets in any case', ['dns1 @ MX 600 10 MX.Example.NET'], ['10 mx.example.net.']],
    ['with a TTL as text', [row('dns1 a A 0 192.0.2.1', { ttl: '600' })], ['192.0.2.1']],
  ])('%s', (_case, rows, expected) => {
    expect(texts(...rows)).toEqual(expected);
  });

  it('with names in any case, the apex as @ or as nothing', () => {
    const live = zoneOf('dns1 WWW A 600 192.0.2.1', 'dns2 @ A 600 192.0.2.2', row('dns3 x TXT 600 t', { name: '' }));
    expect(live.recordSets.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'example.com. A',
      'example.com. TXT',
      'www.example.com. A',
    ]);
  });

  it('with a name that ends with the domain as one below it', () => {
    expect(zoneOf('dns1 www.example.com A 600 192.0.2.1').recordSets[0]?.name).toBe('www.example.com.example.com.');
  });

  it('with what is wrong with it', () => {
    const live = zoneOf(
      'dns1 a A 600 192.0.2.1',
      'dns2 a A 900 192.0.2.2',
      'dns3 b A 600 192.0.2.1',
      'dns4 b A 600 192.0.2.1',
    );
    expect(live.recordSets.map(({ irregular }) => irregular)).toEqual([
      'its records have different TTLs: 600, 900',
      'one of its records is there twice',
    ]);
  });

  it('with the NS of the apex as the host’s own, and others as the user’s', () => {
    const live = zoneOf('dns1 @ NS 900 ns1.hover.com', 'dns2 sub NS 900 ns1.example.net');
    expect(live.recordSets.map(({ system }) => system !== undefined)).toEqual([true, false]);
  });

  it.each([
    ['a type that we do not know', 'dns1 x CDS 600 1 13 1 AB', 'CDS', '1 13 1 AB'],
    ['a type that Hover is not known to have', 'dns1 x CAA 600 0 issue "ca.example"', 'CAA', '0 issue "ca.example"'],
    ['an address that is none', 'dns1 x A 600 192.0.2.256', 'A', '192.0.2.256'],
    ['a target that is an address', 'dns1 x CNAME 600 192.0.2.1', 'CNAME', '192.0.2.1'],
    ['an MX without a preference', 'dns1 x MX 600 mx.example.net', 'MX', 'mx.example.net'],
    ['an SRV of three parts', 'dns1 x SRV 600 1 2 h.example.net', 'SRV', '1 2 h.example.net'],
    ['an empty value', row('dns1 x A 600 ', { content: '' }), 'A', ''],
    ['an owner name with a blank', row('dns1 x A 600 192.0.2.1', { name: 'a b' }), 'A', '192.0.2.1'],
    ['an owner name with two dots', row('dns1 x A 600 192.0.2.1', { name: 'a..b' }), 'A', '192.0.2.1'],
  ])('as unsupported, never dropped: %s', (_case, odd, type, text) => {
    const live = zoneOf('dns9 www A 600 192.0.2.9', odd);
    expect(live.unsupported).toMatchObject([{ type, text }]);
    expect(live.recordSets).toHaveLength(1);
  });

  it('of any text without a crash or a loss', () => {
    const record = fc.record({
      id: fc.nat().map((n) => `dns${n}`),
      name: fc.oneof(names, fc.string()),
      type: fc.oneof(fc.constantFrom('A', 'AAAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT', 'CAA'), fc.string()),
      content: fc.string({ unit: 'binary' }),
      ttl: fc.nat(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(record, { maxLength: 8, selector: ({ id }) => id }), (records) => {
        const { recordSets, unsupported } = zoneOf(...records);
        const rows = recordSets.flatMap(({ native }) => (native as { readonly rows: readonly object[] }).rows);
        expect(rows.length + unsupported.length).toBe(records.length);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a record without an id', row('dns1 x A 600 192.0.2.1', { id: undefined }), 'id is nothing'],
    ['a record with an empty id', row('dns1 x A 600 192.0.2.1', { id: '' }), 'an empty id'],
    ['a record without content', row('dns1 x A 600 192.0.2.1', { content: null }), 'content is null'],
    ['a TTL that is no number', row('dns1 x A 600 192.0.2.1', { ttl: 'auto' }), 'ttl is "auto"'],
    ['a record that is a list', [], 'where a record was expected'],
  ])('not at all where it may mean another record: %s', (_case, odd, seen) => {
    expect(() => zoneOf('dns9 www A 600 192.0.2.9', odd)).toThrow(seen);
  });

  it.each([
    [
      'another domain',
      { ...listOf([]), domain: { name: 'example.net', dns: [] } },
      'an answer about example.net where example.com was asked for',
    ],
    ['no list', { succeeded: true, domain: { name: domain } }, 'dns is nothing where a list was expected'],
    ['no domain', { succeeded: true, domains: [] }, 'nothing where a domain was expected'],
  ])('not at all where it is of %s', (_case, json, seen) => {
    expect(() => readRecords(json, domain, unexpected)).toThrow(seen);
  });
});

describe('what Hover cannot hold, or is not known to', () => {
  const text = (value: string) =>
    makeRecordSet({ name: 'x.example.com.', type: 'TXT', ttlSeconds: 900, values: [{ type: 'TXT', text: value }] });

  it.each([
    ['an empty TXT', text(''), 'Hover has no empty TXT'],
    ['a blank at the end', text('a '), 'Hover may cut blanks off the ends of a TXT'],
    ['a blank at the beginning', text(' a'), 'Hover may cut blanks off the ends of a TXT'],
    ['control characters', text('a\u0000b'), 'Hover may not keep control characters in a TXT'],
    ['a null MX', wanted('@ MX 900 0 .'), 'Hover is not known to take a null MX'],
    ['a null SRV', wanted('_imap._tcp SRV 900 0 0 0 .'), 'Hover is not known to take a null SRV'],
  ])('%s', (_case, set, message) => {
    expect(descriptor.dns.checkRecordSet(set, domain)).toMatchObject([
      { message, suggestion: expect.stringMatching(/\S+ \S+/) },
    ]);
  });

  it('is nothing of the ordinary', () => {
    for (const set of [text('say "hi" \\'), text('grüße'), text('x'.repeat(700)), wanted('*.x A 900 192.0.2.1')]) {
      expect(descriptor.dns.checkRecordSet(set, domain)).toEqual([]);
    }
  });
});

describe('default records of a new domain', () => {
  it.each([
    [`@ A 900 ${parkingAddress}`, true],
    [`* A 900 ${parkingAddress}`, true],
    [`@ A 3600 ${parkingAddress}`, true],
    [`www A 900 ${parkingAddress}`, false],
    [`@ A 900 192.0.2.1`, false],
    [`@ A 900 ${parkingAddress} | 192.0.2.1`, false],
    ['@ MX 900 10 mx.example.net.', false],
    ['@ TXT 900 "v=spf1 -all"', false],
  ])('%s: %s', (text, expected) => {
    expect(descriptor.dns.isDefaultRecordSet(wanted(text), domain)).toBe(expected);
  });

  it.each([
    ['no mailbox: it is one', 0, true],
    ['a mailbox: it is in use', 1, false],
    ['no word of mailboxes: it may be in use', null, false],
  ])('the MX of Hover’s mail, with %s', (_case, emails, expected) => {
    const rows = [
      'dns1 @ MX 900 10 mx.hover.com.cust.hostedemail.com',
      'dns2 sub MX 900 10 mx.hover.com.cust.hostedemail.com',
    ];
    const { recordSets } = liveZone(domain, readRecords(listOf(rows), domain, unexpected), emails);
    expect(recordSets.map((set) => descriptor.dns.isDefaultRecordSet(set, domain))).toEqual([expected, false]);
  });
});
