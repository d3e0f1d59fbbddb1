/** The estimate held against what plan and apply take at the simulators with their limits on, on a clock that the test moves. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { estimateSeconds, unused, type Work, workOf } from '../../src/cli/estimate.ts';
import type { AccountWait } from '../../src/cli/views/progress.ts';
import { createWaits } from '../../src/cli/waits.ts';
import { memoryStore } from '../../src/registrars/simulator/store.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import { applyPlan } from '../../src/workflow/apply/apply-plan.ts';
import { makePlan, scopeOf } from '../../src/workflow/make-plan.ts';
import { openAccounts } from '../../src/workflow/open-accounts.ts';
import { advanceUntilDone, answerThrough } from '../helpers/false-clock.ts';
import { registrars } from '../helpers/halves.ts';
import { memoryState } from '../helpers/memory-state.ts';
import { declared, silent } from '../helpers/portfolio.ts';
import { sandboxCredentials } from '../helpers/simulated.ts';

const stepMs = 50;

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') }));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test.each([...registrars])('%s: within a fifth of what an apply of 30 domains takes', async (name, registrar) => {
  const credentials = sandboxCredentials(registrar);
  const simulator = (await registrar.loadSimulator())({ credentials, store: memoryStore(), now: () => new Date() });
  const domains = Array.from({ length: 30 }, (_, i) =>
    declared(`d${10 + i}.com`, 'main', ['www A 192.0.2.1 ttl 3600', 'api A 192.0.2.2 ttl 3600']),
  );
  for (const { domain } of domains) simulator.seed({ domain, registered: true, zone: 'default' });
  answerThrough(registrar, simulator);
  const source = { file: 'test.yaml', line: 1, column: 1 };
  const account = { name: 'main', registrar: name, credentials, source };
  const desired = { accounts: [account], planThresholds, domains };
  const accounts = openAccounts({
    accounts: [account],
    registrars: new Map([[name, registrar]]),
    endpoints: new Map(),
  });
  const store = memoryState();
  const scope = await scopeOf(desired, store, 'test', []);
  if (!scope.ok) throw new Error(scope.problem.message);

  const started = Date.now();
  const planned = await advanceUntilDone(
    makePlan({
      ...{ desired, accounts, store, scope: scope.value, workspace: 'default', root: 'test', toolVersion: '0.0.0' },
      options: { targets: [], consents: [], refreshOnly: false },
      now: new Date(),
      parallelism: 10,
      progress: silent,
    }),
    stepMs,
  );
  expect(planned.plan.errors).toEqual([]);
  const descriptors = new Map([['main', registrar.descriptor]]);
  const opened = accounts.get('main');
  if (opened === undefined) throw new Error('not open');
  const work = workOf(planned.plan, descriptors);
  const calls = work.get('main') as Work;
  const { answerMs, ...pace } = opened.pace();
  const now = estimateSeconds(work, descriptors, new Map([['main', { answerMs, ...pace }]]));
  const { reads } = opened.counts();
  const all = { requests: reads + calls.requests, inARow: calls.inARow + 1 };
  const later = estimateSeconds(new Map([['main', all]]), descriptors, new Map([['main', { ...unused, answerMs }]]));

  const waits = createWaits(accounts);
  waits.applying(planned.plan);
  const told: { readonly at: number; readonly wait: AccountWait }[] = [];
  const look = () => told.push(...waits.now(null).map((wait) => ({ at: Date.now(), wait })));
  const applying = Date.now();
  const report = await advanceUntilDone(
    applyPlan({
      ...{ planned, accounts, store, run: 1, parallelism: 10, progress: silent, verifyReads: false },
      signal: new AbortController().signal,
      now: () => new Date(),
    }),
    stepMs,
    look,
  );
  for (const { at, wait } of told.filter(({ wait: { seconds } }) => seconds >= 2)) {
    expect(wait.reason).toMatch(/^its limit of \d+ requests? per (second|minute|hour|\d+ minutes)$/);
    const leftSeconds = (Date.now() - at) / 1000;
    expect(wait.leftSeconds ?? 0).toBeGreaterThanOrEqual(leftSeconds * 0.8 - 1);
    expect(wait.leftSeconds ?? 0).toBeLessThanOrEqual(leftSeconds * 1.2 + 1);
  }
  if (['namecheap', 'godaddy', 'porkbun'].includes(name)) expect(told).not.toEqual([]);
  expect(report.summary).toMatchObject({ failed: 0, not_attempted: 0 });
  const seconds = (from: number) => (Date.now() - from) / 1000;
  const counts = opened.counts();
  expect(counts.reads + counts.writes, 'requests').toBe(all.requests);
  for (const [estimate, took] of [
    [now, seconds(applying)],
    [later, seconds(started)],
  ] as const) {
    // Rounded up to a second.
    expect(estimate).toBeGreaterThanOrEqual(took * 0.8 - stepMs / 1000);
    expect(estimate).toBeLessThanOrEqual(took * 1.2 + 1);
  }
});
