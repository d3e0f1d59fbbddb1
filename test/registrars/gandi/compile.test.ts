import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../../src/planner/inputs.ts';
import type { CallDraft, SettingChange } from '../../../src/planner/plan.ts';
import type { ZoneRewrite } from '../../../src/registrars/gandi/calls.ts';
import { compileCreateZone, compileSettings, compileZone } from '../../../src/registrars/gandi/compile.ts';
import { digestOf } from '../../../src/registrars/gandi/stored-set.ts';
import { compile, domain, stored, zoneOf } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const hosts = (from: number, to: number) => range(from, to).map((n) => `n${n} A 300 192.0.2.${n % 250}`);
/** Twenty names with three sets each. */
const threeEach = range(1, 20).flatMap((n) => [
  `m${n} A 300 192.0.2.${n}`,
  `m${n} MX 300 10 mx.example.net.`,
  `m${n} TXT 300 "old ${n}"`,
]);

/** `PUT records x2`. */
function operations(calls: readonly CallDraft[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return [...counts].map(([operation, count]) => (count === 1 ? operation : `${operation} x${count}`));
}

const requestsOf = (calls: readonly CallDraft[]) => calls.reduce((sum, { requests }) => sum + requests, 0);

describe('the calls of a zone', () => {
  it.each([
    ['nothing', [], [], [], 0],
    ['one set made', [], ['+ www A 300 192.0.2.1'], ['PUT records/{name}/{type}'], 1],
    ['100 sets made', [], hosts(1, 100).map((set) => `+ ${set}`), ['PUT records'], 2],
    [
      'one value of four changed',
      ['www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
      ['+ www A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.9'],
      ['PUT records/{name}/{type}'],
      1,
    ],
    ['a TTL changed', ['www A 300 192.0.2.1'], ['+ www A 600 192.0.2.1'], ['PUT records/{name}/{type}'], 1],
    ['one set taken away', ['www A 300 192.0.2.1'], ['- www A'], ['DELETE records/{name}/{type}'], 1],
    ['50 of 60 sets taken away', hosts(1, 60), range(1, 50).map((n) => `- n${n} A`), ['PUT records'], 2],
    ['all of 50 sets taken away', hosts(1, 50), range(1, 50).map((n) => `- n${n} A`), ['PUT records'], 2],
    [
      '60 mixed changes over 20 names',
      threeEach,
      range(1, 20).flatMap((n) => [`+ m${n} A 600 192.0.2.${n}`, `- m${n} MX`, `+ m${n} TXT 300 "new ${n}"`]),
      ['PUT records'],
      2,
    ],
    [
      'an address that becomes a CNAME',
      ['www A 300 192.0.2.1', 'www AAAA 300 2001:db8::1'],
      ['- www A', '- www AAAA', '+ www CNAME 300 web.example.net.'],
      ['PUT records/{name}'],
      1,
    ],
    [
      'a CNAME that becomes an address',
      ['www CNAME 300 web.example.net.'],
      ['- www CNAME', '+ www A 300 192.0.2.1'],
      ['PUT records/{name}'],
      1,
    ],
    ['two types of one name', [], ['+ @ A 300 192.0.2.1', '+ @ MX 300 10 mx.example.net.'], ['PUT records/{name}'], 1],
    [
      'all types of one name taken away',
      ['www A 300 192.0.2.1', 'www TXT 300 "x"'],
      ['- www A', '- www TXT'],
      ['DELETE records/{name}'],
      1,
    ],
    ['three names', [], hosts(1, 3).map((set) => `+ ${set}`), ['PUT records/{name}/{type} x3'], 3],
    ['four names', [], hosts(1, 4).map((set) => `+ ${set}`), ['PUT records'], 2],
    [
      'four names of a zone of three pages',
      hosts(10, 1300),
      hosts(1, 4).map((set) => `+ ${set}`),
      ['PUT records/{name}/{type} x4'],
      4,
    ],
    ['five names of a zone of three pages', hosts(10, 1300), hosts(1, 5).map((set) => `+ ${set}`), ['PUT records'], 4],
  ])('for %s', (_case, live, changes, expected, requests) => {
    const calls = compile(zoneOf(...live), ...changes);
    expect(operations(calls)).toEqual(expected);
    expect(requestsOf(calls)).toBe(requests);
    const addresses = changes.map((text) => `${domain}/${text.slice(2).split(' ').slice(0, 2).join('/')}`);
    expect([...new Set(calls.flatMap(({ covers }) => covers))].sort()).toEqual(addresses.sort());
    expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
  });

  it('are the same twice', () => {
    const live = zoneOf(...threeEach);
    const changes = ['+ m1 A 600 192.0.2.1', '+ m2 A 600 192.0.2.1', '- m3 A', '- m4 A'];
    expect(compile(live, ...changes)).toEqual(compile(live, ...changes));
  });
});

describe('a write of all types of a name', () => {
  it('sends those that are not ours back as they are stored, unsupported ones included', () => {
    const live = zoneOf(
      'WWW A 300 192.0.2.1',
      'WWW TXT 300 loose text',
      'WWW KEY 600 256 3 5 AQPS',
      'other A 300 192.0.2.9',
    );
    const [call] = compile(live, '- www A', '+ www AAAA 300 2001:db8::1');
    expect(call?.body).toEqual({
      kind: 'put-name',
      domain,
      name: 'WWW',
      sets: [stored('WWW TXT 300 loose text'), stored('WWW KEY 600 256 3 5 AQPS'), stored('WWW AAAA 300 2001:db8::1')],
    });
  });

  it('comes where its last write belongs, after the targets', () => {
    const live = zoneOf('www A 300 192.0.2.1');
    const calls = compile(live, '- www A', '+ web A 300 192.0.2.1', '+ www CNAME 300 web.example.com.');
    expect(calls.map(({ covers }) => covers)).toEqual([
      ['example.com/web/A'],
      ['example.com/www/A', 'example.com/www/CNAME'],
    ]);
  });
});

describe('a name that is stored in other letters', () => {
  it('is written and deleted in those', () => {
    const live = zoneOf('WWW A 300 192.0.2.1', 'Mail MX 300 10 mx.example.net.');
    expect(compile(live, '+ www A 600 192.0.2.1')[0]?.body).toMatchObject({ set: { name: 'WWW' } });
    expect(compile(live, '- www A')[0]?.body).toMatchObject({ kind: 'delete-set', name: 'WWW' });
    expect(compile(live, '+ mail TXT 300 "x"')[0]?.body).toMatchObject({ set: { name: 'Mail' } });
    expect(compile(live, '+ new A 300 192.0.2.1')[0]?.body).toMatchObject({ set: { name: 'new' } });
  });

  it('twice, is brought together: the others go, one stays', () => {
    const live = zoneOf('WWW A 300 192.0.2.1', 'www A 300 192.0.2.2', 'www TXT 300 "x"');
    expect(compile(live, '+ www A 300 192.0.2.1', '- www TXT').map(({ body }) => body)).toMatchObject([
      { kind: 'delete-set', name: 'www', type: 'A' },
      { kind: 'put-set', set: { name: 'WWW' } },
      { kind: 'delete-set', name: 'www', type: 'TXT' },
    ]);
    expect(compile(live, '- www A').map(({ body }) => body)).toMatchObject([
      { kind: 'delete-set', name: 'WWW' },
      { kind: 'delete-set', name: 'www' },
    ]);
  });
});

describe('a write of a whole zone', () => {
  it('carries its changes, and a digest of everything else', () => {
    const live = zoneOf(...hosts(1, 5), 'odd DNAME 300 example.net.');
    const [call] = compile(live, '- n1 A', '+ n2 A 600 192.0.2.2', '+ n8 A 300 192.0.2.8', '+ n9 A 300 192.0.2.9');
    expect(call?.body as ZoneRewrite).toEqual({
      kind: 'put-zone',
      domain,
      kept: digestOf([...hosts(3, 5), 'odd DNAME 300 example.net.'].map(stored)),
      before: hosts(1, 2).map(stored),
      after: ['n2 A 600 192.0.2.2', 'n8 A 300 192.0.2.8', 'n9 A 300 192.0.2.9'].map(stored),
    });
  });

  it('has the same digest in whatever order sets and values come', () => {
    const sets = ['a A 300 192.0.2.1 | 192.0.2.2', 'b A 300 192.0.2.1'].map(stored);
    const turned = ['b A 300 192.0.2.1', 'a A 300 192.0.2.2 | 192.0.2.1'].map(stored);
    expect(digestOf(turned)).toBe(digestOf(sets));
    expect(digestOf(sets.slice(1))).not.toBe(digestOf(sets));
  });
});

describe('a set that we cannot read', () => {
  it('is not overwritten unseen: its change is refused, the others go on', () => {
    const live = zoneOf('_25._tcp TLSA 300 3 1 1 8a9a');
    const calls = compile(live, `+ _25._tcp TLSA 300 3 1 1 ${'ab'.repeat(32)}`, '+ www A 300 192.0.2.1');
    expect(calls).toMatchObject([
      { requests: 0, refused: expect.stringContaining('3 1 1 8a9a') },
      { requests: 1, body: { kind: 'put-set' } },
    ]);
  });
});

describe('a value that we cannot read', () => {
  it.each(['+ www A 300 192.0.2.9', '- www A'])('is not taken along by a change of its set: %s', (change) => {
    const live = zoneOf('www A 300 192.0.2.300 | 192.0.2.1', 'www TXT 300 "old"', 'api A 300 192.0.2.1');
    expect(compile(live, change, '- api A')).toMatchObject([
      { requests: 0, refused: expect.stringContaining('192.0.2.300') },
      { body: { kind: 'delete-set', name: 'api' } },
    ]);
  });

  it('goes back with its set in a write of the name', () => {
    const live = zoneOf('www A 300 192.0.2.300 | 192.0.2.1', 'www TXT 300 "old"');
    const [call] = compile(live, '- www TXT', '+ www MX 300 10 mx.example.net.');
    expect(call?.body).toMatchObject({
      kind: 'put-name',
      sets: [stored('www A 300 192.0.2.300 | 192.0.2.1'), stored('www MX 300 10 mx.example.net.')],
    });
  });
});

describe('the calls of settings', () => {
  const live = (native: LiveRegistration['native']): LiveRegistration => ({
    domain,
    status: 'active',
    expiresAt: null,
    settings: {},
    native,
  });
  const known = live({ renewal: { duration: 2, orgId: 'org' }, canLock: true });
  const unknown = live({ renewal: null, canLock: null });
  const change = (field: string, after: unknown, registration = known) =>
    ({ address: `${domain}:${field}`, domain, field, before: null, after, live: registration }) as SettingChange;

  it.each([
    ['auto_renew with known terms', change('auto_renew', true), 'PATCH autorenew', 1],
    ['auto_renew with unknown terms, which are read before', change('auto_renew', true, unknown), 'PATCH autorenew', 2],
    ['transfer_lock, which is read until it shows', change('transfer_lock', false), 'PATCH status', 2],
    [
      'nameservers, after the keys and until they show',
      change('nameservers', ['ns1.example.net.']),
      'PUT nameservers',
      3,
    ],
  ])('for %s', (_case, setting, operation, requests) => {
    expect(compileSettings([setting])).toMatchObject([{ operation, requests, covers: [setting.address] }]);
  });

  it.each(['privacy', 'dnssec'])('do not exist for %s', (field) => {
    expect(() => compileSettings([change(field, true)])).toThrow('cannot be written at Gandi');
  });
});

describe('the call that makes a zone', () => {
  it('covers the zone', () => {
    expect(compileCreateZone(domain)).toMatchObject({
      operation: 'POST livedns/domains',
      domain,
      covers: ['example.com:zone'],
      requests: 1,
      body: { kind: 'create-zone', domain },
    });
  });

  it('is followed by its records', () => {
    const live = { ...zoneOf(), status: 'absent' as const };
    expect(compileZone({ domain, live, changes: [] })).toEqual([]);
    expect(compile(live, '+ www A 300 192.0.2.1')).toHaveLength(1);
  });
});
