import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forceUnlockFolder, lockFolder } from '../../src/state/folder-lock.ts';
import { isCertainlyDead, thisProcess } from '../../src/state/process-identity.ts';
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
});

describe('a process that was written down', () => {
  const self = thisProcess();
  const dead = spawnSync('true').pid;
  const cases: readonly [claim: string, other: typeof self, dead: boolean][] = [
    ['is alive: ourselves', self, false],
    ['is dead: no such pid', { ...self, pid: dead }, true],
    ['is dead: its pid went to another process', { ...self, startedAt: '1' }, true],
    ['is dead: the machine started again since', { ...self, pidSpace: 'another-boot pid:[1]' }, true],
    ['may live: another host', { ...self, host: 'elsewhere', pid: dead }, false],
    ['may live: a container of this host', { ...self, pid: dead, pidSpace: otherNamespace(self.pidSpace) }, false],
  ];
  it.each(cases)('%s', (_claim, other, expected) => {
    expect(isCertainlyDead(other)).toBe(expected);
  });

  function otherNamespace(space: string | null): string {
    return `${space?.split(' ')[0]} pid:[1]`;
  }
});
