/**
 * What a config may say, the host takes: entries of every type, with odd names and values, are given to the config's own
 * checks; what these let pass is applied to a zone, changed into another such config, and read back equal each time.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadConfig } from '../../src/schema/config/load.ts';
import type { DesiredRecordSet } from '../../src/schema/desired.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { simulate } from '../helpers/simulated.ts';
import { samples, serviceBindings, unicode } from '../schema/dns/arbitraries.ts';
import type { Conformance } from './suite.ts';
import { withSimulated } from './with-simulated.ts';
import { apply, changesOf, readZone, type ZoneUnderTest } from './zone-under-test.ts';

/** As JSON, which is YAML. */
interface Entry {
  readonly name: string;
  readonly type: RecordType;
  readonly values: readonly unknown[];
  readonly ttl?: number;
  readonly cloudflare?: { readonly proxied: boolean };
}

export function acceptedTests({ registrar, domain }: Conformance): void {
  const { descriptor } = registrar;
  const openZone = withSimulated(() =>
    simulate(registrar, {
      domains: [{ domain, registered: descriptor.dns.createZone.access !== 'write', zone: 'empty' }],
    }),
  );
  const types = recordTypeNames.filter((type) => descriptor.dns.types[type].access === 'write');
  const config = fc.array(entryOf(types, domain, descriptor.name === 'cloudflare'), { minLength: 1, maxLength: 12 });

  it('takes what validate accepts, and shows it as it was written', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(config, config, async (first, second) => {
        const zone: ZoneUnderTest = {
          registrar,
          domain,
          simulated: await openZone(),
          exactRequests: false,
        };
        const one = acceptedOf(first, zone);
        await apply(zone, one);
        expect(changesOf(zone, await readZone(zone), one)).toEqual([]);
        const other = acceptedOf(second, zone);
        await apply(zone, other, one);
        expect(changesOf(zone, await readZone(zone), other, one)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
}

/** The sets of the entries that the config's checks let pass. An issue takes its entry away, and what is left is checked anew. */
function acceptedOf(
  entries: readonly Entry[],
  { registrar: { descriptor }, domain }: ZoneUnderTest,
): readonly DesiredRecordSet[] {
  const credentials = Object.fromEntries(descriptor.credentials.map(({ key }) => [key, 'x']));
  const head = [
    'version: 1',
    `accounts: { a: { registrar: ${descriptor.name}, credentials: ${JSON.stringify(credentials)} } }`,
    'domains:',
    `  ${JSON.stringify(domain)}:`,
    '    dns: a',
    '    records:',
  ];
  for (let left = entries; ; ) {
    if (left.length === 0) return [];
    const text = [...head, ...left.map((entry) => `      - ${JSON.stringify(entry)}`)].join('\n');
    const { desired, issues } = loadConfig([{ file: 'a.yaml', text }], {
      descriptors: new Map([[descriptor.name, descriptor]]),
      variables: () => undefined,
    });
    if (desired !== null) return desired.domains[0]?.recordSets ?? [];
    const lines = new Set(issues.map(({ line }) => line));
    const rest = left.filter((_, index) => !lines.has(head.length + 1 + index));
    if (rest.length === left.length) throw new Error(`an issue of no entry: ${issues[0]?.message}`);
    left = rest;
  }
}

function entryOf(types: readonly RecordType[], domain: string, proxies: boolean): fc.Arbitrary<Entry> {
  const twice = `${domain}.${domain}.`;
  const names = fc.constantFrom(
    ...['@', 'www', 'www', 'a.b', '*', '*.sub', '_sip._tcp', '_sip._tcp.sub', '_x', 'a_b', 'xn--bcher-kva', '1'],
    ...['l'.repeat(63), twice, `x.${twice}`, 'sub', 'ns.sub'],
  );
  const targets = fc.constantFrom(
    ...['mx.example.net.', 'MX.example.NET.', 'a.example.net.', 'localhost.', 'xn--p1ai.', '.', '@', `www.${domain}.`],
    ...[
      twice,
      `x.${twice}`,
      '_a.example.net.',
      'xn--bcher-kva.example.',
      `${'l'.repeat(63)}.example.`,
      '1.example.net.',
      '1.0/25.2.0.192.in-addr.arpa.',
    ],
  );
  return fc.constantFrom(...types).chain((type) =>
    fc
      .record(
        {
          name: names,
          values: fc.array(valueFor(type, targets), { minLength: 1, maxLength: 3 }),
          ttl: fc.constantFrom(300, 600, 3600, 3601, 7200, 86_400),
          cloudflare: fc.record({ proxied: fc.boolean() }),
        },
        { requiredKeys: ['name', 'values'] },
      )
      .map(({ cloudflare, ...entry }) => {
        const takesProxied = proxies && ['A', 'AAAA', 'CNAME'].includes(type) && cloudflare !== undefined;
        return { type, ...entry, ...(takesProxied ? { cloudflare } : {}) };
      }),
  );
}

const small = fc.constantFrom(0, 1, 255, 256, 65_535);
const issuers = [
  'ca.example',
  '',
  ';',
  'ca.example; account=1',
  'ca.example; x="y"',
  'ca.example; x=a\\b',
  'CA.example',
];
const reports = ['mailto:a@example.net', 'MAILTO:a@example.net', 'HTTPS://example.net/x', 'http://example.net/?a=b&c'];
const texts = [
  ...[
    'token=Abc',
    'token=aBC',
    ' padded ',
    '"quoted"',
    'a"b',
    'a\\b',
    '\\"',
    ';',
    "'",
    '`',
    '<&>',
    '+%20',
    '@',
    '.',
    '',
  ],
  ...[
    'x'.repeat(255),
    'y'.repeat(256),
    'z'.repeat(600),
    'grüße',
    '雪'.repeat(200),
    'v=spf1 -all',
    'a\tb',
    'a  b',
    'ends.',
  ],
];

/** What most often goes wrong, and any value of the type. */
function valueFor(type: RecordType, targets: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  switch (type) {
    case 'HTTPS':
    case 'SVCB':
      return serviceBindings;
    case 'ALIAS':
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return fc.oneof(targets, objectOf(type));
    case 'MX':
      return fc.oneof(
        fc.tuple(small, targets).map(([preference, exchange]) => `${preference} ${exchange}`),
        objectOf(type),
      );
    case 'SRV':
      return fc.oneof(
        fc.tuple(small, small, fc.constantFrom(443, 5060), targets).map((fields) => fields.join(' ')),
        objectOf(type),
      );
    case 'CAA':
      return fc.oneof(
        fc
          .tuple(
            fc.constantFrom(0, 1, 128, 255),
            fc.constantFrom('issue', 'issuewild', 'ISSUE', 'issuemail'),
            fc.constantFrom(...issuers),
          )
          .map(caa),
        fc.tuple(fc.constantFrom(0, 128), fc.constant('iodef'), fc.constantFrom(...reports)).map(caa),
        fc
          .tuple(fc.constant(0), fc.constantFrom('contactemail', 'x1'), fc.constantFrom('a@example.net', 'b c'))
          .map(caa),
        objectOf(type),
      );
    case 'TXT':
      return fc.oneof(
        fc.constantFrom(...texts).map((text) => ({ text })),
        unicode.map((text) => ({ text })),
      );
    default:
      return objectOf(type);
  }
}

function caa([flags, tag, value]: readonly [number, string, string]) {
  return { flags, tag, value };
}

function objectOf(type: Exclude<RecordType, 'HTTPS' | 'SVCB'>): fc.Arbitrary<unknown> {
  return samples[type].map(({ object }) => object);
}
