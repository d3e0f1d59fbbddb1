import { describe, expect, it } from 'vitest';
import type { LiveRegistration } from '../../../src/planner/inputs.ts';
import type { CallDraft, SettingChange } from '../../../src/planner/plan.ts';
import type { GoDaddyCall } from '../../../src/registrars/godaddy/calls.ts';
import { compileSettings } from '../../../src/registrars/godaddy/compile.ts';
import { settingAddress } from '../../../src/schema/dns/address.ts';
import type { SettingField } from '../../../src/schema/domain/settings.ts';
import { compile, domain, zoneOf } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const hosts = (from: number, to: number) => range(from, to).map((n) => `n${n} A 3600 192.0.2.${n % 250}`);
const added = (texts: readonly string[]) => texts.map((text) => `+ ${text}`);
const gone = (from: number, to: number, type = 'A') => range(from, to).map((n) => `- n${n} ${type}`);

/** `PUT records/{type} A`: what is sent, and to what. */
const show = ({ operation, body }: CallDraft) => {
  const call = body as GoDaddyCall;
  return 'type' in call
    ? operation.replace('{type}', call.type).replace('{name}', 'name' in call ? call.name : '')
    : operation;
};

const requestsOf = (calls: readonly CallDraft[]) => calls.reduce((sum, { requests }) => sum + requests, 0);

/** The reason is why it cannot be fewer. */
const counts: readonly {
  change: string;
  live: readonly string[];
  changes: readonly string[];
  calls: readonly string[];
  requests: number;
  reason: string;
}[] = [
  { change: 'nothing', live: hosts(1, 3), changes: [], calls: [], requests: 0, reason: 'nothing is sent' },
  {
    change: 'one set made',
    live: [],
    changes: ['+ www A 3600 192.0.2.1'],
    calls: ['PATCH records'],
    requests: 1,
    reason: 'one write is the least',
  },
  {
    change: '100 sets of several types made',
    live: hosts(101, 120),
    changes: [
      ...added(hosts(1, 98)),
      '+ m MX 3600 10 mx.example.net.',
      '+ _sip._tcp SRV 3600 1 1 5060 sip.example.net.',
    ],
    calls: ['PATCH records'],
    requests: 1,
    reason: 'all additions go in one request, whatever their types',
  },
  {
    change: 'one value of four changed',
    live: ['www A 3600 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    changes: ['+ www A 3600 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.9'],
    calls: ['PUT records/A/www'],
    requests: 1,
    reason: 'a set is replaced by one request',
  },
  {
    change: 'the TTL of a set of four changed',
    live: ['www A 3600 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    changes: ['+ www A 7200 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.4'],
    calls: ['PUT records/A/www'],
    requests: 1,
    reason: 'a set is replaced by one request',
  },
  {
    change: 'a value added to each of ten sets',
    live: hosts(1, 10),
    changes: range(1, 10).map((n) => `+ n${n} A 3600 192.0.2.${n} | 198.51.100.1`),
    calls: ['PATCH records'],
    requests: 1,
    reason: 'the new records go in one request, beside those that are there',
  },
  {
    change: 'a set taken away',
    live: hosts(1, 2),
    changes: ['- n1 A'],
    calls: ['DELETE records/A/n1'],
    requests: 1,
    reason: 'one write is the least',
  },
  {
    change: 'three sets taken away',
    live: hosts(1, 9),
    changes: gone(1, 3),
    calls: ['DELETE records/A/n1', 'DELETE records/A/n2', 'DELETE records/A/n3'],
    requests: 3,
    reason: 'a request less is not worth taking everybody else along',
  },
  {
    change: '50 of 60 sets taken away',
    live: hosts(1, 60),
    changes: gone(1, 50),
    calls: ['PUT records/A'],
    requests: 2,
    reason: 'a whole type is read before it is written',
  },
  {
    change: 'all of 50 sets taken away',
    live: hosts(1, 50),
    changes: gone(1, 50),
    calls: ['PUT records/A'],
    requests: 3,
    reason: 'read, write all but one set, delete that one: an empty list is ignored',
  },
  {
    change: '60 changes over 20 names',
    live: range(1, 20).flatMap((n) => [`n${n} A 3600 192.0.2.1`, `n${n} TXT 3600 old`, `rest${n} TXT 3600 old`]),
    changes: range(1, 20).flatMap((n) => [`+ n${n} A 3600 192.0.2.2`, `+ n${n} AAAA 3600 2001:db8::1`, `- n${n} TXT`]),
    calls: ['PATCH records', 'PUT records/A', 'PUT records/TXT'],
    requests: 5,
    reason: 'one addition, and a read and a write for each of two types',
  },
  {
    change: 'ten sets changed, ten made, ten taken away, of one type',
    live: hosts(1, 30),
    changes: [
      ...range(1, 10).map((n) => `+ n${n} A 7200 192.0.2.1`),
      ...range(41, 50).map((n) => `+ n${n} A 3600 192.0.2.1`),
      ...gone(11, 20),
    ],
    calls: ['PUT records/A'],
    requests: 2,
    reason: 'additions ride along where their type is written anyway',
  },
  {
    change: 'an address that becomes a CNAME',
    live: ['www A 3600 192.0.2.1'],
    changes: ['- www A', '+ www CNAME 3600 web.example.net.'],
    calls: ['DELETE records/A/www', 'PATCH records'],
    requests: 2,
    reason: 'no request both takes away and adds, and the two cannot stand together',
  },
  {
    change: 'a CNAME that becomes two addresses',
    live: ['www CNAME 3600 @'],
    changes: ['- www CNAME', '+ www A 3600 192.0.2.1', '+ www AAAA 3600 2001:db8::1'],
    calls: ['DELETE records/CNAME/www', 'PATCH records'],
    requests: 2,
    reason: 'no request both takes away and adds, and they cannot stand together',
  },
  {
    change: '600 records made',
    live: [],
    changes: added(range(1, 600).map((n) => `n${n} A 3600 192.0.2.1`)),
    calls: ['PATCH records', 'PATCH records'],
    requests: 2,
    reason: '500 records in a request',
  },
  {
    change: 'five sets taken away in a zone of 500',
    live: hosts(1, 500),
    changes: gone(1, 5),
    calls: range(1, 5).map((n) => `DELETE records/A/n${n}`),
    requests: 5,
    reason: 'what takes several pages to read is not written as a whole',
  },
  {
    change: 'one service changed beside another',
    live: ['_sip._tcp SRV 3600 1 1 5060 a.example.net', '_xmpp._tcp SRV 3600 1 1 5222 b.example.net'],
    changes: ['+ _sip._tcp SRV 3600 2 1 5060 a.example.net.'],
    calls: ['PUT records/SRV'],
    requests: 2,
    reason: 'what a path for one name means is not known, so that all SRV are read and written',
  },
  {
    change: 'the last service taken away',
    live: ['_sip._tcp SRV 3600 1 1 5060 a.example.net'],
    changes: ['- _sip._tcp SRV'],
    calls: ['PUT records/SRV'],
    requests: 3,
    reason: 'read that it is the last, delete it, read that it is gone',
  },
  {
    change: 'both services taken away',
    live: ['_sip._tcp SRV 3600 1 1 5060 a.example.net', '_xmpp._tcp SRV 3600 1 1 5222 b.example.net'],
    changes: ['- _sip._tcp SRV', '- _xmpp._tcp SRV'],
    calls: ['PUT records/SRV'],
    requests: 4,
    reason: 'read, write one, delete it, read that it is gone',
  },
  {
    change: 'an address where the parking page is',
    live: ['@ A 600 Parked'],
    changes: ['+ @ A 3600 192.0.2.1'],
    calls: ['PUT records/A/@'],
    requests: 1,
    reason: 'the parking page is replaced like any other record',
  },
];

describe('the calls of a zone', () => {
  it.each(counts)('for $change: $reason', ({ live, changes, calls, requests }) => {
    const compiled = compile(zoneOf(...live), ...changes);
    expect(compiled.map(show)).toEqual(calls);
    expect(requestsOf(compiled)).toBe(requests);
    const addresses = changes
      .map((text) => text.slice(2).split(' ', 2))
      .map(([name, type]) => `${domain}/${name}/${type}`);
    expect(compiled.flatMap(({ covers }) => covers).sort()).toEqual(addresses.sort());
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(compiled);
  });

  it('make room first, then add, then replace targets before pointers, then delete pointers before targets', () => {
    const live = zoneOf(
      'swap CNAME 3600 web.example.net',
      'host A 3600 192.0.2.1',
      'alias CNAME 3600 host.example.com',
      'old A 3600 192.0.2.1',
      'to-old CNAME 3600 old.example.com',
    );
    const calls = compile(
      live,
      '- old A',
      '- to-old CNAME',
      '+ alias CNAME 7200 new.example.com.',
      '+ host A 3600 192.0.2.2',
      '+ new A 3600 192.0.2.3',
      '- swap CNAME',
      '+ swap A 3600 192.0.2.4',
    );
    expect(calls.map(show)).toEqual([
      'DELETE records/CNAME/swap',
      'PATCH records',
      'PUT records/A/host',
      'PUT records/CNAME/alias',
      'DELETE records/CNAME/to-old',
      'DELETE records/A/old',
    ]);
  });

  it('leave an address that an alias still points to until the alias is changed', () => {
    const live = zoneOf(...hosts(1, 9), 'alias CNAME 3600 n9.example.com');
    const calls = compile(
      live,
      ...range(1, 5).map((n) => `+ n${n} A 7200 192.0.2.1`),
      ...gone(6, 9),
      '+ alias CNAME 3600 n1.example.com.',
    );
    expect(calls.map(show)).toEqual(['PUT records/A', 'PUT records/CNAME/alias', 'DELETE records/A/n9']);
  });

  it('take only the new records of a set along in an addition, as they are stored', () => {
    const [call] = compile(zoneOf('WWW A 3600 192.0.2.1'), '+ www A 3600 192.0.2.1 | 192.0.2.2');
    expect(call?.body).toMatchObject({ rows: [{ type: 'A', name: 'WWW', data: '192.0.2.2', ttl: 3600 }] });
  });

  it('replace a set that is not as it seems', () => {
    const live = zoneOf('www A 3600 192.0.2.1', 'www A 7200 192.0.2.2');
    expect(compile(live, '+ www A 3600 192.0.2.1 | 192.0.2.2 | 192.0.2.3').map(show)).toEqual(['PUT records/A/www']);
  });

  it('refuse what would destroy records that cannot be read', () => {
    const live = zoneOf({ data: 'mail', name: '@', ttl: 3600, type: 'MX', priority: 10 });
    const [call, ...others] = compile(live, '+ @ MX 3600 10 mx.example.net.', '+ www A 3600 192.0.2.1');
    expect(call).toMatchObject({
      requests: 0,
      covers: ['example.com/@/MX'],
      refused:
        "There are records of that name and type that this tool cannot read: 10 mail. Remove those records on GoDaddy's website, and plan again.",
    });
    expect(others.map(show)).toEqual(['PATCH records']);
  });

  it.each(['+ www A 3600 192.0.2.9', '- www A'])(
    'refuse what would take one along that stands in the set: %s',
    (change) => {
      const live = zoneOf('www A 3600 192.0.2.300 | 192.0.2.1', 'api A 3600 192.0.2.1');
      const [call, ...others] = compile(live, change, '- api A');
      expect(call).toMatchObject({
        requests: 0,
        covers: ['example.com/www/A'],
        refused: expect.stringContaining('192.0.2.300'),
      });
      expect(others.map(show)).toEqual(['DELETE records/A/api']);
    },
  );

  it('change sets one by one where a type has records that cannot be read', () => {
    const live = zoneOf(...hosts(1, 9), '@ A 600 Parked');
    expect(requestsOf(compile(live, ...gone(1, 5)))).toBe(5);
  });
});

describe('the calls of settings', () => {
  const live = (name: string): LiveRegistration => {
    return { domain: name, status: 'active', expiresAt: null, settings: {}, native: null };
  };
  const change = (name: string, field: SettingField, after: unknown) =>
    ({
      address: settingAddress(name, field),
      domain: name,
      field,
      before: null,
      after,
      live: live(name),
    }) as SettingChange;

  it('are one per domain, and one more for its nameservers, which are waited for', () => {
    const calls = compileSettings([
      change('a.com', 'auto_renew', true),
      change('b.com', 'auto_renew', false),
      change('a.com', 'transfer_lock', false),
      change('b.com', 'nameservers', ['ns1.example.net.', 'ns2.example.net.']),
    ]);
    expect(calls).toEqual([
      {
        operation: 'PATCH domains/{domain}',
        domain: 'a.com',
        covers: ['a.com:auto_renew', 'a.com:transfer_lock'],
        requests: 1,
        body: { kind: 'settings', domain: 'a.com', settings: { renewAuto: true, locked: false } },
      },
      {
        operation: 'PATCH domains/{domain}',
        domain: 'b.com',
        covers: ['b.com:auto_renew'],
        requests: 1,
        body: { kind: 'settings', domain: 'b.com', settings: { renewAuto: false } },
      },
      {
        operation: 'PATCH domains/{domain}',
        domain: 'b.com',
        covers: ['b.com:nameservers'],
        requests: 2,
        body: { kind: 'nameservers', domain: 'b.com', nameservers: ['ns1.example.net.', 'ns2.example.net.'] },
        notes: [expect.stringMatching(/^whether the domain is signed was not looked at/)],
      },
    ]);
  });
});
