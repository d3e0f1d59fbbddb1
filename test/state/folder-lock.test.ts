import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forceUnlockFolder, lockFolder } from '../../src/state/folder-lock.ts';
import {
  isCertainlyAlive,
  isCertainlyDead,
  type ProcessIdentity,
  thisProcess,
} from '../../src/state/process-identity.ts';
import { type CompiledState, compileState } from './child.ts';

const since = '2026-11-23T10:00:00.000Z';
const request = (timeoutMs = 0) => ({ operation: 'apply', since, timeoutMs });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'domctl-test-lock-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

describe('the lock of a state folder', () => {
  let compiled: CompiledState;
  beforeAll(() => {
    compiled = compileState();
  });
  afterAll(() => compiled.remove());

  it('names its holder: pid, host, since when, running what', async () => {
    const lock = await lockFolder(folder, request());
    await expect(lockFolder(folder, request())).rejects.toThrow(
      `The state in ${folder} is locked by pid ${process.pid} on ${thisProcess().host} since ${since}, running apply. ` +
        'Wait for it with --lock-timeout; if that process is gone, run domctl unlock.',
    );
    lock.release();
  });

  it('goes to who waits, as soon as it is released', async () => {
    const lock = await lockFolder(folder, request());
    const next = lockFolder(folder, request(10_000));
    lock.release();
    (await next).release();
  });

  it('is waited for as long as asked where its holder only reads, and at once refused otherwise', async () => {
    const reader = await lockFolder(folder, { ...request(), operation: 'plan', isReader: true });
    await expect(lockFolder(folder, request())).rejects.toThrow('running plan');
    const next = lockFolder(folder, { ...request(), readerTimeoutMs: 10_000 });
    reader.release();
    const writer = await next;
    await expect(lockFolder(folder, { ...request(), readerTimeoutMs: 10_000 })).rejects.toThrow('running apply');
    writer.release();
  });

  it.each([
    ['is not there', () => {}],
    ['is not legible', (path: string) => writeFileSync(join(path, 'holder.json'), '{"pid":')],
  ])('is free where a crash of the machine left half of it: its holder %s', async (_claim, leave) => {
    const path = join(folder, 'lock.3');
    mkdirSync(path);
    leave(path);
    (await lockFolder(folder, request())).release();
    expect(readdirSync(folder)).toEqual(['lock.4']);
  });

  it('is taken over at once from a process that was killed', async () => {
    const child = compiled.start(
      `await lockFolder(args[0], { operation: 'apply', since: '${since}', timeoutMs: 0 }); say('held'); setInterval(() => {}, 1e6);`,
      folder,
    );
    await child.line();
    await expect(lockFolder(folder, request())).rejects.toMatchObject({
      code: 'locked',
      holders: [{ pid: child.pid, operation: 'apply' }],
    });
    child.kill('SIGKILL');
    await child.ended;
    (await lockFolder(folder, request())).release();
  });

  it('is held by one of many, though holders are killed while the others wait', async () => {
    // Each enters, proves that no living process is inside, and leaves; every third dies inside.
    const contender = `
      for (let round = 0; round < 25; round += 1) {
        const lock = await lockFolder(args[0], { operation: 'apply', since: '${since}', timeoutMs: 60000 });
        const inside = args[0] + '/../' + args[1];
        if (fs.existsSync(inside)) {
          const pid = Number(fs.readFileSync(inside, 'utf8'));
          let alive = true;
          try { process.kill(pid, 0); } catch { alive = false; }
          if (alive && pid !== process.pid) throw new Error('two inside: ' + pid + ' and ' + process.pid);
        }
        fs.writeFileSync(inside, String(process.pid));
        lock.check();
        if (args[2] === 'dies' && round === 8) process.kill(process.pid, 'SIGKILL');
        if (fs.readFileSync(inside, 'utf8') !== String(process.pid)) throw new Error('somebody else came in');
        fs.rmSync(inside);
        lock.release();
      }`;
    const inside = `inside-${process.pid}`;
    const contenders = Array.from({ length: 6 }, (_, index) =>
      compiled.start(contender, folder, inside, index % 3 === 0 ? 'dies' : 'lives'),
    );
    await Promise.all(contenders.map((child) => child.ended));
    rmSync(join(folder, '..', inside), { force: true });
    expect(readdirSync(folder).filter((name) => /^lock\.\d+$/.test(name))).toHaveLength(1);
  }, 60_000);

  it('is not won by a contender that slept while others came and went', async () => {
    (await lockFolder(folder, request())).release();
    (await lockFolder(folder, request())).release();
    const third = await lockFolder(folder, request());
    expect(existsSync(join(folder, 'lock.2'))).toBe(false);
    // What such a contender would do: take number 2, which it saw free. The real one looks again and withdraws.
    mkdirSync(join(folder, 'lock.2'));
    third.check();
    third.release();
  });

  it('can be forced where its process ran on another host, and the old holder notices', async () => {
    const lock = await lockFolder(folder, request());
    expect(() => forceUnlockFolder(folder)).toThrow('is locked by');
    const holder = join(folder, 'lock.1/holder.json');
    writeFileSync(holder, readFileSync(holder, 'utf8').replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
    await expect(lockFolder(folder, request())).rejects.toMatchObject({ code: 'locked' });
    expect(forceUnlockFolder(folder)).toMatchObject({ host: 'elsewhere', pid: process.pid });
    expect(() => lock.check()).toThrow('no longer holds the state');
    lock.release();
    (await lockFolder(folder, request())).release();
    expect(forceUnlockFolder(folder)).toBeNull();
  });

  it('can be forced where a process has its pid, and nothing tells whether that is the holder', async () => {
    const lock = await lockFolder(folder, request());
    const holder = join(folder, 'lock.1/holder.json');
    writeFileSync(holder, readFileSync(holder, 'utf8').replace(/"startedAt":"[^"]*"/, '"startedAt":null'));
    await expect(lockFolder(folder, request())).rejects.toMatchObject({ code: 'locked' });
    expect(forceUnlockFolder(folder)).toMatchObject({ pid: process.pid });
    expect(lock.isHeld()).toBe(false);
  });
});

describe('a process that was written down', () => {
  const self: ProcessIdentity = { ...thisProcess(), machine: 'a'.repeat(32), pidSpace: 'boot pid:[1]' };
  const dead = spawnSync('true').pid;
  const restarted = 'another-boot pid:[1]';
  const cases: readonly [claim: string, other: ProcessIdentity, fate: 'alive' | 'dead' | 'not known'][] = [
    ['ourselves', self, 'alive'],
    ['no such pid', { ...self, pid: dead }, 'dead'],
    ['its pid went to another process', { ...self, startedAt: '1' }, 'dead'],
    ['its pid is in use, since when is not known', { ...self, startedAt: null }, 'not known'],
    ['the machine started again since', { ...self, pidSpace: restarted }, 'dead'],
    ['another machine of the same name', { ...self, machine: 'b'.repeat(32), pidSpace: restarted }, 'not known'],
    ['the same name, and nothing tells its machine', { ...self, machine: null, pidSpace: restarted }, 'not known'],
    ['the same name, and nothing tells its boot', { ...self, pidSpace: null }, 'not known'],
    ['another host', { ...self, host: 'elsewhere', pid: dead }, 'not known'],
    ['a container of this host', { ...self, pid: dead, pidSpace: 'boot pid:[2]' }, 'not known'],
  ];
  it.each(cases)('%s', (_claim, other, fate) => {
    expect({ dead: isCertainlyDead(other, self), alive: isCertainlyAlive(other, self) }).toEqual({
      dead: fate === 'dead',
      alive: fate === 'alive',
    });
  });

  it('is not known to be dead where nothing tells the machine of us all', () => {
    const unknown = { ...self, machine: null };
    expect(isCertainlyDead({ ...unknown, pidSpace: restarted }, unknown)).toBe(false);
  });
});
