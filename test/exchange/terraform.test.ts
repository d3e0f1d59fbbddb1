/**
 * The records of a state as Terraform's providers write it (`terraform/show.json`, by their schemas), and those that the
 * hosts then serve (`terraform/served.records`, written by hand from the documents of each).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTerraformShow } from '../../src/exchange/terraform/read-show.ts';
import { registrars } from '../../src/registrars/index.ts';
import { canonicalLines, declaredLines, movedTo } from './moved.ts';

const folder = join(import.meta.dirname, 'terraform');
const text = readFileSync(join(folder, 'show.json'), 'utf8');
const served = canonicalLines(readFileSync(join(folder, 'served.records'), 'utf8'));

function read(state: string) {
  const result = readTerraformShow({ file: 'state.json', text: state });
  if ('issues' in result) throw new Error(result.issues.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  return result;
}

/** A state with these resources. */
function stateOf(...resources: readonly object[]): string {
  return JSON.stringify({ format_version: '1.0', values: { root_module: { resources } } });
}

const record = (type: string, values: object, more: object = {}) => ({
  ...{ address: `${type}.x`, mode: 'managed', type, values },
  ...more,
});

describe('the state', () => {
  const { zones, remarks, problems } = read(text);

  it('is the zones that the hosts serve, record by record', () => {
    const { desired, text: config } = movedTo('gandi', zones);
    // Redirects are no records of Gandi.
    expect(declaredLines(desired), config).toEqual(served);
    expect(zones.map(({ domain }) => domain).sort()).toEqual([
      'biz.example',
      'dev.example',
      'edu.example',
      'example.com',
      'example.net',
      'example.org',
      'info.example',
      'pro.example',
    ]);
  });

  it.each([...registrars.keys()])('at %s what is missing stands there as a comment', (host) => {
    const { desired, counts } = movedTo(host, zones);
    const short = (line: string) =>
      line.replace(/ \d+ /, ' ').replace(/^(pro\.example\. )ALIAS/, host === 'cloudflare' ? '$1CNAME' : '$1ALIAS');
    const wanted = new Set(served.map(short));
    const made = declaredLines(desired)
      .map(short)
      .filter((line) => !line.startsWith('go.biz.example. URL'));
    expect(made.filter((line) => !wanted.has(line))).toEqual([]);
    const missing = [...wanted].filter((line) => !made.includes(line));
    expect(new Set(missing.map((line) => line.split(' ').slice(0, 2).join(' '))).size).toBeLessThanOrEqual(
      counts.comments,
    );
  });

  it("keeps Cloudflare's own at Cloudflare, and redirects where there are any", () => {
    const { text: config } = movedTo('cloudflare', zones);
    expect(config).toContain('cloudflare: { proxied: true, comment: "the edge", tags: ["team:a", "web"] }');
    expect(config).toContain('{ name: auto, type: AAAA, value: "2001:db8::1"');
    expect(movedTo('namecheap', zones).text).toContain(
      '{ name: go, type: URL, value: "301 https://www.example.com/" }',
    );
  });

  it('tells what it cannot say', () => {
    const { text: config } = movedTo('gandi', zones);
    for (const comment of [
      '# uri URI weight=1 target=https://www.example.com/ is not managed here: records of type URI are not known here',
      '# hidden TXT (cloudflare_dns_record.hidden) is not managed here: its value is sensitive in Terraform',
      '# mxe MXE 192.0.2.7 is not managed here: records of type MXE are not known here',
      '# @ MX mx.example.net is not managed here: MX has no priority in Terraform',
    ]) {
      expect(config).toContain(comment);
    }
    expect(remarks).toEqual([
      'left out, as Terraform is about to delete it: the deposed cloudflare_dns_record.gone.',
      'left out, as it is not known here: 1 resource aws_route53_record.',
    ]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^1 record of the Cloudflare zone "5a7b3c9d5a7b3c9d5a7b3c9d5a7b3c9d", as no resource of the state says what it is called: .*\(cloudflare_dns_record\.lost\)$/,
      ),
    ]);
    const all = zones.flatMap((zone) => zone.remarks);
    expect(all).toEqual([
      'left out, as it has no counterpart: email_type GMAIL of Namecheap.',
      'left out, as it has no counterpart: notes of www A.',
      'left out, as it has no counterpart: mutable of @ TXT.',
    ]);
    expect(JSON.stringify([zones, remarks, problems])).not.toMatch(/not-a-real-secret|not shown/);
  });
});

describe('a record in the forms that it may have', () => {
  it.each<[what: string, type: string, values: object, line: string]>([
    [
      'a relative name at Cloudflare',
      'cloudflare_record',
      { zone_id: 'z', name: 'www', hostname: 'www.example.com', type: 'A', value: '192.0.2.1', ttl: 60 },
      'www.example.com. 60 A 192.0.2.1',
    ],
    [
      'the apex at Cloudflare',
      'cloudflare_record',
      { zone_id: 'z', name: '@', hostname: 'example.com', type: 'A', content: '192.0.2.1', ttl: 60 },
      'example.com. 60 A 192.0.2.1',
    ],
    [
      'a TTL as text',
      'porkbun_dns_record',
      { domain: 'example.com', name: '', type: 'A', content: '192.0.2.1', ttl: '700' },
      'example.com. 700 A 192.0.2.1',
    ],
    [
      'a priority in the data',
      'porkbun_dns_record',
      { domain: 'example.com', type: 'MX', content: '10 mx.example.net', ttl: 700 },
      'example.com. 700 MX 10 mx.example.net.',
    ],
    [
      'a TTL of the host',
      'godaddy-dns_record',
      { domain: 'example.com', name: '@', type: 'A', data: '192.0.2.1', ttl: null },
      'example.com. 3600 A 192.0.2.1',
    ],
    [
      'a text with quotes in it',
      'godaddy-dns_record',
      { domain: 'example.com', name: '@', type: 'TXT', data: 'a "b" c' },
      'example.com. 3600 TXT "a \\"b\\" c"',
    ],
    [
      'several strings',
      'gandi_livedns_record',
      { zone: 'example.com', name: '@', type: 'TXT', ttl: 300, values: ['"a" "b"'] },
      'example.com. 300 TXT "a" "b"',
    ],
  ])('%s', (_, type, values, line) => {
    const { desired } = movedTo('cloudflare', read(stateOf(record(type, values))).zones);
    expect(declaredLines(desired)).toEqual([line]);
  });

  it('an empty state is none', () => {
    expect(read('{"format_version":"1.0"}').zones).toEqual([]);
  });
});

describe('all mistakes are told, each with its place', () => {
  const issuesOf = (state: string) => {
    const result = readTerraformShow({ file: 'state.json', text: state });
    return 'zones' in result ? [] : result.issues.map(({ line, column, message }) => `${line}:${column} ${message}`);
  };

  it.each<[what: string, state: string, issues: readonly unknown[]]>([
    ['no JSON', 'resource "x" {}', ['1:1 this is not JSON']],
    [
      'a state file',
      '{"version": 4, "terraform_version": "1.9.8", "resources": []}',
      ['1:1 this is the state file itself, whose form Terraform keeps to itself'],
    ],
    ['a plan', '{"format_version": "1.2", "planned_values": {}}', ['1:1 this is a plan of Terraform, not its state']],
    ['another format', '{"format_version": "2.0"}', ['1:1 format_version 2.0 is not known here']],
    ['something else', '[]', ['1:1 this is not what terraform show -json prints']],
    [
      'several',
      `{"format_version":"1.0","values":{"root_module":{"resources":[\n${JSON.stringify(record('porkbun_dns_record', { domain: 'example.com', type: 'A', name: 'a b', content: '192.0.2.1' }))},\n${JSON.stringify(record('godaddy-dns_record', { domain: 'example.com', type: 'A', name: 'a', data: '192.0.2.1', ttl: '1h' }))},\n${JSON.stringify(record('godaddy-dns_record', { domain: 'com', type: 'A', name: 'a', data: '192.0.2.1' }))}]}}}`,
      [
        expect.stringMatching(/^2:1 porkbun_dns_record\.x: "a b" is not a domain name/),
        '3:1 godaddy-dns_record.x: its ttl is no number of seconds',
        expect.stringMatching(/^4:1 godaddy-dns_record\.x: "com" is not a full domain name/),
      ],
    ],
  ])('%s', (_, state, issues) => {
    expect(issuesOf(state)).toEqual(issues);
  });
});
