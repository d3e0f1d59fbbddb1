import { describe, expect, it } from 'vitest';
import type { SettingChange } from '../../../src/planner/plan.ts';
import { compileSettings, dnssecSteps } from '../../../src/registrars/porkbun/compile.ts';
import type { DsRdata } from '../../../src/schema/dns/rdata.ts';
import { changesOf, compile, domain, lines, zoneOf } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the calls of a set', () => {
  it.each([
    ['one value of four', ['+ x A 600 192.0.2.1 | 192.0.2.2 | 192.0.2.9'], ['edit 3 x A 600 192.0.2.9']],
    [
      'edits before additions',
      ['+ x A 600 192.0.2.1 | 192.0.2.2 | 192.0.2.8 | 192.0.2.9'],
      ['edit 3 x A 600 192.0.2.8', 'create x A 600 192.0.2.9'],
    ],
    ['edits before deletions', ['+ x A 600 192.0.2.8'], ['edit 1 x A 600 192.0.2.8', 'delete 2', 'delete 3']],
    [
      'a TTL and a value at once',
      ['+ x A 900 192.0.2.1 | 192.0.2.2 | 192.0.2.9'],
      ['edit 1 x A 900 192.0.2.1', 'edit 2 x A 900 192.0.2.2', 'edit 3 x A 900 192.0.2.9'],
    ],
    ['a note stays at its record', ['+ noted A 600 192.0.2.8'], ['edit 7 noted A 600 192.0.2.8 (the printer)']],
    ['a preference alone', ['+ @ MX 600 20 mx.example.net.'], ['edit 8 @ MX 600 20 mx.example.net']],
    ['a whole set', ['- x A'], ['delete-set x A']],
    ['a set of one', ['- noted A'], ['delete 7']],
  ])('%s', (_case, changes, expected) => {
    const live = zoneOf(
      '1 x A 600 192.0.2.1',
      '2 x A 600 192.0.2.2',
      '3 x A 600 192.0.2.3',
      {
        id: '7',
        name: 'noted.example.com',
        type: 'A',
        content: '192.0.2.7',
        ttl: '600',
        prio: '0',
        notes: 'the printer',
      },
      '8 @ MX 600 10 mx.example.net',
    );
    const calls = compile(live, ...changes);
    expect(lines(calls)).toEqual(expected);
    for (const { requests, covers } of calls) {
      expect(requests).toBe(1);
      expect(covers).toEqual([changesOf(live, ...changes)[0]?.address]);
    }
    expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
  });

  it('bring together what has different TTLs, and nothing is edited into what it is', () => {
    const live = zoneOf('1 x A 600 192.0.2.1', '2 x A 900 192.0.2.2', '3 x A 900 192.0.2.3');
    expect(lines(compile(live, '+ x A 900 192.0.2.1 | 192.0.2.2 | 192.0.2.3'))).toEqual(['edit 1 x A 900 192.0.2.1']);
  });

  it('take away a value that is there twice, the one with the wrong TTL', () => {
    const live = zoneOf('1 x A 600 192.0.2.1', '2 x A 900 192.0.2.1');
    expect(lines(compile(live, '+ x A 900 192.0.2.1'))).toEqual(['delete 1']);
  });

  it('count a TTL below the minimum as the minimum', () => {
    const live = zoneOf('1 x A 300 192.0.2.1', '2 x A 600 192.0.2.2');
    expect(lines(compile(live, '+ x A 120 192.0.2.1 | 192.0.2.3'))).toEqual(['edit 2 x A 600 192.0.2.3']);
  });
});

describe('a whole set goes by name and type only where that takes nothing else along', () => {
  const odd = {
    id: '9',
    name: 'x.example.com',
    type: 'CAA',
    content: '0 odd "x"',
    ttl: '600',
    prio: null,
    notes: null,
  };

  it.each([
    ['at the apex, by id', ['1 @ A 600 192.0.2.1', '2 @ A 600 192.0.2.2'], '- @ A', ['delete 1', 'delete 2']],
    ['of a wildcard, by id', ['1 * A 600 192.0.2.1', '2 * A 600 192.0.2.2'], '- * A', ['delete 1', 'delete 2']],
    [
      'beside a value that we cannot read, by id',
      ['1 x CAA 600 0 issue "a.example"', '2 x CAA 600 0 issue "b.example"', odd],
      '- x CAA',
      ['delete 1', 'delete 2'],
    ],
    [
      'spelled in other letters, by id',
      ['1 X A 600 192.0.2.1', '2 x A 600 192.0.2.2'],
      '- x A',
      ['delete 1', 'delete 2'],
    ],
    ['beside another type, by name', ['1 x A 600 192.0.2.1', '2 x A 600 192.0.2.2', odd], '- x A', ['delete-set x A']],
  ])('%s', (_case, rows, change, expected) => {
    expect(lines(compile(zoneOf(...rows), change))).toEqual(expected);
  });
});

describe('a set that makes room for another type', () => {
  it.each([
    [
      'gives its last record to the first of the new set, after all others',
      ['1 x A 600 192.0.2.1', '2 x A 600 192.0.2.2', '3 x AAAA 600 2001:db8::1'],
      ['- x A', '- x AAAA', '+ x CNAME 900 y.example.net.'],
      ['delete 2', 'delete 3', 'swap 1 x CNAME 900 y.example.net'],
    ],
    [
      'becomes several',
      ['1 x CNAME 600 y.example.net'],
      ['- x CNAME', '+ x A 600 192.0.2.1 | 192.0.2.2', '+ x AAAA 600 2001:db8::1'],
      ['swap 1 x A 600 192.0.2.1', 'create x A 600 192.0.2.2', 'create x AAAA 600 2001:db8::1'],
    ],
    [
      'is the address, not the mail',
      ['1 x MX 600 10 mx.example.net', '2 x A 600 192.0.2.1'],
      ['- x MX', '- x A', '+ x CNAME 600 y.example.net.'],
      ['delete 1', 'swap 2 x CNAME 600 y.example.net'],
    ],
    [
      'does so where nothing excludes it too',
      ['1 x TXT 600 old'],
      ['- x TXT', '+ x A 600 192.0.2.1'],
      ['swap 1 x A 600 192.0.2.1'],
    ],
    [
      'of an ALIAS stays beside mail and texts until its address comes',
      ['1 @ ALIAS 600 pixie.porkbun.com'],
      ['- @ ALIAS', '+ @ MX 600 10 mx.example.net.', '+ @ A 600 192.0.2.1'],
      ['create @ MX 600 10 mx.example.net', 'swap 1 @ A 600 192.0.2.1'],
    ],
    [
      'is not that of another name',
      ['1 x CNAME 600 y.example.net'],
      ['- x CNAME', '+ z A 600 192.0.2.1'],
      ['delete 1', 'create z A 600 192.0.2.1'],
    ],
  ])('%s', (_case, rows, changes, expected) => {
    const live = zoneOf(...rows);
    const calls = compile(live, ...changes);
    expect(lines(calls)).toEqual(expected);
    const addresses = changesOf(live, ...changes).map(({ address }) => address);
    expect([...new Set(calls.flatMap(({ covers }) => covers))].sort()).toEqual(addresses.sort());
  });

  it('is covered by the call that turns it, and can be put back', () => {
    const live = zoneOf('1 x A 600 192.0.2.1');
    expect(compile(live, '- x A', '+ x CNAME 900 y.example.net.')).toEqual([
      {
        operation: 'POST dns/edit',
        domain,
        covers: ['example.com/x/A', 'example.com/x/CNAME'],
        requests: 1,
        body: {
          kind: 'swap',
          domain,
          id: '1',
          before: { name: 'x', type: 'A', content: '192.0.2.1', ttl: '600' },
          record: { name: 'x', type: 'CNAME', content: 'y.example.net', ttl: '900' },
        },
      },
    ]);
  });
});

describe('records that go and records that come at one name', () => {
  const apex = ['1 @ A 600 192.0.2.1', '2 @ A 600 192.0.2.2', '3 @ TXT 600 old'];
  const set = ['1 x TXT 600 a', '2 x TXT 600 b', '3 x MX 600 10 mx.example.net'];

  it.each([
    [
      'are one edit beside a set that changes',
      ['1 x A 600 192.0.2.1', '2 x TXT 600 old'],
      ['- x TXT', '+ x A 600 192.0.2.9', '+ x AAAA 600 2001:db8::1'],
      ['edit 1 x A 600 192.0.2.9', 'swap 2 x AAAA 600 2001:db8::1'],
    ],
    [
      'are an address for an address, a text for a text',
      ['1 x TXT 600 old', '2 x A 600 192.0.2.1'],
      ['- x A', '- x TXT', '+ x AAAA 600 2001:db8::1', '+ x MX 600 10 mx.example.net.'],
      ['swap 2 x AAAA 600 2001:db8::1', 'swap 1 x MX 600 10 mx.example.net'],
    ],
    [
      'are matched as far as they go, the others deleted',
      apex,
      ['- @ A', '- @ TXT', '+ @ AAAA 600 2001:db8::1'],
      ['delete 2', 'delete 3', 'swap 1 @ AAAA 600 2001:db8::1'],
    ],
    [
      'are matched as far as they go, the others made',
      ['1 x TXT 600 old'],
      ['- x TXT', '+ x A 600 192.0.2.1 | 192.0.2.2', '+ x MX 600 10 mx.example.net.'],
      ['swap 1 x A 600 192.0.2.1', 'create x A 600 192.0.2.2', 'create x MX 600 10 mx.example.net'],
    ],
    [
      'of a set that grows',
      ['1 x A 600 192.0.2.1', '2 x TXT 600 old'],
      ['- x TXT', '+ x A 600 192.0.2.1 | 192.0.2.2'],
      ['swap 2 x A 600 192.0.2.2'],
    ],
    [
      'of a set that shrinks, not before its own turn',
      ['1 x TXT 600 a', '2 x TXT 600 b'],
      ['+ x A 600 192.0.2.1', '+ x TXT 600 c'],
      ['edit 1 x TXT 600 c', 'swap 2 x A 600 192.0.2.1'],
    ],
    [
      'leave a whole set to the one call that takes it, where edits are not fewer',
      set,
      ['- x TXT', '- x MX', '+ x A 600 192.0.2.1'],
      ['delete-set x TXT', 'swap 3 x A 600 192.0.2.1'],
    ],
    [
      'use up a whole set where that is one call less',
      set,
      ['- x TXT', '+ x A 600 192.0.2.1 | 192.0.2.2'],
      ['swap 1 x A 600 192.0.2.1', 'swap 2 x A 600 192.0.2.2'],
    ],
    [
      'are of those that an ALIAS excludes, before it comes',
      ['1 x A 600 192.0.2.1', '2 x AAAA 600 2001:db8::1'],
      ['- x A', '- x AAAA', '+ x ALIAS 600 y.example.net.', '+ x TXT 600 new'],
      ['swap 2 x TXT 600 new', 'swap 1 x ALIAS 600 y.example.net'],
    ],
    [
      'are not of two names',
      ['1 x TXT 600 old'],
      ['+ z A 600 192.0.2.1', '- x TXT'],
      ['create z A 600 192.0.2.1', 'delete 1'],
    ],
    ['are not values of one set twice', ['1 x A 600 192.0.2.1'], ['+ x A 600 192.0.2.2'], ['edit 1 x A 600 192.0.2.2']],
  ])('%s', (_case, rows, changes, expected) => {
    const live = zoneOf(...rows);
    const calls = compile(live, ...changes);
    expect(lines(calls)).toEqual(expected);
    const addresses = changesOf(live, ...changes).map(({ address }) => address);
    expect([...new Set(calls.flatMap(({ covers }) => covers))].sort()).toEqual(addresses.sort());
  });
});

describe('the calls of settings', () => {
  const change = (field: string, after: unknown, name = domain, before: unknown = null) =>
    ({ address: `${name}:${field}`, domain: name, field, before, after, live: { settings: {} } }) as SettingChange;

  it('for auto-renew of 60 domains are one for those to turn on and one for those to turn off', () => {
    const names = range(1, 60).map((n) => `d${n}.com`);
    const calls = compileSettings(names.map((name, index) => change('auto_renew', index % 3 === 0, name)));
    expect(calls.map(({ domain: name, requests, covers }) => [name, requests, covers.length])).toEqual([
      [null, 1, 20],
      [null, 1, 40],
    ]);
    expect(calls[0]?.body).toMatchObject({ enabled: true, domains: expect.arrayContaining(['d1.com', 'd58.com']) });
  });

  it('for auto-renew of one domain are its own', () => {
    expect(compileSettings([change('auto_renew', false)])).toMatchObject([
      { domain, covers: [`${domain}:auto_renew`] },
    ]);
  });

  it('for more domains than a page has are several', () => {
    const calls = compileSettings(range(1, 2001).map((n) => change('auto_renew', true, `d${n}.com`)));
    expect(calls.map(({ covers }) => covers.length)).toEqual([1000, 1000, 1]);
  });

  it('for nameservers are one, which is looked at once', () => {
    const calls = compileSettings([change('nameservers', ['ns1.example.net.', 'ns2.example.net.'])]);
    expect(calls).toMatchObject([{ operation: 'POST domain/updateNs', requests: 2 }]);
  });

  it.each(['transfer_lock', 'privacy'])('for %s do not exist', (field) => {
    expect(() => compileSettings([change(field, true)])).toThrow('cannot be written at Porkbun');
  });
});

describe('the steps of a DS set', () => {
  const ds = (keyTag: number, digestType = 2): DsRdata => ({
    type: 'DS',
    keyTag,
    algorithm: 13,
    digestType,
    digest: 'AB',
  });
  const shown = (before: DsRdata[], after: DsRdata[]) =>
    dnssecSteps(before, after).map((step) =>
      step.kind === 'delete' ? `- ${step.keyTag}` : `+ ${step.ds.keyTag}/${step.ds.digestType}`,
    );

  it.each([
    ['the first', [], [ds(1)], ['+ 1/2']],
    ['none any more', [ds(1), ds(2)], [], ['- 1', '- 2']],
    ['a new key comes before the old one goes', [ds(1)], [ds(2)], ['+ 2/2', '- 1']],
    ['one more', [ds(1)], [ds(1), ds(2)], ['+ 2/2']],
    ['another digest of one key', [ds(1)], [ds(1, 4)], ['- 1', '+ 1/4']],
    [
      'a digest less of a key that stays, which its deletion takes along',
      [ds(1), ds(1, 4)],
      [ds(1, 4)],
      ['- 1', '+ 1/4'],
    ],
  ])('%s', (_case, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });
});
