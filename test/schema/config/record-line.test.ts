import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configLine, recordLine } from '../../../src/schema/config/record-line.ts';
import { quote } from '../../../src/schema/dns/character-strings.ts';
import { textOfOctets } from '../../../src/schema/dns/octets.ts';
import type { Rdata, RecordType } from '../../../src/schema/dns/rdata.ts';
import type { OptionValue, RecordSet } from '../../../src/schema/dns/record-set.ts';
import { makeRecordSet, printValues } from '../../../src/schema/dns/record-sets.ts';
import { parseRdata, rdataFromObject, rdataFromPrinted } from '../../../src/schema/dns/record-types.ts';
import { absoluteTarget, zoneFileTarget } from '../../../src/schema/dns/targets.ts';
import { testDescriptors } from '../../helpers/descriptors.ts';
import { samples, serviceBindings, unicode } from '../dns/arbitraries.ts';
import { domainOf } from './helpers.ts';
import { traps } from './traps.ts';

const domain = 'example.com';

function hostOf(account: string) {
  const host = testDescriptors.get(account === 'cf' ? 'cloudflare' : account);
  if (host === undefined) throw new Error(`no host ${account}`);
  return host;
}

function lineOf(set: RecordSet, account = 'gandi'): string {
  return recordLine(set, domain, hostOf(account));
}

/** The record set that a line stands for, once it is in a config. A DS needs a delegation beside it. */
function read(line: string, account = 'gandi'): RecordSet | undefined {
  const beside = line.includes('type: DS') ? [`- { name: host, type: NS, value: ns1.example.net. }`] : [];
  const records = [line, ...beside].map((text) => `      ${text}\n`).join('');
  const { recordSets } = domainOf(`  ${domain}:\n    dns: ${account}\n    records:\n${records}`);
  const type = /type: ([A-Z]+)/.exec(line)?.[1];
  return recordSets.find((set) => set.type === type);
}

function setOf(type: RecordType, name: string, values: readonly string[], options: Record<string, OptionValue> = {}) {
  const rdata = values.map((text) => {
    const parsed =
      type === 'TXT'
        ? rdataFromObject('TXT', { text }, absoluteTarget)
        : parseRdata(type, text, zoneFileTarget(domain));
    if (!parsed.ok) throw new Error(parsed.problem.message);
    return parsed.value;
  });
  return makeRecordSet({ name, type, ttlSeconds: 300, values: rdata, options });
}

const ofType = ([type, arbitrary]: readonly [string, fc.Arbitrary<{ readonly rdata: Rdata }>]) => {
  const single = type === 'CNAME' || type === 'ALIAS';
  const values = fc.array(
    arbitrary.map(({ rdata }) => rdata),
    { minLength: 1, maxLength: single ? 1 : 3 },
  );
  return fc.tuple(values, fc.integer({ min: 60, max: 86_400 })).map(([rdata, ttlSeconds]) => {
    return makeRecordSet({ name: `host.${domain}.`, type: type as RecordType, ttlSeconds, values: rdata });
  });
};

const services = (['HTTPS', 'SVCB'] as const).map((type) => {
  const rdata = serviceBindings.map((fields) => {
    const read = rdataFromObject(type, fields, absoluteTarget);
    if (!read.ok) throw new Error(read.problem.message);
    return { rdata: read.value };
  });
  return [type, rdata] as const;
});

describe('the line of a record set in a config', () => {
  it.each<[what: string, set: RecordSet, line: string, account?: string]>([
    [
      'all values of one set',
      setOf('TXT', 'example.com.', ['v=spf1 -all', 'verification=1']),
      '- { name: "@", type: TXT, values: ["v=spf1 -all", "verification=1"], ttl: 300 }',
    ],
    [
      'names in values are absolute',
      setOf('MX', 'example.com.', ['10 mail', '20 mx.example.net.']),
      '- { name: "@", type: MX, values: ["10 mail.example.com.", "20 mx.example.net."], ttl: 300 }',
    ],
    [
      'one value',
      setOf('A', 'www.example.com.', ['192.0.2.1']),
      '- { name: www, type: A, value: 192.0.2.1, ttl: 300 }',
    ],
    [
      'a wildcard is quoted',
      setOf('CNAME', '*.dev.example.com.', ['web.example.net.']),
      '- { name: "*.dev", type: CNAME, value: web.example.net., ttl: 300 }',
    ],
    [
      'a name that YAML takes for a truth value is quoted',
      setOf('AAAA', 'no.example.com.', ['2001:db8::1']),
      '- { name: "no", type: AAAA, value: "2001:db8::1", ttl: 300 }',
    ],
    [
      'options stand under their host, but for those that a set has by itself',
      setOf('A', 'www.example.com.', ['192.0.2.1'], { proxied: false, comment: 'web: shop' }),
      '- { name: www, type: A, value: 192.0.2.1, ttl: 300, cloudflare: { comment: "web: shop" } }',
      'cf',
    ],
    [
      'text of the user keeps its quotes, and what looks like a variable',
      setOf('TXT', 'a.example.com.', ['"quoted"', 'see ${HOME}']),
      '- { name: a, type: TXT, values: [{ text: "\\"quoted\\"" }, { text: "see ${HOME}" }], ttl: 300 }',
    ],
  ])('%s', (_, set, line, account = 'gandi') => {
    expect(lineOf(set, account)).toBe(line);
    const { name, type, ttlSeconds, options } = set;
    const again = read(line, account);
    expect(again).toMatchObject({ name, type, ttlSeconds, options });
    expect(again === undefined ? [] : printValues(again)).toEqual(printValues(set));
  });

  it.each([...Object.entries(samples), ...services])('%s comes back as it was', (type, arbitrary) => {
    fc.assert(
      fc.property(ofType([type, arbitrary]), (set) => {
        // Two policies at one name are an issue of their own.
        fc.pre(printValues(set).filter((value) => /^"v=spf1/i.test(value)).length < 2);
        fc.pre(set.type !== 'MX' || set.values.length === 1 || !printValues(set).some((value) => value.endsWith(' .')));
        const line = lineOf(set);
        expect(line).not.toMatch(/[\n\p{Cc}\p{Cf}]/u);
        expect(read(line)).toMatchObject(set);
      }),
    );
  });

  it('any strings come back as they were, of any octets', () => {
    const string = fc.oneof(
      traps.filter((text) => text.length < 256),
      fc.uint8Array({ maxLength: 40 }).map(textOfOctets),
    );
    fc.assert(
      fc.property(fc.array(string, { minLength: 1, maxLength: 3 }), (strings) => {
        const written = rdataFromPrinted('TXT', strings.map(quote).join(' '));
        if (!written.ok) throw new Error(written.problem.message);
        const set = makeRecordSet({ name: `a.${domain}.`, type: 'TXT', ttlSeconds: 300, values: [written.value] });
        expect(read(lineOf(set))?.values).toEqual(set.values);
      }),
    );
  });

  it('what a host of texts cannot hold has no line there', () => {
    const set = (text: string) =>
      makeRecordSet({ name: `a.${domain}.`, type: 'TXT', ttlSeconds: 900, values: [{ type: 'TXT', text }] });
    expect(configLine(set('a\udcff'), domain, hostOf('hover'))).toBeNull();
    expect(configLine(set('a\udcff'), domain, hostOf('gandi'))).toBe(
      '- { name: a, type: TXT, value: "\\"a\\\\255\\"", ttl: 900 }',
    );
  });

  it('any text comes back as it was, as a value and as an option', () => {
    fc.assert(
      fc.property(fc.oneof(traps, unicode), (text) => {
        const set = setOf('TXT', 'a.example.com.', [text], { comment: text, tags: [text, 'b'] });
        const again = read(lineOf(set, 'cf'), 'cf');
        expect(again).toMatchObject({ options: set.options });
        expect(again === undefined ? [] : printValues(again)).toEqual(printValues(set));
      }),
      { numRuns: 300 },
    );
  });

  it('a name of any kind comes back as it was', () => {
    const names = [
      'on',
      'y',
      'null',
      '1e3',
      '0x1f',
      '123',
      '_dmarc',
      '*',
      '*.a',
      'a.b',
      'xn--bcher-kva',
      'example.com',
    ];
    for (const name of names) {
      const set = setOf('A', `${name}.${domain}.`, ['192.0.2.1']);
      expect(read(lineOf(set))?.name).toBe(set.name);
    }
  });
});
