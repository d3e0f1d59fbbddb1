import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import { readHolders, unlockState } from '../../src/state/unlock-state.ts';
import { stateBackends } from '../helpers/database.ts';
import { domain, runStart } from './samples.ts';

const write = { mode: 'write', operation: 'apply' } as const;

describe.each(stateBackends())('domctl unlock, $name', (backend) => {
  beforeAll(() => backend.start(), 60_000);
  afterAll(() => backend.stop(), 60_000);

  it('makes nothing where there is no state', async () => {
    const location = await backend.newLocation();
    expect(await unlockState(location, 'default', 'all')).toEqual([]);
    expect(await readHolders(location, 'default')).toEqual([]);
    expect(existsSync(location)).toBe(false);
    const store = await openState(location, 'default', { mode: 'read', operation: 'plan' });
    expect(await store.listRuns()).toEqual([]);
    await store.close();
  });

  if (backend.name === 'server') {
    it('ends the leases that it is asked to end, and the run that had them notices', async () => {
      const location = await backend.newState();
      const store = await openState(location, 'default', write);
      const run = await store.startRun(runStart);
      await store.acquireLeases(run, ['a.com', 'b.com']);
      const heartbeat = expect.stringMatching(/^\d{4}-.*Z$/);
      expect(await readHolders(location, 'default')).toMatchObject([
        { domain: 'a.com', pid: 4711, heartbeat },
        { domain: 'b.com', pid: 4711, heartbeat },
      ]);
      expect(await unlockState(location, 'default', ['b.com'])).toMatchObject([{ domain: 'b.com', pid: 4711 }]);
      expect(await readHolders(location, 'default')).toMatchObject([{ domain: 'a.com' }]);
      await store.settle(run, [], [domain('a.com')]);
      await expect(store.settle(run, [], [domain('b.com')])).rejects.toMatchObject({ code: 'lease-lost' });
      await store.close();
    });
  } else {
    it('ends the lock of another host, and the process that had it notices', async () => {
      const location = await backend.newState();
      const store = await openState(location, 'default', write);
      expect(await readHolders(location, 'default')).toMatchObject([{ pid: process.pid, operation: 'apply' }]);
      await expect(unlockState(location, 'default', 'all')).rejects.toMatchObject({
        code: 'locked',
        message: expect.stringMatching(/which is still there\. Stop that process/),
      });
      const holder = join(location, readHolderFolder(location), 'holder.json');
      writeFileSync(holder, readFileSync(holder, 'utf8').replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
      expect(await unlockState(location, 'default', 'all')).toMatchObject([{ host: 'elsewhere', operation: 'apply' }]);
      await expect(store.startRun(runStart)).rejects.toMatchObject({ code: 'lease-lost' });
      await store.close();
      await (await openState(location, 'default', write)).close();
    });
  }
});

function readHolderFolder(location: string): string {
  const highest = [...Array(20).keys()].filter((number) => existsSync(join(location, `lock.${number}`))).at(-1);
  return `lock.${highest}`;
}
