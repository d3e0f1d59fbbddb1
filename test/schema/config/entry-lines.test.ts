import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { entryLines } from '../../../src/schema/config/entry-lines.ts';
import { recordEntry } from '../../../src/schema/config/record-entry.ts';
import { foldedLines, readable } from '../../../src/schema/config/yaml-text.ts';
import type { Rdata, RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { parseRdata, rdataFromObject } from '../../../src/schema/dns/record-types.ts';
import { absoluteTarget } from '../../../src/schema/dns/targets.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';
import { samples, serviceBindings, unicode } from '../dns/arbitraries.ts';
import { domainOf } from './helpers.ts';
import { traps } from './traps.ts';

const domain = 'example.com';
const host = testDescriptors.get('gandi');
if (host === undefined) throw new Error('no host');

function linesOf(set: RecordSet, ttl: 'own' | 'common' = 'own'): readonly string[] {
  const entry = recordEntry(set, domain, host as NonNullable<typeof host>, 'short');
  return entryLines({ ...entry, ttl: ttl === 'own' ? entry.ttl : null });
}

function setOf(name: string, type: RecordType, values: readonly string[], ttlSeconds = 300): RecordSet {
  const rdata = values.map((text): Rdata => {
    const read = type === 'TXT' ? { ok: true as const, value: { type, text } } : parseRdata(type, text, absoluteTarget);
    if (!read.ok) throw new Error(read.problem.message);
    return read.value;
  });
  return makeRecordSet({ name, type, ttlSeconds, values: rdata });
}

/** The record sets that a config has of these lines. A DS needs a delegation beside it. */
function read(lines: readonly string[], type: RecordType): readonly RecordSet[] {
  const beside = type === 'DS' ? ['- { name: host, type: NS, value: ns1.example.net. }'] : [];
  const records = [...lines, ...beside].map((line) => `      ${line}\n`).join('');
  const { recordSets } = domainOf(`  ${domain}:\n    dns: gandi\n    records:\n${records}`);
  return recordSets.filter((set) => set.type === type);
}

const services = (['HTTPS', 'SVCB'] as const).map((type) => {
  const rdata = serviceBindings.map((fields) => {
    const one = rdataFromObject(type, fields, absoluteTarget);
    if (!one.ok) throw new Error(one.problem.message);
    return { rdata: one.value };
  });
  return [type, rdata] as const;
});

describe('an entry as a person writes it', () => {
  const long = `v=DKIM1; k=rsa; p=${'A'.repeat(200)}`;
  it.each<[what: string, set: RecordSet, lines: readonly string[]]>([
    [
      'names as short as they are read',
      setOf('example.com.', 'MX', ['10 mail.example.com.', '20 mx.example.net.']),
      ['- { name: "@", type: MX, values: [10 mail, 20 mx.example.net], ttl: 300 }'],
    ],
    [
      'the apex as a target',
      setOf('www.example.com.', 'CNAME', ['example.com.']),
      ['- { name: www, type: CNAME, value: "@", ttl: 300 }'],
    ],
    [
      'a full name under no public suffix keeps its dot',
      setOf('www.example.com.', 'CNAME', ['web.internal.']),
      ['- { name: www, type: CNAME, value: web.internal., ttl: 300 }'],
    ],
    [
      'names in Unicode',
      setOf('xn--bcher-kva.example.com.', 'CNAME', ['xn--mnchen-3ya.example.net.']),
      ['- { name: bücher, type: CNAME, value: münchen.example.net, ttl: 300 }'],
    ],
    [
      'plain text, in quotes only where a colon needs them',
      setOf('example.com.', 'TXT', ['v=spf1 -all']),
      ['- { name: "@", type: TXT, value: v=spf1 -all, ttl: 300 }'],
    ],
    [
      'several texts one below the other',
      setOf('example.com.', 'TXT', ['v=spf1 include:example.net -all', 'MS=ms1']),
      [
        '- name: "@"',
        '  type: TXT',
        '  values:',
        '    - MS=ms1',
        '    - v=spf1 include:example.net -all',
        '  ttl: 300',
      ],
    ],
    [
      'a long key on a line of its own',
      setOf('s1._domainkey.example.com.', 'TXT', [long]),
      [
        '- name: s1._domainkey',
        '  type: TXT',
        '  value: >-',
        '    v=DKIM1; k=rsa;',
        `    p=${'A'.repeat(200)}`,
        '  ttl: 300',
      ],
    ],
  ])('%s', (_, set, lines) => {
    expect(linesOf(set)).toEqual(lines);
    expect(read(lines, set.type)).toMatchObject([set]);
  });

  it.each([...Object.entries(samples), ...services])('%s comes back as it was', (type, arbitrary) => {
    const single = type === 'CNAME' || type === 'ALIAS';
    const values = fc.array(
      (arbitrary as fc.Arbitrary<{ readonly rdata: Rdata }>).map(({ rdata }) => rdata),
      {
        minLength: 1,
        maxLength: single ? 1 : 3,
      },
    );
    fc.assert(
      fc.property(values, fc.integer({ min: 60, max: 86_400 }), (rdata, ttlSeconds) => {
        const set = makeRecordSet({ name: `host.${domain}.`, type: type as RecordType, ttlSeconds, values: rdata });
        fc.pre(printValues(set).filter((value) => /^"v=spf1/i.test(value)).length < 2);
        fc.pre(set.type !== 'MX' || set.values.length === 1 || !printValues(set).some((value) => value.endsWith(' .')));
        expect(read(linesOf(set), set.type)).toMatchObject([set]);
      }),
    );
  });

  it('any text comes back as it was, alone and beside others', () => {
    const texts = fc.array(fc.oneof(traps, unicode), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(texts, (all) => {
        const set = setOf('a.example.com.', 'TXT', all);
        fc.pre(all.filter((text) => /^v=spf1/i.test(text)).length < 2);
        const lines = linesOf(set);
        expect(lines.join('')).not.toMatch(/[\n\p{Cc}\p{Cf}]/u);
        expect(read(lines, 'TXT')).toMatchObject([set]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a text in YAML', () => {
  it('is the same text to readers of YAML 1.1 and 1.2, in brackets and on a line of its own', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'on',
          'no',
          '1',
          '1e3',
          'E0',
          'v=spf1',
          'a:',
          ':',
          '#',
          '-',
          '2026-11-30',
          '0x1f',
          'x',
          '"',
          ',',
          '_',
        ),
      )
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(fc.oneof(traps, words, fc.string()), (text) => {
        for (const version of ['1.1', '1.2'] as const) {
          const shown = JSON.stringify([version, text]);
          expect(parse(`a: { b: ${readable(text, 'flow')} }`, { version }), shown).toEqual({ a: { b: text } });
          expect(parse(`a: [${readable(text, 'flow')}]`, { version }), shown).toEqual({ a: [text] });
          expect(parse(`a: ${readable(text, 'block')}\nb: 1`, { version }), shown).toEqual({ a: text, b: 1 });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same when it was folded', () => {
    const words = fc.array(fc.constantFrom('a', 'v=DKIM1;', '#', '-', ' ', '>-', '---', ': x', 'b'.repeat(30)));
    fc.assert(
      fc.property(
        words.map((all) => all.join(' ')),
        (text) => {
          const lines = foldedLines(text, 20);
          if (lines === null) return;
          expect(parse(`a: >-\n${lines.map((line) => `  ${line}\n`).join('')}b: 1`)).toEqual({ a: text, b: 1 });
        },
      ),
    );
  });
});
