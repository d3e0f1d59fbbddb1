/** Rows to records and back; hosts in both of the API's forms. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalTtl,
  type Row,
  rdataOf,
  rowsOfSet,
  storedRows,
  writableTypes,
} from '../../../src/registrars/namesilo/convert.ts';
import { descriptor } from '../../../src/registrars/namesilo/descriptor.ts';
import { liveZone } from '../../../src/registrars/namesilo/live-zone.ts';
import type { AnsweredRow } from '../../../src/registrars/namesilo/wire.ts';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { domain, row, set } from './helpers.ts';

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9_-]{0,10}[a-z0-9_])?$/);
const fqdn = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example.`);
const short = fc.integer({ min: 0, max: 65_535 });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  .filter((value) => !/\p{Cc}|\p{Surrogate}/u.test(value));

const values: { readonly [T in (typeof writableTypes)[number]]: fc.Arbitrary<Rdata> } = {
  A: fc.ipV4().map((address) => ({ type: 'A', address })),
  AAAA: fc.integer({ min: 1, max: 0xffff }).map((n) => ({ type: 'AAAA', address: `2001:db8::${n.toString(16)}` })),
  CAA: fc.constantFrom('issue', 'issuewild').map((tag) => ({ type: 'CAA', flags: 0, tag, value: 'ca.example.net' })),
  CNAME: fqdn.map((target) => ({ type: 'CNAME', target })),
  MX: fc.record({ type: fc.constant('MX' as const), preference: short, exchange: fqdn }),
  SRV: fc.record({ type: fc.constant('SRV' as const), priority: short, weight: short, port: short, target: fqdn }),
  TXT: text.map((each) => ({ type: 'TXT', text: each })),
};

describe('rows and records', () => {
  it.each(writableTypes)('%s there and back is the same', (type) => {
    const name = fc.oneof(
      fc.constant('example.com.'),
      label.map((each) => `${each}.example.com.`),
    );
    const ttl = fc.integer({ min: 3600, max: 2_592_000 });
    fc.assert(
      fc.property(name, ttl, values[type], (owner, ttlSeconds, value) => {
        const written = makeRecordSet({ name: owner, type, ttlSeconds, values: [value] });
        const rows = rowsOfSet(written, domain);
        const zone = liveZone(
          domain,
          rows.map((each) => ({ ...each, id: 'x' })),
        );
        expect(zone.unsupported).toEqual([]);
        const [live] = zone.recordSets;
        expect(live).toMatchObject({ name: owner, type, ttlSeconds: canonicalTtl(ttlSeconds), options: {} });
        expect(live && printValues(live)).toEqual(printValues(written));
        expect(live && rowsOfSet({ ...live, ttlSeconds }, domain)).toEqual(rows);
      }),
    );
  });

  const forms: readonly (readonly [string, Omit<Row, 'host' | 'ttlSeconds'>])[] = [
    ['MX 10 mx.example.net.', { type: 'MX', value: 'mx.example.net', distance: 10 }],
    ['CNAME web.example.net.', { type: 'CNAME', value: 'web.example.net', distance: 0 }],
    ['SRV 10 5 5060 sip.example.net.', { type: 'SRV', value: '10 5 5060 sip.example.net', distance: 10 }],
    ['CAA 0 issue "letsencrypt.org"', { type: 'CAA', value: '0 issue "letsencrypt.org"', distance: 0 }],
    ['TXT v=spf1 -all', { type: 'TXT', value: 'v=spf1 -all', distance: 0 }],
    ['AAAA 2001:db8::1', { type: 'AAAA', value: '2001:db8::1', distance: 0 }],
  ];
  it.each(forms)('%s is sent without trailing dot and quotes of its own', (written, sent) => {
    expect(rowsOfSet(set(`www ${written}`), domain)).toEqual([{ ...sent, host: 'www', ttlSeconds: 3600 }]);
  });

  it('SRV is read with its priority in the value, or beside it', () => {
    const inside = row('_sip._tcp SRV 10 5 5060 sip.example.net');
    const beside = row('_sip._tcp SRV 5 5060 sip.example.net', { distance: 10 });
    for (const each of [inside, beside]) {
      const rdata = rdataOf(each);
      expect(rdata.ok && rdata.value).toMatchObject({ priority: 10, weight: 5, port: 5060 });
    }
  });

  it('names are compared without case and trailing dot', () => {
    const rows = [row('www CNAME Web.Example.NET.'), row('mail MX 5 MX.EXAMPLE.NET')];
    const targets = liveZone(domain, rows).recordSets.flatMap(printValues);
    expect(targets).toEqual(['5 mx.example.net.', 'web.example.net.']);
  });
});

describe('what cannot be read', () => {
  const unreadable = [
    ['a type that is not managed', row('child NS ns1.example.net'), 'child.example.com.', 'ns1.example.net'],
    ['an address that is none', row('www A 192.0.2.999'), 'www.example.com.', '192.0.2.999'],
    ['a target that is an address', row('@ MX 10 192.0.2.1'), 'example.com.', '10 192.0.2.1'],
    ['a CAA with an unknown tag', row('@ CAA 0 tbs "x"'), 'example.com.', '0 tbs "x"'],
    ['an SRV with a field too few', row('_sip._tcp SRV 5060 sip'), '_sip._tcp.example.com.', '5060 sip'],
    ['an empty value', row('@ A '), 'example.com.', ''],
    ['a name with a blank', row('@ A 192.0.2.1', { host: 'a b' }), 'a b.example.com.', '192.0.2.1'],
  ] as const;
  it.each(unreadable)('%s is shown as unsupported, beside what can be read', (_case, odd, name, text) => {
    const zone = liveZone(domain, [row('www A 192.0.2.1'), odd]);
    expect(zone.recordSets.map((each) => each.name)).toEqual(['www.example.com.']);
    expect(zone.unsupported).toMatchObject([{ name, type: odd.type, text }]);
  });
});

describe('hosts', () => {
  const answered = (...hosts: readonly string[]): readonly AnsweredRow[] =>
    hosts.map((host) => ({ ...row('@ A 192.0.2.1'), host }));
  const owners = (...hosts: readonly string[]) => storedRows(answered(...hosts), domain)?.map(({ host }) => host);

  it.each([
    ['relative, as since 2026', ['', 'www', '_acme-challenge.dev', '*']],
    ['full, as until 2026', ['example.com', 'www.example.com', '_acme-challenge.dev.example.com', '*.example.com']],
    [
      'full, in another spelling',
      ['EXAMPLE.com.', 'WWW.Example.Com', '_acme-challenge.dev.example.com.', '*.example.com'],
    ],
  ])('%s, are the same names', (_form, hosts) => {
    expect(owners(...hosts)).toEqual(['', 'www', '_acme-challenge.dev', '*']);
  });

  it('of another zone among full ones make no list of this one', () => {
    expect(owners('example.com', 'www.example.com', 'www.other.net')).toBeUndefined();
  });

  it.each([
    ['@ is the apex', ['@', 'www'], ['', 'www']],
    ['a label that merely ends like the domain is a label', ['fooexample.com', ''], ['fooexample.com', '']],
    ['beside relative hosts a full one has the domain twice', ['www', 'www.example.com'], ['www', 'www.example.com']],
    [
      'among full hosts the domain is taken off once',
      ['example.com', 'www.example.com.example.com'],
      ['', 'www.example.com'],
    ],
    ['a zone without records has none', [], []],
  ])('%s', (_claim, hosts, names) => {
    expect(owners(...hosts)).toEqual(names);
  });
});

describe('live record sets', () => {
  it('the two automatic TTLs are one', () => {
    const rows = [row('www A 192.0.2.1', { ttlSeconds: 3603 }), row('www A 192.0.2.2', { ttlSeconds: 7207 })];
    expect(liveZone(domain, rows).recordSets).toMatchObject([{ ttlSeconds: 7207 }]);
    expect(liveZone(domain, rows).recordSets[0]).not.toHaveProperty('irregular');
    expect(descriptor.dns.canonicalRecordSet(set('www A 192.0.2.1', 3603), domain).ttlSeconds).toBe(7207);
    expect(descriptor.dns.canonicalRecordSet(set('www A 192.0.2.1', 7200), domain).ttlSeconds).toBe(7200);
  });

  it('records with different TTLs, or one that is there twice, are irregular', () => {
    const mixed = [row('www A 192.0.2.1'), row('www A 192.0.2.2', { ttlSeconds: 7200 })];
    expect(liveZone(domain, mixed).recordSets[0]?.irregular).toBe('its records have different TTLs: 3600, 7200');
    const twice = [row('www A 192.0.2.1'), row('www A 192.0.2.1', { id: 'second' })];
    expect(liveZone(domain, twice).recordSets[0]?.irregular).toBe('one of its records is there twice');
  });
});
