import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/state/database.ts';
import { createSqlStore } from '../../src/state/sql-store.ts';
import type { State } from '../../src/state/store.ts';
import { emptyTables, openDatabase, stateBackends } from '../helpers/database.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';

describe.each(stateBackends())('history, $name', (backend) => {
  let database: Database;
  let store: State;
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
  });

  /** A run of three calls: one done, one failed, one never settled. */
  const threeCalls = async (): Promise<number> => {
    const run = await store.startRun(runStart);
    const ids = await store.intend(run, [
      intent('a.com', 'www'),
      intent('a.com', 'mail'),
      {
        ...intent('a.com', 'x'),
        domain: null,
        operation: 'PATCH settings',
        covers: ['a.com:privacy', 'b.com:privacy'],
      },
    ]);
    await store.settle(
      run,
      [
        { id: ids[0] as number, outcome: 'done', error: null, at },
        { id: ids[1] as number, outcome: 'failed', error: 'HTTP 400, bad name', at },
      ],
      [recordSet('a.com', 'www')],
    );
    return run;
  };

  it('tells of a call that failed what it left all the same', async () => {
    const run = await store.startRun(runStart);
    const covers = ['a.com/www/A', 'a.com/mail/A'];
    const [id] = await store.intend(run, [{ ...intent('a.com', 'www'), covers }]);
    const outcome = { id: id as number, outcome: 'failed', error: 'HTTP 500', at } as const;
    await store.settle(run, [{ ...outcome, found: { 'a.com/mail/A': null } }], []);
    expect((await store.readRun(run))?.journal).toMatchObject([{ outcome: 'failed', found: { 'a.com/mail/A': null } }]);
    expect(await database.query('SELECT address, outcome, after FROM domctl.v_changes ORDER BY address')).toEqual([
      { address: 'a.com/mail/A', outcome: 'done', after: null },
      { address: 'a.com/www/A', outcome: 'failed', after: { ttl: 300, values: ['192.0.2.1'] } },
    ]);
  });

  it('tells each run with its calls, the newest first', async () => {
    const first = await threeCalls();
    const second = await store.startRun({ ...runStart, operation: 'undo', actor: null, commit: null, ciUrl: null });
    await store.finishRun(second, { outcome: 'interrupted', finishedAt: '2026-11-23T11:00:00.000Z' });
    expect(await store.listRuns()).toEqual([
      {
        ...runStart,
        run: second,
        operation: 'undo',
        actor: null,
        commit: null,
        ciUrl: null,
        outcome: 'interrupted',
        finishedAt: '2026-11-23T11:00:00.000Z',
        refused: [],
        atWork: false,
        calls: { done: 0, failed: 0, inDoubt: 0 },
      },
      {
        ...runStart,
        run: first,
        outcome: null,
        finishedAt: null,
        refused: [],
        atWork: false,
        calls: { done: 1, failed: 1, inDoubt: 1 },
      },
    ]);
    expect((await store.listRuns({ limit: 1 })).map((run) => run.run)).toEqual([second]);
  });

  it('gives a run back with its journal, as it was intended', async () => {
    const run = await threeCalls();
    const record = await store.readRun(run);
    expect(record?.journal[0]).toEqual({
      ...intent('a.com', 'www'),
      id: expect.any(Number),
      run,
      outcome: 'done',
      error: null,
      found: {},
      settledAt: at,
    });
    expect(record?.journal.map((entry) => [entry.outcome, entry.error])).toEqual([
      ['done', null],
      ['failed', 'HTTP 400, bad name'],
      [null, null],
    ]);
    expect(await store.readRun(run + 1)).toBeNull();
    expect(await createSqlStore(database, 'test', 'other').readRun(run)).toBeNull();
  });

  it('tells what was live before the last confirmed call at a place, but not where a read has shown what it did', async () => {
    const run = await store.startRun(runStart);
    const value = (address: string) => ({ ttl: 300, values: [address] });
    const call = (label: string, before: unknown) => {
      const one = intent('a.com', label);
      return { ...one, before: { [one.covers[0] as string]: before } };
    };
    const intents = [
      call('www', value('192.0.2.1')),
      call('www', value('192.0.2.2')),
      call('new', null),
      call('seen', null),
    ];
    const [first, second, made, seen, failed] = await store.intend(run, [...intents, call('failed', null)]);
    const done = (id: number | undefined) => ({ id: id as number, outcome: 'done', error: null, at }) as const;
    await store.settle(
      run,
      [
        ...[first, second, made].map(done),
        { ...done(seen), readBack: true },
        { ...done(failed), outcome: 'failed', error: 'HTTP 400' },
      ],
      [],
    );
    const places = ['www', 'new', 'seen', 'failed'].map((label) => ({
      run,
      account: 'cf',
      address: `a.com/${label}/A`,
    }));
    expect(await store.unseenPreImages(places)).toEqual([
      { account: 'cf', address: 'a.com/new/A', before: null },
      { account: 'cf', address: 'a.com/www/A', before: value('192.0.2.2') },
    ]);
    const elsewhere = places.map((place) => ({ ...place, run: run + 1 }));
    expect(await store.unseenPreImages(elsewhere)).toEqual([]);
    expect(await createSqlStore(database, 'test', 'other').unseenPreImages(places)).toEqual([]);
  });

  it('shows as open what a run that is gone never settled, and closes it for good', async () => {
    const run = await threeCalls();
    const open = await store.openIntents();
    expect(open).toMatchObject([
      {
        run,
        operation: 'PATCH settings',
        domains: ['a.com', 'b.com'],
        startedBy: { operation: 'apply', actor: 'anna', host: 'build-7', pid: 4711 },
      },
    ]);
    const next = await store.startRun(runStart);
    await store.settle(
      next,
      open.map(({ id }) => ({ id, outcome: 'in-doubt', error: null, at })),
      [],
    );
    expect(await store.openIntents()).toEqual([]);
  });

  it('tells what a run at work is about to settle from what a dead one left open', async () => {
    const run = await store.startRun(runStart);
    await store.acquireLeases(run, ['a.com']);
    await store.intend(run, [intent('a.com', 'www')]);
    const other = createSqlStore(database, 'test', 'default');
    expect((await other.openIntents()).map((open) => open.atWork)).toEqual([true]);
    expect((await other.listRuns())[0]?.atWork).toBe(true);
    await database.query("UPDATE domctl.leases SET expires_at = clock_timestamp() - interval '1 s'");
    expect((await other.openIntents()).map((open) => open.atWork)).toEqual([false]);
  });

  it('a run is no longer at work on a domain that was unlocked, though it goes on with others', async () => {
    const run = await store.startRun(runStart);
    await store.acquireLeases(run, ['a.com', 'b.com']);
    await store.intend(run, [intent('a.com', 'www'), intent('b.com', 'www')]);
    await store.unlock(['a.com']);
    expect((await store.openIntents()).map((open) => [open.domain, open.atWork])).toEqual([
      ['a.com', false],
      ['b.com', true],
    ]);
  });

  it('answers the documented questions in SQL', async () => {
    const run = await threeCalls();
    await store.settle(run, [], [domain('a.com')]);
    await store.settle(
      run,
      [],
      [{ kind: 'setting', domain: 'a.com', account: 'gandi', field: 'privacy', value: true, at }],
    );
    expect(
      await database.query(
        "SELECT address, before, after, outcome, error, actor FROM domctl.v_changes WHERE domain = 'a.com' ORDER BY call, address",
      ),
    ).toEqual([
      {
        address: 'a.com/www/A',
        before: null,
        after: { ttl: 300, values: ['192.0.2.1'] },
        outcome: 'done',
        error: null,
        actor: 'anna',
      },
      {
        address: 'a.com/mail/A',
        before: null,
        after: { ttl: 300, values: ['192.0.2.1'] },
        outcome: 'failed',
        error: 'HTTP 400, bad name',
        actor: 'anna',
      },
      { address: 'a.com:privacy', before: null, after: null, outcome: null, error: null, actor: 'anna' },
    ]);
    expect(await database.query('SELECT run, calls, calls_failed, calls_in_doubt FROM domctl.v_runs')).toEqual([
      { run, calls: 3, calls_failed: 1, calls_in_doubt: 1 },
    ]);
    expect(await database.query('SELECT name, "values", actor, run FROM domctl.v_record_sets')).toEqual([
      { name: 'www.a.com.', values: ['192.0.2.1', '192.0.2.2'], actor: 'anna', run },
    ]);
    expect(await database.query('SELECT domain, record_sets FROM domctl.v_domains')).toEqual([
      { domain: 'a.com', record_sets: 1 },
    ]);
    expect(await database.query('SELECT field, value, git_commit FROM domctl.v_settings')).toEqual([
      { field: 'privacy', value: true, git_commit: '3f2c1ab' },
    ]);
  });
});
