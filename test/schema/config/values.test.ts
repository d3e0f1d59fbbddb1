import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { loadConfig } from '../../../src/schema/config/load.ts';
import type { DesiredRecordSet } from '../../../src/schema/desired.ts';
import type { Fields } from '../../../src/schema/dns/fields.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import { printRdata, recordTypeNames } from '../../../src/schema/dns/record-types.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';
import { type Sample, samples, serviceBindings } from '../dns/arbitraries.ts';
import { accounts, desiredOf, domainOf, linesOf } from './helpers.ts';

/** One value of each type as text and as object: `[type, name, text, object]`. */
const pairs: readonly (readonly [RecordType, string, string, Fields])[] = [
  ['A', 'www', '192.0.2.1', { address: '192.0.2.1' }],
  ['AAAA', 'www', '2001:DB8:0:0::1', { address: '2001:db8::1' }],
  ['ALIAS', '@', 'example.net', { target: 'example.net' }],
  ['CAA', '@', '0 issue "letsencrypt.org"', { tag: 'issue', value: 'letsencrypt.org' }],
  ['CNAME', 'www', '@', { target: '@' }],
  [
    'HTTPS',
    'www',
    '1 . alpn="h3,h2" port=8443',
    { priority: 1, target: '.', params: { port: 8443, alpn: ['h3', 'h2'] } },
  ],
  ['LOC', 'www', '52 30 0 N 4 30 0 E -2m', { latitude: 52.5, longitude: 4.5, altitude: -2 }],
  ['MX', '@', '10 mail', { preference: 10, exchange: 'mail' }],
  [
    'NAPTR',
    'www',
    '100 10 "S" "SIP+D2U" "" sip',
    { order: 100, preference: 10, flags: 'S', service: 'SIP+D2U', regexp: '', replacement: 'sip' },
  ],
  ['NS', 'dev', 'ns1.example.net', { target: 'ns1.example.net' }],
  ['PTR', 'www', 'host.example.net', { target: 'host.example.net' }],
  ['SRV', '_sip._tcp', '10 5 5060 sip', { priority: 10, weight: 5, port: 5060, target: 'sip' }],
  ['SSHFP', 'www', `4 2 ${'AB'.repeat(32)}`, { algorithm: 4, fingerprint_type: 2, fingerprint: 'ab'.repeat(32) }],
  ['SVCB', '_dns', '0 dns.example.net.', { priority: 0, target: 'dns.example.net.' }],
  [
    'TLSA',
    '_443._tcp',
    `3 1 1 ${'ab'.repeat(32)}`,
    { usage: 3, selector: 1, matching_type: 1, certificate: 'ab'.repeat(32) },
  ],
  ['TXT', 'www', '"v=spf1 " "-all"', { text: 'v=spf1 -all' }],
  ['URL', 'www', 'permanent https://example.net/', { kind: 'permanent', url: 'https://EXAMPLE.net' }],
];

/** The records as they come out of a config that was printed as YAML; without their places. */
function recordSetsOf(records: readonly object[]): readonly Omit<DesiredRecordSet, 'source'>[] {
  const config = { ...parseDocument(accounts).toJS(), domains: { 'example.com': { dns: 'gandi', records } } };
  const [domain] = desiredOf(stringify(config)).domains;
  return (domain?.recordSets ?? []).map(({ source, ...set }) => set);
}

describe('a value as text and as object', () => {
  it.each(pairs)('%s is the same: %s %s', (type, name, text, object) => {
    const written = recordSetsOf([{ name, type, value: text }]);
    expect(written).toHaveLength(1);
    expect(recordSetsOf([{ name, type, value: object }])).toEqual(written);
    expect(recordSetsOf([{ name, type, values: [object] }])).toEqual(written);
  });

  it('DS is the same, beside the NS that it needs', () => {
    const ns = { name: 'dev', type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] };
    const digest = 'AB'.repeat(32);
    const object = { key_tag: 1, algorithm: 13, digest_type: 2, digest };
    const written = recordSetsOf([ns, { name: 'dev', type: 'DS', value: `1 13 2 ${digest}` }]);
    expect(recordSetsOf([ns, { name: 'dev', type: 'DS', value: object }])).toEqual(written);
  });

  it('is tried for every type', () => {
    expect([...pairs.map(([type]) => type), 'DS'].sort()).toEqual(recordTypeNames);
  });

  it.each(Object.entries(samples).filter(([type]) => type !== 'DS'))('%s: whatever the value', (type, arbitrary) => {
    const name = type === 'ALIAS' ? '@' : '_x._y';
    fc.assert(
      fc.property(arbitrary as fc.Arbitrary<Sample>, ({ rdata, object }) => {
        const fromObject = recordSetsOf([{ name, type, value: object }]);
        expect(fromObject[0]?.values).toEqual([rdata]);
        expect(recordSetsOf([{ name, type, value: printRdata(rdata) }])).toEqual(fromObject);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['HTTPS', 'SVCB'])('%s: whatever the value', (type) => {
    fc.assert(
      fc.property(serviceBindings, (value) => {
        const fromObject = recordSetsOf([{ name: '_x', type, value }]);
        const [rdata] = fromObject[0]?.values ?? [];
        if (rdata === undefined) throw new Error('no value');
        expect(recordSetsOf([{ name: '_x', type, value: printRdata(rdata) }])).toEqual(fromObject);
      }),
      { numRuns: 30 },
    );
  });
});

describe('TXT', () => {
  const record = (value: string) =>
    `  example.com:\n    dns: gandi\n    records:\n      - name: x\n        type: TXT\n        value: ${value}`;
  const issuesOf = (body: string) =>
    loadConfig([{ file: 'a.yaml', text: `${accounts}domains:\n${body}` }], {
      descriptors: testDescriptors,
      variables: () => 'x',
    })
      .issues.map(({ message }) => message)
      .join('\n');
  const textOf = (value: string) => domainOf(record(value)).recordSets[0]?.values;

  it('is one string of any length: 4 KB, in quotes, folded, or as an object', () => {
    const text = 'v=DKIM1; p='.concat('MIIBIjANBgkqhkiG9w0B'.repeat(200));
    const expected = [{ type: 'TXT', text }];
    expect(textOf(`"${text}"`)).toEqual(expected);
    expect(textOf(text)).toEqual(expected);
    expect(textOf(`>-\n          ${text}`)).toEqual(expected);
    expect(textOf(`{ text: "${text}" }`)).toEqual(expected);
    const strings = text
      .match(/.{1,255}/g)
      ?.map((part) => `"${part}"`)
      .join(' ');
    expect(textOf(`'${strings}'`)).toEqual(expected);
  });

  const strings = '{ strings: ["txtvers=1", "note=x"] }';

  it('keeps strings apart where the DNS host does, and says where it does not', () => {
    const value = { type: 'TXT', text: 'txtvers=1note=x', strings: ['txtvers=1', 'note=x'] };
    expect(textOf(strings)).toEqual([value]);
    expect(domainOf(record(strings)).notes).toEqual([]);
    const elsewhere = domainOf(record(strings).replace('gandi', 'hover'));
    expect(elsewhere.recordSets[0]?.values).toEqual([{ type: 'TXT', text: 'txtvers=1note=x' }]);
    expect(elsewhere.notes).toContain('x TXT: Hover does not keep the strings of a TXT apart; they become one text');
  });

  it('holds any octets where the DNS host does', () => {
    expect(textOf(`'"a\\255"'`)).toEqual([{ type: 'TXT', text: 'a\udcff' }]);
    expect(issuesOf(record(`'"a\\255"'`).replace('gandi', 'hover'))).toContain(
      'Hover takes text in TXT, and this one has octets that are not UTF-8',
    );
  });

  it('is one value, whatever its strings', () => {
    const twice = record(strings).replace(/value: .*/, `values: [${strings}, txtvers=1note=x]`);
    expect(issuesOf(twice)).toContain('"txtvers=1note=x" is here a second time');
  });

  it('keeps what looks like a variable only where it is meant', () => {
    expect(textOf('{ text: "${HOME} $${HOME}" }')).toEqual([{ type: 'TXT', text: '${HOME} $${HOME}' }]);
    expect(textOf('"costs $5 {a}"')).toEqual([{ type: 'TXT', text: 'costs $5 {a}' }]);
  });
});

describe('options', () => {
  const records = (options: string) =>
    `  example.com:\n    dns: cf\n    records: [{ name: x, type: A, value: 192.0.2.1${options} }]`;
  it.each([
    ['none: the default, where that is what absence means', '', 'x A 1 192.0.2.1 {"proxied":false}'],
    [
      'some',
      ', cloudflare: { tags: [a, b], comment: "" }',
      'x A 1 192.0.2.1 {"tags":["a","b"],"comment":"","proxied":false}',
    ],
    ['one that changes the TTL', ', ttl: auto, cloudflare: { proxied: true }', 'x A 1 192.0.2.1 {"proxied":true}'],
  ])('%s', (_, options, line) => {
    expect(linesOf(domainOf(records(options)))).toEqual([line]);
  });
});
