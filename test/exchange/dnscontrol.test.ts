/**
 * What DNSControl 4.20.0 makes of `dnscontrol/dnsconfig.js`: `print-ir` printed `ir.json`, and `push` to its provider BIND
 * wrote the zone files. The config made of the first declares the records of the second.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPrintIr } from '../../src/exchange/dnscontrol/read-print-ir.ts';
import type { MovedZone } from '../../src/exchange/moving/moved-zone.ts';
import { readZoneFile } from '../../src/exchange/zone-file/read-zone-file.ts';
import { registrars } from '../../src/registrars/index.ts';
import { printRdata } from '../../src/schema/dns/record-types.ts';
import { withoutStrings } from '../../src/schema/dns/types/txt.ts';
import { bad } from '../../src/schema/result.ts';
import { declaredLines, lineOf, movedTo } from './moved.ts';

const folder = join(import.meta.dirname, 'dnscontrol');
const fileText = (name: string) => readFileSync(join(folder, name), 'utf8');

function read(text: string): { zones: readonly MovedZone[]; remarks: readonly string[] } {
  const result = readPrintIr({ file: 'ir.json', text });
  if ('issues' in result) throw new Error(result.issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result;
}

/** One domain, with these records. */
function ir(records: readonly object[], more: object = {}, top: object = {}): string {
  const domain = { name: 'example.com', registrar: 'none', dnsProviders: { x: -1 }, records, ...more };
  return JSON.stringify({ registrars: [], dns_providers: [], domains: [domain], ...top });
}

/** As DNSControl wrote them for BIND, a TXT as the one text that it is in its config. */
function served(name: string): readonly string[] {
  const result = readZoneFile(
    { file: name, text: fileText(name) },
    { origin: name.replace('.zone', ''), include: () => bad('none') },
  );
  if ('issues' in result) throw new Error(JSON.stringify(result.issues));
  return result.zone.records
    .map(({ name: owner, ttlSeconds, rdata }) =>
      lineOf(owner, ttlSeconds, rdata.type, printRdata(rdata.type === 'TXT' ? withoutStrings(rdata) : rdata)),
    )
    .sort();
}

describe('print-ir', () => {
  const { zones, remarks } = read(fileText('ir.json'));

  it('is the zone that DNSControl serves, record by record', () => {
    const { desired, text } = movedTo('gandi', zones);
    const apexNs = (line: string) => /^example\.com\. .* NS /.test(line);
    const wanted = [...served('example.com.zone'), ...served('example.net.zone')].sort();
    expect(declaredLines(desired), text).toEqual(wanted.filter((line) => !apexNs(line)));
    expect(remarks).toEqual([]);
  });

  it.each([...registrars.keys()])('at %s what is missing stands there as a comment', (host) => {
    const { desired, counts } = movedTo(host, zones);
    const withoutTtl = (line: string) => line.replace(/ \d+ /, ' ');
    const wanted = new Set([...served('example.com.zone'), ...served('example.net.zone')].map(withoutTtl));
    const made = declaredLines(desired).map(withoutTtl);
    expect(made.filter((line) => !wanted.has(line))).toEqual([]);
    const missing = [...wanted].filter((line) => !made.includes(line) && !/^example\.com\. NS /.test(line));
    expect(new Set(missing.map((line) => line.split(' ').slice(0, 2).join(' '))).size).toBeLessThanOrEqual(
      counts.comments,
    );
  });

  it('IGNORE is ignore, and what is not mapped is told', () => {
    expect(zones[0]?.ignore).toEqual([
      { name: '_acme-challenge*', type: 'TXT' },
      { name: 'dyn', type: 'A' },
      { name: 'dyn', type: 'AAAA' },
      { name: '*.lab' },
    ]);
    const { text } = movedTo('gandi', zones);
    expect(text).toContain(
      '    ignore:\n      - { name: "_acme-challenge*", type: TXT }\n      - { name: dyn, type: A }\n',
    );
    expect(zones[0]?.remarks).toEqual([
      'left out, as it has no counterpart: the metadata note.',
      'DNSControl sets the nameservers ns1.example.net, ns2.example.net at the registrar: add "registrar:" and "nameservers:" to have that managed here.',
      'left out: IGNORE("*", "CNAME", "*.example.org."), as "ignore" knows no targets; what it names stays as it is all the same.',
    ]);
  });
});

describe('providers of their own kind', () => {
  const { zones, remarks } = read(fileText('providers.json'));

  it('the proxy of Cloudflare is kept at Cloudflare: of a record, and the default of a domain', () => {
    const { text } = movedTo('cloudflare', zones.slice(0, 1));
    expect(text).toContain('{ name: "@", type: A, value: 192.0.2.1, cloudflare: { proxied: true } }');
    expect(text).toContain('{ name: www, type: A, value: 192.0.2.1 }');
    expect(text).toContain(
      '# both A 192.0.2.5, 192.0.2.6 is not managed here: its records differ in what only Cloudflare has',
    );
    expect(text).toContain('# ttl A 192.0.2.7, 192.0.2.8 is not managed here: its records have the TTLs 60 and 600');
    expect(text).toContain('# @ CF_REDIRECT old.example.com/*,https://www.example.com/$1 is not managed here');
  });

  it('elsewhere it is told', () => {
    const { remarks: told } = movedTo('gandi', zones.slice(0, 1));
    expect(told).toEqual([
      'example.com: left out: AUTODNSSEC_ON; "dnssec:" of a domain with "registrar:" is what is like it.',
      'example.com: left out: ENSURE_ABSENT of gone A 192.0.2.66; nothing here deletes what was never managed.',
      "example.com: left out, as Gandi has not Cloudflare's proxied: @ A, both A, alias ALIAS, ttl A.",
      "example.com: left out, as Gandi has not Cloudflare's automatic TTL: www A.",
    ]);
  });

  it('redirects are URL records where the host has them', () => {
    const { text } = movedTo('namecheap', zones.slice(1));
    expect(text).toContain('{ name: away, type: URL, value: "301 https://www.example.com/" }');
    expect(text).toContain('{ name: frame, type: URL, value: "masked https://www.example.com/" }');
    expect(text).toContain('{ name: go, type: URL, value: "302 http://www.example.com/" }');
  });

  it('registrars, and domains without a zone, are told', () => {
    expect(remarks).toEqual([
      'example.org: left out, as DNSControl has no DNS provider and no records for it.',
      'DNSControl has the registration of example.com, example.net, example.org at gandi: to have it managed here, add "registrar: ACCOUNT" there.',
    ]);
  });
});

describe('nothing is dropped in silence', () => {
  it.each<[what: string, record: object, comment: string]>([
    [
      'an unknown type',
      { type: 'DHCID', name: 'a', target: 'AAE=' },
      'a DHCID AAE= is not managed here: records of type DHCID are not known here',
    ],
    [
      'a target without dot',
      { type: 'HTTPS', name: 'a', svcpriority: 1, target: 'www' },
      'has no final dot, and hosts read it in different ways',
    ],
    [
      'a value that is none',
      { type: 'A', name: 'a', target: '192.0.2.999' },
      'a A 192.0.2.999 is not managed here: "192.0.2.999" is not an IPv4 address',
    ],
    [
      'a record of another form',
      { type: 'A', name: 'a', args: ['192.0.2.1'] },
      'is not managed here: the file has no target for it',
    ],
  ])('%s is a comment', (_, record, comment) => {
    const { text, counts } = movedTo('gandi', read(ir([record, { type: 'A', name: 'z', target: '192.0.2.1' }])).zones);
    expect(text).toContain(comment);
    expect(counts.comments).toBe(1);
  });

  it('keys, metadata and patterns that are not known', () => {
    const more = { ignore_external_dns: true, unmanaged: [{ label_pattern: '[!a]*' }, { rType_pattern: 'A,SOA' }] };
    const [zone] = read(ir([{ type: 'A', name: 'a', target: '192.0.2.1', meta: { x: 'y' } }], more)).zones;
    expect(zone?.remarks).toEqual([
      'left out, as it has no counterpart: ignore_external_dns.',
      'left out, as it has no counterpart: x of a A.',
      'left out: IGNORE("[!a]*", "*", "*"), as its pattern has no counterpart; what it names stays as it is all the same.',
      'left out: IGNORE("*", "A,SOA", "*"), as the type SOA is not known here; what it names stays as it is all the same.',
    ]);
    expect(zone?.ignore).toEqual([{ name: '*', type: 'A' }]);
  });

  it('a name is relative, whatever it ends in; a TTL that is not there is that of DNSControl', () => {
    const [zone] = read(ir([{ type: 'A', name: 'example.com', target: '192.0.2.1' }])).zones;
    expect(zone?.records[0]).toMatchObject({ name: 'example.com.example.com.', ttlSeconds: 300 });
  });

  it('1 is a TTL where the provider is known, and is not Cloudflare', () => {
    const records = [{ type: 'A', name: 'a', target: '192.0.2.1', ttl: 1 }];
    const [bind] = read(ir(records, {}, { dns_providers: [{ name: 'x', type: 'BIND' }] })).zones;
    expect(bind?.records[0]).toMatchObject({ ttlSeconds: 1 });
    const [unknown] = read(ir(records, {}, { dns_providers: [{ name: 'x', type: '-' }] })).zones;
    expect(unknown?.records[0]).toMatchObject({ ttlSeconds: 300, own: { autoTtl: true } });
  });
});

describe('all mistakes are told, each with its place', () => {
  const issuesOf = (text: string) => {
    const result = readPrintIr({ file: 'ir.json', text });
    return 'zones' in result ? [] : result.issues.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  it.each<[what: string, text: string, issues: readonly unknown[]]>([
    ['no JSON', 'var REG = 1;', ['1:1 this is not JSON']],
    [
      'another file',
      '{"version": 4}',
      ['1:1 this is not the intermediate form of DNSControl: it has no list of domains'],
    ],
    [
      'several',
      `{"domains": [\n{"name": "example.com", "records": [\n{"type": "A", "name": ""},\n{"name": "a"},\n{"type": "A", "name": "b", "ttl": "1h"}]},\n{"name": "x"}]}`,
      [
        '3:1 a record without a name',
        '4:1 a record without a type',
        '5:1 the ttl of b A is no number of seconds',
        expect.stringMatching(/^6:1 "x" is not a full domain name/),
      ],
    ],
    [
      'two views of one zone',
      `{"domains": [{"name": "example.com", "meta": {"dnscontrol_uniquename": "example.com!in"}, "records": [{"type": "A", "name": "a", "target": "192.0.2.1"}]},\n{"name": "example.com!out"}]}`,
      ['2:1 example.com is there twice: as example.com!in and as example.com!out'],
    ],
  ])('%s', (_, text, issues) => {
    expect(issuesOf(text)).toEqual(issues);
  });
});
