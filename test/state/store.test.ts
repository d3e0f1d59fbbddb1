import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import type { StateStore } from '../../src/state/store.ts';
import { stateBackends } from '../helpers/database.ts';
import { at, domain, intent, recordSet, runStart } from './samples.ts';

describe.each(stateBackends())('the state store, $name', (backend) => {
  let location: string;
  beforeAll(() => backend.start(), 60_000);
  afterAll(() => backend.stop(), 60_000);
  beforeEach(async () => {
    location = await backend.newState();
  });

  const write = async <T>(work: (store: StateStore) => Promise<T>, workspace = 'default'): Promise<T> => {
    const store = await openState(location, workspace, { mode: 'write', operation: 'test' });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const read = async <T>(work: (store: StateStore) => Promise<T>): Promise<T> => {
    const store = await openState(location, 'default', { mode: 'read', operation: 'test' });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };

  it('gives back what was settled, with the run that wrote it', async () => {
    const run = await write(async (store) => {
      const started = await store.startRun(runStart);
      await store.settle(
        started,
        [],
        [
          domain('example.com'),
          recordSet('example.com', 'www', { type: 'TXT', values: ['"a, {b} \\" \u00e9"'], options: { proxied: true } }),
          { kind: 'setting', domain: 'example.com', account: 'gandi', field: 'auto_renew', value: true, at },
          {
            kind: 'setting',
            domain: 'example.com',
            account: 'gandi',
            field: 'nameservers',
            value: ['a.example.net.'],
            at,
          },
        ],
      );
      return started;
    });
    const provenance = { run, at, actor: 'anna', commit: '3f2c1ab', ciUrl: 'https://ci.example.com/5' };
    expect(await read((store) => store.readRecorded(['example.com', 'example.org']))).toEqual([
      {
        domain: 'example.com',
        registrar: 'gandi',
        dns: 'cf',
        protect: false,
        zoneRows: null,
        foreign: null,
        recordSets: [
          {
            account: 'cf',
            name: 'www.example.com.',
            type: 'TXT',
            ttlSeconds: 300,
            values: ['"a, {b} \\" \u00e9"'],
            options: { proxied: true },
            protect: false,
            provenance,
          },
        ],
        settings: [
          { account: 'gandi', field: 'auto_renew', value: true, provenance },
          { account: 'gandi', field: 'nameservers', value: ['a.example.net.'], provenance },
        ],
      },
    ]);
  });

  it('gives back any text and any options as they were', async () => {
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', ''));
    const option = fc.oneof(fc.boolean(), text, fc.array(text));
    const sample = fc.sample(
      fc.record({
        values: fc.array(text, { minLength: 1 }),
        options: fc.dictionary(text, option, { noNullPrototype: true }),
      }),
      { numRuns: 200, seed: 1 },
    );
    await write(async (store) =>
      store.settle(
        await store.startRun(runStart),
        [],
        sample.map((more, index) => recordSet('a.com', `h${String(index).padStart(3, '0')}`, { ...more, type: 'TXT' })),
      ),
    );
    const [recorded] = await read((store) => store.readRecorded(['a.com']));
    expect(recorded?.recordSets.map(({ values, options }) => ({ values, options }))).toEqual(sample);
  });

  it('keeps what is odd about a set for as long as it is', async () => {
    const odd = 'its records have different TTLs: 300, 600';
    const seen = async () => (await read((store) => store.readRecorded(['a.com'])))[0]?.recordSets[0]?.irregular;
    const record = (more: object) =>
      write(async (store) => store.settle(await store.startRun(runStart), [], [recordSet('a.com', 'www', more)]));
    await record({ irregular: odd });
    expect(await seen()).toBe(odd);
    await record({});
    expect(await seen()).toBeUndefined();
  });

  it('raises the serial with each write of recorded state, and with nothing else', async () => {
    const serials = await write(async (store) => {
      const seen = [await store.serial()];
      const run = await store.startRun(runStart);
      const [id] = await store.intend(run, [intent('example.com', 'www')]);
      seen.push(await store.serial());
      await store.settle(run, [{ id: id as number, outcome: 'failed', error: 'HTTP 500', at }], []);
      seen.push(await store.serial());
      await store.settle(run, [], [domain('example.com')]);
      seen.push(await store.serial());
      await store.finishRun(run, { outcome: 'done', finishedAt: at });
      seen.push(await store.serial());
      return seen;
    });
    expect(serials).toEqual([0, 0, 0, 1, 1]);
  });

  it('lets the last of several effects on a row hold', async () => {
    await write(async (store) => {
      const run = await store.startRun(runStart);
      await store.settle(run, [], [domain('a.com'), recordSet('a.com', 'old'), recordSet('a.com', 'gone')]);
      await store.settle(
        run,
        [],
        [
          { kind: 'forget-record-set', domain: 'a.com', account: 'cf', name: 'gone.a.com.', type: 'A' },
          recordSet('a.com', 'once', { ttlSeconds: 1 }),
          recordSet('a.com', 'once', { ttlSeconds: 2 }),
          recordSet('a.com', 'never'),
          { kind: 'forget-record-set', domain: 'a.com', account: 'cf', name: 'never.a.com.', type: 'A' },
        ],
      );
    });
    const [recorded] = await read((store) => store.readRecorded(['a.com']));
    expect(recorded?.recordSets.map((set) => [set.name, set.ttlSeconds])).toEqual([
      ['old.a.com.', 300],
      ['once.a.com.', 2],
    ]);
  });

  it('forgets a domain with all that was recorded of it, and takes it up again afterwards', async () => {
    await write(async (store) => {
      const run = await store.startRun(runStart);
      await store.settle(run, [], [domain('a.com'), recordSet('a.com', 'www'), domain('b.com')]);
      expect(await store.otherDomains(['b.com'])).toEqual(['a.com']);
      expect(await store.knownDomains(['a.com', 'c.com'])).toEqual([{ domain: 'a.com', root: null }]);
      await store.settle(
        run,
        [],
        [
          recordSet('a.com', 'before'),
          { kind: 'forget-domain', domain: 'a.com' },
          domain('a.com'),
          recordSet('a.com', 'after'),
          { kind: 'forget-domain', domain: 'b.com' },
        ],
      );
    });
    const recorded = await read((store) => store.readRecorded(['a.com', 'b.com']));
    expect(recorded.map((one) => [one.domain, one.recordSets.map((set) => set.name)])).toEqual([
      ['a.com', ['after.a.com.']],
    ]);
  });

  it('records what is live at a domain that was never recorded itself', async () => {
    await write(async (store) =>
      store.settle(await store.startRun(runStart), [], [recordSet('a.com', 'x'), recordSet('a.com', 'y')]),
    );
    const [recorded] = await read((store) => store.readRecorded(['a.com']));
    expect(recorded).toMatchObject({ domain: 'a.com', registrar: null, dns: null });
    expect(recorded?.recordSets).toHaveLength(2);
  });

  it('tells which config manages a domain, and which of the others left a config', async () => {
    const recorded = await write(async (store) => {
      const run = await store.startRun(runStart);
      const root = 'github.com/northwind/dns';
      await store.settle(
        run,
        [],
        [{ ...domain('a.com'), root }, domain('b.com'), { ...domain('c.com'), root: 'other' }],
      );
      // As an undo, which takes nothing over.
      await store.settle(await store.startRun(runStart), [], [{ ...domain('a.com'), protect: true }]);
      expect(await store.otherDomains([], root)).toEqual(['a.com', 'b.com']);
      expect(await store.otherDomains(['a.com'], 'other')).toEqual(['b.com', 'c.com']);
      expect(await store.otherDomains([])).toEqual(['a.com', 'b.com', 'c.com']);
      expect(await store.knownDomains(['a.com', 'b.com'])).toEqual([
        { domain: 'a.com', root },
        { domain: 'b.com', root: null },
      ]);
      return store.readRecorded(['a.com', 'b.com']);
    });
    expect(recorded.map(({ manager }) => manager)).toEqual([
      { root: 'github.com/northwind/dns', run: 2, at: runStart.startedAt },
      undefined,
    ]);
  });

  it('keeps workspaces apart', async () => {
    await write(async (store) => store.settle(await store.startRun(runStart), [], [domain('a.com')]), 'staging');
    expect(await read((store) => store.readRecorded(['a.com']))).toEqual([]);
    expect(await read((store) => store.serial())).toBe(0);
    expect(await write((store) => store.otherDomains([]), 'staging')).toEqual(['a.com']);
  });

  it('returns journal ids in the order of the intents', async () => {
    const intents = Array.from({ length: 500 }, (_, index) => intent('a.com', `host${(index * 7919) % 500}`));
    const ids = await write(async (store) => store.intend(await store.startRun(runStart), intents));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(new Set(ids).size).toBe(500);
  });

  it('settles an outcome whose error text no database takes', async () => {
    await write(async (store) => {
      const run = await store.startRun(runStart);
      const [id] = await store.intend(run, [intent('a.com', 'www')]);
      await store.settle(run, [{ id: id as number, outcome: 'failed', error: 'bad \u0000 \ud800 bytes', at }], []);
    });
  });

  it('refuses writes where it was opened to read', async () => {
    const refused = { name: 'StateError', code: 'read-only' };
    await read(async (store) => {
      await expect(store.startRun(runStart)).rejects.toMatchObject(refused);
      await expect(store.intend(1, [])).rejects.toMatchObject(refused);
      await expect(store.settle(1, [], [])).rejects.toMatchObject(refused);
      await expect(store.finishRun(1, { outcome: 'done', finishedAt: at })).rejects.toMatchObject(refused);
    });
  });

  it('answers a read of a state that is not there as empty', async () => {
    location = await backend.newLocation();
    await read(async (store) => {
      expect(await store.serial()).toBe(0);
      expect(await store.readRecorded(['a.com'])).toEqual([]);
      expect(await store.otherDomains([])).toEqual([]);
    });
  });
});
