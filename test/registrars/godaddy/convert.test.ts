import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsOfSet } from '../../../src/registrars/godaddy/convert.ts';
import { descriptor } from '../../../src/registrars/godaddy/descriptor.ts';
import { isDefaultRecordSet } from '../../../src/registrars/godaddy/host.ts';
import { liveZone } from '../../../src/registrars/godaddy/live-zone.ts';
import { readRow } from '../../../src/registrars/godaddy/wire.ts';
import type { Rdata } from '../../../src/schema/dns/rdata.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { recordSet, txtSet } from '../../conformance/samples.ts';
import { samples } from '../../schema/dns/arbitraries.ts';
import { domain, unexpected, type WireRow, zoneOf } from './helpers.ts';

const { A, AAAA, CNAME, MX, SRV, TXT } = samples;
const { dns } = descriptor;

/** What is compared, so that a failed test can be read. */
const plain = (set: RecordSet | undefined) =>
  set && { name: set.name, type: set.type, ttl: set.ttlSeconds, values: printValues(set) };

describe('a record set', () => {
  const names = fc.constantFrom('@', 'www', '*', '*.sub', 'a.b.c', 'www.example.com');
  const services = fc.constantFrom('_sip._tcp', '_sip._tcp.host', '_imaps._tcp.a.b');
  const ttls = fc.integer({ min: 600, max: 86_400 });
  const setOf = (rdata: fc.Arbitrary<Rdata>, name: fc.Arbitrary<string>) =>
    fc.tuple(name, ttls, fc.array(rdata, { minLength: 1, maxLength: 4 })).map(([owner, ttlSeconds, values]) => {
      const [first] = values as [Rdata];
      const fqdn = owner === '@' ? `${domain}.` : `${owner}.${domain}.`;
      return makeRecordSet({ name: fqdn, type: first.type, ttlSeconds, values });
    });
  const anySet = fc.oneof(
    ...[A, AAAA, CNAME, MX, TXT].map((sample) =>
      setOf(
        sample.map((one) => one.rdata),
        names,
      ),
    ),
    setOf(
      SRV.map((one) => one.rdata),
      services,
    ),
  );

  it('that is written and read again is the same, in both directions', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        fc.pre(dns.checkRecordSet(set, domain).length === 0);
        fc.pre(set.values.every((value) => !('target' in value) || value.target.split('.').length > 2));
        fc.pre(set.values.every((value) => value.type !== 'MX' || value.exchange.split('.').length > 2));
        const sent = JSON.parse(JSON.stringify(rowsOfSet(set, domain))) as WireRow[];
        const { recordSets, unsupported } = zoneOf(...sent);
        expect(unsupported).toEqual([]);
        expect(recordSets.map(plain)).toEqual([plain(set)]);
        expect(recordSets[0]?.irregular).toBeUndefined();
        expect(rowsOfSet(recordSets[0] as RecordSet, domain)).toEqual(sent);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read from an answer as recorded', () => {
    const zone = zoneOf(
      { data: '15.197.142.173', name: '@', ttl: 600, type: 'A' },
      { data: '3.33.152.147', name: '@', ttl: 600, type: 'A' },
      { data: 'ns09.domaincontrol.com', name: '@', ttl: 3600, type: 'NS' },
      { data: 'ns10.domaincontrol.com', name: '@', ttl: 3600, type: 'NS' },
      { data: '@', name: 'www', ttl: 3600, type: 'CNAME' },
      { data: '_domainconnect.gd.domaincontrol.com', name: '_domainconnect', ttl: 3600, type: 'CNAME' },
      { data: 'challengetoken1', name: '_acme-challenge.foo', ttl: 3600, type: 'TXT' },
    );
    expect(zone.recordSets.map(plain)).toEqual([
      { name: 'example.com.', type: 'A', ttl: 600, values: ['15.197.142.173', '3.33.152.147'] },
      { name: 'example.com.', type: 'NS', ttl: 3600, values: ['ns09.domaincontrol.com.', 'ns10.domaincontrol.com.'] },
      {
        name: '_domainconnect.example.com.',
        type: 'CNAME',
        ttl: 3600,
        values: ['_domainconnect.gd.domaincontrol.com.'],
      },
      { name: '_acme-challenge.foo.example.com.', type: 'TXT', ttl: 3600, values: ['"challengetoken1"'] },
      { name: 'www.example.com.', type: 'CNAME', ttl: 3600, values: ['example.com.'] },
    ]);
    expect(
      zone.recordSets.filter((set) => isDefaultRecordSet(set, domain)).map(({ name, type }) => `${name} ${type}`),
    ).toEqual(['example.com. A', '_domainconnect.example.com. CNAME', 'www.example.com. CNAME']);
    expect(zone.nameservers).toEqual(['ns09.domaincontrol.com.', 'ns10.domaincontrol.com.']);
    expect(zone.recordSets.filter(({ system }) => system).map(({ type }) => type)).toEqual(['NS']);
  });
});

describe('a zone that is read', () => {
  it('has no SOA, and no blank texts that deleted ones leave behind', () => {
    const zone = zoneOf(
      { data: '', name: '@', ttl: 600, type: 'SOA' },
      { data: '', name: '_acme-challenge', ttl: 600, type: 'TXT' },
      { data: ' ', name: 'mixed', ttl: 600, type: 'TXT' },
      { data: 'text', name: 'mixed', ttl: 3600, type: 'TXT' },
    );
    expect(zone.recordSets.map(plain)).toEqual([
      { name: 'mixed.example.com.', type: 'TXT', ttl: 3600, values: ['"text"'] },
    ]);
    expect(zone.recordSets[0]?.irregular).toBeUndefined();
    expect(zone.unsupported).toEqual([]);
  });

  it('shows the parking page as what stands there', () => {
    expect(zoneOf('@ A 600 Parked').unsupported).toMatchObject([{ name: 'example.com.', type: 'A', text: 'Parked' }]);
    const [set] = zoneOf('@ A 600 Parked | 192.0.2.1').recordSets;
    expect(set?.irregular).toBe("GoDaddy's parking page is one of its records");
  });

  it.each<readonly [string, readonly WireRow[]]>([
    [
      'of a type that it cannot write',
      [{ data: 'letsencrypt.org', flag: 0, name: 'x', tag: 'issue', ttl: 600, type: 'CAA' }],
    ],
    ['without a priority', [{ data: 'mx.example.net', name: 'x', ttl: 600, type: 'MX' }]],
    ['of a target that may be relative', [{ data: 'mail', name: 'x', ttl: 600, type: 'CNAME' }]],
    ['of an address that is none', [{ data: '192.0.2', name: 'x', ttl: 600, type: 'A' }]],
    ['without data', [{ name: 'x', ttl: 600, type: 'TLSA' }]],
  ])('shows every record %s and loses none', (_case, given) => {
    const { recordSets, unsupported } = zoneOf(...given);
    expect(recordSets).toEqual([]);
    expect(unsupported).toHaveLength(given.length);
    for (const record of unsupported) expect(record).toMatchObject({ name: 'x.example.com.', type: given[0]?.type });
  });

  it('takes an SRV whose name has its service already for the same', () => {
    const row = {
      data: 'sip.example.net',
      priority: 1,
      weight: 2,
      port: 5060,
      service: '_sip',
      protocol: '_tls',
      ttl: 600,
      type: 'SRV',
    };
    for (const name of ['host', '_sip._tls.host', '_SIP._TLS.host']) {
      expect(zoneOf({ ...row, name }).recordSets.map(({ name: owner }) => owner)).toEqual([
        '_sip._tls.host.example.com.',
      ]);
    }
  });

  it('marks sets that cannot equal a desired one', () => {
    const irregular = (...given: WireRow[]) => zoneOf(...given).recordSets[0]?.irregular;
    const row = { data: '192.0.2.1', name: 'x', ttl: 600, type: 'A' };
    expect(irregular(row)).toBeUndefined();
    expect(irregular(row, { ...row, data: '192.0.2.2', ttl: 3600 })).toBe('its records have different TTLs: 600, 3600');
    expect(irregular(row, row)).toBe('one of its records is there twice');
  });

  it('leaves alone what it could not take back, or not address', () => {
    const system = (...given: WireRow[]) => zoneOf(...given).recordSets[0]?.system;
    expect(system({ data: 'ns1.example.net', name: 'child', ttl: 3600, type: 'NS' })).toContain(
      'cannot delete NS records',
    );
    const row = { data: '192.0.2.1', name: 'x', ttl: 600, type: 'A' };
    expect(system(row, { ...row, name: 'X', data: '192.0.2.2' })).toContain('several spellings of its name (x, X)');
  });

  it('tells only nameservers of GoDaddy as those to delegate to', () => {
    expect(zoneOf('@ NS 3600 ada.ns.cloudflare.com | bob.ns.cloudflare.com').nameservers).toEqual([]);
    expect(zoneOf('child NS 3600 ns09.domaincontrol.com').nameservers).toEqual([]);
  });

  it('keeps names with dots that repeat the domain apart', () => {
    const names = zoneOf('www.example.com A 600 192.0.2.1', 'www A 600 192.0.2.1').recordSets.map(({ name }) => name);
    expect(names).toEqual(['www.example.com.example.com.', 'www.example.com.']);
  });
});

describe('an answer of another shape is refused', () => {
  const row = { data: '192.0.2.1', name: 'x', ttl: 600, type: 'A' };
  it.each([
    [['x'], 'a record is a list where an object was expected'],
    [{ ...row, type: undefined }, 'type of a record is missing where a text was expected'],
    [{ ...row, name: '' }, 'name of a record of type A is empty where a text was expected'],
    [{ ...row, data: 7 }, 'data of x A is a number where a text was expected'],
    [{ ...row, ttl: undefined }, 'ttl of x A is missing where a whole number was expected'],
    [{ ...row, ttl: '600' }, 'ttl of x A is a string where a whole number was expected'],
    [{ ...row, priority: -1 }, 'priority of x A is a number where a whole number was expected'],
    [{ ...row, service: {} }, 'service of x A is an object where a text was expected'],
  ])('%j: %s', (json, message) => {
    expect(() => readRow(json, unexpected)).toThrow(message);
  });
});

describe('what GoDaddy cannot hold', () => {
  const messages = (set: RecordSet) => dns.checkRecordSet(set, domain).map(({ message }) => message);

  it.each<readonly [RecordSet, string]>([
    [txtSet(domain, 'x', 'é'.repeat(257), 600), 'GoDaddy takes texts of up to 512 bytes, and this one has 514'],
    [
      txtSet(domain, 'x', ' ', 600),
      'GoDaddy answers deleted texts as blank ones, so that one of ours could not be told from them',
    ],
    [txtSet(domain, '*', 'x', 600), 'GoDaddy has wildcards for A, AAAA, CNAME only'],
    [recordSet(domain, 'x', 'MX', ['0 .'], 600), 'GoDaddy has no null MX'],
    [
      recordSet(domain, 'x', 'MX', ['10 mx.example.net.', '20 mx.example.net.'], 600),
      'GoDaddy keeps one MX record for each host, and mx.example.net. is there twice',
    ],
    [recordSet(domain, 'x', 'SRV', ['1 1 5060 sip.example.net.'], 600), 'GoDaddy stores SRV by service and protocol'],
    [recordSet(domain, '_x._tcp', 'SRV', ['0 0 0 .'], 600), 'GoDaddy has no null SRV'],
    [recordSet(domain, '_x._tcp', 'SRV', ['1 1 0 sip.example.net.'], 600), 'GoDaddy takes SRV ports from 1 to 65535'],
  ])('is said before anything is sent: %#', (set, message) => {
    expect(messages(set)).toEqual([message]);
  });

  it('is not said of what it holds', () => {
    expect(messages(txtSet(domain, 'x', 'x'.repeat(512), 600))).toEqual([]);
    expect(messages(recordSet(domain, '*', 'A', ['192.0.2.1'], 600))).toEqual([]);
    expect(messages(recordSet(domain, '_x._tcp.a.b', 'SRV', ['1 1 1 sip.example.net.'], 600))).toEqual([]);
  });
});

it('reads an empty zone', () => {
  expect(liveZone(domain, [])).toMatchObject({ status: 'present', recordSets: [], unsupported: [], nameservers: [] });
});
