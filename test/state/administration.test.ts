import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/state/database.ts';
import { parseSnapshot } from '../../src/state/parse-snapshot.ts';
import { createSqlStore } from '../../src/state/sql-store.ts';
import type { State } from '../../src/state/store.ts';
import { plainManagement } from '../../src/workflow/apply/effects.ts';
import { emptyTables, openDatabase, stateBackends } from '../helpers/database.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';

describe.each(stateBackends())('state by hand, $name', (backend) => {
  let database: Database;
  let store: State;
  let run: number;
  beforeAll(async () => {
    await backend.start();
    database = await openDatabase(await backend.newState());
  }, 60_000);
  afterAll(async () => {
    await database.close();
    await backend.stop();
  }, 60_000);
  beforeEach(async () => {
    await emptyTables(database);
    store = createSqlStore(database, 'test', 'default');
    run = await store.startRun(runStart);
    await store.settle(
      run,
      [],
      [
        { ...domain('a.com'), protect: true, root: 'github.com/northwind/dns' },
        {
          kind: 'zone-rows',
          domain: 'a.com',
          rows: 31,
          foreign: [{ name: 'odd.a.com.', type: 'FRAME', ttl: null, values: ['some text'] }],
        },
        recordSet('a.com', 'www', { protect: true, irregular: 'its records have different TTLs: 300, 600' }),
        recordSet('a.com', 'mail', {
          protect: 'delete',
          type: 'TXT',
          values: ['"a \\" b"'],
          options: { proxied: true, tags: ['x'] },
        }),
        { kind: 'setting', domain: 'a.com', account: 'gandi', field: 'auto_renew', value: false, at },
        domain('b.com'),
      ],
    );
  });

  it('forgets one thing, or a domain with all of it', async () => {
    expect(
      await store.forget(run, [
        { kind: 'record_set', domain: 'a.com', name: 'www.a.com.', type: 'A' },
        { kind: 'record_set', domain: 'a.com', name: 'none.a.com.', type: 'A' },
        { kind: 'setting', domain: 'a.com', field: 'auto_renew' },
      ]),
    ).toBe(2);
    const [recorded] = await store.readRecorded(['a.com']);
    expect([recorded?.recordSets.map((set) => set.name), recorded?.settings]).toEqual([['mail.a.com.'], []]);
    expect(await store.forget(run, [{ kind: 'domain', domain: 'a.com' }])).toBe(2);
    expect(await store.otherDomains([])).toEqual(['b.com']);
    expect(await store.serial()).toBe(3);
    expect(await store.forget(run, [{ kind: 'domain', domain: 'a.com' }])).toBe(0);
    expect(await store.serial()).toBe(3);
  });

  describe('of what a run that died left open', () => {
    const addresses = ['a.com/www/A', 'a.com/mail/TXT'];
    const value = { ttl: 300, values: ['192.0.2.9'] };
    const both = {
      ...intent('a.com', 'www'),
      covers: addresses,
      recorded: Object.fromEntries(addresses.map((address) => [address, plainManagement])),
      managed: Object.fromEntries(addresses.map((address) => [address, plainManagement])),
      before: Object.fromEntries(addresses.map((address) => [address, null])),
      after: Object.fromEntries(addresses.map((address) => [address, value])),
    };
    const www = { kind: 'record_set', domain: 'a.com', name: 'www.a.com.', type: 'A' } as const;
    const rows = async () =>
      (await store.readRun(run))?.journal.map(({ covers, recorded, after, outcome, error }) => [
        covers,
        Object.keys(recorded),
        Object.keys(after),
        outcome,
        error,
      ]);

    it('does not take up again what is forgotten', async () => {
      await store.intend(run, [both, intent('a.com', 'www'), intent('b.com', 'www')]);
      const forgetting = await store.startRun({ ...runStart, operation: 'state' });
      expect(await store.forget(forgetting, [www])).toBe(1);
      expect((await store.openIntents()).map(({ covers }) => covers)).toEqual([['a.com/mail/TXT'], ['b.com/www/A']]);
      const error = `forgotten by run ${forgetting} before it was read back`;
      expect(await rows()).toEqual([
        [['a.com/mail/TXT'], ['a.com/mail/TXT'], ['a.com/mail/TXT'], null, null],
        [['a.com/www/A'], [], ['a.com/www/A'], 'in-doubt', error],
        [['b.com/www/A'], [], ['b.com/www/A'], null, null],
        [['a.com/www/A'], ['a.com/www/A'], ['a.com/www/A'], 'in-doubt', error],
      ]);
      await store.forget(forgetting, [{ kind: 'domain', domain: 'a.com' }]);
      expect((await store.openIntents()).map(({ covers }) => covers)).toEqual([['b.com/www/A']]);
    });

    it('does not take up again what a push leaves out, and goes on with the rest', async () => {
      const snapshot = await store.exportState();
      await store.intend(run, [both, intent('a.com', 'new'), intent('b.com', 'www')]);
      const domains = snapshot.domains.slice(0, 1).map((one) => ({
        ...one,
        record_sets: one.record_sets.filter(({ type }) => type === 'TXT'),
      }));
      await store.importState(await store.startRun(runStart), { ...snapshot, domains });
      expect((await store.openIntents()).map(({ covers }) => covers)).toEqual([['a.com/mail/TXT'], ['a.com/new/A']]);
    });
  });

  it('takes what was protected before there were two levels as protected from deletion', async () => {
    await database.query('UPDATE domctl.domains SET protect = true, protect_changes = DEFAULT');
    expect((await store.readRecorded(['a.com', 'b.com'])).map(({ protect }) => protect)).toEqual(['delete', 'delete']);
  });

  it('lifts the protection of exactly what was named, and keeps who applied it', async () => {
    const edit = await store.startRun({ ...runStart, operation: 'state', actor: 'ben' });
    const isProtected = async () => {
      const [one] = await store.readRecorded(['a.com']);
      return [one?.protect, one?.recordSets.map((set) => set.protect)];
    };
    expect(await isProtected()).toEqual([true, ['delete', true]]);
    expect(await store.unprotect(edit, [{ kind: 'domain', domain: 'a.com' }])).toBe(1);
    expect(await isProtected()).toEqual([false, ['delete', true]]);
    expect(await store.unprotect(edit, [{ kind: 'record_set', domain: 'a.com', name: 'www.a.com.', type: 'A' }])).toBe(
      1,
    );
    expect(await isProtected()).toEqual([false, ['delete', false]]);
    expect(
      await store.unprotect(edit, [{ kind: 'record_set', domain: 'a.com', name: 'mail.a.com.', type: 'TXT' }]),
    ).toBe(1);
    expect(await isProtected()).toEqual([false, [false, false]]);
    const [one] = await store.readRecorded(['a.com']);
    expect(new Set(one?.recordSets.map((set) => set.provenance.actor))).toEqual(new Set(['anna']));
  });

  it('goes out as JSON and comes back the same, here and elsewhere', async () => {
    // As each apply does before its first write.
    await store.claim(false);
    const snapshot = await store.exportState();
    expect(snapshot).toMatchObject({ format_version: '1.0', workspace: 'default', serial: 1 });
    expect(snapshot.runs).toEqual([
      {
        run,
        operation: 'apply',
        started_at: runStart.startedAt,
        finished_at: null,
        outcome: null,
        actor: 'anna',
        host: 'build-7',
        pid: 4711,
        commit: '3f2c1ab',
        ci_url: 'https://ci.example.com/5',
        tool_version: '0.1.0',
      },
    ]);
    const read = parseSnapshot(JSON.stringify(snapshot));
    if (!read.ok) throw new Error(read.problem.message);
    const before = await store.readRecorded(['a.com', 'b.com']);

    const push = await store.startRun({ ...runStart, operation: 'state', pid: 99 });
    await store.importState(push, read.value);
    expect(await store.readRecorded(['a.com', 'b.com'])).toEqual(before);
    expect(await store.serial()).toBe(2);

    const elsewhere = createSqlStore(database, 'test', 'elsewhere');
    await elsewhere.importState(await elsewhere.startRun({ ...runStart, operation: 'state', pid: 98 }), read.value);
    const moved = await elsewhere.readRecorded(['a.com', 'b.com']);
    const withoutRun = (value: unknown) => JSON.parse(JSON.stringify(value, (key, part) => (key === 'run' ? 0 : part)));
    expect(withoutRun(moved)).toEqual(withoutRun(before));
    expect(await elsewhere.version()).toEqual({ serial: 2, lineage: snapshot.lineage, simulated: false });
  });

  it('is not put over another state, though that happens to be at the same serial', async () => {
    const snapshot = await store.exportState();
    const other = createSqlStore(database, 'test', 'other');
    const push = await other.startRun(runStart);
    await other.settle(push, [], [domain('c.com')]);
    const { lineage } = await other.version();
    await expect(other.importState(push, snapshot)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringMatching(
        new RegExp(`lineage ${snapshot.lineage}\\) than workspace other \\(lineage ${lineage}\\).*--workspace`),
      ),
    });
    expect(await other.otherDomains([])).toEqual(['c.com']);
    await other.importState(push, { ...snapshot, lineage });
    expect(await other.otherDomains([])).toEqual(['a.com', 'b.com']);
  });

  it('keeps how its runs ended where it goes elsewhere', async () => {
    await store.finishRun(run, { outcome: 'failed', finishedAt: at });
    const elsewhere = createSqlStore(database, 'test', 'elsewhere');
    const push = await elsewhere.startRun({ ...runStart, operation: 'state', pid: 98 });
    await elsewhere.importState(push, await store.exportState());
    const ended = (await elsewhere.listRuns()).map(({ outcome, finishedAt }) => [outcome, finishedAt]);
    expect(ended).toEqual([
      ['failed', at],
      [null, null],
    ]);
  });

  it('goes out where nothing is recorded, with its serial', async () => {
    await store.forget(run, [
      { kind: 'domain', domain: 'a.com' },
      { kind: 'domain', domain: 'b.com' },
    ]);
    expect(await store.exportState()).toMatchObject({ serial: 2, runs: [], domains: [] });
    expect(await createSqlStore(database, 'test', 'new').exportState()).toMatchObject({ serial: 0, domains: [] });
  });

  it('goes out and comes back where it has more rows than one statement takes', async () => {
    const labels = Array.from({ length: 45_000 }, (_, index) => `h${index}`);
    await store.settle(
      run,
      [],
      labels.map((label) => recordSet('b.com', label, { values: ['192.0.2.1'] })),
    );
    const count = async () => (await store.readRecorded(['b.com']))[0]?.recordSets.length;
    expect(await count()).toBe(labels.length);
    const snapshot = await store.exportState();
    await store.forget(run, [{ kind: 'domain', domain: 'b.com' }]);
    expect(await count()).toBeUndefined();
    await store.importState(run, { ...snapshot, serial: await store.serial() });
    expect(await count()).toBe(labels.length);
  }, 60_000);

  it('does not come back over what was written since, nor under a run at work', async () => {
    const snapshot = await store.exportState();
    const push = await store.startRun({ ...runStart, operation: 'state' });
    await store.acquireLeases(run, ['a.com']);
    await expect(store.importState(push, snapshot)).rejects.toMatchObject({ code: 'locked' });
    await store.settle(run, [], [recordSet('a.com', 'new')]);
    await store.releaseLeases(run);
    await expect(store.importState(push, snapshot)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringContaining('is of serial 1, and workspace default is at serial 2'),
    });
    expect((await store.readRecorded(['a.com']))[0]?.recordSets).toHaveLength(3);
  });
});

describe('a snapshot that a person edited', () => {
  const set = {
    account: 'cf',
    name: 'www.a.com.',
    type: 'A',
    ttl: 300,
    values: ['192.0.2.1'],
    options: {},
    irregular: null,
    protect: false,
    run: 1,
    applied_at: at,
  };
  const oneRun = {
    run: 1,
    operation: 'apply',
    started_at: at,
    finished_at: null,
    outcome: null,
    actor: 'anna',
    host: 'build-7',
    pid: 4711,
    commit: null,
    ci_url: null,
    tool_version: '0.1.0',
  };
  const withSetting = (setting: object) =>
    snapshot({}, { settings: [{ account: 'gandi', run: 1, applied_at: at, ...setting }] });
  const snapshot = (more: object = {}, domains: object = {}, sets: object = {}) =>
    JSON.stringify({
      format_version: '1.0',
      workspace: 'default',
      serial: 1,
      lineage: null,
      simulated: false,
      runs: [oneRun],
      domains: [
        {
          domain: 'a.com',
          registrar: null,
          dns: 'cf',
          protect: false,
          zone_rows: null,
          foreign_sets: null,
          root: null,
          run: 1,
          record_sets: [{ ...set, ...sets }],
          settings: [],
          ...domains,
        },
      ],
      ...more,
    });

  it.each([
    ['not JSON', '{', 'it is not JSON'],
    ['of another shape', '[]', 'the snapshot must be an object'],
    ['of another format', snapshot({ format_version: '2.0' }), 'format_version must be "1.0"'],
    ['with a lineage that is none', snapshot({ lineage: 'default' }), 'lineage must be a UUID'],
    ['of domains at nobody knows what', snapshot({ simulated: null }), 'simulated must be true or false'],
    ['without a serial', snapshot({ serial: '1' }), 'serial must be a whole number'],
    [
      'with more than we know',
      snapshot({}, {}, { comment: 'x' }),
      'domains[0].record_sets[0].comment is not known here',
    ],
    [
      'with a name that is not canonical',
      snapshot({}, {}, { name: 'WWW.a.com' }),
      'domains[0].record_sets[0].name must be an absolute name',
    ],
    [
      'with an unknown type',
      snapshot({}, {}, { type: 'WKS' }),
      'record_sets[0].type must be a record type that this version manages',
    ],
    ['with data of another type', snapshot({}, {}, { values: ['x'] }), 'record_sets[0].values[0] is not A data'],
    [
      'with data that is not canonical',
      snapshot({}, {}, { type: 'MX', values: ['10  mail.a.com.'] }),
      'must be in canonical form: 10 mail.a.com.',
    ],
    [
      'with a name of another domain',
      snapshot({}, {}, { name: 'www.b.com.' }),
      'record_sets[0].name must be within a.com',
    ],
    ['by a run that is not there', snapshot({}, {}, { run: 2 }), 'record_sets[0].run must be one of those in runs'],
    [
      'with a setting by a run that is not there',
      snapshot(
        { runs: [] },
        { record_sets: [], settings: [JSON.parse(withSetting({ field: 'zone', value: true })).domains[0].settings[0]] },
      ),
      'settings[0].run must be one of those in runs',
    ],
    [
      'with values that are not sorted',
      snapshot({}, {}, { values: ['192.0.2.2', '192.0.2.1'] }),
      'values[1] must come before',
    ],
    [
      'with a value twice',
      snapshot({}, {}, { values: ['192.0.2.1', '192.0.2.1'] }),
      'each value is there once, sorted',
    ],
    [
      'with a TTL that no zone has',
      snapshot({}, {}, { ttl: 2 ** 31 }),
      'ttl must be a whole number from 0 to 2147483647',
    ],
    ['with a pid that no system has', snapshot({ runs: [{ ...oneRun, pid: 2 ** 31 }] }), 'runs[0].pid must be'],
    ['with run 0', snapshot({ runs: [{ ...oneRun, run: 0 }] }), 'runs[0].run must be a whole number from 1'],
    ['with a run twice', snapshot({ runs: [oneRun, oneRun] }), 'run 1 is there twice'],
    ['with a serial that cannot rise', snapshot({ serial: Number.MAX_SAFE_INTEGER }), 'serial must be'],
    [
      'with a day that does not exist',
      snapshot({}, {}, { applied_at: '2026-02-31T00:00:00Z' }),
      'applied_at must be a date',
    ],
    [
      'with a month that does not exist',
      snapshot({}, {}, { applied_at: '2026-13-01T00:00:00Z' }),
      'applied_at must be a date',
    ],
    [
      'with a year that does not exist',
      snapshot({}, {}, { applied_at: '0000-01-01T00:00:00Z' }),
      'applied_at must be a date',
    ],
    ['with a time of nowhere', snapshot({}, {}, { applied_at: '2026-02-01' }), 'applied_at must be a date'],
    ['with NUL', snapshot({}, {}, { account: 'c\0f' }), 'account must be a text'],
    ['with half a character', snapshot({}, {}, { options: { comment: '\ud83d' } }), 'options.comment must be a text'],
    ['with an option of no kind', snapshot({}, {}, { options: { proxied: 1 } }), 'options.proxied must be a list'],
    ['with a zone that is not', withSetting({ field: 'zone', value: false }), 'settings[0].value must be true'],
    [
      'with a flag that is a list',
      withSetting({ field: 'privacy', value: [] }),
      'settings[0].value must be true or false',
    ],
    [
      'with nameservers that are a flag',
      withSetting({ field: 'nameservers', value: true }),
      'settings[0].value must be a list',
    ],
    [
      'with nameservers in no order',
      withSetting({ field: 'nameservers', value: ['ns2.b.com.', 'ns1.b.com.'] }),
      'settings[0].value[1] must come before',
    ],
    [
      'with DS data that is none',
      withSetting({ field: 'dnssec', value: ['junk'] }),
      'settings[0].value[0] is not DS data',
    ],
    ['with a set twice', snapshot({}, { record_sets: [set, set] }), 'a.com www.a.com. A at cf is there twice'],
  ])('%s is refused by its place', (_claim, text, message) => {
    const result = parseSnapshot(text);
    expect(result.ok ? 'accepted' : result.problem.message).toContain(message);
  });

  it('is accepted where all is in order', () => {
    expect(parseSnapshot(snapshot({}, {}, { values: ['192.0.2.10', '192.0.2.9'] })).ok).toBe(true);
    for (const setting of [
      { field: 'zone', value: true },
      { field: 'auto_renew', value: false },
      { field: 'nameservers', value: ['ns1.b.com.', 'ns2.b.com.'] },
      { field: 'dnssec', value: [] },
      { field: 'dnssec', value: [`12345 13 2 ${'AB'.repeat(32)}`] },
    ]) {
      expect(parseSnapshot(withSetting(setting))).toMatchObject({ ok: true });
    }
  });
});
