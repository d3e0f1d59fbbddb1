/** What octoDNS serves (`octodns/served.py`, octoDNS 1.22.0) is what the config that is made of its files declares. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOctodns } from '../../src/cli/octodns-files.ts';
import { readOctodnsZone } from '../../src/exchange/octodns/read-octodns-zone.ts';
import { registrars } from '../../src/registrars/index.ts';
import { canonicalLines, declaredLines, movedTo } from './moved.ts';

const folder = join(import.meta.dirname, 'octodns');
const served = canonicalLines(readFileSync(join(folder, 'served.records'), 'utf8'));
const options = { defaultTtl: 3600, escapedSemicolons: true };

function read(text: string, more: Partial<typeof options> = {}) {
  return readOctodnsZone('example.com', [{ file: 'example.com.yaml', text }], { ...options, ...more });
}

function zoneOf(text: string, more: Partial<typeof options> = {}) {
  const result = read(text, more);
  if ('issues' in result) throw new Error(result.issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result.zone;
}

describe('a config folder', async () => {
  const { zones, issues, remarks } = await readOctodns(join(folder, 'config'));

  it('is read without an issue: one file, split files, an alias of a zone', () => {
    expect(issues).toEqual([]);
    expect(zones.map(({ domain }) => domain)).toEqual(['example.com', 'example.net', 'example.org']);
    expect(remarks).toEqual([]);
  });

  it('is the same at Gandi, record by record', () => {
    const { desired, text } = movedTo('gandi', zones.slice(0, 2));
    const made = declaredLines(desired);
    const apexNs = (line: string) => /^example\.com\. .* NS /.test(line);
    expect(made, text).toEqual(served.filter((line) => !apexNs(line)));
  });

  it('the copy of a zone has its records under its own name', () => {
    const { desired } = movedTo('gandi', zones);
    const lines = declaredLines(desired);
    const owners = (domain: string) =>
      lines
        .filter((line) => line.split(' ')[0]?.endsWith(`${domain}.`))
        .map((line) => line.slice(0, line.indexOf(domain)));
    expect(owners('example.org')).toEqual(owners('example.com'));
  });

  it.each([...registrars.keys()])('at %s what is not the same is told', (host) => {
    const { desired, counts, remarks: told } = movedTo(host, zones.slice(0, 2));
    const made = declaredLines(desired);
    const withoutTtl = (line: string) => line.replace(/ \d+ /, ' ');
    const flattened = (line: string) =>
      line.replace(/^(example\.net\. )ALIAS/, host === 'cloudflare' ? '$1CNAME' : '$1ALIAS');
    const wanted = new Set(served.map(withoutTtl).map(flattened));
    expect(made.map(withoutTtl).filter((line) => !wanted.has(line))).toEqual([]);
    const missing = [...wanted].filter((line) => !made.map(withoutTtl).includes(line));
    const sets = new Set(missing.map((line) => line.split(' ').slice(0, 2).join(' ')));
    // And the comments on rules, places and health.
    expect(sets.size).toBeLessThanOrEqual(counts.comments - 3);
    const changed = made.filter((line) => !served.map(flattened).includes(line));
    for (const line of changed) {
      const [name = '', , type = ''] = line.split(' ');
      // At Namecheap this is how 1800 is said.
      const isOwn =
        (host === 'namecheap' && line.includes(' 1799 ')) ||
        (host === 'cloudflare' && ['www.example.com. A', 'cdn.example.com. CNAME'].includes(`${name} ${type}`));
      const short = name.replace(/\.?example\.(com|net)\.$/, '').replace(/^$/, '@');
      expect(isOwn || told.some((one) => one.includes(`${short} ${type}: the TTL`)) || type === 'CNAME', line).toBe(
        true,
      );
    }
  });

  it("keeps what is Cloudflare's own at Cloudflare, and tells it elsewhere", () => {
    const at = movedTo('cloudflare', zones);
    expect(at.text).toContain('cloudflare: { proxied: true, comment: "the edge", tags: ["team:a", "web"] }');
    expect(at.remarks).toContain('example.net: @ ALIAS: Cloudflare holds it as a CNAME, which it flattens.');
    expect(at.desired.domains[0]?.recordSets.find(({ name }) => name === 'www.example.com.')?.ttlSeconds).toBe(1);
    expect(movedTo('gandi', zones.slice(0, 1)).remarks).toEqual([
      'example.com: taken as full names, though no dot ends them: mail CNAME mail.example.net.',
      "example.com: left out, as Gandi has not Cloudflare's proxied: cdn CNAME.",
      "example.com: left out, as Gandi has not Cloudflare's comment: cdn CNAME.",
      "example.com: left out, as Gandi has not Cloudflare's tags: cdn CNAME.",
      "example.com: left out, as Gandi has not Cloudflare's automatic TTL: www A.",
    ]);
  });

  const python = spawnSync('python3', ['-c', 'import octodns']).status === 0;
  it.skipIf(!python)('as octoDNS reads it here', () => {
    const { stdout } = spawnSync('python3', ['served.py'], { cwd: folder, encoding: 'utf8' });
    expect(canonicalLines(stdout)).toEqual(served);
  });
});

describe('what has no counterpart stands there as a comment', () => {
  it.each<[what: string, yaml: string, comment: string]>([
    [
      'rules',
      'a: { type: A, value: 192.0.2.1, dynamic: { rules: [] } }',
      'a A (dynamic) is not managed here: octoDNS answers by rules here, which no host can be asked for',
    ],
    [
      'places',
      'a: { type: A, value: 192.0.2.1, geo: { EU: [192.0.2.2] } }',
      'a A (geo) is not managed here: octoDNS answers by place here',
    ],
    [
      'health',
      'a: { type: A, value: 192.0.2.1, octodns: { healthcheck: { path: / } } }',
      'a A (healthcheck) is not managed here: octoDNS checks the health',
    ],
    [
      'what is left alone somewhere',
      'a: { type: A, value: 192.0.2.1, octodns: { excluded: [edge] } }',
      'a A 192.0.2.1 is not managed here: octoDNS leaves it alone at edge (octodns.excluded)',
    ],
    [
      'what is managed somewhere only',
      'a: { type: A, value: 192.0.2.1, octodns: { included: [edge] } }',
      'a A 192.0.2.1 is not managed here: octoDNS manages it only at edge (octodns.included)',
    ],
    [
      'what is ignored',
      'a: { type: A, value: 192.0.2.1, octodns: { ignored: true } }',
      'a A 192.0.2.1 is not managed here: octoDNS ignores it (octodns.ignored)',
    ],
    [
      'a type',
      'a: { type: URI, value: { priority: 1, weight: 1, target: "https://www.example.com/" } }',
      'a URI priority: 1 weight: 1 target: https://www.example.com/ is not managed here: records of type URI are not known here',
    ],
    [
      'a wrong value that is let pass',
      'a: { type: A, value: 192.0.2.999, octodns: { lenient: true } }',
      'a A 192.0.2.999 is not managed here: "192.0.2.999" is not an IPv4 address',
    ],
  ])('%s', (_, yaml, comment) => {
    const { text, counts } = movedTo('gandi', [zoneOf(`${yaml}\nz: { type: A, value: 192.0.2.9 }\n`)]);
    expect(text).toContain(`# ${comment}`);
    expect(counts.comments).toBe(1);
  });
});

describe('YAML as octoDNS reads it', () => {
  it.each<[written: string, name: string]>([
    ['no', 'false'],
    ['on', 'true'],
    ['012', '10'],
    ['1:30', '90'],
    ['1_000', '1000'],
    ['0x10', '16'],
    ['1.50', '1.5'],
    ['~', 'none'],
  ])('the name %s is %s, which is told', (written, name) => {
    const zone = zoneOf(`${written}: { type: A, value: 192.0.2.1 }`);
    expect(zone.records.map((record) => record.name)).toEqual([`${name}.example.com.`]);
    expect(zone.remarks).toHaveLength(1);
    expect(zone.remarks[0]).toContain(`octoDNS reads the name ${written} as`);
  });

  it.each(['"no"', '1e3', '12', '2026-11-30', "''"])('the name %s means itself', (written) => {
    expect(zoneOf(`? ${written}\n: { type: A, value: 192.0.2.1 }`).remarks).toEqual([]);
  });

  it.each<[what: string, yaml: string, remark: string]>([
    [
      'the same name twice',
      'a: { type: A, value: 192.0.2.1 }\na: { type: A, value: 192.0.2.2 }',
      'octoDNS takes the last of two: the records of "a" in line 1',
    ],
    [
      'value beside values',
      'a: { type: A, value: 192.0.2.1, values: [192.0.2.2] }',
      'octoDNS looks at one of them: value in line 1',
    ],
    [
      'a key that it does not know',
      'a: { type: A, value: 192.0.2.2, tttl: 60 }',
      'means nothing to octoDNS: the key "tttl" in line 1',
    ],
    [
      'a ttl that is cut',
      'a: { type: A, value: 192.0.2.2, ttl: 300.7 }',
      'octoDNS reads the ttl 300.7 as 300 (line 1)',
    ],
    [
      'a target without dot',
      'a: { type: CNAME, value: www.example.net }',
      'taken as full names, though no dot ends them: a CNAME www.example.net',
    ],
    [
      'options of others',
      'a: { type: A, value: 192.0.2.2, octodns: { route53: { x: 1 } } }',
      'no counterpart: octodns.route53 of a A in line 1',
    ],
  ])('%s is told', (_, yaml, remark) => {
    const zone = zoneOf(yaml);
    expect(zone.records).toHaveLength(1);
    expect(zone.remarks.join('\n')).toContain(remark);
  });

  it('merges maps and follows aliases', () => {
    const yaml = 'a: &a { type: A, ttl: 60, value: 192.0.2.1 }\nb: *a\nc: { <<: *a, value: 192.0.2.3 }\n';
    expect(zoneOf(yaml).records.map(({ ttlSeconds }) => ttlSeconds)).toEqual([60, 60, 60]);
  });

  it('takes semicolons as they are where they are not escaped, and the TTL of the folder', () => {
    const [record] = zoneOf('a: { type: TXT, value: "a; b" }', { escapedSemicolons: false, defaultTtl: 60 }).records;
    expect(record).toMatchObject({ ttlSeconds: 60, rdata: { text: 'a; b' } });
  });
});

describe('all mistakes are told, each with its place', () => {
  it('at once', () => {
    const text = [
      'a: { type: A, value: 192.0.2.999 }',
      'b: { type: AA, value: x }',
      'c: { value: x }',
      'd: { type: TXT, value: on }',
      'e: { type: A, ttl: 1h, value: 192.0.2.1 }',
      'f: { type: CNAME, values: [www.example.com.] }',
      'g: { type: CNAME, value: www }',
      "'@': { type: A, value: 192.0.2.1 }",
      'h: [{ type: A, value: 192.0.2.1 }, { type: A, value: 192.0.2.2 }]',
      'i: { type: MX, value: { preference: 10, exchang: mx.example.net. } }',
      'j: text',
      'k: { type: TXT, value: x, ttl: !include other.yaml }',
    ];
    const issues = text.map((line) => {
      const result = read(`${line}\n`);
      return 'zone' in result ? [] : result.issues.map(({ line: at, column, message }) => `${at}:${column} ${message}`);
    });
    expect(issues).toEqual([
      ['1:22 "192.0.2.999" is not an IPv4 address'],
      ['1:12 "AA" is no record type of octoDNS'],
      ['1:4 a record without a type'],
      ['1:24 octoDNS reads on as true, which is no text'],
      ['1:20 ttl is "1h"'],
      ['1:4 CNAME has no value'],
      ['1:26 CNAME target: "www" is no full name'],
      ['1:1 octoDNS has no name "@"'],
      ['1:36 h A is there already, in line 1'],
      ['1:23 MX has no "exchang"'],
      ['1:4 a record of octoDNS is a map with type and value'],
      ['1:41 !include is not read here'],
    ]);
    const all = read(text.slice(0, -1).join('\n'));
    expect('issues' in all ? all.issues.length : 0).toBe(11);
  });

  it('of YAML that is none', () => {
    const result = read('a: [\n');
    expect('issues' in result && result.issues[0]).toMatchObject({ file: 'example.com.yaml', code: 'moved-file' });
  });
});

describe('the folder', () => {
  async function readAll(files: Readonly<Record<string, string>>, path = '.') {
    const root = mkdtempSync(join(tmpdir(), 'domctl-octodns-'));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
      return await readOctodns(join(root, path));
    } finally {
      rmSync(root, { recursive: true });
    }
  }
  const zone = 'a: { type: A, value: 192.0.2.1 }\n';

  it('one zone alone', async () => {
    expect((await readAll({ 'example.com.yaml': zone }, 'example.com.yaml')).zones).toHaveLength(1);
  });

  it('one zone alone is read as its folder is', async () => {
    const main = 'providers: { a: { class: octodns.provider.yaml.YamlProvider, directory: ./z, default_ttl: 60 } }\n';
    const { zones } = await readAll({ 'z/main.yaml': main, 'z/example.com.yaml': zone }, 'z/example.com.yaml');
    expect(zones[0]?.records[0]?.ttlSeconds).toBe(60);
  });

  it('what is neither zone nor main file is told', async () => {
    const { zones, remarks } = await readAll({ 'example.com.yaml': zone, 'notes.yaml': 'a: b\n' });
    expect(zones).toHaveLength(1);
    expect(remarks.join()).toMatch(/notes\.yaml is neither a zone nor a main file of octoDNS/);
  });

  it('a copy of a zone that is not there, and a folder that is not there', async () => {
    const main =
      "providers: { config: { class: octodns.provider.yaml.YamlProvider, directory: './gone' } }\nzones: { example.org.: { alias: example.com. } }\n";
    await expect(readAll({ 'production.yaml': main })).rejects.toThrow('example.org is to be as example.com');
    await expect(readAll({ 'production.yaml': main }, 'production.yaml')).rejects.toThrow(
      /\.\/gone, which is not here/,
    );
    await expect(readOctodns('/nowhere')).rejects.toThrow('there is no /nowhere');
  });
});
