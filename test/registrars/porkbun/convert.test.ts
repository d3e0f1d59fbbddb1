import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf, isHeldType } from '../../../src/registrars/porkbun/convert.ts';
import { descriptor } from '../../../src/registrars/porkbun/descriptor.ts';
import type { NativeSet } from '../../../src/registrars/porkbun/live-zone.ts';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { printRdata, rdataFromObject } from '../../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../../src/schema/dns/targets.ts';
import { samples, serviceBindings } from '../../schema/dns/arbitraries.ts';
import { domain, row, wanted, zoneOf } from './helpers.ts';

/** What the API would answer after a set was written: names in full, numbers as texts. */
function echoOf(set: RecordSet): readonly object[] {
  return set.values.map((rdata, index) => {
    const { name, ...fields } = fieldsOf({ name: set.name, rdata, ttlSeconds: set.ttlSeconds, notes: '' }, domain);
    return { prio: null, notes: null, ...fields, id: String(index), name: name === '' ? domain : `${name}.${domain}` };
  });
}

function texts(type: 'A' | 'MX' | 'SRV' | 'TXT' | 'HTTPS', rows: readonly (string | object)[]): readonly string[] {
  const set = zoneOf(...rows).recordSets.find((each) => each.type === type);
  return set?.values.map(printRdata) ?? [];
}

describe('a record set', () => {
  const names = fc.constantFrom('@', 'www', '*', '*.sub', '_sip._tcp', 'a.b.c');
  const held = Object.entries(samples).filter(([type]) => isHeldType(type));
  const anyRdata = fc.oneof(
    ...held.map(([, sample]) => sample.map(({ rdata }): Rdata => rdata)),
    serviceBindings.chain((fields) =>
      fc.constantFrom('HTTPS' as const, 'SVCB' as const).map((type) => {
        const rdata = rdataFromObject(type, fields, absoluteTarget);
        if (!rdata.ok) throw new Error(rdata.problem.message);
        return rdata.value;
      }),
    ),
  );
  const anySet = fc
    .tuple(names, fc.integer({ min: 600, max: 86_400 }), fc.array(anyRdata, { minLength: 1, maxLength: 4 }))
    .map(([name, ttlSeconds, rdata]) => {
      const type = (rdata[0] as Rdata).type;
      const owner = name === '@' ? `${domain}.` : `${name}.${domain}.`;
      return makeRecordSet({ name: owner, type, ttlSeconds, values: rdata.filter((value) => value.type === type) });
    });

  it('covers all types that can be held', () => {
    const types = Object.entries(descriptor.dns.types).filter(([, support]) => support.access === 'write');
    expect([...held.map(([type]) => type), 'HTTPS', 'SVCB'].sort()).toEqual(types.map(([type]) => type).sort());
  });

  it('that is written and read again is the same', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        fc.pre(descriptor.dns.checkRecordSet(set, domain).length === 0);
        const sent = JSON.parse(JSON.stringify(echoOf(set))) as object[];
        const zone = zoneOf(...sent);
        expect(zone.unsupported).toEqual([]);
        const [read] = zone.recordSets;
        expect(read && printValues(read)).toEqual(printValues(set));
        expect(read).toMatchObject({ name: set.name, type: set.type, ttlSeconds: set.ttlSeconds });
        expect(read?.irregular).toBeUndefined();
        // And back: what was stored comes out of what was read.
        expect(read && echoOf(read)).toEqual(sent);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a record is written', () => {
  it.each([
    ['@ A 600 192.0.2.1', { name: '', type: 'A', content: '192.0.2.1', ttl: '600' }],
    ['*.sub A 600 192.0.2.1', { name: '*.sub', type: 'A', content: '192.0.2.1', ttl: '600' }],
    ['www CNAME 900 example.com.', { name: 'www', type: 'CNAME', content: 'example.com', ttl: '900' }],
    ['@ MX 600 10 mx.example.net.', { name: '', type: 'MX', content: 'mx.example.net', prio: '10', ttl: '600' }],
    ['@ MX 600 0 .', { name: '', type: 'MX', content: '.', prio: '0', ttl: '600' }],
    [
      's SRV 600 1 2 3 h.example.net.',
      { name: 's', type: 'SRV', content: '2 3 h.example.net.', prio: '1', ttl: '600' },
    ],
    ['t TXT 600 "a \\"b\\" \\\\c"', { name: 't', type: 'TXT', content: 'a "b" \\c', ttl: '600' }],
    ['c CAA 600 0 issue "ca.example"', { name: 'c', type: 'CAA', content: '0 issue "ca.example"', ttl: '600' }],
    [
      'w HTTPS 600 1 . alpn="h3,h2" port="8443"',
      { name: 'w', type: 'HTTPS', content: '1 . alpn=h3,h2 port=8443', ttl: '600' },
    ],
    ['w HTTPS 600 1 . key4711="a b"', { name: 'w', type: 'HTTPS', content: '1 . key4711="a b"', ttl: '600' }],
  ])('%s', (text, expected) => {
    const { name, ttlSeconds, values } = wanted(text);
    expect(fieldsOf({ name, rdata: values[0] as Rdata, ttlSeconds, notes: '' }, domain)).toEqual(expected);
  });

  it('with all of a long text in one piece', () => {
    const text = 'x'.repeat(700);
    const rdata: Rdata = { type: 'TXT', text };
    expect(fieldsOf({ name: `${domain}.`, rdata, ttlSeconds: 600, notes: '' }, domain).content).toBe(text);
  });
});

describe('an answer is read', () => {
  it.each([
    ['with or without the dot of a target', 'MX', ['1 @ MX 600 10 mx.example.net'], ['10 mx.example.net.']],
    ['with the dot of a target', 'MX', ['1 @ MX 600 10 mx.example.net.'], ['10 mx.example.net.']],
    ['as the null MX', 'MX', ['1 @ MX 600 0 .'], ['0 .']],
    ['as the null MX whose dot was taken off', 'MX', [row('1 @ MX 600 0 ', { content: '' })], ['0 .']],
    ['as the null SRV whose dot was taken off', 'SRV', ['1 s SRV 600 0 0 0'], ['0 0 0 .']],
    [
      'with a priority as a number',
      'MX',
      [row('1 @ MX 600 0 mx.example.net', { prio: 5, id: 1 })],
      ['5 mx.example.net.'],
    ],
    ['with raw text', 'TXT', ['1 t TXT 600 a "b" \\c'], ['"a \\"b\\" \\\\c"']],
    [
      'with parameters in quotes or without',
      'HTTPS',
      ['1 w HTTPS 600 1 . alpn="h3,h2"', '2 w HTTPS 600 2 . alpn=h2'],
      ['1 . alpn="h3,h2"', '2 . alpn="h2"'],
    ],
  ] as const)('%s', (_case, type, rows, expected) => {
    expect(texts(type, rows)).toEqual(expected);
  });

  it('with a TTL below the minimum, or none, as the minimum', () => {
    const [first, second] = zoneOf('1 a A 300 192.0.2.1', row('2 b A 0 192.0.2.1', { ttl: null })).recordSets;
    expect([first?.ttlSeconds, second?.ttlSeconds]).toEqual([600, 600]);
    expect(zoneOf('1 a A 300 192.0.2.1', '2 a A 600 192.0.2.2').recordSets[0]?.irregular).toBeUndefined();
  });

  it('with what is wrong with it', () => {
    const live = zoneOf('1 a A 600 192.0.2.1', '2 a A 900 192.0.2.2', '3 b A 600 192.0.2.1', '4 b A 600 192.0.2.1');
    expect(live.recordSets.map(({ irregular }) => irregular)).toEqual([
      'its records have different TTLs: 600, 900',
      'one of its records is there twice',
    ]);
  });

  it('with the NS of the apex as the host’s own, and others as the user’s', () => {
    const live = zoneOf('1 @ NS 86400 maceio.porkbun.com', '2 sub NS 600 ns1.example.net');
    expect(live.recordSets.map(({ system }) => system !== undefined)).toEqual([true, false]);
  });

  it('with names in any case, and notes kept', () => {
    const [set] = zoneOf(row('7 WWW A 600 192.0.2.1', { notes: 'the printer' })).recordSets;
    expect(set?.name).toBe('www.example.com.');
    expect(set?.native as NativeSet).toEqual({
      rows: [{ id: '7', value: '192.0.2.1', ttlSeconds: 600, notes: 'the printer' }],
      complete: false,
    });
  });

  it.each([
    ['a type that we do not know', '1 x CDS 600 1 13 1 AB', 'CDS', '1 13 1 AB'],
    ['a type that Porkbun does not have', '1 x DS 600 1 13 1 AB', 'DS', '1 13 1 AB'],
    ['an odd CAA tag', '1 x CAA 600 0 odd "x"', 'CAA', '0 odd "x"'],
    ['a target that is an address', '1 x CNAME 600 192.0.2.1', 'CNAME', '192.0.2.1'],
    ['a preference within the content', '1 x MX 600 5 10 mx.example.net', 'MX', '5 10 mx.example.net'],
    ['no preference', row('1 x MX 600 0 mx.example.net', { prio: null }), 'MX', 'mx.example.net'],
    ['a priority within the content', '1 x SRV 600 1 2 3 4 h.example.net', 'SRV', '1 2 3 4 h.example.net'],
    ['an owner name with a blank', row('1 x A 600 192.0.2.1', { name: 'a b.example.com' }), 'A', '192.0.2.1'],
  ])('as unsupported, never dropped: %s', (_case, odd, type, text) => {
    const live = zoneOf('9 www A 600 192.0.2.9', odd);
    expect(live.unsupported).toMatchObject([{ type, text }]);
    expect(live.recordSets).toHaveLength(1);
  });

  it('with the others of a set beside one that we cannot read', () => {
    const live = zoneOf('1 x CAA 600 0 issue "ca.example"', '2 x CAA 600 0 odd "x"');
    expect(live.recordSets.map(printValues)).toEqual([['0 issue "ca.example"']]);
    expect(live.unsupported).toHaveLength(1);
  });

  it.each([
    ['a record outside the domain', row('1 x A 600 192.0.2.1', { name: 'www.example.net' }), 'www.example.net'],
    ['a record without an id', row('1 x A 600 192.0.2.1', { id: null }), 'id is null'],
    ['a record without content', row('1 x A 600 192.0.2.1', { content: null }), 'content is null'],
    ['a TTL that is no number', row('1 x A 600 192.0.2.1', { ttl: 'auto' }), 'ttl is "auto"'],
    ['a record that is a text', [], 'where a record was expected'],
  ])('not at all where it may mean another record: %s', (_case, odd, seen) => {
    expect(() => zoneOf('9 www A 600 192.0.2.9', odd)).toThrow(seen);
  });
});

describe('what Porkbun cannot hold', () => {
  const text = (value: string) =>
    makeRecordSet({ name: 'x.example.com.', type: 'TXT', ttlSeconds: 600, values: [{ type: 'TXT', text: value }] });

  it.each([
    ['an empty TXT', text(''), 'Porkbun cannot hold an empty TXT'],
    ['a blank at the end', text('a '), 'Porkbun cuts blanks off the ends of a TXT'],
    ['a blank at the beginning', text(' a'), 'Porkbun cuts blanks off the ends of a TXT'],
    ['control characters', text('a\u0000b'), 'Porkbun may not keep control characters in a TXT'],
    [
      'parameters of a CAA',
      wanted('x CAA 600 0 issue "ca.example; a=b"'),
      'Porkbun cannot hold blanks, quotes or backslashes in a CAA value',
    ],
  ])('%s', (_case, set, message) => {
    expect(descriptor.dns.checkRecordSet(set, domain)).toMatchObject([
      { message, suggestion: expect.stringMatching(/\S+ \S+/) },
    ]);
  });

  it('is nothing of the ordinary', () => {
    for (const set of [
      text('say "hi" \\ '.trim()),
      text('grüße'),
      wanted('@ MX 600 0 .'),
      wanted('x CAA 600 0 issue ";"'),
    ]) {
      expect(descriptor.dns.checkRecordSet(set, domain)).toEqual([]);
    }
  });
});

it('a TTL below the minimum is the minimum, once and for all', () => {
  for (const [given, held] of [
    [120, 600],
    [600, 600],
    [601, 601],
    [86_400, 86_400],
  ] as const) {
    const once = descriptor.dns.canonicalRecordSet(wanted(`x A ${given} 192.0.2.1`), domain);
    expect(once.ttlSeconds).toBe(held);
    expect(descriptor.dns.canonicalRecordSet(once, domain)).toEqual(once);
  }
});

describe('default records of a new domain', () => {
  it.each([
    ['@ ALIAS 600 pixie.porkbun.com.', true],
    ['* CNAME 600 pixie.porkbun.com.', true],
    ['* CNAME 3600 pixie.porkbun.com.', true],
    ['www CNAME 600 pixie.porkbun.com.', false],
    ['* CNAME 600 uixie.porkbun.com.', false],
    ['@ ALIAS 600 other.example.net.', false],
    ['@ A 600 192.0.2.1', false],
  ])('%s: %s', (text, expected) => {
    expect(descriptor.dns.isDefaultRecordSet(wanted(text), domain)).toBe(expected);
  });
});
