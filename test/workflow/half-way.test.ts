/** A record set that takes several calls, at a registrar that edits single records, and ends between two of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { porkbun } from '../../src/registrars/porkbun/index.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const none = declared('example.com', 'porkbun', []);
const before = declared('example.com', 'porkbun', ['www A 192.0.2.1, 192.0.2.2, 192.0.2.3 ttl 3600']);
const after = declared('example.com', 'porkbun', ['www A 192.0.2.7, 192.0.2.8, 192.0.2.9 ttl 3600']);
const address = 'example.com/www/A';

class Killed extends Error {}

describe('a set of which one call of several was made', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ porkbun }, { retry: { attempts: 1 } });
    portfolio.declare([none]);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  const ways: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'because the next was refused',
      async () => {
        const simulated = portfolio.simulated.get('porkbun');
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

    it('is no drift where it was something else before', async () => {
      portfolio.declare([before]);
      await portfolio.apply();
      portfolio.declare([after]);
      await endHalfWay();
      const { plan } = await portfolio.plan();
      expect(plan.drift).toEqual([]);
      expect(plan.changes).toMatchObject([{ address, action: 'update', drift: null }]);
    });
  });
});
