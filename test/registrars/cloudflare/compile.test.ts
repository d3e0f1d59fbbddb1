/** Changes become batches: which operations, in how many calls. */
import { describe, expect, it } from 'vitest';
import type { LiveRecordSet, LiveZone } from '../../../src/planner/inputs.ts';
import type { CallAction, RecordSetChange, SettingChange } from '../../../src/planner/plan.ts';
import type { Batch } from '../../../src/registrars/cloudflare/calls.ts';
import { compileCreateZone, compileSettings, compileZone } from '../../../src/registrars/cloudflare/compile.ts';
import type { NativeRow } from '../../../src/registrars/cloudflare/live-zone.ts';
import { canonicalRecordSet } from '../../../src/registrars/cloudflare/record-rules.ts';
import type { RecordType } from '../../../src/schema/dns/rdata.ts';
import type { RecordOptions, RecordSet } from '../../../src/schema/dns/record-set.ts';
import { printRdata } from '../../../src/schema/dns/record-types.ts';
import { recordSet } from '../../conformance/samples.ts';

const domain = 'example.com';
const set = (name: string, type: RecordType, values: readonly string[], ttl = 300, options: RecordOptions = {}) => ({
  ...recordSet(domain, name, type, values, ttl),
  options,
});

/** As it was read; record ids are `r1`, `r2`... in the order of the values. */
function live(wanted: RecordSet, record: Partial<NativeRow> = {}): LiveRecordSet {
  const records = wanted.values.map((rdata, index) => ({
    id: `r${index + 1}`,
    value: printRdata(rdata),
    ttl: wanted.ttlSeconds,
    proxied: wanted.options.proxied === true,
    comment: '',
    tags: [],
    ...record,
  }));
  return { ...canonicalRecordSet(wanted), native: { rows: records } };
}

function change(before: LiveRecordSet | null, after: RecordSet | null): RecordSetChange {
  const { name, type } = (after ?? before) as RecordSet;
  const action: CallAction = before === null ? 'create' : after === null ? 'delete' : 'update';
  const desired = after === null ? null : { ...after, protect: false, source: { file: 'x', line: 1, column: 1 } };
  return { address: `${domain}/${name}/${type}`, action, before, after: desired };
}

function compile(
  changes: readonly RecordSetChange[],
  batchLimit = 200,
  native: unknown = { zoneId: 'z1', batchLimit, free: false },
) {
  const zone: LiveZone = { domain, status: 'present', recordSets: [], unsupported: [], nameservers: [], native };
  return compileZone({ domain, live: zone, changes });
}

function batch(changes: readonly RecordSetChange[]): Pick<Batch, 'deletes' | 'patches' | 'posts'> {
  const calls = compile(changes);
  expect(calls).toHaveLength(1);
  const [body] = calls.map((call) => call.body as Batch);
  if (body === undefined) throw new Error('no call');
  const { deletes, patches, posts } = body;
  return { deletes, patches, posts };
}

const none = { deletes: [], patches: [], posts: [] };

describe('one record set', () => {
  it('that is new is posted, by its full name', () => {
    expect(batch([change(null, set('www', 'A', ['192.0.2.1', '192.0.2.2']))])).toEqual({
      ...none,
      posts: [
        { type: 'A', name: 'www.example.com', content: '192.0.2.1', ttl: 300, proxied: false },
        { type: 'A', name: 'www.example.com', content: '192.0.2.2', ttl: 300, proxied: false },
      ],
    });
  });

  it('with options is posted with them, and a proxied one with automatic TTL', () => {
    const options = { proxied: true, comment: 'edge', tags: ['Env:Prod', 'a'] };
    expect(batch([change(null, set('www', 'CNAME', ['x.example.net.'], 300, options))]).posts).toEqual([
      {
        type: 'CNAME',
        name: 'www.example.com',
        content: 'x.example.net',
        ttl: 1,
        proxied: true,
        comment: 'edge',
        tags: ['a', 'env:Prod'],
      },
    ]);
  });

  it('with what the Free plan does not hold is refused, with what it was to replace; others are sent', () => {
    const changes = [
      change(live(set('a', 'CNAME', ['x.example.net.'])), null),
      change(null, set('a', 'A', ['192.0.2.1'], 300, { tags: ['owner:dns'] })),
      change(null, set('b', 'A', ['192.0.2.2'], 300, { comment: 'x'.repeat(101) })),
      change(null, set('c', 'A', ['192.0.2.3'], 300, { comment: 'x'.repeat(100), tags: [] })),
    ];
    for (const native of [null, { zoneId: 'z1', batchLimit: 200, free: true }]) {
      expect(compile(changes, 200, native).map(({ covers, refused }) => [covers, refused])).toEqual([
        [
          [`${domain}/a.example.com./A`, `${domain}/a.example.com./CNAME`],
          'the zone is on the Free plan, which has no tags. Leave the tags out, or choose a larger plan.',
        ],
        [
          [`${domain}/b.example.com./A`],
          'the zone is on the Free plan, where a comment has up to 100 characters, and this one has 101. Shorten it, or choose a larger plan.',
        ],
        [[`${domain}/c.example.com./A`], undefined],
      ]);
    }
    expect(compile(changes)).toHaveLength(1);
  });

  it('that leaves is deleted by its ids', () => {
    expect(batch([change(live(set('old', 'TXT', ['a', 'b'])), null)])).toEqual({
      ...none,
      deletes: [{ id: 'r1' }, { id: 'r2' }],
    });
  });

  it('of four values, one of which changes, is one edit', () => {
    const before = live(set('www', 'A', ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']));
    const after = set('www', 'A', ['192.0.2.1', '192.0.2.2', '192.0.2.4', '192.0.2.9']);
    expect(batch([change(before, after)])).toEqual({ ...none, patches: [{ id: 'r3', content: '192.0.2.9' }] });
  });

  it('that gets another TTL keeps its records', () => {
    const before = live(set('www', 'A', ['192.0.2.1', '192.0.2.2']));
    expect(batch([change(before, set('www', 'A', ['192.0.2.1', '192.0.2.2'], 600))])).toEqual({
      ...none,
      patches: [
        { id: 'r1', ttl: 600 },
        { id: 'r2', ttl: 600 },
      ],
    });
  });

  it('whose records have different TTLs is edited where the TTL is another', () => {
    const before = live(set('www', 'A', ['192.0.2.1', '192.0.2.2']));
    const [first, second] = (before.native as { rows: NativeRow[] }).rows;
    const irregular = { ...before, native: { rows: [first, { ...second, ttl: 1 }] } };
    expect(batch([change(irregular, set('www', 'A', ['192.0.2.1', '192.0.2.2']))]).patches).toEqual([
      { id: 'r2', ttl: 300 },
    ]);
  });

  it('that grows, shrinks and changes at once edits, adds and deletes as little as it can', () => {
    const before = live(set('m', 'MX', ['1 a.example.net.', '2 b.example.net.', '3 c.example.net.']));
    expect(batch([change(before, set('m', 'MX', ['2 b.example.net.', '9 z.example.net.']))])).toEqual({
      deletes: [{ id: 'r3' }],
      patches: [{ id: 'r1', content: 'z.example.net', priority: 9 }],
      posts: [],
    });
    expect(batch([change(live(set('t', 'TXT', ['a'])), set('t', 'TXT', ['b', 'c']))])).toEqual({
      deletes: [],
      patches: [{ id: 'r1', content: '"b"' }],
      posts: [{ type: 'TXT', name: 't.example.com', content: '"c"', ttl: 300 }],
    });
  });

  it('that holds a value twice loses the second', () => {
    const before = live(set('www', 'A', ['192.0.2.1']));
    const [record] = (before.native as { rows: NativeRow[] }).rows;
    const twice = { ...before, native: { rows: [record, { ...record, id: 'r2' }] } };
    expect(batch([change(twice, set('www', 'A', ['192.0.2.1']))])).toEqual({ ...none, deletes: [{ id: 'r2' }] });
  });

  it('leaves comment and tags alone unless they are named, and clears them when they are empty', () => {
    const noted = live(set('www', 'A', ['192.0.2.1']), { comment: 'by hand', tags: ['a'] });
    expect(batch([change(noted, set('www', 'A', ['192.0.2.1'], 600))]).patches).toEqual([{ id: 'r1', ttl: 600 }]);
    const cleared = set('www', 'A', ['192.0.2.1'], 300, { comment: '', tags: [] });
    expect(batch([change(noted, cleared)]).patches).toEqual([{ id: 'r1', comment: '', tags: [] }]);
  });

  it('that is no longer proxied says so, with its TTL', () => {
    const proxied = live(set('www', 'A', ['192.0.2.1'], 1, { proxied: true }));
    expect(batch([change(proxied, set('www', 'A', ['192.0.2.1'], 300))]).patches).toEqual([
      { id: 'r1', ttl: 300, proxied: false },
    ]);
  });
});

describe('one zone', () => {
  it('takes one call for any mix of changes, and none for none', () => {
    const changes = [
      change(live(set('swap', 'CNAME', ['x.example.net.'])), null),
      change(null, set('swap', 'A', ['192.0.2.1'])),
      change(live(set('ttl', 'TXT', ['a']), { id: 'r2' }), set('ttl', 'TXT', ['a'], 600)),
      change(null, set('@', 'MX', ['1 mx.example.net.'])),
    ];
    const calls = compile(changes);
    expect(calls).toMatchObject([
      {
        operation: 'POST dns_records/batch',
        domain,
        requests: 1,
        covers: expect.arrayContaining(changes.map((c) => c.address)),
      },
    ]);
    expect(compile([])).toEqual([]);
  });

  it('puts NS before the DS that needs them, and takes the DS away first', () => {
    const ds = set('child', 'DS', ['1 13 2 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855']);
    const ns = set('child', 'NS', ['ns1.example.net.']);
    expect(batch([change(null, ds), change(null, ns)]).posts.map(({ type }) => type)).toEqual(['NS', 'DS']);
    const liveNs = live(ns, { id: 'ns' });
    expect(batch([change(liveNs, null), change(live(ds, { id: 'ds' }), null)]).deletes).toEqual([
      { id: 'ds' },
      { id: 'ns' },
    ]);
  });

  it.each([
    // operations, limit, calls
    [200, 200, 1],
    [201, 200, 2],
    [1000, 200, 5],
    [3500, 3500, 1],
    [3501, 3500, 2],
  ])('with %i operations, %i to a batch, takes %i calls', (count, limit, expected) => {
    const changes = Array.from({ length: count }, (_, n) => change(null, set(`n${n}`, 'TXT', ['x'])));
    const calls = compile(changes, limit);
    expect(calls).toHaveLength(expected);
    expect(calls.flatMap(({ covers }) => covers).sort()).toEqual(changes.map(({ address }) => address).sort());
    for (const { body } of calls) expect((body as Batch).posts.length).toBeLessThanOrEqual(limit);
  });

  it('of names with several operations takes as few calls, and never splits a name', () => {
    // 300 names with a swap each: one deletion and one addition, 600 operations.
    const changes = Array.from({ length: 300 }, (_, n) => [
      change(live(set(`n${n}`, 'CNAME', ['x.example.net.']), { id: `c${n}` }), null),
      change(null, set(`n${n}`, 'A', ['192.0.2.1'])),
    ]).flat();
    const calls = compile(changes);
    expect(calls).toHaveLength(3);
    for (const { body } of calls) {
      const { deletes, posts } = body as Batch;
      expect(deletes.map(({ id }) => `n${String(id).slice(1)}.example.com`)).toEqual(posts.map(({ name }) => name));
    }
  });

  it('makes room before it adds', () => {
    const changes = [
      ...Array.from({ length: 150 }, (_, n) => change(null, set(`new${n}`, 'TXT', ['x']))),
      ...Array.from({ length: 150 }, (_, n) => change(live(set(`old${n}`, 'TXT', ['x']), { id: `r${n}` }), null)),
    ];
    const [first, second] = compile(changes).map(({ body }) => body as Batch);
    expect(first?.deletes).toHaveLength(150);
    expect(first?.posts).toHaveLength(50);
    expect(second?.posts).toHaveLength(100);
  });

  it('spreads a name over several batches only where it must, deletions first', () => {
    const many = (from: number) => Array.from({ length: 250 }, (_, n) => `192.0.${from}.${n}`);
    const before = live(set('big', 'A', many(2)));
    const calls = compile([change(before, null), change(null, set('big', 'AAAA', ['2001:db8::1']))]);
    expect(calls.map(({ body }) => (body as Batch).deletes.length)).toEqual([200, 50]);
    expect(calls.map(({ body }) => (body as Batch).posts.length)).toEqual([0, 1]);
  });

  it('that is still to be made is counted as a Free one', () => {
    const changes = Array.from({ length: 201 }, (_, n) => change(null, set(`n${n}`, 'TXT', ['x'])));
    const calls = compile(changes, 0, null);
    expect(calls).toHaveLength(2);
    expect(calls[0]?.body).toMatchObject({ zoneId: null });
  });
});

it('a zone is made by one call', () => {
  expect(compileCreateZone(domain)).toEqual({
    operation: 'POST zones',
    domain,
    covers: ['example.com:zone'],
    requests: 1,
    body: { kind: 'create-zone', domain },
  });
});

it('auto-renew takes one call per domain', () => {
  const changes = ['a.com', 'b.com'].map(
    (name) =>
      ({
        address: `${name}:auto_renew`,
        domain: name,
        field: 'auto_renew',
        before: false,
        after: true,
      }) as SettingChange,
  );
  expect(compileSettings(changes)).toMatchObject([
    { domain: 'a.com', covers: ['a.com:auto_renew'], requests: 1, body: { autoRenew: true } },
    { domain: 'b.com', covers: ['b.com:auto_renew'], requests: 1 },
  ]);
});
