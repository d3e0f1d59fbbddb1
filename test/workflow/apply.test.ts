import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainStale } from '../../src/planner/plan-file.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { recordSetAddress } from '../../src/schema/dns/address.ts';
import type { ApplyReport } from '../../src/workflow/apply/report.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const two = [
  declared('example.com', 'gandi', ['www CNAME @', '@ A 192.0.2.1', '@ MX 10 mx.example.net.'], {
    settings: { auto_renew: true, transfer_lock: true },
  }),
  declared('example.net', 'gandi', ['@ TXT "v=spf1 -all"', 'api A 192.0.2.1, 192.0.2.2 ttl 300']),
];

/** Somebody else's write, through the simulator's own API. */
async function putOutside(portfolio: Portfolio, path: string, values: readonly string[], ttl: number): Promise<void> {
  const response = await portfolio.simulated.get('gandi')?.request({
    method: 'PUT',
    path: `/v5/livedns/domains/${path}`,
    headers: {
      authorization: `Bearer ${gandi.descriptor.credentials[0]?.sandbox}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ rrset_values: values, rrset_ttl: ttl }),
  });
  expect(response?.status).toBe(201);
}

const faults = (portfolio: Portfolio, rule: object) => portfolio.simulated.get('gandi')?.faults(rule);

describe('apply', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi }, { retry: { attempts: 2 } });
    portfolio.declare(two);
  });
  afterEach(() => portfolio.close());

  const statuses = (results: readonly { address: string; status: string }[]) =>
    Object.fromEntries(results.map(({ address, status }) => [address, status]));

  it('applies every change; then the plan is empty and a second apply makes no write', async () => {
    const first = await portfolio.apply();
    expect(first.summary).toMatchObject({ failed: 0, not_attempted: 0 });
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    portfolio.resetRequests();
    await portfolio.apply();
    expect(portfolio.requests().writes).toBe(0);
    expect(portfolio.state.journal.every((row) => row.outcome?.outcome === 'done')).toBe(true);
  });

  it('a state that fails in the middle stops the run, which tells how far it got', async () => {
    const { settle } = portfolio.state;
    const full = new Error('its disk takes no more data');
    portfolio.state.settle = (run, outcomes, effects) =>
      outcomes.length > 0 && effects.some(({ domain }) => domain === 'example.net')
        ? Promise.reject(full)
        : settle(run, outcomes, effects);
    const told: ApplyReport[] = [];
    await expect(portfolio.apply(undefined, { onBroken: (report) => told.push(report) })).rejects.toBe(full);
    const [report] = told;
    expect(told).toHaveLength(1);
    expect(report?.interrupted).toBe(false);
    const lost = report?.results.filter(({ status }) => status === 'failed') ?? [];
    expect(lost.map(({ error }) => error)).toContain(
      'It was sent, and how it ended could not be recorded: the next plan or apply reads it back.',
    );
    expect(lost.every(({ address }) => address.startsWith('example.net'))).toBe(true);
    // Applied is what the state knows to be applied.
    const recorded = (await portfolio.state.readRecorded(['example.com', 'example.net'])).flatMap((one) =>
      one.recordSets.map(({ name, type }) => recordSetAddress(one.domain, name, type)),
    );
    const applied =
      report?.results.filter(({ status, address }) => status === 'applied' && address.includes('/')) ?? [];
    expect(applied.map(({ address }) => address).sort()).toEqual(recorded.sort());
  });

  it('a lease that was lost fails its own domain, and no other', async () => {
    const { settle } = portfolio.state;
    const lost = Object.assign(new Error('This run no longer holds example.net'), { code: 'lease-lost' });
    portfolio.state.settle = (run, outcomes, effects) =>
      outcomes.length > 0 && effects.some(({ domain }) => domain === 'example.net')
        ? Promise.reject(lost)
        : settle(run, outcomes, effects);
    const report = await portfolio.apply();
    expect(statuses(report.results)).toMatchObject({ 'example.com/@/A': 'applied', 'example.net/api/A': 'failed' });
    expect(report.results.find(({ address }) => address === 'example.net/api/A')?.error).toContain('no longer holds');
  });

  it('puts a drifted record back and leaves a foreign one alone', async () => {
    await portfolio.apply();
    await putOutside(portfolio, 'example.net/records/api/A', ['192.0.2.9'], 300);
    await putOutside(portfolio, 'example.net/records/added/A', ['192.0.2.8'], 300);
    const planned = await portfolio.plan();
    expect(planned.plan.drift.map(({ address }) => address)).toEqual(['example.net/api/A']);
    expect(planned.plan.changes.map(({ address, action }) => [address, action])).toEqual([
      ['example.net/api/A', 'update'],
    ]);
    expect(planned.plan.foreign.map(({ address }) => address)).toContain('example.net/added/A');
    await portfolio.apply(planned);
    const after = await portfolio.plan();
    expect(isEmpty(after.plan)).toBe(true);
    expect(after.plan.foreign.map(({ address }) => address)).toContain('example.net/added/A');
  });

  it('one domain that fails does not stop the others, and says so per change', async () => {
    const planned = await portfolio.plan();
    faults(portfolio, { kinds: ['500'], only: 'writes', path: 'example.com/records' });
    const report = await portfolio.apply(planned);
    expect(statuses(report.results)).toMatchObject({
      'example.com:auto_renew': 'applied',
      'example.com/@/A': 'failed',
      'example.net/api/A': 'applied',
    });
    expect(report.results.find(({ status }) => status === 'failed')?.error).toMatch(
      /^write records of example\.com.* failed: HTTP 500/,
    );
    faults(portfolio, { rate: 0 });
    expect((await portfolio.apply()).summary).toMatchObject({ failed: 0, not_attempted: 0 });
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('a call that was cut after it took effect is settled by reading, not by sending it again', async () => {
    const planned = await portfolio.plan();
    portfolio.resetRequests();
    const expected = planned.plan.calls.reduce((sum, call) => sum + call.requests, 0);
    faults(portfolio, { kinds: ['cut-after'], only: 'writes', path: 'autorenew', count: 1 });
    const report = await portfolio.apply(planned);
    expect(report.summary).toEqual({ applied: planned.plan.changes.length, failed: 0, not_attempted: 0 });
    expect(portfolio.requests().writes).toBeLessThanOrEqual(expected + 1);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('a call that never takes effect fails its own change; those after it were not attempted', async () => {
    portfolio.declare([declared('example.com', 'gandi', ['one A 192.0.2.1', 'two A 192.0.2.2'])]);
    const planned = await portfolio.plan();
    faults(portfolio, { kinds: ['cut-before'], only: 'writes' });
    const { results } = await portfolio.apply(planned);
    const byStatus = (status: string) => results.filter((result) => result.status === status);
    expect(byStatus('failed')).toHaveLength(1);
    expect(byStatus('failed')[0]?.error).toContain('It did not take effect: plan and apply again.');
    expect(byStatus('not_attempted')).toHaveLength(results.length - 1);
    expect(portfolio.state.journal.map(({ outcome }) => outcome?.outcome)).not.toContain(undefined);
  });

  it('a call in doubt that cannot be read back is told as such, and recorded claims nothing', async () => {
    portfolio.declare(two.slice(1));
    const planned = await portfolio.plan();
    let cut = false;
    const cutEverything = {
      applying: () => {
        if (cut) return;
        cut = true;
        faults(portfolio, { kinds: ['cut-after'], only: 'writes' });
      },
      // From the read back on, nothing is answered.
      notice: () => faults(portfolio, { kinds: ['cut-after'] }),
    };
    const report = await portfolio.apply(planned, { progress: cutEverything });
    expect(report.summary.applied).toBe(0);
    expect(report.results.find(({ status }) => status === 'failed')?.error).toContain('plan again');
    expect(portfolio.state.journal.map((row) => row.outcome)).toContain(null);
    const recorded = await portfolio.state.readRecorded(['example.com', 'example.net']);
    expect(recorded.flatMap((domain) => [...domain.recordSets, ...domain.settings])).toEqual([]);
    faults(portfolio, { rate: 0 });
    await portfolio.apply();
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('a target that names nothing is an error, and so is a config that would forget everything', async () => {
    const { plan } = await portfolio.plan({ targets: ['example.net/apj/A'] });
    expect(plan.errors.map(({ code, domain }) => [code, domain])).toEqual([['unknown-target', 'example.net']]);
    expect((await portfolio.plan({ targets: ['example.net/api'] })).plan.errors).toEqual([]);
    await portfolio.apply();
    portfolio.declare([]);
    await expect(portfolio.plan()).rejects.toThrow('all of them would be forgotten');
  });

  it('an interrupt sends nothing more, and what was sent is recorded', async () => {
    const controller = new AbortController();
    const planned = await portfolio.plan();
    const report = await portfolio.apply(planned, {
      signal: controller.signal,
      progress: { applying: () => controller.abort() },
    });
    expect(report.interrupted).toBe(true);
    expect(report.summary.not_attempted).toBeGreaterThan(0);
    expect(portfolio.state.runs.at(-1)?.outcome).toBe('interrupted');
    expect(portfolio.state.journal.every((row) => row.outcome?.outcome === 'done')).toBe(true);
    await portfolio.apply();
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('a saved plan is stale after a change that concerns it, and only then', async () => {
    const saved = await portfolio.plan();
    const before = (await portfolio.plan()).plan;
    expect(explainStale(saved.plan, before)).toEqual([]);
    await putOutside(portfolio, 'example.net/records/added/A', ['192.0.2.8'], 300);
    expect(explainStale(saved.plan, (await portfolio.plan()).plan)).toEqual([]);
    await putOutside(portfolio, 'example.net/records/api/A', ['192.0.2.8'], 300);
    expect(explainStale(saved.plan, (await portfolio.plan()).plan)).toEqual([
      'example.net: live records changed since the plan was made (example.net/api/A)',
    ]);
  });
});

describe('convergence under faults', () => {
  it.each(Array.from({ length: 10 }, (_, seed) => seed))('seed %i: at most three applies', async (seed) => {
    const portfolio = await openPortfolio({ gandi }, { retry: { attempts: 3 }, seed });
    try {
      portfolio.declare(two);
      const kinds = ['429', '500', 'cut-before', 'cut-after'];
      for (let run = 0; run < 3; run++) {
        faults(portfolio, { kinds, rate: 0.2 });
        await portfolio.apply();
      }
      faults(portfolio, { rate: 0 });
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    } finally {
      await portfolio.close();
    }
  });
});
