/** Protection is kept in the state: it outlives the line that asked for it, whatever is done to what it protects. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import type { RunRecord } from '../../src/state/history.ts';
import { undo } from '../../src/workflow/undo.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const config = (records: readonly string[], more: Partial<DesiredDomain> = {}) =>
  declared('example.com', 'namesilo', ['api A 192.0.2.20', ...records], more);
const guarded = config(['www A 192.0.2.1, 192.0.2.2, 192.0.2.3 protect'], { protect: true });
const unsaid = config(['www A 192.0.2.1, 192.0.2.2, 192.0.2.3']);
const changed = config(['www A 192.0.2.7, 192.0.2.8, 192.0.2.9']);
const dropped = config([]);

describe('what was protected', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ namesilo }, { retry: { attempts: 1 } });
    portfolio.declare([guarded]);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  async function apply(desired: DesiredDomain, consents: readonly string[] = []) {
    portfolio.declare([desired]);
    return portfolio.apply(await portfolio.plan({ consents }));
  }

  /** The next call but one is refused. */
  async function applyHalfWay(desired: DesiredDomain, consents: readonly string[] = []) {
    portfolio.declare([desired]);
    const simulated = portfolio.simulated.get('namesilo');
    let calls = 0;
    const applying = () => {
      if (++calls === 2) simulated?.faults({ kinds: ['429'], only: 'writes' });
    };
    const report = await portfolio.apply(await portfolio.plan({ consents }), { progress: { applying } });
    simulated?.faults({ rate: 0 });
    expect(report.summary).toMatchObject({ applied: 0, failed: 1 });
  }

  async function guards() {
    const [domain] = await portfolio.state.readRecorded(['example.com']);
    const sets = domain?.recordSets.filter(({ protect }) => protect).map(({ name }) => name);
    return { domain: domain?.protect, sets };
  }

  const all = { domain: true, sets: ['www.example.com.'] };

  it('stays so when the config no longer says so, and is then not dropped without consent', async () => {
    portfolio.declare([unsaid]);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    await apply(changed);
    expect(await guards()).toEqual(all);
    portfolio.declare([dropped]);
    expect((await portfolio.plan()).plan.refusals).toMatchObject([{ code: 'protected', consented: false }]);
    portfolio.declare([declared('example.net', 'namesilo', [])]);
    expect((await portfolio.plan()).plan.refusals).toMatchObject([{ code: 'protected', consented: false }]);
  });

  it('is so no longer once the config says that', async () => {
    const lifted = (desired: DesiredDomain): DesiredDomain => ({
      ...desired,
      protect: false,
      recordSets: desired.recordSets.map((set) => ({ ...set, protect: false })),
    });
    await apply(lifted(changed));
    expect(await guards()).toEqual({ domain: false, sets: [] });
  });

  it('stays so where it drifted into what the config says', async () => {
    await apply(changed);
    const [known] = (await portfolio.state.readRecorded(['example.com']))[0]?.recordSets.filter(isWww) ?? [];
    if (known === undefined) throw new Error('not recorded');
    const { provenance: _, ...set } = known;
    const run = portfolio.state.runs.length;
    const effect = { kind: 'record-set', domain: 'example.com', ...set, at: '2026-11-23T12:00:00.000Z' } as const;
    await portfolio.state.settle(run, [], [{ ...effect, values: ['192.0.2.1'] }]);
    expect((await portfolio.plan()).plan.changes).toMatchObject([{ action: 'adopt' }]);
    await portfolio.apply();
    expect(await guards()).toEqual(all);
  });

  it('stays so where a change ends half-way, be it a deletion', async () => {
    await applyHalfWay(changed);
    expect(await guards()).toEqual(all);
    await applyHalfWay(dropped, ['protected']);
    expect(await guards()).toEqual(all);
    expect((await portfolio.plan()).plan.refusals).toMatchObject([{ code: 'protected', consented: false }]);
  });

  it('stays so through an undo', async () => {
    await apply(changed);
    const rows = portfolio.state.journal.filter(({ run }) => run === 2);
    const journal = rows.map((row) => ({ ...row, outcome: 'done', found: {}, error: null, settledAt: null }));
    const recorded = new Map((await portfolio.state.readRecorded(['example.com'])).map((one) => [one.domain, one]));
    const run = { run: 2, journal } as unknown as RunRecord;
    const planned = await portfolio.planUndo(
      2,
      undo(run, { accounts: [], planThresholds, domains: [changed] }, recorded),
    );
    expect(planned.plan.changes).toMatchObject([{ action: 'update', protect: { before: true, after: true } }]);
    expect((await portfolio.apply(planned)).summary.failed).toBe(0);
    expect(await guards()).toEqual(all);
  });
});

function isWww({ name }: { readonly name: string }): boolean {
  return name === 'www.example.com.';
}
