import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gandi } from '../../src/registrars/gandi/index.ts';
import type { RunRecord } from '../../src/state/history.ts';
import { undo } from '../../src/workflow/undo.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const before = declared('example.com', 'gandi', ['www A 192.0.2.1', 'old TXT "keep"', 'api A 192.0.2.2'], {
  settings: { auto_renew: true },
});
const after = declared('example.com', 'gandi', ['www A 192.0.2.9', 'new A 192.0.2.3', 'api A 192.0.2.2'], {
  settings: { auto_renew: false },
});

describe('undo', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi });
    portfolio.declare([before]);
    await portfolio.apply();
    portfolio.declare([after]);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  async function undoOf(run: number) {
    const { state } = portfolio;
    const entries = state.journal.filter((row) => row.run === run);
    const journal = entries.map((row) => ({
      ...row,
      outcome: row.outcome?.outcome ?? null,
      error: null,
      settledAt: null,
    }));
    const recorded = new Map((await state.readRecorded(['example.com'])).map((one) => [one.domain, one]));
    const config = { accounts: [], domains: [after] };
    return undo({ run, journal } as unknown as RunRecord, config, recorded);
  }

  it('goes back to what was live before the run, and to nothing else', async () => {
    const back = await undoOf(2);
    expect(back.targets).toEqual([
      'example.com/new/A',
      'example.com/old/TXT',
      'example.com/www/A',
      'example.com:auto_renew',
    ]);
    const planned = await portfolio.planUndo(2, back);
    expect(planned.plan.changes.map(({ address, action, after: value }) => [address, action, value])).toEqual([
      ['example.com:auto_renew', 'update', true],
      ['example.com/old/TXT', 'create', { ttl: 3600, values: ['"keep"'] }],
      ['example.com/www/A', 'update', { ttl: 3600, values: ['192.0.2.1'] }],
      ['example.com/new/A', 'delete', null],
    ]);
    expect(planned.plan.refusals).toEqual([]);
    expect((await portfolio.apply(planned)).summary.failed).toBe(0);
    portfolio.declare([before]);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });

  it('refuses where somebody changed the same thing since, unless consented', async () => {
    portfolio.declare([declared('example.com', 'gandi', ['www A 192.0.2.77', 'new A 192.0.2.3', 'api A 192.0.2.2'])]);
    await portfolio.apply();
    const planned = await portfolio.planUndo(2, await undoOf(2));
    expect(planned.plan.refusals).toMatchObject([
      {
        code: 'changed-since',
        domain: 'example.com',
        message: expect.stringContaining('example.com/www/A'),
        consented: false,
      },
    ]);
    const consented = await portfolio.planUndo(2, await undoOf(2), ['changed-since']);
    expect(consented.plan.refusals[0]?.consented).toBe(true);
  });

  it('expects to find what the run left', async () => {
    const back = await undoOf(1);
    expect(back.notes).toEqual([]);
    expect(back.expected.get('example.com/www/A')).toEqual({ ttl: 3600, values: ['192.0.2.1'] });
  });
});
