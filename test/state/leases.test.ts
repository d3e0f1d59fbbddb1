import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/state/database.ts';
import type { LockHolder } from '../../src/state/errors.ts';
import { createSqlStore } from '../../src/state/sql-store.ts';
import type { State } from '../../src/state/store.ts';
import { emptyTables, openDatabase, stateBackends } from '../helpers/database.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';

describe.each(stateBackends())('leases, $name', (backend) => {
  let database: Database;
  /** Two stores on one database stand for two processes; what they keep in memory is their own. */
  let anna: State;
  let ben: State;
  let annasRun: number;
  let bensRun: number;
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
    anna = createSqlStore(database, 'test', 'default');
    ben = createSqlStore(database, 'test', 'default');
    annasRun = await anna.startRun(runStart);
    bensRun = await ben.startRun({ ...runStart, actor: 'ben', host: 'laptop', pid: 12, ciUrl: null });
    return async () => {
      await anna.releaseLeases(annasRun);
      await ben.releaseLeases(bensRun);
    };
  });

  /** As if the time since had passed: by the database's clock, which is the only one that counts. */
  const expire = (name: string) =>
    database.query("UPDATE domctl.leases SET expires_at = clock_timestamp() - interval '1 ms' WHERE domain = $1", [
      name,
    ]);
  const holdersOf = async (store: State) =>
    (await store.readLeases()).map((holder) => [holder.domain, holder.actor] as const);

  it('of different domains go side by side', async () => {
    await anna.acquireLeases(annasRun, ['a.com', 'b.com']);
    await ben.acquireLeases(bensRun, ['c.com']);
    expect(await holdersOf(anna)).toEqual([
      ['a.com', 'anna'],
      ['b.com', 'anna'],
      ['c.com', 'ben'],
    ]);
  });

  it('that overlap are refused, all or none, with the name of the holder', async () => {
    await anna.acquireLeases(annasRun, ['b.com']);
    const since = (await anna.readLeases())[0]?.since;
    await expect(ben.acquireLeases(bensRun, ['a.com', 'b.com'])).rejects.toMatchObject({
      name: 'StateLockedError',
      code: 'locked',
      message:
        `A domain is being worked on: b.com by pid 4711 on build-7 since ${since}, running apply ` +
        `(anna, run ${annasRun}, https://ci.example.com/5). ` +
        'Wait with --lock-timeout; if that run is gone, its lock expires within a minute, or run domctl unlock.',
      holders: [{ domain: 'b.com', run: annasRun, host: 'build-7', pid: 4711, operation: 'apply' }],
    });
    expect(await holdersOf(anna)).toEqual([['b.com', 'anna']]);
  });

  it('go to who waits for them', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    const told: (readonly LockHolder[])[] = [];
    const waiting = ben.acquireLeases(bensRun, ['a.com'], {
      timeoutMs: 10_000,
      onWait: (holders) => {
        told.push(holders);
        void anna.releaseLeases(annasRun);
      },
    });
    await waiting;
    expect(told).toMatchObject([[{ domain: 'a.com', actor: 'anna' }]]);
    expect(await holdersOf(anna)).toEqual([['a.com', 'ben']]);
  });

  it('end the wait when its time is over, or when the user ends it', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    await expect(ben.acquireLeases(bensRun, ['a.com'], { timeoutMs: 30 })).rejects.toMatchObject({ code: 'locked' });
    const controller = new AbortController();
    const waiting = ben.acquireLeases(bensRun, ['a.com'], {
      timeoutMs: 60_000,
      signal: controller.signal,
      onWait: () => controller.abort(),
    });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('can be taken again by the run that holds them, and more with them', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    await anna.acquireLeases(annasRun, ['a.com', 'b.com']);
    await anna.settle(annasRun, [], [domain('a.com'), domain('b.com')]);
    expect(await anna.serial()).toBe(1);
  });

  it('are renewed while the process lives', async () => {
    await anna.acquireLeases(annasRun, ['a.com'], { ttlMs: 400 });
    const read = () =>
      database.query<{ beats: boolean }>('SELECT heartbeat_at > acquired_at AS beats FROM domctl.leases');
    await expect.poll(async () => (await read())[0]?.beats, { timeout: 5_000 }).toBe(true);
  });

  it('that expired are taken over, and the former holder writes nothing more about them', async () => {
    await anna.acquireLeases(annasRun, ['a.com', 'b.com']);
    const [id] = await anna.intend(annasRun, [intent('a.com', 'www')]);
    await expire('a.com');
    await ben.acquireLeases(bensRun, ['a.com']);
    await ben.settle(bensRun, [], [recordSet('a.com', 'bens')]);

    const refused = {
      name: 'StateLockedError',
      code: 'lease-lost',
      message: expect.stringMatching(/^This run no longer holds a\.com: now held: a\.com by pid 12 on laptop since/),
    };
    await expect(anna.intend(annasRun, [intent('a.com', 'mail')])).rejects.toMatchObject(refused);
    await expect(
      anna.settle(annasRun, [{ id: id as number, outcome: 'done', error: null, at }], [recordSet('a.com', 'annas')]),
    ).rejects.toMatchObject(refused);
    await anna.settle(annasRun, [], [recordSet('b.com', 'annas')]);

    const recorded = await ben.readRecorded(['a.com', 'b.com']);
    expect(recorded.flatMap((one) => one.recordSets.map((set) => set.name))).toEqual(['bens.a.com.', 'annas.b.com.']);
    expect((await ben.readRun(annasRun))?.journal.map((entry) => entry.outcome)).toEqual([null]);
  });

  it('that were taken over keep the former holder from saying how its calls ended, before and after they are closed', async () => {
    await anna.acquireLeases(annasRun, ['a.com', 'b.com']);
    const bulk = { ...intent('a.com', 'www'), domain: null, covers: ['a.com:privacy', 'b.com:privacy'] };
    const ids = await anna.intend(annasRun, [intent('a.com', 'www'), bulk]);
    await expire('a.com');
    await ben.acquireLeases(bensRun, ['a.com']);
    const failed = ids.map((id) => ({ id, outcome: 'failed', error: 'not there', at }) as const);
    for (const outcome of failed) {
      await expect(anna.settle(annasRun, [outcome], [])).rejects.toMatchObject({ code: 'lease-lost' });
    }
    const outcomes = async () => (await ben.readRun(annasRun))?.journal.map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual([null, null]);

    const done = ids.map((id) => ({ id, outcome: 'done', error: null, at }) as const);
    await ben.unlock(['b.com']);
    await ben.settle(bensRun, done, []);
    await ben.releaseLeases(bensRun);
    await anna.settle(annasRun, failed, []);
    expect(await outcomes()).toEqual(['done', 'done']);
  });

  it('that expired but were not taken over still serve, as nobody came between', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    await expire('a.com');
    await anna.settle(annasRun, [], [domain('a.com')]);
    expect(await anna.serial()).toBe(1);
  });

  it('that were lost stay lost after the other has gone', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    await expire('a.com');
    await ben.acquireLeases(bensRun, ['a.com']);
    await ben.releaseLeases(bensRun);
    await expect(anna.settle(annasRun, [], [domain('a.com')])).rejects.toMatchObject({
      code: 'lease-lost',
      message: expect.stringContaining('it was unlocked, or it expired'),
    });
  });

  it('keep out a run that took none', async () => {
    await anna.acquireLeases(annasRun, ['a.com']);
    await expect(ben.settle(bensRun, [], [domain('a.com')])).rejects.toMatchObject({ code: 'lease-lost' });
    await expect(ben.forget(bensRun, [{ kind: 'domain', domain: 'a.com' }])).rejects.toMatchObject({
      code: 'lease-lost',
    });
    await ben.settle(bensRun, [], [domain('b.com')]);
  });

  it('show a run at work on the calls of its domains, be they of several, and on no others', async () => {
    const bulk = { ...intent('b.com', 'x'), domain: null, covers: ['b.com:privacy', 'c.com/@/MX'] };
    await anna.intend(annasRun, [bulk, intent('b.com', 'www')]);
    const atWork = async () => (await ben.openIntents()).map((open) => open.atWork);
    await anna.acquireLeases(annasRun, ['a.com']);
    expect(await atWork()).toEqual([false, false]);
    await anna.acquireLeases(annasRun, ['c.com']);
    expect(await atWork()).toEqual([true, false]);
  });

  it('can be ended by hand: of some domains, or all', async () => {
    await anna.acquireLeases(annasRun, ['a.com', 'b.com', 'c.com']);
    expect(await ben.unlock(['a.com', 'x.com'])).toMatchObject([{ domain: 'a.com', actor: 'anna', pid: 4711 }]);
    expect((await ben.unlock('all')).map((holder) => holder.domain)).toEqual(['b.com', 'c.com']);
    await expect(anna.intend(annasRun, [intent('b.com', 'www')])).rejects.toMatchObject({ code: 'lease-lost' });
  });

  it('of the same domains, wanted by many at once, go to one', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `d${index}.com`);
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, async (_, index) => {
        const store = createSqlStore(database, 'test', 'default');
        const run = await store.startRun(runStart);
        await store.acquireLeases(run, index % 2 === 0 ? names : names.toReversed());
        return run;
      }),
    );
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(winners).toHaveLength(1);
    const holders = await anna.readLeases();
    expect(holders).toHaveLength(40);
    expect(new Set(holders.map((holder) => holder.run))).toEqual(new Set(winners));
  });

  it('go by the clock of the database, whatever this machine believes', async () => {
    const real = Date.now;
    Date.now = () => real() + 365 * 86_400_000;
    try {
      await anna.acquireLeases(annasRun, ['a.com']);
      await expect(ben.acquireLeases(bensRun, ['a.com'])).rejects.toMatchObject({ code: 'locked' });
      const [row] = await database.query<{ left: number }>(
        'SELECT extract(epoch FROM expires_at - clock_timestamp())::float8 AS left FROM domctl.leases',
      );
      expect(row?.left).toBeGreaterThan(0);
      expect(row?.left).toBeLessThanOrEqual(60);
    } finally {
      Date.now = real;
    }
  });
});
