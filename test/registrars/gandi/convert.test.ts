import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dsFromLine, nameserverFrom, nameserverText, storedSetFrom } from '../../../src/registrars/gandi/convert.ts';
import { defaultRecords } from '../../../src/registrars/gandi/default-records.ts';
import { descriptor } from '../../../src/registrars/gandi/descriptor.ts';
import { liveRecords } from '../../../src/registrars/gandi/live-zone.ts';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { printRdata } from '../../../src/schema/dns/record-types.ts';
import { recordSet, txtSet } from '../../conformance/samples.ts';
import { fqdn, samples } from '../../schema/dns/arbitraries.ts';
import { domain, stored, zoneOf } from './helpers.ts';

const { URL: _, ...held } = samples;

describe('a record set', () => {
  const names = fc.constantFrom('@', 'www', '*', '*.sub', '_sip._tcp', 'a.b.c');
  const setOf = (rdata: fc.Arbitrary<Rdata>) =>
    fc
      .tuple(names, fc.integer({ min: 300, max: 2_592_000 }), fc.array(rdata, { minLength: 1, maxLength: 4 }))
      .map(([name, ttlSeconds, values]) => {
        const [first] = values as [Rdata];
        const owner = name === '@' ? `${domain}.` : `${name}.${domain}.`;
        return makeRecordSet({ name: owner, type: first.type, ttlSeconds, values });
      });
  const anySet = fc.oneof(...Object.values(held).map((sample) => setOf(sample.map(({ rdata }) => rdata))));

  it('that is written and read again is the same', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        fc.pre(descriptor.dns.checkRecordSet(set, domain).every(({ message }) => !/ASCII|characters/.test(message)));
        const sent = JSON.parse(JSON.stringify(storedSetFrom(set, domain)));
        const { recordSets, unsupported } = liveRecords(domain, [sent]);
        expect(unsupported).toEqual([]);
        const [read] = recordSets;
        expect(read && { ...set, values: printValues(read) }).toEqual({ ...set, values: printValues(set) });
        expect(read?.ttlSeconds).toBe(set.ttlSeconds);
        expect(read?.name).toBe(set.name);
        expect(read?.irregular).toBeUndefined();
        // And back: what was stored comes out of what was read.
        expect(storedSetFrom(read ?? set, domain)).toEqual(sent);
      }),
      { numRuns: 1000 },
    );
  });

  it('of HTTPS or SVCB that is written and read again is the same', () => {
    for (const value of [
      '1 . alpn="h3,h2"',
      '0 pool.example.net.',
      '2 svc.example.net. port="8443" ipv6hint="2001:db8::1"',
    ]) {
      const set = recordSet(domain, 'svc', 'HTTPS', [value], 300);
      const [read] = liveRecords(domain, [storedSetFrom(set, domain)]).recordSets;
      expect(read && printValues(read)).toEqual(printValues(set));
    }
  });

  it('is sent within the documented pattern and length, or refused before', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        fc.pre(descriptor.dns.checkRecordSet(set, domain).length === 0);
        for (const value of storedSetFrom(set, domain).values) expect(value).toMatch(/^[\x20-\x7e]{1,16384}$/);
      }),
    );
  });

  it('is sent with absolute targets', () => {
    const sent = storedSetFrom(recordSet(domain, 'www', 'CNAME', ['www.example.com.'], 300), domain);
    expect(sent).toEqual(stored('www CNAME 300 www.example.com.'));
  });

  it('is sent under the name that is given, for one that is stored in other letters', () => {
    expect(storedSetFrom(recordSet(domain, 'www', 'A', ['192.0.2.1'], 300), domain, 'WWW').name).toBe('WWW');
  });
});

describe('text', () => {
  it.each([
    ['short', 'v=spf1 -all', '"v=spf1 -all"'],
    ['of 256 bytes', 'x'.repeat(256), `"${'x'.repeat(255)}" "x"`],
    ['with quotes and backslashes', 'a "b" \\c', '"a \\"b\\" \\\\c"'],
    ['with semicolons', 'a; b', '"a; b"'],
  ])('%s is quoted', (_case, text, value) => {
    expect(storedSetFrom(txtSet(domain, 't', text, 300), domain).values).toEqual([value]);
  });

  it.each([
    ['quoted', '"v=spf1 -all"', 'v=spf1 -all'],
    ['in parts that its length asks for', `"${'x'.repeat(255)}" "x"`, 'x'.repeat(256)],
    ['unquoted', 'v=spf1 -all', 'v=spf1 -all'],
  ])('that comes %s is read', (_case, value, text) => {
    const [set] = zoneOf(`t TXT 300 ${value}`).recordSets;
    expect(set?.values).toEqual([{ type: 'TXT', text }]);
  });

  it.each([
    ['in strings', '"txtvers=1" "note=x"', ['txtvers=1', 'note=x'], 'txtvers=1note=x'],
    ['with bytes', '"a\\255" "b\\195" "\\188"', ['a\udcff', 'b\udcc3', '\udcbc'], 'a\udcffbü'],
  ])('that comes %s keeps them, and is sent in the same', (_case, value, strings, text) => {
    const [set] = zoneOf(`t TXT 300 ${value}`).recordSets;
    expect(set?.values).toEqual([{ type: 'TXT', text, strings }]);
    expect(set && storedSetFrom(set, domain).values).toEqual([value]);
  });

  it.each([
    ['grüße', '"gr\\195\\188\\195\\159e"'],
    ['two\nlines', '"two\\010lines"'],
    ['bell\u0007', '"bell\\007"'],
  ])('beyond printable ASCII is sent as its bytes, and read back the same: %j', (text, value) => {
    const set = txtSet(domain, 't', text, 300);
    expect(descriptor.dns.checkRecordSet(set, domain)).toEqual([]);
    expect(storedSetFrom(set, domain).values).toEqual([value]);
    expect(zoneOf(`t TXT 300 ${value}`).recordSets[0]?.values).toEqual(set.values);
  });

  it('that only looks like an escape is not refused', () => {
    expect(descriptor.dns.checkRecordSet(txtSet(domain, 't', 'C:\\123', 300), domain)).toEqual([]);
  });
});

describe('a live set', () => {
  it.each([
    ['www CNAME 300 docs.example.com', 'docs.example.com.example.com.'],
    ['www CNAME 300 web', 'web.example.com.'],
    ['www CNAME 300 @', 'example.com.'],
    ['www CNAME 300 web.example.net.', 'web.example.net.'],
    ['@ MX 300 10 mail', '10 mail.example.com.'],
    ['@ MX 300 0 .', '0 .'],
    ['_sip._tcp SRV 300 1 2 3 sip', '1 2 3 sip.example.com.'],
    ['sub NS 300 ns1', 'ns1.example.com.'],
  ])('has a target without a trailing dot inside the zone: %s', (text, value) => {
    const [set] = zoneOf(text).recordSets;
    expect(set?.values.map(printRdata)).toEqual([value]);
  });

  it('keeps what was stored, in its own letters', () => {
    const zone = zoneOf('WWW A 300 192.0.2.2 | 192.0.2.1');
    expect(zone.recordSets).toMatchObject([
      { name: 'www.example.com.', native: [stored('WWW A 300 192.0.2.2 | 192.0.2.1')] },
    ]);
    expect(zone.recordSets[0]?.irregular).toBeUndefined();
  });

  it('is irregular where it is stored in several spellings', () => {
    const { recordSets } = zoneOf('WWW A 300 192.0.2.1', 'www A 600 192.0.2.2');
    expect(recordSets).toHaveLength(1);
    expect(recordSets[0]?.irregular).toBe('it is stored once for each spelling of its name: WWW, www');
    expect(recordSets[0]?.values.map(printRdata)).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('is irregular where it holds a value twice', () => {
    const { recordSets } = zoneOf('www AAAA 300 2001:db8::1 | 2001:DB8:0::1');
    expect(recordSets).toMatchObject([{ irregular: 'one of its records is there twice' }]);
  });

  it('is of the host where it is NS at the apex', () => {
    const { recordSets } = zoneOf('@ NS 300 ns1.example.net.', 'sub NS 300 ns1.example.net.');
    expect(recordSets.map(({ system }) => system !== undefined)).toEqual([true, false]);
  });
});

describe('what we cannot hold', () => {
  it.each([
    'sub CDS 300 32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0',
    'd DNAME 300 example.net.',
    'k KEY 300 256 3 5 AQPSKmynfzW4kyBv',
    'r RP 300 admin.example.com. info.example.com.',
    'w WKS 300 192.0.2.1 TCP (25 53)',
    's SPF 300 "v=spf1 -all"',
    'u URL 300 permanent https://example.net/',
    '_25._tcp TLSA 300 3 1 1 8a9a',
    'with\\032blank A 300 192.0.2.1',
  ])('is unsupported, and kept as it is: %s', (text) => {
    const zone = zoneOf('www A 300 192.0.2.1', text);
    const set = stored(text);
    expect(zone.recordSets).toHaveLength(1);
    expect(zone.unsupported).toMatchObject([{ name: `${set.name}.example.com.`, type: set.type, text: set.values[0] }]);
    expect(zone.native).toEqual({ unsupported: [set] });
  });

  it('stands alone, beside the values of its set that can be read', () => {
    const zone = zoneOf('_25._tcp TLSA 300 3 1 1 8a9a | 3 0 0 00');
    expect(zone.recordSets.map(printValues)).toEqual([['3 0 0 00']]);
    expect(zone.unsupported.map(({ text }) => text)).toEqual(['3 1 1 8a9a']);
  });
});

describe('the default records', () => {
  const { recordSets } = liveRecords(domain, defaultRecords);

  it('are told apart from what the user changed', () => {
    expect(recordSets).toHaveLength(10);
    for (const set of recordSets) expect(descriptor.dns.isDefaultRecordSet(set, domain)).toBe(true);
    for (const set of recordSets) {
      expect(descriptor.dns.isDefaultRecordSet({ ...set, ttlSeconds: 300 }, domain)).toBe(false);
    }
    expect(descriptor.dns.isDefaultRecordSet(recordSet(domain, '@', 'A', ['192.0.2.1'], 10800), domain)).toBe(false);
  });
});

describe('checks before anything is sent', () => {
  it.each([
    ['ALIAS off the apex', recordSet(domain, 'www', 'ALIAS', ['example.net.'], 300), 1],
    ['ALIAS at the apex', recordSet(domain, '@', 'ALIAS', ['example.net.'], 300), 0],
    ['NS at the apex', recordSet(domain, '@', 'NS', ['ns1.example.net.'], 300), 1],
    ['NS below', recordSet(domain, 'sub', 'NS', ['ns1.example.net.'], 300), 0],
    ['a text of 20,000 characters', txtSet(domain, 't', 'x'.repeat(20_000), 300), 1],
  ])('%s', (_case, set, problems) => {
    expect(descriptor.dns.checkRecordSet(set, domain)).toHaveLength(problems);
  });
});

describe('names of nameservers', () => {
  it('go there and back', () => {
    fc.assert(fc.property(fqdn, (name) => nameserverFrom(nameserverText(name)) === name));
  });
});

describe('the DS of a key', () => {
  const digest = '01cc01ee6b2750339245aba473340f589356b889a360380e80a11a36824dfb0d';

  it('is read from a line of a zone file', () => {
    expect(dsFromLine(`example.com. 3600 IN DS 50651 13 2 ${digest}`)).toEqual({
      type: 'DS',
      keyTag: 50651,
      algorithm: 13,
      digestType: 2,
      digest: digest.toUpperCase(),
    });
  });

  it.each(['', '50651 13 2', 'example.com. IN DNSKEY 257 3 13 abc', 'example.com. 3600 IN DS 1 13 2 zz'])(
    'is not read from anything else: %j',
    (line) => expect(dsFromLine(line)).toBeUndefined(),
  );
});
