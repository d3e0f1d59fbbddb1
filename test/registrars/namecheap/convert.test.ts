import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rdataOf, rowsOfSet } from '../../../src/registrars/namecheap/convert.ts';
import { descriptor } from '../../../src/registrars/namecheap/descriptor.ts';
import { splitDomain } from '../../../src/registrars/namecheap/domain-name.ts';
import { liveZone, rowOf } from '../../../src/registrars/namecheap/live-zone.ts';
import { success } from '../../../src/registrars/namecheap/simulator/answers.ts';
import { type HostRow, parseAnswer, readHosts } from '../../../src/registrars/namecheap/wire.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { makeRecordSet } from '../../../src/schema/dns/record-sets.ts';
import { samples, unicode } from '../../schema/dns/arbitraries.ts';
import { accepted } from '../../schema/dns/helpers.ts';
import { domain, row, set, zoneOf } from './rows.ts';

const name = fc.constantFrom('example.com.', 'www.example.com.', '*.dev.example.com.', 'www.example.com.example.com.');
const values = fc.oneof(
  ...(['A', 'AAAA', 'ALIAS', 'CAA', 'CNAME', 'MX', 'NS', 'TXT', 'URL'] as const).map((type) =>
    fc.array(samples[type], { minLength: 1, maxLength: 4 }),
  ),
);
const sets: fc.Arbitrary<RecordSet> = fc
  .tuple(name, values, fc.integer({ min: 60, max: 60_000 }))
  .map(([owner, found, ttlSeconds]) => {
    const rdata = found.map((sample) => sample.rdata);
    return makeRecordSet({ name: owner, type: rdata[0]?.type ?? 'A', ttlSeconds, values: rdata });
  })
  .filter((made) => descriptor.dns.checkRecordSet(made, domain).length === 0);

describe('record sets and rows', () => {
  it('are inverse: what is written is read as the same set', () => {
    fc.assert(
      fc.property(sets, (wanted) => {
        const rows = rowsOfSet(wanted, domain);
        const read = liveZone(domain, { emailType: 'MX', rows });
        expect(read.unsupported).toEqual([]);
        const { native, ...found } = read.recordSets[0] ?? { native: null };
        expect(read.recordSets).toHaveLength(1);
        expect(found).toEqual(descriptor.dns.canonicalRecordSet(wanted, domain));
      }),
    );
  });

  it('are inverse: a row that is read is written as the same row', () => {
    fc.assert(
      fc.property(sets, (wanted) => {
        for (const written of rowsOfSet(wanted, domain)) {
          const value = accepted(rdataOf(written));
          expect(rowsOfSet({ ...wanted, ttlSeconds: written.ttlSeconds, values: [value] }, domain)).toEqual([written]);
        }
      }),
    );
  });

  it('go through XML unharmed', () => {
    // What XML can carry: no control characters but tab and line ends.
    const text = unicode.map((each) => each.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
    const odd = fc.oneof(text, fc.constantFrom('&amp;lt;', '&copy;', ' &quot; ', '<a b="c">', '&#10;', ']]>'));
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 150 }), (texts) => {
        const hosts = texts.map((Address) => ({
          name: 'host',
          attributes: { Name: '@', Type: 'TXT', Address, TTL: 60 },
        }));
        const result = {
          name: 'DomainDNSGetHostsResult',
          attributes: { Domain: domain, EmailType: 'MX' },
          content: hosts,
        };
        const answer = parseAnswer(success('namecheap.domains.dns.getHosts', [result]).body);
        if (answer.kind !== 'ok') throw new Error('refused');
        expect(readHosts(answer.response, domain).rows.map(({ address }) => address)).toEqual(texts);
      }),
    );
  });
});

describe('a row', () => {
  const read = (text: string, rest: Partial<HostRow> = {}) => rowOf(row(text, rest), domain);

  it.each([
    ['@ CNAME target.example.net', 'target.example.net.'],
    ['@ CNAME Target.Example.NET.', 'target.example.net.'],
    ['@ MX 10 mx.example.net', 'mx.example.net.'],
  ])('"%s" has a full name, with or without a dot', (text, target) => {
    expect(JSON.stringify(read(text))).toContain(`"${target}"`);
  });

  it('of CAA may lack the quotes', () => {
    expect(read('@ CAA 0 issue letsencrypt.org')).toMatchObject({
      rdata: { flags: 0, tag: 'issue', value: 'letsencrypt.org' },
    });
  });

  it('of TXT is raw: quotes are part of it', () => {
    expect(read('@ TXT "v=spf1 -all"')).toMatchObject({ rdata: { text: '"v=spf1 -all"' } });
  });

  it.each([
    ['URL', 'temporary'],
    ['URL301', 'permanent'],
    ['FRAME', 'masked'],
  ])('of %s is a %s redirect', (type, kind) => {
    expect(read(`@ ${type} https://example.net/`)).toMatchObject({ rdata: { type: 'URL', kind } });
  });

  it('is at a name below the domain, even where it looks like a full one', () => {
    expect(read('www.example.com A 192.0.2.1')).toMatchObject({ name: 'www.example.com.example.com.' });
    expect(read('WWW A 192.0.2.1')).toMatchObject({ name: 'www.example.com.' });
    expect(read(' A 192.0.2.1')).toMatchObject({ name: 'example.com.' });
  });
});

describe('a live zone', () => {
  it('takes 1800, 1799 and an absent TTL for the same', () => {
    const zone = liveZone(domain, zoneOf('NONE', row('x A 192.0.2.1', { ttlSeconds: 1800 }), row('x A 192.0.2.2')));
    expect(zone.recordSets).toEqual([{ ...set('x', 'A', ['192.0.2.1', '192.0.2.2']), native: null }]);
  });

  it('tells sets that cannot equal any desired one', () => {
    const zone = liveZone(
      domain,
      zoneOf(
        'NONE',
        row('x A 192.0.2.1', { ttlSeconds: 60 }),
        row('x A 192.0.2.2'),
        'y CNAME Z.example.net',
        'y CNAME z.example.net.',
      ),
    );
    expect(zone.recordSets.map((each) => each.irregular)).toEqual([
      'its records have different TTLs: 60, 1799',
      'one of its records is there twice',
    ]);
  });

  it('tells sets that are not the user’s to change', () => {
    const zone = liveZone(
      domain,
      zoneOf(
        'OX',
        '@ NS dns1.registrar-servers.com.',
        '@ MX 10 mx1.privateemail.com.',
        row('home A 192.0.2.1', { dynamic: true }),
        'sub NS ns.example.net.',
      ),
    );
    expect(zone.recordSets.map(({ system }) => system?.slice(0, 30))).toEqual([
      'mail of the domain goes throug',
      'the apex NS set is the DNS hos',
      'it is an "A + Dynamic DNS" rec',
      undefined,
    ]);
  });

  it('shows rows of unknown types and with values that it cannot read, and keeps them', () => {
    const hosts = zoneOf('MXE', 'example.com MXE 192.0.2.25', 'x NEWTYPE a b', 'y AAAA 192.0.2.1', 'z MX 10 192.0.2.1');
    const zone = liveZone(domain, hosts);
    expect(zone.recordSets).toEqual([]);
    expect(zone.unsupported).toMatchObject([
      { name: 'example.com.', type: 'MXE', text: '192.0.2.25' },
      { name: 'x.example.com.', type: 'NEWTYPE', text: 'a b' },
      { name: 'y.example.com.', type: 'AAAA', text: '192.0.2.1' },
      { name: 'z.example.com.', type: 'MX', text: '10 192.0.2.1' },
    ]);
    expect(zone.native).toEqual(hosts);
  });

  it('has a row at no readable name among what it cannot read', () => {
    const { recordSets, unsupported } = liveZone(domain, zoneOf('NONE', row('a..b A 192.0.2.1'), 'b A 192.0.2.1'));
    expect(recordSets.map(({ name }) => name)).toEqual(['b.example.com.']);
    expect(unsupported).toMatchObject([
      { name: 'a..b.example.com.', type: 'A', problem: expect.stringContaining('two dots') },
    ]);
  });
});

describe('a domain is split', () => {
  it.each([
    ['example.com', 'example', 'com'],
    ['example.co.uk', 'example', 'co.uk'],
    ['example.us.com', 'example', 'us.com'],
    ['us.com', 'us', 'com'],
    ['xn--bcher-kva.xn--p1ai', 'xn--bcher-kva', 'xn--p1ai'],
  ])('%s into %s and %s', (full, sld, tld) => {
    expect(splitDomain(full)).toEqual({ sld, tld });
  });

  it.each(['shop.example.co.uk', 'www.example.com', 'co.uk', 'com'])('but %s is no registered domain', (full) => {
    expect(splitDomain(full)).toBeUndefined();
  });
});
