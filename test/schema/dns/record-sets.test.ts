import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import type { RecordOptions } from '../../../src/schema/dns/record-set.ts';
import {
  compareNames,
  compareRecordSets,
  makeRecordSet,
  printValues,
  recordSetKey,
  sameOptions,
  sameValues,
} from '../../../src/schema/dns/record-sets.ts';
import { parseRdata } from '../../../src/schema/dns/record-types.ts';
import { fqdn, samples } from './arbitraries.ts';
import { accepted, target } from './helpers.ts';

function txt(...texts: string[]) {
  const values = texts.map((text): Rdata => ({ type: 'TXT', text }));
  return makeRecordSet({ name: 'example.com.', type: 'TXT', ttlSeconds: 300, values });
}

describe('schema/dns/record-sets', () => {
  it('keeps each value once, sorted by its printed form', () => {
    expect(printValues(txt('b', 'a', 'b'))).toEqual(['"a"', '"b"']);
  });

  it('gives a set without options the same empty options', () => {
    expect(txt('a').options).toEqual({});
    expect(makeRecordSet({ ...txt('a'), options: { proxied: true } }).options).toEqual({ proxied: true });
  });

  it('refuses to make a set without values', () => {
    expect(() => txt()).toThrow('a record set has at least one value: example.com. TXT');
  });

  it('holds the same values in whatever order and spelling they came', () => {
    const make = (texts: readonly string[]) =>
      makeRecordSet({
        name: 'example.com.',
        type: 'AAAA',
        ttlSeconds: 300,
        values: texts.map((text) => accepted(parseRdata('AAAA', text, target))),
      });
    expect(sameValues(make(['2001:db8::1', '::']), make(['0::0', '2001:DB8:0::1', '::']))).toBe(true);
    expect(sameValues(make(['2001:db8::1']), make(['2001:db8::2']))).toBe(false);
    expect(sameValues(make(['2001:db8::1']), make(['2001:db8::1', '::']))).toBe(false);
  });

  it('tells sets of different types apart, even if they print the same', () => {
    const pointer = { name: 'a.example.com.', ttlSeconds: 300 };
    const cname = makeRecordSet({ ...pointer, type: 'CNAME', values: [{ type: 'CNAME', target: 'b.example.' }] });
    const alias = makeRecordSet({ ...pointer, type: 'ALIAS', values: [{ type: 'ALIAS', target: 'b.example.' }] });
    expect(sameValues(cname, alias)).toBe(false);
  });

  it('sorted values do not depend on the order they came in', () => {
    fc.assert(
      fc.property(fc.array(samples.MX, { minLength: 1, maxLength: 6 }), (rows) => {
        const values = rows.map((row) => row.rdata);
        const parts = { name: 'example.com.', type: 'MX', ttlSeconds: 300 } as const;
        const set = makeRecordSet({ ...parts, values });
        expect(makeRecordSet({ ...parts, values: values.toReversed() })).toEqual(set);
        expect(sameValues(set, makeRecordSet({ ...parts, values: structuredClone(values) }))).toBe(true);
      }),
    );
  });

  it.each<[RecordOptions, RecordOptions, boolean]>([
    [{}, {}, true],
    [{ proxied: true }, { proxied: true }, true],
    [{ proxied: true }, { proxied: false }, false],
    [{ proxied: true }, {}, false],
    [{ a: 'x', b: 'y' }, { b: 'y', a: 'x' }, true],
    [{ a: 'x' }, { b: 'x' }, false],
    [{ tags: ['a', 'b'] }, { tags: ['a', 'b'] }, true],
    [{ tags: ['a', 'b'] }, { tags: ['b', 'a'] }, false],
    [{ tags: ['a'] }, { tags: ['a', 'b'] }, false],
    [{ tags: ['a'] }, { tags: 'a' }, false],
  ])('options %j and %j are the same: %s', (a, b, same) => {
    expect(sameOptions({ options: a }, { options: b })).toBe(same);
    expect(sameOptions({ options: b }, { options: a })).toBe(same);
  });

  it('orders by the DNS tree, apex first, then by type', () => {
    const sets = [
      { name: 'www.example.com.', type: 'TXT' },
      { name: 'www.example.com.', type: 'A' },
      { name: 'a.www.example.com.', type: 'A' },
      { name: 'example.com.', type: 'TXT' },
      { name: 'example.com.', type: 'A' },
      { name: 'wwwa.example.com.', type: 'A' },
      { name: '*.example.com.', type: 'A' },
      { name: 'b.example.com.', type: 'A' },
    ] as const;
    expect([...sets].sort(compareRecordSets).map(recordSetKey)).toEqual([
      'example.com. A',
      'example.com. TXT',
      '*.example.com. A',
      'b.example.com. A',
      'www.example.com. A',
      'www.example.com. TXT',
      'a.www.example.com. A',
      'wwwa.example.com. A',
    ]);
  });

  it('orders names as their labels compare from the right', () => {
    const labels = (name: string) => name.split('.').slice(0, -1).reverse();
    const byLabels = (a: readonly string[], b: readonly string[]): number => {
      const i = a.findIndex((label, at) => label !== b[at]);
      if (i < 0) return a.length - b.length;
      const other = b[i];
      return other === undefined ? 1 : (a[i] ?? '') < other ? -1 : 1;
    };
    const related = fc.tuple(fqdn, fqdn).map(([a, b]) => [a, a.slice(0, -1).split('.').length > 2 ? `x.${a}` : b + a]);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(fqdn, fqdn), related), ([a = '.', b = '.']) => {
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(byLabels(labels(a), labels(b))));
        expect(Math.sign(compareNames(b, a))).toBe(Math.sign(byLabels(labels(b), labels(a))));
        expect(compareNames('.', a)).toBeLessThan(0);
      }),
    );
  });
});
