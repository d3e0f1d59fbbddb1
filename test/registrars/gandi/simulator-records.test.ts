/** The simulator: record sets, written, echoed and refused. */
import { describe, expect, it } from 'vitest';
import { records, useSimulatedApi } from './simulated-api.ts';

const { ask, put } = useSimulatedApi();

describe('a record set', () => {
  it('is shown with its address, in which the apex is %40', () => {
    put('%40', 'A', '192.0.2.1');
    const shown = {
      rrset_name: '@',
      rrset_type: 'A',
      rrset_ttl: 3600,
      rrset_values: ['192.0.2.1'],
      rrset_href: 'https://api.gandi.net/v5/livedns/domains/example.com/records/%40/A',
    };
    expect(ask('GET', `${records}/%40/A`)).toMatchObject({ status: 200, json: shown });
    expect(ask('GET', `${records}/@/A`).json).toEqual(shown);
    expect(ask('GET', `${records}/@`).json).toEqual([shown]);
  });

  it('is made and overwritten by PUT with the same answer', () => {
    expect(put('www', 'A', '192.0.2.1')).toMatchObject({ status: 201, json: { message: 'DNS Record Created' } });
    expect(put('www', 'A', '192.0.2.2')).toMatchObject({ status: 201, json: { message: 'DNS Record Created' } });
    expect(ask('GET', `${records}/www/A`).json.rrset_values).toEqual(['192.0.2.2']);
  });

  it('gets the default TTL where PUT has none, whatever it had', () => {
    put('www', 'A', '192.0.2.1');
    ask('PUT', `${records}/www/A`, { rrset_values: ['192.0.2.1'] });
    expect(ask('GET', `${records}/www/A`).json.rrset_ttl).toBe(10800);
  });

  it.each([
    [records, { rrset_name: 'www', rrset_type: 'A' }],
    [`${records}/www`, { rrset_type: 'A' }],
    [`${records}/www/A`, {}],
  ])('is made once by POST to %s: the same is 200, another 409', (path, more) => {
    const body = { ...more, rrset_values: ['192.0.2.1', '192.0.2.2'], rrset_ttl: 600 };
    const made = ask('POST', path, body);
    expect(made).toMatchObject({ status: 201, json: { message: 'DNS Record Created' } });
    expect(made.headers.location).toMatch(/\/records\/www\/A$/);
    expect(ask('POST', path, { ...body, rrset_values: ['192.0.2.2', '192.0.2.1'] }).status).toBe(200);
    expect(ask('POST', path, { ...body, rrset_values: ['192.0.2.9'] })).toMatchObject({
      status: 409,
      json: { object: 'HTTPConflict' },
    });
    expect(ask('GET', `${records}/www/A`).json.rrset_values).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('gains and loses values by PATCH, which answers with the result', () => {
    put('www', 'A', '192.0.2.1', '192.0.2.2');
    const body = { add_rrset_values: ['192.0.2.3'], remove_rrset_values: ['192.0.2.1'], rrset_ttl: 11000 };
    expect(ask('PATCH', `${records}/www/A`, body)).toMatchObject({
      status: 200,
      json: { rrset_values: ['192.0.2.2', '192.0.2.3'], rrset_ttl: 11000 },
    });
    expect(ask('PATCH', `${records}/www/A`, { remove_rrset_values: ['192.0.2.2', '192.0.2.3'] }).status).toBe(400);
    expect(ask('PATCH', `${records}/none/A`, body).status).toBe(404);
  });

  it('is deleted with an empty 204, by itself or with its name', () => {
    put('www', 'A', '192.0.2.1');
    put('www', 'TXT', 'x');
    expect(ask('DELETE', `${records}/www/A`, {})).toMatchObject({ status: 204, body: '' });
    expect(ask('DELETE', `${records}/www`)).toMatchObject({ status: 204, body: '' });
    expect(ask('GET', records).json).toEqual([]);
  });

  it.each(['GET', 'DELETE', 'PATCH'])('that is not there is 404 for %s, in these words', (method) => {
    expect(ask(method, `${records}/www/A`, {})).toMatchObject({
      status: 404,
      json: {
        code: 404,
        message: "Can't find the DNS record www/A in the zone",
        object: 'dns-record',
        cause: 'Not Found',
      },
    });
  });

  it('is found by the letters of its name only', () => {
    put('WWW', 'A', '192.0.2.1');
    expect(ask('GET', `${records}/www/A`).status).toBe(404);
    expect(ask('DELETE', `${records}/www/A`).status).toBe(404);
    put('www', 'A', '192.0.2.2');
    expect(ask('GET', records).json).toHaveLength(2);
  });

  it.each([
    [['v=spf1 -all'], ['"v=spf1 -all"']],
    [['"v=spf1 -all"'], ['"v=spf1 -all"']],
    [['"part1" "part2"'], ['"part1" "part2"']],
    [
      ['plain', '"quoted"'],
      ['"plain"', '"quoted"'],
    ],
    [['a; b'], ['"a; b"']],
  ])('TXT %j is echoed as %j', (sent, echoed) => {
    put('t', 'TXT', ...sent);
    expect(ask('GET', `${records}/t/TXT`).json.rrset_values).toEqual(echoed);
  });

  it('CNAME without a trailing dot is echoed as it was', () => {
    put('docs', 'CNAME', 'docs.example.com');
    expect(ask('GET', `${records}/docs/CNAME`).json.rrset_values).toEqual(['docs.example.com']);
  });

  it.each([
    ['a TTL that is too short', 'www/A', { rrset_values: ['192.0.2.1'], rrset_ttl: 299 }],
    ['a TTL that is too long', 'www/A', { rrset_values: ['192.0.2.1'], rrset_ttl: 2_592_001 }],
    ['no values', 'www/A', { rrset_values: [] }],
    ['a text for values', 'www/A', { rrset_values: '192.0.2.1' }],
    ['values beyond ASCII', 't/TXT', { rrset_values: ['grüße'] }],
    ['a value of 16,385 characters', 't/TXT', { rrset_values: ['x'.repeat(16_385)] }],
    ['an unknown type', 'www/XYZ', { rrset_values: ['x'] }],
    ['no address', 'www/A', { rrset_values: ['example.net.'] }],
    ['CNAME at the apex', '@/CNAME', { rrset_values: ['example.net.'] }],
    ['two CNAMEs', 'www/CNAME', { rrset_values: ['a.example.net.', 'b.example.net.'] }],
    ['ALIAS off the apex', 'www/ALIAS', { rrset_values: ['example.net.'] }],
    ['NS at the apex', '@/NS', { rrset_values: ['ns1.example.net.'] }],
    ['a name that is none', 'a%20b/A', { rrset_values: ['192.0.2.1'] }],
  ])('with %s is refused', (_case, path, body) => {
    const { status, json } = ask('PUT', `${records}/${path}`, body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ status: 'error', errors: [{ location: 'body', description: expect.any(String) }] });
    expect(ask('GET', records).json).toEqual([]);
  });

  it('with a host that is an address is refused in these words', () => {
    const { json } = put('sub', 'NS', '6.2.3.4.', '7.2.3.4.');
    expect(json.errors.map((error: { description: string }) => error.description.split(' (param')[0])).toEqual([
      "'6.2.3.4.': invalid hostname",
      "'7.2.3.4.': invalid hostname",
    ]);
  });

  it('CNAME beside others is refused, either way round', () => {
    put('www', 'A', '192.0.2.1');
    expect(put('www', 'CNAME', 'example.net.').status).toBe(400);
    put('alias', 'CNAME', 'example.net.');
    expect(put('alias', 'TXT', 'x').status).toBe(400);
  });

  it.each([
    ['CDS', '32128 13 1 6823D9BB1B03DF714DD0EB163E20B341C96D18C0'],
    ['DNAME', 'example.net.'],
    ['SPF', '"v=spf1 -all"'],
    ['OPENPGPKEY', 'mQENBFVHm5sBCADRy'],
    ['WKS', '192.0.2.1 TCP 25'],
  ])('may be of type %s, as the list of types says', (type, value) => {
    expect(ask('GET', '/livedns/dns/rrtypes').json).toContain(type);
    expect(put('odd', type, value).status).toBe(201);
    expect(ask('GET', `${records}/odd/${type}`).json.rrset_values).toEqual([value]);
  });
});

describe('all records of a name', () => {
  it('are replaced by one PUT, also a CNAME for an address', () => {
    put('www', 'A', '192.0.2.1');
    put('other', 'A', '192.0.2.1');
    const items = [{ rrset_type: 'CNAME', rrset_values: ['example.net.'], rrset_ttl: 600 }];
    expect(ask('PUT', `${records}/www`, { items }).status).toBe(201);
    expect(ask('GET', records).json.map((set: Record<string, string>) => set.rrset_type)).toEqual(['A', 'CNAME']);
  });

  it.each([
    ['none', []],
    ['one twice', [1, 2].map((n) => ({ rrset_type: 'A', rrset_values: [`192.0.2.${n}`] }))],
    ['one without a type', [{ rrset_values: ['192.0.2.1'] }]],
    [
      'a clash',
      [
        { rrset_type: 'A', rrset_values: ['192.0.2.1'] },
        { rrset_type: 'CNAME', rrset_values: ['a.net.'] },
      ],
    ],
  ])('are not replaced by %s', (_case, items) => {
    put('www', 'A', '192.0.2.9');
    expect(ask('PUT', `${records}/www`, { items }).status).toBe(400);
    expect(ask('GET', `${records}/www/A`).json.rrset_values).toEqual(['192.0.2.9']);
  });
});
