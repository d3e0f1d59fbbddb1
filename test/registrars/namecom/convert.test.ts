import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hostOf,
  rdataOf,
  typeFromWire,
  type WireRow,
  wireFromRdata,
  wireRow,
} from '../../../src/registrars/namecom/convert.ts';
import { namecom } from '../../../src/registrars/namecom/index.ts';
import { canonicalNameservers, isOwnNameserver, ownNameservers } from '../../../src/registrars/namecom/nameservers.ts';
import { readRecord } from '../../../src/registrars/namecom/wire.ts';
import type { Rdata, RecordType } from '../../../src/schema/dns/rdata.ts';
import { printRdata } from '../../../src/schema/dns/record-types.ts';
import { recordSet, samples } from '../../conformance/samples.ts';
import { domain } from './mocked.ts';
import { unexpected } from './zones.ts';

const held = (Object.keys(samples) as RecordType[]).filter(
  (type) => namecom.descriptor.dns.types[type].access === 'write',
);

/** A row after it was written: through JSON, with the id and the full name that the API adds. */
function echoed(row: WireRow) {
  const { host } = row;
  const fqdn = host === '@' ? `${domain}.` : `${host}.${domain}.`;
  const json: unknown = JSON.parse(JSON.stringify({ ...row, id: 7, domainName: domain, fqdn }));
  return readRecord(json, domain, unexpected);
}

function readBack(rdata: Rdata): Rdata {
  const read = rdataOf(echoed(wireRow(`x.${domain}.`, domain, 300, rdata)));
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
const target = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => `${labels.join('.')}.net.`);
const word = fc.integer({ min: 0, max: 65_535 });

const anyRdata: fc.Arbitrary<Rdata> = fc.oneof(
  fc.ipV4().map((address): Rdata => ({ type: 'A', address })),
  target.map((name): Rdata => ({ type: 'ALIAS', target: name })),
  target.map((name): Rdata => ({ type: 'CNAME', target: name })),
  target.map((name): Rdata => ({ type: 'NS', target: name })),
  fc.tuple(word, target).map(([preference, exchange]): Rdata => ({ type: 'MX', preference, exchange })),
  fc
    .tuple(word, word, word, target)
    .map(([priority, weight, port, name]): Rdata => ({ type: 'SRV', priority, weight, port, target: name })),
  fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }).map((text): Rdata => ({ type: 'TXT', text })),
);

describe('writing and reading are inverses', () => {
  it.each(held)('for the samples of %s', (type) => {
    for (const rdata of recordSet(domain, 'x', type, [samples[type].one, samples[type].other], 300).values) {
      expect(readBack(rdata)).toEqual(rdata);
    }
  });

  it('for any data', () => {
    fc.assert(
      fc.property(anyRdata, (rdata) => {
        expect(readBack(rdata)).toEqual(rdata);
      }),
    );
  });

  it('for any name', () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
        const name = [...labels, domain, ''].join('.');
        const row = wireRow(name, domain, 300, { type: 'A', address: '192.0.2.1' });
        expect(echoed(row).fqdn).toBe(name);
      }),
    );
  });
});

describe('what is written', () => {
  it.each<[RecordType, string, object]>([
    ['A', '192.0.2.1', { type: 'A', answer: '192.0.2.1' }],
    ['ALIAS', 'target.example.net.', { type: 'ANAME', answer: 'target.example.net' }],
    ['CNAME', 'target.example.net.', { type: 'CNAME', answer: 'target.example.net' }],
    ['MX', '0 mx.example.net.', { type: 'MX', answer: 'mx.example.net', priority: 0 }],
    ['SRV', '10 5 5060 sip.example.net.', { type: 'SRV', answer: '5 5060 sip.example.net', priority: 10 }],
    ['TXT', 'v=spf1 -all', { type: 'TXT', answer: 'v=spf1 -all' }],
    ['TXT', 'x'.repeat(300), { type: 'TXT', answer: 'x'.repeat(300) }],
  ])('%s %s', (type, value, row) => {
    expect(wireFromRdata(recordSet(domain, 'x', type, [value], 300).values[0] as Rdata)).toEqual(row);
  });

  it('the apex is @, other names are relative', () => {
    expect(hostOf(`${domain}.`, domain)).toBe('@');
    expect(hostOf(`*.sub.${domain}.`, domain)).toBe('*.sub');
    // The name in the zone that ends in the domain twice.
    expect(hostOf(`www.${domain}.${domain}.`, domain)).toBe(`www.${domain}`);
  });
});

describe('what is read', () => {
  const read = (type: string, answer: string, priority: number | null = null) => {
    const rdata = rdataOf({ type, answer, priority });
    return rdata.ok ? `${rdata.value.type} ${printRdata(rdata.value)}` : rdata.problem.message;
  };

  it.each([
    ['ANAME', 'Target.example.net', null, 'ALIAS target.example.net.'],
    ['CNAME', 'target.example.net.', null, 'CNAME target.example.net.'],
    ['AAAA', '2001:DB8:0:0::1', null, 'AAAA 2001:db8::1'],
    ['MX', 'mx.example.net', null, 'MX 0 mx.example.net.'],
    ['SRV', '5 5060 sip.example.net.', 10, 'SRV 10 5 5060 sip.example.net.'],
    // Quotes that were sent are served: they belong to the text.
    ['TXT', '"quoted"', null, 'TXT "\\"quoted\\""'],
    ['TXT', '', null, 'TXT ""'],
  ])('%s %s with priority %s', (type, answer, priority, rdata) => {
    expect(read(type, answer, priority)).toBe(rdata);
  });

  it.each([
    ['A', '192.0.2.300'],
    ['CNAME', 'not a name'],
    ['SRV', 'sip.example.net'],
    ['NS', '192.0.2.1'],
    ['CAA', '0 issue "letsencrypt.org"'],
    ['ALIAS', 'target.example.net'],
    ['TXT', '\ud800'],
  ])('%s %s is not data that is known here', (type, answer) => {
    expect(rdataOf({ type, answer, priority: null }).ok).toBe(false);
  });

  it('knows no types but those that Name.com lists', () => {
    const known = ['A', 'AAAA', 'ANAME', 'CNAME', 'MX', 'NS', 'SRV', 'TXT', 'ALIAS', 'CAA', 'URL'].filter(typeFromWire);
    expect(known).toEqual(['A', 'AAAA', 'ANAME', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);
  });
});

describe("Name.com's own nameservers", () => {
  it('are the same with their letters and without', () => {
    const lettered = ['ns4kpx.name.com.', 'ns2kqz.name.com.', 'ns1dhl.name.com.', 'ns3jwx.name.com.'];
    expect(canonicalNameservers(lettered)).toEqual(ownNameservers);
    expect(canonicalNameservers(ownNameservers)).toEqual(ownNameservers);
    expect([...lettered, ...ownNameservers].every(isOwnNameserver)).toBe(true);
  });

  it('are no others, and never fewer than there were', () => {
    const others = ['ns1.example.net.', 'ns1abcd.name.com.', 'ns5abc.name.com.', 'xns1abc.name.com.'];
    expect(canonicalNameservers(others)).toEqual([...others].sort());
    expect(others.some(isOwnNameserver)).toBe(false);
    const twice = ['ns1abc.name.com.', 'ns1xyz.name.com.'];
    expect(canonicalNameservers(twice)).toEqual(twice);
  });
});
