/** How many requests each kind of change takes, and which. */
import { describe, expect, it } from 'vitest';
import type { CallDraft } from '../../../src/planner/plan.ts';
import type { StoredRow } from '../../../src/registrars/namesilo/convert.ts';
import type { RecordSet } from '../../../src/schema/dns/record-set.ts';
import { compiled, row, set, shown } from './helpers.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const requestsOf = (calls: readonly CallDraft[]) => calls.reduce((sum, { requests }) => sum + requests, 0);
const four = [1, 2, 3, 4].map((n) => `192.0.2.${n}`);
const fourRows = four.map((address) => row(`www A ${address}`));
const hosts = (from: number, to: number) => range(from, to).map((n) => row(`n${n} A 192.0.2.${n % 250}`));

/** The reason is why it cannot be fewer. */
const counts: readonly {
  readonly change: string;
  readonly live?: readonly StoredRow[];
  readonly desired?: readonly RecordSet[];
  readonly leaving?: readonly RecordSet[];
  readonly requests: number;
  readonly reason: string;
}[] = [
  { change: 'nothing', live: hosts(1, 3), requests: 0, reason: 'nothing is sent' },
  { change: 'one record made', desired: [set('www A 192.0.2.1')], requests: 1, reason: 'one write is the least' },
  {
    change: '100 sets made',
    desired: range(1, 100).map((n) => set(`n${n} A 192.0.2.${n}`)),
    requests: 100,
    reason: 'each record is a request of its own: the API has no batch',
  },
  {
    change: 'one value of four changed',
    live: fourRows,
    desired: [set('www A 192.0.2.1 | 192.0.2.2 | 192.0.2.3 | 192.0.2.9')],
    requests: 1,
    reason: 'one update, where a deletion and an addition would be two',
  },
  {
    change: 'the TTL of a set of four changed',
    live: fourRows,
    desired: [set(`www A ${four.join(' | ')}`, 7200)],
    requests: 4,
    reason: 'the TTL stands in each record',
  },
  {
    change: '50 of 60 sets taken away',
    live: hosts(1, 60),
    leaving: range(1, 50).map((n) => set(`n${n} A 192.0.2.1`)),
    requests: 50,
    reason: 'each record is a request of its own',
  },
  {
    change: '60 changes over 20 names',
    live: range(1, 20).flatMap((n) => [row(`n${n} A 192.0.2.1`), row(`n${n} TXT old`)]),
    desired: range(1, 20).flatMap((n) => [set(`n${n} A 192.0.2.2`), set(`n${n} AAAA 2001:db8::1`)]),
    leaving: range(1, 20).map((n) => set(`n${n} TXT old`)),
    requests: 60,
    reason: 'an update keeps its type, so nothing that goes can become what comes',
  },
  {
    change: 'an address that becomes a CNAME',
    live: [row('www A 192.0.2.1')],
    desired: [set('www CNAME web.example.net.')],
    leaving: [set('www A 192.0.2.1')],
    requests: 2,
    reason: 'an update cannot change the type',
  },
  {
    change: 'the parking addresses of a new domain that become one address',
    live: four.slice(0, 3).map((address) => row(`@ A ${address}`, { ttlSeconds: 3603 })),
    desired: [set('@ A 198.51.100.1')],
    requests: 3,
    reason: 'one of three becomes it, and the others go',
  },
  {
    change: 'MX preferences swapped',
    live: [row('@ MX 10 mx1.example.net'), row('@ MX 20 mx2.example.net')],
    desired: [set('@ MX 20 mx1.example.net. | 10 mx2.example.net.')],
    requests: 2,
    reason: 'the preference stands in each record',
  },
];

describe('a change takes as few requests as it can', () => {
  it.each(counts)('$change: $requests, because $reason', ({ live = [], desired = [], leaving = [], requests }) => {
    const calls = compiled(live, desired, leaving);
    expect(requestsOf(calls)).toBe(requests);
    // One call for each request: what was done before a failure is known exactly.
    expect(calls).toHaveLength(requests);
    for (const { covers, domain } of calls) expect([covers.length, domain]).toEqual([1, 'example.com']);
  });
});

describe('the requests of a change', () => {
  it('name the operation, the row with its id, and all of what it will be', () => {
    const [call] = compiled([row('www A 192.0.2.1')], [set('www A 192.0.2.2', 7200)]);
    expect(call).toEqual({
      operation: 'dnsUpdateRecord',
      domain: 'example.com',
      covers: ['example.com/www/A'],
      requests: 1,
      body: {
        kind: 'update',
        domain: 'example.com',
        before: row('www A 192.0.2.1'),
        row: { type: 'A', host: 'www', value: '192.0.2.2', distance: 0, ttlSeconds: 7200 },
      },
    });
  });

  const orders: readonly (readonly [string, readonly StoredRow[], RecordSet, readonly string[]])[] = [
    [
      'values that stay are left alone; one becomes another, one comes',
      [row('www A 192.0.2.1'), row('www A 192.0.2.2')],
      set('www A 192.0.2.2 | 192.0.2.3 | 192.0.2.4'),
      ['~ id of www A 192.0.2.1 -> 192.0.2.3 ttl 3600', '+ www A 192.0.2.4'],
    ],
    [
      'what replaces comes before what goes',
      [row('www A 192.0.2.1'), row('www A 192.0.2.2'), row('www A 192.0.2.3')],
      set('www A 192.0.2.9'),
      ['~ id of www A 192.0.2.1 -> 192.0.2.9 ttl 3600', '- id of www A 192.0.2.2', '- id of www A 192.0.2.3'],
    ],
    [
      'a second record of one value goes first, since it would be met as a duplicate',
      [row('www A 192.0.2.1', { ttlSeconds: 7200 }), row('www A 192.0.2.1', { id: 'second', ttlSeconds: 86_400 })],
      set('www A 192.0.2.1'),
      ['- second', '~ id of www A 192.0.2.1 -> 192.0.2.1 ttl 3600'],
    ],
    [
      'an MX host keeps its record when its preference changes',
      [row('@ MX 10 MX1.example.net'), row('@ MX 20 mx2.example.net')],
      set('@ MX 20 mx2.example.net. | 30 mx1.example.net.'),
      ['~ id of @ MX 10 MX1.example.net -> 30 mx1.example.net ttl 3600'],
    ],
    [
      'a record that has the other automatic TTL stays as it is',
      [row('www A 192.0.2.1', { ttlSeconds: 3603 }), row('www A 192.0.2.2', { ttlSeconds: 7207 })],
      set('www A 192.0.2.1 | 192.0.2.3', 7207),
      ['~ id of www A 192.0.2.2 -> 192.0.2.3 ttl 7207'],
    ],
    [
      'spelling is no change',
      [row('www AAAA 2001:0db8:0::1'), row('www AAAA 2001:db8::2')],
      set('www AAAA 2001:db8::1 | 2001:db8::3'),
      ['~ id of www AAAA 2001:db8::2 -> 2001:db8::3 ttl 3600'],
    ],
  ];
  it.each(orders)('%s', (_claim, live, desired, requests) => {
    expect(compiled(live, [desired]).map(shown)).toEqual(requests);
  });

  it('go in the order of the changes: room first, then targets before pointers, then what goes', () => {
    const live = [row('www A 192.0.2.1'), row('old A 192.0.2.2'), row('ftp CNAME old.example.com')];
    const desired = [set('www CNAME web.example.com.'), set('web A 192.0.2.3'), set('ftp CNAME web.example.com.')];
    const leaving = [set('old A 192.0.2.2'), set('www A 192.0.2.1')];
    expect(compiled(live, desired, leaving).map(shown)).toEqual([
      '- id of www A 192.0.2.1',
      '+ web A 192.0.2.3',
      '~ id of ftp CNAME old.example.com -> web.example.com ttl 3600',
      '+ www CNAME web.example.com',
      '- id of old A 192.0.2.2',
    ]);
  });

  it('never touch records of other names and types', () => {
    const foreign = [row('www TXT keep'), row('www2 A 192.0.2.1'), row('child NS ns1.example.net')];
    const calls = compiled([...foreign, row('www A 192.0.2.1')], [set('www A 192.0.2.2')]);
    expect(calls.map(shown)).toEqual(['~ id of www A 192.0.2.1 -> 192.0.2.2 ttl 3600']);
  });

  it('are the same for the same changes', () => {
    const once = () =>
      compiled(
        hosts(1, 9),
        range(1, 20).map((n) => set(`n${n} A 198.51.100.${n}`)),
      );
    expect(once()).toEqual(once());
  });
});
