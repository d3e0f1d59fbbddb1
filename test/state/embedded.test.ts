import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../../src/state/database-embedded.ts';
import { StateLockedError } from '../../src/state/errors.ts';
import { openState } from '../../src/state/open-state.ts';
import { unlockState } from '../../src/state/unlock-state.ts';
import { openDatabase, stateBackends } from '../helpers/database.ts';
import { type CompiledState, compileState } from './child.ts';
import { domain, intent, recordSet, runStart } from './samples.ts';

describe('an embedded state', () => {
  const backend = stateBackends().find((one) => one.name === 'embedded') as ReturnType<typeof stateBackends>[number];
  let compiled: CompiledState;
  beforeAll(async () => {
    compiled = compileState();
    await backend.start();
  }, 60_000);
  afterAll(async () => {
    compiled.remove();
    await backend.stop();
  }, 60_000);

  const read = { mode: 'read', operation: 'plan', lockTimeoutMs: 0 } as const;
  const write = { mode: 'write', operation: 'apply' } as const;

  it('is not made by a read', async () => {
    const location = await backend.newLocation();
    await (await openState(location, 'default', read)).close();
    expect(existsSync(location)).toBe(false);
    mkdirSync(location);
    await (await openState(location, 'default', read)).close();
    expect(readdirSync(location)).toEqual([]);
  });

  it('is not made among other things', async () => {
    const location = await backend.newLocation();
    mkdirSync(location);
    writeFileSync(join(location, 'holiday.jpg'), '');
    const refused = { code: 'not-a-state', message: expect.stringContaining('holds holiday.jpg') };
    await expect(openState(location, 'default', read)).rejects.toMatchObject(refused);
    await expect(openState(location, 'default', write)).rejects.toMatchObject(refused);
    await expect(openState(join(location, 'holiday.jpg'), 'default', write)).rejects.toMatchObject({
      code: 'not-a-state',
    });
    expect(readdirSync(location)).toEqual(['holiday.jpg']);
  });

  it('belongs to one opener at a time, to read as well as to write', async () => {
    const location = await backend.newState();
    const first = await openState(location, 'default', write);
    await expect(openState(location, 'default', read)).rejects.toMatchObject({
      name: 'StateLockedError',
      code: 'locked',
      message: expect.stringContaining('running apply'),
    });
    await expect(openState(location, 'default', write)).rejects.toMatchObject({ code: 'locked' });
    await first.close();
    await (await openState(location, 'default', read)).close();
  });

  it('lets others in while a reader has nothing to ask, and the reader sees what they wrote', async () => {
    const location = await backend.newState();
    const reader = await openState(location, 'default', { mode: 'read', operation: 'plan' });
    expect(await reader.serial()).toBe(0);
    const writer = await openState(location, 'default', write);
    await writer.settle(await writer.startRun(runStart), [], [domain('a.com')]);
    const asked = Promise.all([reader.serial(), reader.otherDomains([])]);
    await writer.close();
    expect(await asked).toEqual([1, ['a.com']]);
    await reader.close();
  });

  it('says which Postgres made it where it cannot be opened, and what to do', async () => {
    const location = await backend.newState();
    writeFileSync(join(location, 'database/PG_VERSION'), '17\n');
    await expect(openState(location, 'default', write)).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/cannot be opened: .*made by Postgres 17\. .*domctl state pull/),
    });
    await expect(openState(location, 'default', write)).rejects.toThrow(/^(?!.*(ASSERTIONS|\.\.(?!\.)))/s);
    expect(readFileSync(join(location, 'database/PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('is refused and kept where a copy of it left files out', async () => {
    const location = await backend.newState();
    rmSync(join(location, 'database/PG_VERSION'));
    const files = filesOf(join(location, 'database'));
    for (const options of [read, write]) {
      await expect(openState(location, 'default', options)).rejects.toMatchObject({ code: 'damaged' });
    }
    expect(filesOf(join(location, 'database'))).toEqual(files);
  });

  it('forgets the leases of a process that died, at once', async () => {
    const location = await backend.newState();
    const child = compiled.start(
      `const store = await openState(args[0], 'default', { mode: 'write', operation: 'apply' });
       const run = await store.startRun(${JSON.stringify(runStart)});
       await store.acquireLeases(run, ['a.com']);
       await store.intend(run, [${JSON.stringify(intent('a.com', 'www'))}]);
       say('held');`,
      location,
    );
    await child.line();
    child.kill('SIGKILL');
    await child.ended;

    const reader = await openState(location, 'default', read);
    const [listed] = await reader.listRuns();
    const [open] = await reader.openIntents();
    const one = await reader.readRun(Number(listed?.run));
    expect([listed?.atWork, one?.atWork, open?.atWork]).toEqual([false, false, false]);
    expect(await reader.readLeases()).toEqual([]);
    await reader.close();

    const store = await openState(location, 'default', write);
    const run = await store.startRun(runStart);
    await store.acquireLeases(run, ['a.com']);
    expect(await store.openIntents()).toMatchObject([{ domains: ['a.com'] }]);
    await store.close();
  });

  it.each([40])('is not made where files may have %i KB only, and says why', async (limit) => {
    const location = await backend.newLocation();
    const child = compiled.start(
      `process.on('SIGXFSZ', () => {});
       const { execFileSync } = await import('node:child_process');
       execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=${limit * 1024}']);
       await openState(args[0], 'default', { mode: 'write', operation: 'apply' }).catch((error) => say(error.message));`,
      location,
    );
    expect(await child.line()).toMatch(
      / failed: its disk takes no more data \(EFBIG\)\. Make room .*\(ulimit -f\), and run again\.$/,
    );
    await child.ended;
    expect(existsSync(join(location, 'database'))).toBe(false);
  });

  it('syncs each write to the disk before it resolves', async () => {
    let syncs = 0;
    const database = await openEmbeddedDatabase(join(await backend.newState(), 'database'), {
      onSync: () => {
        syncs += 1;
      },
    });
    await database.script('CREATE TABLE numbers (n integer)');
    for (let n = 0; n < 10; n += 1) {
      const before = syncs;
      await database.query('INSERT INTO numbers VALUES ($1)', [n]);
      expect(syncs).toBeGreaterThan(before);
    }
    await database.close();
  });

  it('is not touched any more by a holder that was forced out, and that closes after the next one wrote', async () => {
    const location = await backend.newState();
    const former = await openState(location, 'default', write);
    const run = await former.startRun(runStart);
    await former.settle(run, [], [domain('former.com')]);
    toElsewhere(location);
    await unlockState(location, 'default', 'all');
    const next = await openState(location, 'default', write);
    await next.settle(await next.startRun(runStart), [], [domain('next.com')]);

    const files = filesOf(location);
    await expect(former.settle(run, [], [domain('late.com')])).rejects.toMatchObject({ code: 'lease-lost' });
    await former.close();
    expect(filesOf(location)).toEqual(files);
    await next.close();

    const reader = await openState(location, 'default', read);
    expect(await reader.otherDomains([])).toEqual(['former.com', 'next.com']);
    await reader.close();
  });

  it('takes nothing of a transaction in which its holder was forced out', async () => {
    const folder = join(await backend.newState(), 'database');
    let held = true;
    const mayWrite = () => {
      if (!held) throw new StateLockedError('lease-lost', 'forced out', []);
    };
    const database = await openEmbeddedDatabase(folder, { mayWrite });
    await database.query('CREATE TABLE numbers (n integer)');
    let files = {};
    const writing = database.transaction(async (transaction) => {
      await transaction.query('INSERT INTO numbers VALUES (1)');
      held = false;
      files = filesOf(folder);
      await transaction.query('INSERT INTO numbers VALUES (2)');
    });
    await expect(writing).rejects.toMatchObject({ code: 'lease-lost', message: 'forced out' });
    await database.close();
    expect(filesOf(folder)).toEqual(files);
  });

  it('has every write that resolved before a kill -9, and opens at once', async () => {
    const location = await backend.newState();
    const child = compiled.start(
      `const store = await openState(args[0], 'default', { mode: 'write', operation: 'apply' });
       const run = await store.startRun(${JSON.stringify(runStart)});
       for (let n = 0; ; n += 1) {
         await store.settle(run, [], [{ ...${JSON.stringify(recordSet('a.com', 'x'))}, name: 'h' + n + '.a.com.' }]);
         say(String(n));
       }`,
      location,
    );
    let last = 0;
    while (last < 40) last = Number(await child.line());
    child.kill('SIGKILL');
    await child.ended;
    const store = await openState(location, 'default', write);
    const [recorded] = await store.readRecorded(['a.com']);
    const names = new Set(recorded?.recordSets.map((set) => set.name));
    for (let n = 0; n <= last; n += 1) expect(names).toContain(`h${n}.a.com.`);
    expect(await store.serial()).toBe(names.size);
    await store.close();
  }, 60_000);

  it('starts over where a process was killed while making it', async () => {
    const location = await backend.newLocation();
    const child = compiled.start(`openState(args[0], 'default', { mode: 'write', operation: 'apply' })`, location);
    while (!existsSync(join(location, 'database.new/PG_VERSION'))) await sleep(1);
    child.kill('SIGKILL');
    await child.ended;
    expect(existsSync(join(location, 'database'))).toBe(false);

    const reader = await openState(location, 'default', read);
    expect(await reader.serial()).toBe(0);
    await reader.close();
    const store = await openState(location, 'default', write);
    await store.settle(await store.startRun(runStart), [], [domain('a.com')]);
    expect(await store.otherDomains([])).toEqual(['a.com']);
    await store.close();
  }, 60_000);

  it('opens where a process was killed while it made the lock of Postgres', async () => {
    const location = await backend.newState();
    writeFileSync(join(location, 'database', 'postmaster.pid'), '');
    const state = await openState(location, 'default', write);
    expect(await state.serial()).toBe(0);
    await state.close();
  });

  it('refuses a schema that is newer than the program', async () => {
    const location = await backend.newState();
    const database = await openDatabase(location);
    await database.query("INSERT INTO domctl.migrations (id, name, hash) VALUES (99, 'future', 'x')");
    await database.close();
    for (const options of [read, write]) {
      await expect(openState(location, 'default', options)).rejects.toMatchObject({ code: 'newer-schema' });
    }
  });
});

/** As if its holder were a process of another machine. */
function toElsewhere(location: string): void {
  const lock = readdirSync(location).find((name) => /^lock\.\d+$/.test(name));
  const holder = join(location, String(lock), 'holder.json');
  writeFileSync(holder, readFileSync(holder, 'utf8').replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
}

/** Every file of the database, with the hash of what is in it. */
function filesOf(location: string): Readonly<Record<string, string>> {
  const entries = readdirSync(location, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}
