/** 200 domains at the registrars with the tightest limits, on a clock that the test moves: never refused, never idle. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { namecheap } from '../../src/registrars/namecheap/index.ts';
import { namecom } from '../../src/registrars/namecom/index.ts';
import type { WholeRegistrar } from '../../src/registrars/registrar.ts';
import { memoryStore } from '../../src/registrars/simulator/store.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { AccountConfig, Desired } from '../../src/schema/desired.ts';
import { applyPlan } from '../../src/workflow/apply/apply-plan.ts';
import { makePlan, scopeOf } from '../../src/workflow/make-plan.ts';
import { openAccounts } from '../../src/workflow/open-accounts.ts';
import { type Answered, advanceUntilDone, answerThrough } from '../helpers/false-clock.ts';
import { memoryState } from '../helpers/memory-state.ts';
import { declared, silent } from '../helpers/portfolio.ts';
import { sandboxCredentials } from '../helpers/simulated.ts';

const domainCount = 200;
let answered: Answered = { requests: 0, refused: 0 };

/**
 * The least time that the limits allow for so many requests: each window is full before the next one begins, and what is
 * left after the last full one has to keep to the shorter limits still.
 */
function leastMs({ descriptor }: WholeRegistrar, count: number): number {
  const least = (left: number, limits: typeof descriptor.limits): number =>
    Math.max(
      0,
      ...limits.map(({ requests: n, perMs }) => {
        const windows = Math.floor((left - 1) / n);
        const shorter = limits.filter((limit) => limit.perMs < perMs);
        return windows * perMs + least(left - windows * n, shorter);
      }),
    );
  return least(count, descriptor.limits);
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z') });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe.each([namecheap, namecom])('200 domains at $descriptor.title', (registrar) => {
  async function planAndApply(refuseEvery: number) {
    const credentials = sandboxCredentials(registrar);
    const simulator = (await registrar.loadSimulator())({ credentials, store: memoryStore(), now: () => new Date() });
    const domains = Array.from({ length: domainCount }, (_, i) =>
      declared(`d${i}.com`, 'main', ['www A 192.0.2.1 ttl 3600', 'api A 192.0.2.2 ttl 3600']),
    ).sort((a, b) => (a.domain < b.domain ? -1 : 1));
    for (const { domain } of domains) simulator.seed({ domain, registered: true, zone: 'default' });
    answered = answerThrough(registrar, simulator, refuseEvery);
    const source = { file: 'test.yaml', line: 1, column: 1 };
    const account: AccountConfig = { name: 'main', registrar: registrar.descriptor.name, credentials, source };
    const desired: Desired = { accounts: [account], planThresholds, domains };
    const registrars = new Map([[registrar.descriptor.name, registrar]]);
    const accounts = openAccounts({ accounts: [account], registrars, endpoints: new Map() });
    const store = memoryState();
    const scope = await scopeOf(desired, store, 'test', []);
    if (!scope.ok) throw new Error(scope.problem.message);
    const started = Date.now();
    const work = async () => {
      const planned = await makePlan({
        desired,
        accounts,
        store,
        scope: scope.value,
        workspace: 'default',
        root: 'test',
        options: { targets: [], consents: [], refreshOnly: false },
        toolVersion: '0.0.0',
        now: new Date(),
        parallelism: 10,
        progress: silent,
      });
      expect(planned.plan.errors).toEqual([]);
      return applyPlan({
        planned,
        accounts,
        store,
        run: 1,
        parallelism: 10,
        progress: silent,
        verifyReads: false,
        signal: new AbortController().signal,
        now: () => new Date(),
      });
    };
    const report = await advanceUntilDone(work());
    return { report, ms: Date.now() - started };
  }

  it('never meets a refusal, and takes no more than 5 % longer than the limits force', async () => {
    const { report, ms } = await planAndApply(0);
    expect(report.summary).toMatchObject({ failed: 0, not_attempted: 0 });
    expect(answered.refused).toBe(0);
    const least = leastMs(registrar, answered.requests);
    // A window begins when its first request has ended, and the last requests take their own time.
    expect(ms).toBeLessThanOrEqual(least * 1.05 + 1000);
    expect(ms).toBeGreaterThanOrEqual(least);
  });

  it('converges with every 20th request refused', async () => {
    const { report } = await planAndApply(20);
    expect(answered.refused).toBeGreaterThan(5);
    expect(report.summary).toMatchObject({ failed: 0, not_attempted: 0 });
  });
});
