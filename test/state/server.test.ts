import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import type { State } from '../../src/state/store.ts';
import { startTestServer, type TestServer } from '../helpers/database.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';
import { startTransactionPooler } from './transaction-pooler.ts';

const read = { mode: 'read', operation: 'plan' } as const;
const write = { mode: 'write', operation: 'apply' } as const;

describe('a state on a server', () => {
  let server: TestServer;
  let url: string;
  beforeAll(async () => {
    server = await startTestServer();
  }, 60_000);
  afterAll(() => server.stop(), 60_000);
  beforeEach(async () => {
    url = await server.createDatabase();
  });

  const open = async <T>(work: (store: State) => Promise<T>, at: string = url): Promise<T> => {
    const store = await openState(at, 'default', write);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  /** Ends every other connection to the database, as a restart or a failover does. */
  const killConnections = () =>
    server.query(
      url,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );

  it('needs no more than SELECT to be read, and leaves nothing behind', async () => {
    await open(async (store) => {
      const run = await store.startRun(runStart);
      await store.intend(run, [intent('a.com', 'www')]);
      await store.settle(run, [], [domain('a.com'), recordSet('a.com', 'www')]);
    });
    await server.query(
      url,
      `CREATE ROLE reader LOGIN PASSWORD 'hunter2';
       GRANT USAGE ON SCHEMA domctl TO reader;
       GRANT SELECT ON ALL TABLES IN SCHEMA domctl TO reader;`,
    );
    const readerUrl = url.replace(/\/\/[^@]*@/, '//reader:hunter2@');
    const store = await openState(readerUrl, 'default', read);
    expect(await store.serial()).toBe(1);
    expect((await store.readRecorded(['a.com']))[0]?.recordSets).toHaveLength(1);
    expect(await store.otherDomains([])).toEqual(['a.com']);
    expect(await store.listRuns()).toHaveLength(1);
    expect(await store.openIntents()).toHaveLength(1);
    expect(await store.readLeases()).toEqual([]);
    expect((await store.exportState()).domains).toHaveLength(1);
    await store.close();

    const writer = await openState(readerUrl, 'default', write);
    const error: unknown = await writer.startRun(runStart).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'forbidden',
      sqlState: '42501',
      message: expect.stringContaining('permission denied for table'),
    });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    await writer.close();
  });

  it('refuses a wrong password without telling it', async () => {
    const wrong = url.replace(/\/\/[^@]*@/, '//postgres:hunter3@');
    const error: unknown = await openState(wrong, 'default', read).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('password authentication failed'),
    });
    expect(inspect(error, { depth: 9 })).not.toContain('hunter3');
  });

  it.each(['verify-full', 'require'])(
    'takes TLS from the URL, and says so where the server has none: %s',
    async (mode) => {
      await expect(openState(`${url}?sslmode=${mode}`, 'default', read)).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringContaining('does not support SSL'),
      });
    },
  );

  it('settles a call though its connection was killed since the intent', async () => {
    await open(async (store) => {
      const run = await store.startRun(runStart);
      await store.acquireLeases(run, ['a.com']);
      const [id] = await store.intend(run, [intent('a.com', 'www')]);
      await killConnections();
      await store.settle(run, [{ id: id as number, outcome: 'done', error: null, at }], [recordSet('a.com', 'www')]);
      expect((await store.readRun(run))?.journal.map((entry) => entry.outcome)).toEqual(['done']);
      expect(await store.serial()).toBe(1);
    });
  });

  it('goes on though connections are killed again and again while it writes', async () => {
    await open(async (store) => {
      const run = await store.startRun(runStart);
      const work = Promise.all(
        Array.from({ length: 20 }, async (_, worker) => {
          for (let n = 0; n < 10; n += 1) await store.settle(run, [], [recordSet(`d${worker}.com`, `h${n}`)]);
        }),
      );
      for (let n = 0; n < 5; n += 1) await killConnections();
      await work;
      const names = Array.from({ length: 20 }, (_, worker) => `d${worker}.com`);
      const recorded = await store.readRecorded(names);
      expect(recorded.map((one) => one.recordSets.length)).toEqual(names.map(() => 10));
    });
  });

  it('leaves an intent open whose process was cut off, for the next run to see', async () => {
    const first = await openState(url, 'default', write);
    const run = await first.startRun(runStart);
    await first.intend(run, [intent('a.com', 'www')]);
    await killConnections();
    await first.close();
    await open(async (store) => expect(await store.openIntents()).toMatchObject([{ run, domains: ['a.com'] }]));
  });

  it('holds parallel runs on different domains apart, each with all of its writes', async () => {
    await open(async (store) => store.startRun(runStart));
    await Promise.all(
      Array.from({ length: 6 }, (_, number) =>
        open(async (store) => {
          const run = await store.startRun(runStart);
          await store.acquireLeases(run, [`d${number}.com`]);
          for (let n = 0; n < 10; n += 1) await store.settle(run, [], [recordSet(`d${number}.com`, `h${n}`)]);
          await store.releaseLeases(run);
        }),
      ),
    );
    await open(async (store) => {
      const names = Array.from({ length: 6 }, (_, number) => `d${number}.com`);
      expect((await store.readRecorded(names)).map((one) => one.recordSets.length)).toEqual([10, 10, 10, 10, 10, 10]);
      expect(await store.serial()).toBe(60);
    });
  });

  it('works through a pooler that gives each transaction another session', async () => {
    const pooler = await startTransactionPooler(url);
    try {
      await Promise.all(Array.from({ length: 5 }, () => open((store) => store.startRun(runStart), pooler.url)));
      await Promise.all([
        open(async (store) => {
          const run = await store.startRun(runStart);
          await store.acquireLeases(run, ['a.com']);
          const [id] = await store.intend(run, [intent('a.com', 'www')]);
          await open(async (other) => {
            const otherRun = await other.startRun(runStart);
            await expect(other.acquireLeases(otherRun, ['a.com'])).rejects.toMatchObject({ code: 'locked' });
            await expect(other.settle(otherRun, [], [domain('a.com')])).rejects.toMatchObject({ code: 'lease-lost' });
          }, pooler.url);
          await store.settle(
            run,
            [{ id: id as number, outcome: 'done', error: null, at }],
            [recordSet('a.com', 'www')],
          );
          await store.releaseLeases(run);
          expect((await store.readRecorded(['a.com']))[0]?.recordSets).toHaveLength(1);
          expect(await store.readLeases()).toEqual([]);
        }, pooler.url),
        open(async (store) => {
          const run = await store.startRun(runStart);
          await Promise.all(
            Array.from({ length: 20 }, (_, number) => store.settle(run, [], [recordSet(`d${number}.com`, 'www')])),
          );
        }, pooler.url),
      ]);
      for (const count of pooler.served) expect(count).toBeGreaterThan(5);
    } finally {
      await pooler.close();
    }
  });
});
