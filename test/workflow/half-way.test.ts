/** A record set that takes several calls, at a registrar that edits single records, and ends between two of them. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hover } from '../../src/registrars/hover/index.ts';
import { namecom } from '../../src/registrars/namecom/index.ts';
import { namesilo } from '../../src/registrars/namesilo/index.ts';
import { porkbun } from '../../src/registrars/porkbun/index.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import type { RunRecord } from '../../src/state/history.ts';
import { undo } from '../../src/workflow/undo.ts';
import type { JournalRow } from '../helpers/memory-state.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const none = declared('example.com', 'account', []);
const before = declared('example.com', 'account', ['shop A 192.0.2.1, 192.0.2.2, 192.0.2.3 ttl 3600']);
const after = declared('example.com', 'account', ['shop A 192.0.2.1, 192.0.2.8, 192.0.2.9 ttl 7200']);
const address = 'example.com/shop/A';
const editors = { porkbun, namecom, namesilo, hover };

class Killed extends Error {}

async function planOf(portfolio: Portfolio, config: DesiredDomain) {
  portfolio.declare([config]);
  return (await portfolio.plan()).plan;
}

const ended = ({ outcome }: JournalRow) => ({ outcome: outcome?.outcome ?? null, found: outcome?.found ?? {} });

describe.each(Object.entries(editors))('at %s, a set of which one call of several was made', (_name, registrar) => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ account: registrar }, { retry: { attempts: 1 } });
    portfolio.declare([none]);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'because the next was refused',
      async () => {
        const simulated = portfolio.simulated.get('account');
        let calls = 0;
        const applying = () => {
          if (++calls === 2) simulated?.faults({ kinds: ['429'], only: 'writes' });
        };
        const report = await portfolio.apply(undefined, { progress: { applying } });
        simulated?.faults({ rate: 0 });
        expect(report.summary).toMatchObject({ applied: 0, failed: 1 });
      },
    ],
    [
      'because the run was killed before it announced the next',
      async () => {
        const { state } = portfolio;
        const { intend } = state;
        let calls = 0;
        state.intend = (run, intents) => (++calls === 2 ? Promise.reject(new Killed()) : intend(run, intents));
        await expect(portfolio.apply()).rejects.toThrow(Killed);
        Object.assign(state, { intend });
        await state.finishRun(state.runs.length, { outcome: 'failed', finishedAt: '2026-11-23T12:00:00Z' });
      },
    ],
    [
      'because the run was interrupted',
      async () => {
        const interrupt = new AbortController();
        await portfolio.apply(undefined, {
          signal: interrupt.signal,
          progress: { applying: () => interrupt.abort() },
        });
      },
    ],
  ];

  describe.each(ways)('%s', (_why, endHalfWay) => {
    it('is ours, as far as it got: the rest is an update, and taken over from nobody', async () => {
      portfolio.declare([before]);
      await endHalfWay();
      const { plan } = await portfolio.plan();
      expect(plan.changes).toMatchObject([{ address, action: 'update', takes_over: false, drift: null }]);
      expect(plan.changes[0]?.before).not.toBeNull();
      expect((await portfolio.apply()).summary).toMatchObject({ applied: 1, failed: 0 });
      expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
      expect(portfolio.state.journal.map(({ outcome }) => outcome)).not.toContain(null);
    });

    it('is deleted where the config does not want it any more', async () => {
      portfolio.declare([before]);
      await endHalfWay();
      portfolio.declare([none]);
      expect((await portfolio.plan()).plan.changes).toMatchObject([{ address, action: 'delete' }]);
    });

    it('is no drift where it was something else before, and an undo of it accuses nobody', async () => {
      portfolio.declare([before]);
      await portfolio.apply();
      const [{ before: first = null } = {}] = (await planOf(portfolio, after)).changes;
      await endHalfWay();
      const plan = await planOf(portfolio, after);
      expect(plan.drift).toEqual([]);
      expect(plan.changes).toMatchObject([{ address, drift: null, takes_over: false }]);

      // Also for those that only look, once what was left open is settled.
      portfolio.simulated.get('account')?.faults({ kinds: ['429'], only: 'writes' });
      await portfolio.apply();
      portfolio.simulated.get('account')?.faults({ rate: 0 });
      expect((await planOf(portfolio, after)).drift).toEqual([]);

      const run = 3;
      const journal = portfolio.state.journal.filter((row) => row.run === run);
      const back = undo(
        { run, journal: journal.map((row) => ({ ...row, ...ended(row) })) } as unknown as RunRecord,
        { accounts: [], planThresholds, domains: [after] },
        new Map((await portfolio.state.readRecorded(['example.com'])).map((one) => [one.domain, one])),
      );
      const undone = await portfolio.planUndo(run, back);
      expect(undone.plan.refusals).toEqual([]);
      if (back.targets.length > 0) expect((await portfolio.apply(undone)).summary.failed).toBe(0);
      expect((await planOf(portfolio, after)).changes[0]?.before).toEqual(first);
    });
  });
});
