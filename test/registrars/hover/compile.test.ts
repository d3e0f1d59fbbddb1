import { describe, expect, it } from 'vitest';
import type { SettingChange } from '../../../src/planner/plan.ts';
import { compileSettings } from '../../../src/registrars/hover/compile.ts';
import { descriptor } from '../../../src/registrars/hover/descriptor.ts';
import { changesOf, compile, domain, lines, wanted, zoneOf } from './helpers.ts';

describe('the calls of a set', () => {
  const live = zoneOf(
    'dns1 x A 900 192.0.2.1',
    'dns2 x A 900 192.0.2.2',
    'dns3 x A 900 192.0.2.3',
    'dns4 one A 900 192.0.2.4',
    'dns5 @ MX 900 10 mx.example.net',
    'dns6 alias CNAME 900 y.example.net',
  );

  it.each([
    ['a new set', ['+ new A 300 192.0.2.1'], ['create new A 300 192.0.2.1']],
    ['at the apex', ['+ @ A 300 192.0.2.1'], ['create @ A 300 192.0.2.1']],
    [
      'one value of three: the new one comes before the old one goes',
      ['+ x A 900 192.0.2.1 | 192.0.2.2 | 192.0.2.9'],
      ['create x A 900 192.0.2.9', 'delete dns3'],
    ],
    ['a value less', ['+ x A 900 192.0.2.1'], ['delete dns2 dns3']],
    ['a preference alone', ['+ @ MX 900 20 mx.example.net.'], ['create @ MX 900 20 mx.example.net', 'delete dns5']],
    [
      'a TTL of three values: in two rounds, so that the name always answers',
      ['+ x A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3'],
      ['rewrite dns1 dns2 -> x A 300 192.0.2.1 | x A 300 192.0.2.2', 'rewrite dns3 -> x A 300 192.0.2.3'],
    ],
    [
      'a TTL and a new value: the new one answers meanwhile',
      ['+ x A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.9'],
      ['create x A 300 192.0.2.9', 'rewrite dns1 dns2 -> x A 300 192.0.2.1 | x A 300 192.0.2.2', 'delete dns3'],
    ],
    [
      'a TTL and a value less: the old one answers meanwhile',
      ['+ x A 300 192.0.2.1 | 192.0.2.2'],
      ['rewrite dns1 dns2 -> x A 300 192.0.2.1 | x A 300 192.0.2.2', 'delete dns3'],
    ],
    ['a TTL of one value', ['+ one A 300 192.0.2.4'], ['rewrite dns4 -> one A 300 192.0.2.4']],
    ['another target', ['+ alias CNAME 900 z.example.net.'], ['rewrite dns6 -> alias CNAME 900 z.example.net']],
    ['a set that goes', ['- x A'], ['delete dns1 dns2 dns3']],
    [
      'what goes, all at once and last',
      ['- one A', '+ new A 300 192.0.2.1', '+ x A 900 192.0.2.9', '- @ MX'],
      ['create new A 300 192.0.2.1', 'create x A 900 192.0.2.9', 'delete dns4 dns1 dns2 dns3 dns5'],
    ],
  ])('%s', (_case, changes, expected) => {
    const calls = compile(live, ...changes);
    expect(lines(calls)).toEqual(expected);
    const addresses = changesOf(live, ...changes).map(({ address }) => address);
    expect([...new Set(calls.flatMap(({ covers }) => covers))].sort()).toEqual(addresses.sort());
    expect(JSON.parse(JSON.stringify(calls))).toEqual(calls);
  });

  it('tell how many requests they take, and what to put back', () => {
    expect(compile(live, '+ x A 300 192.0.2.1 | 192.0.2.2 | 192.0.2.3')[0]).toEqual({
      operation: 'DELETE dns, POST dns',
      domain,
      covers: ['example.com/x/A'],
      requests: 3,
      body: {
        kind: 'rewrite',
        domain,
        leaving: [
          { id: 'dns1', record: { name: 'x', type: 'A', content: '192.0.2.1', ttl: '900' } },
          { id: 'dns2', record: { name: 'x', type: 'A', content: '192.0.2.2', ttl: '900' } },
        ],
        coming: [
          { name: 'x', type: 'A', content: '192.0.2.1', ttl: '300' },
          { name: 'x', type: 'A', content: '192.0.2.2', ttl: '300' },
        ],
      },
    });
  });

  it('bring together what has different TTLs', () => {
    const odd = zoneOf('dns1 x A 300 192.0.2.1', 'dns2 x A 900 192.0.2.2');
    expect(lines(compile(odd, '+ x A 900 192.0.2.1 | 192.0.2.2'))).toEqual(['rewrite dns1 -> x A 900 192.0.2.1']);
  });

  it('take away a value that is there twice, the one with the wrong TTL', () => {
    const odd = zoneOf('dns1 x A 300 192.0.2.1', 'dns2 x A 900 192.0.2.1');
    expect(lines(compile(odd, '+ x A 900 192.0.2.1'))).toEqual(['delete dns1']);
  });

  it('take both away before a third comes: a record may not be there twice', () => {
    const odd = zoneOf('dns1 x A 300 192.0.2.1', 'dns2 x A 600 192.0.2.1', 'dns3 x A 300 192.0.2.2');
    expect(lines(compile(odd, '+ x A 900 192.0.2.1'))).toEqual([
      'rewrite dns1 dns2 -> x A 900 192.0.2.1',
      'delete dns3',
    ]);
  });
});

describe('a set that makes room for another type', () => {
  it.each([
    [
      'goes with all others of its name, in the call that brings the CNAME',
      ['dns1 x A 900 192.0.2.1', 'dns2 x A 900 192.0.2.2', 'dns3 x TXT 900 t'],
      ['- x A', '- x TXT', '+ x CNAME 900 y.example.net.'],
      ['rewrite dns1 dns2 dns3 -> x CNAME 900 y.example.net'],
    ],
    [
      'gives way to the first that comes; the others follow',
      ['dns1 x CNAME 900 y.example.net'],
      ['- x CNAME', '+ x A 900 192.0.2.1 | 192.0.2.2', '+ x TXT 900 "t"'],
      ['rewrite dns1 -> x A 900 192.0.2.1 | x A 900 192.0.2.2', 'create x TXT 900 t'],
    ],
    [
      'waits for the end where nothing excludes it',
      ['dns1 x TXT 900 t'],
      ['- x TXT', '+ x A 900 192.0.2.1'],
      ['create x A 900 192.0.2.1', 'delete dns1'],
    ],
    [
      'is not that of another name',
      ['dns1 x CNAME 900 y.example.net'],
      ['+ z A 900 192.0.2.1', '- x CNAME'],
      ['create z A 900 192.0.2.1', 'delete dns1'],
    ],
  ])('%s', (_case, rows, changes, expected) => {
    const live = zoneOf(...rows);
    const calls = compile(live, ...changes);
    expect(lines(calls)).toEqual(expected);
    const addresses = changesOf(live, ...changes).map(({ address }) => address);
    expect([...new Set(calls.flatMap(({ covers }) => covers))].sort()).toEqual(addresses.sort());
  });
});

describe('a change is a replacement where the name is without the record for a moment', () => {
  it.each([
    ['a target', 'x CNAME 900 y.example.net.', 'x CNAME 900 z.example.net.', true],
    ['the TTL of a CNAME', 'x CNAME 900 y.example.net.', 'x CNAME 300 y.example.net.', true],
    ['the TTL of one value', 'x A 900 192.0.2.1', 'x A 300 192.0.2.1', true],
    ['one value', 'x A 900 192.0.2.1', 'x A 900 192.0.2.2', false],
    ['the TTL, and one value more', 'x A 900 192.0.2.1', 'x A 300 192.0.2.1 | 192.0.2.2', false],
    ['the TTL of two values', 'x A 900 192.0.2.1 | 192.0.2.2', 'x A 300 192.0.2.1 | 192.0.2.2', false],
    ['the TTL, and one value less', 'x A 900 192.0.2.1 | 192.0.2.2', 'x A 300 192.0.2.1', false],
  ])('%s', (_case, before, after, replaced) => {
    const reason = descriptor.dns.replaceReason?.(wanted(before), wanted(after));
    expect(reason !== undefined).toBe(replaced);
    // What the plan says is what the calls do: something of the name is there between a deletion and the next creation.
    const rows = before.slice(before.indexOf('900 ') + 4).split(' | ');
    const [name, type] = before.split(' ');
    const live = zoneOf(...rows.map((content, n) => `dns${n} ${name} ${type} 900 ${content}`));
    expect(neverEmpty(lines(compile(live, `+ ${after}`)), rows.length)).toBe(!replaced);
  });
});

/** Whether there is always at least one record while these lines are carried out. */
function neverEmpty(calls: readonly string[], there: number): boolean {
  let count = there;
  let least = count;
  for (const call of calls) {
    const [left = '', right = ''] = call.split(' -> ');
    count -= left.split(' ').filter((word) => /^dns\d+$/.test(word)).length;
    least = Math.min(least, count);
    count += left.startsWith('create') ? 1 : right === '' ? 0 : right.split(' | ').length;
  }
  return least > 0;
}

describe('the calls of settings', () => {
  const change = (field: string, after: unknown, name = domain) =>
    ({
      address: `${name}:${field}`,
      domain: name,
      field,
      before: null,
      after,
      live: { settings: {} },
    }) as SettingChange;

  it('are one for each field of each domain, by the names that writes have', () => {
    const calls = compileSettings([
      change('auto_renew', false),
      change('transfer_lock', true),
      change('privacy', false, 'example.net'),
      change('nameservers', ['ns1.example.net.', 'ns2.example.net.']),
    ]);
    expect(calls.map(({ domain: name, requests }) => [name, requests])).toEqual([
      [domain, 1],
      [domain, 1],
      ['example.net', 1],
      [domain, 1],
    ]);
    expect(lines(calls)).toEqual([
      'set autorenew false',
      'set locked true',
      'set whois_privacy false',
      'set nameservers ns1.example.net,ns2.example.net',
    ]);
  });

  it('look at auto-renew once it is on', () => {
    expect(compileSettings([change('auto_renew', true)])).toMatchObject([{ requests: 2 }]);
  });

  it('for dnssec do not exist', () => {
    expect(() => compileSettings([change('dnssec', [])])).toThrow('dnssec cannot be written at Hover');
  });
});
