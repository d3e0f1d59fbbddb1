import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneFile } from '../../src/exchange/export/zone-file.ts';
import { readZoneFile } from '../../src/exchange/zone-file/read-zone-file.ts';
import type { LiveRecordSet } from '../../src/planner/inputs.ts';
import type { Rdata, RecordType } from '../../src/schema/dns/rdata.ts';
import { makeRecordSet } from '../../src/schema/dns/record-sets.ts';
import { printRdata, recordTypeNames } from '../../src/schema/dns/record-types.ts';
import { bad } from '../../src/schema/result.ts';
import { samples as conformance, oddValues, recordSet } from '../conformance/samples.ts';
import { samples, unicode } from '../schema/dns/arbitraries.ts';

const domain = 'example.com';
const ns = ['ns1.example.net.', 'ns2.example.net.'];

function zoneOf(
  recordSets: readonly LiveRecordSet[],
  unsupported: { name: string; type: string; text: string }[] = [],
) {
  return { domain, status: 'present' as const, recordSets, unsupported, nameservers: ns, native: null };
}

function set(name: string, type: RecordType, values: readonly string[], ttl = 300): LiveRecordSet {
  return { ...recordSet(domain, name, type, values, ttl), native: null };
}

function readBack(text: string) {
  const read = readZoneFile({ file: 'x.zone', text }, { include: () => bad('no file') });
  if ('issues' in read) throw new Error(`${text}\n${JSON.stringify(read.issues)}`);
  return read.zone;
}

describe('a zone file of a live zone', () => {
  it('has the delegation, each record in full, and what has no form there as a comment', () => {
    const irregular = { ...set('two', 'A', ['192.0.2.1', '192.0.2.2']), irregular: 'its records have different TTLs' };
    const sets = [
      set('www', 'CNAME', ['example.com.'], 600),
      set('@', 'MX', ['10 mx.example.net.']),
      set('@', 'URL', ['permanent https://example.net/']),
      set('text', 'TXT', ['grüße; "x"']),
      irregular,
    ];
    const unsupported = [{ name: 'odd.example.com.', type: 'HINFO', text: 'x\ny' }];
    expect(zoneFile(zoneOf(sets, unsupported), 'Gandi')).toBe(`; example.com at Gandi
$ORIGIN example.com.
@ 3600 IN SOA ns1.example.net. hostmaster.example.com. 1 10800 3600 604800 3600 ; made up: no host shows its own
@ 3600 IN NS ns1.example.net.
@ 3600 IN NS ns2.example.net.
@ 300 IN MX 10 mx.example.net.
; left out: @ URL 301 https://example.net/: zone files have no URL records
text 300 IN TXT "gr\\195\\188\\195\\159e; \\"x\\""
; two A: its records have different TTLs
two 300 IN A 192.0.2.1
two 300 IN A 192.0.2.2
www 600 IN CNAME example.com.
; left out: odd HINFO x\\u{A}y
`);
  });

  it('is read back as the same records: any value of any type', () => {
    const types = Object.entries(samples).filter(([type]) => type !== 'ALIAS' && type !== 'URL');
    const values = fc.oneof(
      ...types.map(([, arbitrary]) => (arbitrary as fc.Arbitrary<{ rdata: Rdata }>).map(({ rdata }) => rdata)),
      unicode.map((text): Rdata => ({ type: 'TXT', text })),
    );
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 5 }), fc.nat(86_400), (all, ttlSeconds) => {
        const sets = all.map((rdata, index) => {
          const name = `n${index}.${domain}.`;
          return { ...makeRecordSet({ name, type: rdata.type, ttlSeconds, values: [rdata] }), native: null };
        });
        const { records } = readBack(zoneFile(zoneOf(sets), 'Gandi'));
        const own = records.filter(({ name }) => name !== `${domain}.`);
        expect(own.map(({ name, ttlSeconds: ttl }) => [name, ttl])).toEqual(sets.map(({ name }) => [name, ttlSeconds]));
        expect(own.map(({ rdata }) => rdata)).toEqual(all);
      }),
      { numRuns: 300 },
    );
  });

  const bind = spawnSync('named-checkzone', ['-v']).status === 0;
  it.skipIf(!bind)('is accepted by named-checkzone, with a record of every type', () => {
    const sets = [
      ...recordTypeNames.map((type) => set(conformance[type].name, type, [conformance[type].one])),
      ...oddValues.map(([, type, value], index) => set(`value${index}`, type, [value])),
    ];
    const folder = mkdtempSync(join(tmpdir(), 'domctl-zone-'));
    const path = join(folder, 'example.com.zone');
    writeFileSync(path, zoneFile(zoneOf(sets), 'Gandi'));
    const { status, stdout } = spawnSync('named-checkzone', [domain, path], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toContain('OK');
    expect(status).toBe(0);
  });

  it('names what BIND does not know by its number', () => {
    const written = ['1 . alpn="a ohttp b" ohttp', '2 . mandatory="ohttp" ohttp'];
    const text = zoneFile(zoneOf([set('a', 'HTTPS', written)]), 'x');
    expect(text).toContain('a 300 IN HTTPS 1 . alpn="a ohttp b" key8\n');
    expect(text).toContain('a 300 IN HTTPS 2 . mandatory="key8" key8\n');
    const records = readBack(text).records.filter(({ rdata }) => rdata.type === 'HTTPS');
    expect(records.map(({ rdata }) => printRdata(rdata))).toEqual(written);
  });

  it('cuts a long text into strings, which are one text again', () => {
    const long = { type: 'TXT' as const, text: 'x'.repeat(600) };
    const [text] = readBack(
      zoneFile(
        zoneOf([
          { ...makeRecordSet({ name: 'a.example.com.', type: 'TXT', ttlSeconds: 1, values: [long] }), native: null },
        ]),
        'x',
      ),
    ).records.slice(-1);
    expect(text?.rdata).toEqual(long);
  });
});
