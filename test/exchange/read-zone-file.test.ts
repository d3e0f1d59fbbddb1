import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configText } from '../../src/exchange/import/config-text.ts';
import { makeConfig } from '../../src/exchange/import/make-config.ts';
import { heldZone } from '../../src/exchange/moving/held-zone.ts';
import { movedZoneFile } from '../../src/exchange/zone-file/moved-zone-file.ts';
import { readZoneFile, type ZoneFile } from '../../src/exchange/zone-file/read-zone-file.ts';
import type { RecordType } from '../../src/schema/dns/rdata.ts';
import { isRecordType, printRdata, rdataFromPrinted } from '../../src/schema/dns/record-types.ts';
import { bad, ok } from '../../src/schema/result.ts';
import { registrars } from '../helpers/halves.ts';
import { accountsText, desiredOf } from './import.ts';

const folder = join(import.meta.dirname, 'zone-files');
const files = readdirSync(folder).filter((name) => name.endsWith('.zone'));

function read(text: string, options: { origin?: string; ttlSeconds?: number } = {}, file = 'x.zone') {
  return readZoneFile(
    { file, text },
    {
      ...options,
      include: (path, from) => {
        if (path.includes('..')) return bad('that is outside');
        const name = join(dirname(from), path);
        return ok({ file: name, text: readFileSync(name, 'utf8') });
      },
    },
  );
}

function zoneOf(text: string, options: { origin?: string; ttlSeconds?: number } = {}, file?: string): ZoneFile {
  const result = read(text, options, file);
  if ('issues' in result) throw new Error(result.issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.zone;
}

/** `3:5 what is wrong`. */
function issuesOf(text: string, options: { origin?: string; ttlSeconds?: number } = {}): readonly string[] {
  const result = read(text, options);
  return 'zone' in result ? [] : result.issues.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

function lineOf(name: string, ttl: number, type: string, data: string): string {
  return `${name} ${ttl} ${type} ${data}`;
}

/** The records that named-compilezone (BIND 9.18.49, `-F text -s full`) made of a file: one on a line, all in full. */
function byBind(text: string): readonly string[] {
  const lines = text.split('\n').flatMap((line) => {
    const [, name = '', ttl = '', type = '', data = ''] = /^(\S+)\s+(\d+) IN\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (!isRecordType(type)) return [];
    const rdata = rdataFromPrinted(type as RecordType, data);
    if (!rdata.ok) throw new Error(`${line}: ${rdata.problem.message}`);
    return [lineOf(name.toLowerCase(), Number(ttl), type, printRdata(rdata.value))];
  });
  return [...new Set(lines)].sort();
}

describe('a zone file holds the records that BIND reads in it', () => {
  const bind = spawnSync('named-compilezone', ['-v']).status === 0;

  it('of thirty files and more', () => {
    expect(files.length).toBeGreaterThanOrEqual(30);
  });

  it.each(files)('%s', (file) => {
    const path = join(folder, file);
    const expected = readFileSync(path.replace('.zone', '.records'), 'utf8');
    const { records, domain } = zoneOf(readFileSync(path, 'utf8'), { origin: originOf(file) }, path);
    const ours = records.map(({ name, ttlSeconds, rdata }) => lineOf(name, ttlSeconds, rdata.type, printRdata(rdata)));
    expect([...new Set(ours)].sort()).toEqual(byBind(expected));
    expect(domain).toBe(originOf(file));
  });

  it.skipIf(!bind).each(files)('as BIND reads %s here', (file) => {
    const lenient = '-q -i none -k ignore -n ignore -m ignore -M ignore -S ignore -F text -s full -o -'.split(' ');
    const { stdout } = spawnSync('named-compilezone', [...lenient, originOf(file), file], { cwd: folder });
    expect(byBind(stdout.toString())).toEqual(
      byBind(readFileSync(join(folder, file.replace('.zone', '.records')), 'utf8')),
    );
  });

  it.each(files)('and so does the config that is made of %s', (file) => {
    const path = join(folder, file);
    const zone = zoneOf(readFileSync(path, 'utf8'), { origin: originOf(file) }, path);
    const gandi = registrars.get('gandi');
    if (gandi === undefined) throw new Error('no gandi');
    const { held, remarks } = heldZone(movedZoneFile(zone), 'gandi', gandi.descriptor);
    const imported = makeConfig(
      { domains: [held], problems: [], remarks },
      {
        descriptors: new Map([['gandi', gandi.descriptor]]),
        existing: { defaults: {}, templates: new Set(), domains: new Map() },
        templates: true,
      },
    );
    const [desired] = desiredOf([
      { file: 'domains.yaml', text: accountsText({ gandi: 'gandi' }) },
      { file: 'imported.yaml', text: configText(imported) },
    ]).domains;
    const apexNs = (line: string) => line.startsWith(`${zone.domain}. `) && line.includes(' NS ');
    const least = gandi.descriptor.dns.ttl.minSeconds;
    const most = gandi.descriptor.dns.ttl.maxSeconds;
    const wanted = new Set(
      zone.records.map(({ name, ttlSeconds, rdata }) =>
        lineOf(name, Math.min(most, Math.max(least, ttlSeconds)), rdata.type, printRdata(rdata)),
      ),
    );
    const made = (desired?.recordSets ?? []).flatMap(({ name, type, ttlSeconds, values }) =>
      values.map((value) => lineOf(name, ttlSeconds, type, printRdata(value))),
    );
    const missing = [...wanted].filter((line) => !made.includes(line) && !apexNs(line));
    // What the host cannot hold stands there as a comment.
    expect(missing.length).toBeLessThanOrEqual(imported.counts.comments);
    expect(made.filter((line) => !wanted.has(line))).toEqual([]);
  });
});

function originOf(file: string): string {
  return file === 'reverse.zone' ? '2.0.192.in-addr.arpa' : 'example.com';
}

describe('which zone it is', () => {
  const soa = 'SOA ns1.example.net. h.example.net. 1 1 1 1 1';

  it.each<[string, string, string | undefined]>([
    ['its SOA says', `example.com. 60 ${soa}\nwww 60 A 192.0.2.1`, undefined],
    ['its $ORIGIN says', '$ORIGIN example.com.\nwww 60 A 192.0.2.1', undefined],
    ['the option says', 'www 60 A 192.0.2.1', 'example.com'],
  ])('%s', (_, text, origin) => {
    const zone = zoneOf(text, origin === undefined ? {} : { origin });
    expect(zone.domain).toBe('example.com');
    expect(zone.records.map(({ name }) => name)).toEqual(['www.example.com.']);
  });

  it('nobody says', () => {
    expect(issuesOf('www 60 A 192.0.2.1')).toEqual([
      '1:1 "www" is relative, and no origin is given',
      '1:1 the file does not say which zone it is',
    ]);
  });
});

describe('what is left out is told', () => {
  it('what each server makes, unknown types, and names outside', () => {
    const text = `$ORIGIN example.com.\n$TTL 60\n@ ${'SOA a. b. 1 1 1 1 1'}\nx HINFO "a" "b"\nx.example.net. A 192.0.2.1\ny TYPE999 \\# 1 00\n`;
    const { made, unknown, outside } = zoneOf(text);
    expect([...made]).toEqual([['SOA', 1]]);
    expect(unknown).toEqual([
      { name: 'x.example.com.', type: 'HINFO', text: '"a" "b"' },
      { name: 'y.example.com.', type: 'TYPE999', text: '\\# 1 00' },
    ]);
    expect(outside).toEqual(['x.example.net.']);
  });
});

describe('all mistakes are told, each with its place', () => {
  const head = '$ORIGIN example.com.\n$TTL 60\n';
  it.each<[what: string, text: string, issues: readonly string[]]>([
    [
      'several at once',
      `${head}a A 192.0.2.999\nb AA 192.0.2.1\nc MX mail\n`,
      [
        '3:5 "192.0.2.999" is not an IPv4 address',
        '4:3 "AA" is no record type',
        expect.stringMatching(/^5:6 MX "mail"/) as unknown as string,
      ],
    ],
    ['a parenthesis that stays open', `${head}a TXT ( "x"\nb A 192.0.2.1\n`, ['3:7 a "(" that is not closed']],
    ['one that was never opened', `${head}a A 192.0.2.1 )\n`, ['3:15 a ")" without its "("']],
    [
      'a quote that stays open',
      `${head}a TXT "x\nb A 192.0.2.1\n`,
      ['3:7 a quote that is not closed on its line', '3:1 a record without a type']
        .slice(0, 1)
        .concat('3:3 TXT without data'),
    ],
    [
      'a record without a TTL',
      '$ORIGIN example.com.\na A 192.0.2.1\n',
      ['2:1 a record without a TTL, and no $TTL before it'],
    ],
    [
      'two TTLs in one set',
      `${head}a 300 A 192.0.2.1\na 600 A 192.0.2.2\n`,
      [
        '4:1 the A of a.example.com. has a TTL of 600 here and of 300 in line 3; records of one name and type have one TTL (RFC 2181)',
      ],
    ],
    [
      'a TTL beyond 31 bits',
      `${head}a 2147483648 A 192.0.2.1\n`,
      ['3:3 a TTL of 2147483648 is more than 2147483647 seconds'],
    ],
    ['another class', `${head}a CH TXT "x"\n`, ['3:3 class CH is not that of the Internet']],
    ['no owner', `${head}  A 192.0.2.1\n`, ['3:3 a record without an owner: none stands before it']],
    ['an unknown directive', `${head}$ORIGN x\n`, ['3:1 unknown directive $ORIGN']],
    ['a file outside', `${head}$INCLUDE ../x\n`, ['3:10 that is outside']],
    ['a range that is none', `${head}$GENERATE 9-1 a$ A 192.0.2.$\n`, ['3:11 "9-1" is no range of $GENERATE']],
    [
      'a generated value that is none',
      `${head}$GENERATE 256-256 a$ A 192.0.2.$\n`,
      [expect.stringMatching(/^3:\d+ .*256/) as unknown as string],
    ],
    ['a second zone', `${head}@ SOA a. b. 1 1 1 1 1\nx SOA a. b. 1 1 1 1 1\n`, ['4:3 a second SOA, of x.example.com.']],
  ])('%s', (_, text, issues) => {
    expect(issuesOf(text)).toEqual(issues);
  });

  it('a TTL may be given for those that have none', () => {
    expect(zoneOf('a A 192.0.2.1', { origin: 'example.com', ttlSeconds: 300 }).records[0]?.ttlSeconds).toBe(300);
  });
});
