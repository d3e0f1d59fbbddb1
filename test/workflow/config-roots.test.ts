/** Two configs on one state. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driftReport } from '../../src/cli/drift-report.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { RunRecord } from '../../src/state/history.ts';
import { scopeOf } from '../../src/workflow/make-plan.ts';
import { portfolioOf } from '../../src/workflow/portfolio.ts';
import { undo } from '../../src/workflow/undo.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';

const web = 'github.com/northwind/web';
const shop = 'github.com/northwind/shop//dns';
const ofWeb = declared('example.com', 'gandi', ['www A 192.0.2.1']);
const ofShop = declared('example.net', 'gandi', ['www A 192.0.2.2']);
const edited = declared('example.com', 'gandi', ['www A 192.0.2.9']);

describe('a state that two configs share', () => {
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi });
    portfolio.declare([ofWeb, ofShop]);
    as(web, ofWeb);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  function as(root: string, ...domains: Parameters<Portfolio['declareUnseeded']>[0]) {
    portfolio.moveTo(root);
    portfolio.declareUnseeded(domains);
  }

  const managers = async () =>
    (await portfolio.state.readRecorded(['example.com', 'example.net'])).map(({ manager }) => manager?.root);

  it('keeps the domains of each from the other: nothing is read, forgotten or listed', async () => {
    as(shop, ofShop);
    const planned = await portfolio.plan();
    expect(planned.plan.domains.map(({ domain }) => domain)).toEqual(['example.net']);
    await portfolio.apply(planned);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    as(web, ofWeb);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    expect(await managers()).toEqual([web, shop]);
  });

  it('forgets what left the config that managed it', async () => {
    as(web, ofShop);
    const { plan } = await portfolio.plan();
    expect(plan.changes.map(({ address, action }) => [address, action])).toContainEqual(['example.com', 'forget']);
  });

  it('refuses a domain that the other one manages, with both, the run and the day; consent takes it over', async () => {
    as(shop, ofWeb);
    const { plan } = await portfolio.plan();
    expect(plan.changes.map(({ address, action, reason }) => [address, action, reason])).toEqual([
      ['example.com', 'adopt', `managed by ${web} until now`],
    ]);
    expect(plan.refusals).toEqual([
      {
        code: 'managed-elsewhere',
        domain: 'example.com',
        message: expect.stringContaining(
          `managed by the config ${web} (run 1, 2026-11-23); this config is ${shop}. Remove`,
        ),
        details: [],
        consent: '--consent managed-elsewhere:example.com',
        consented: false,
      },
    ]);
    expect(plan.refusals[0]?.message).toContain('--workspace NAME');

    const consented = await portfolio.plan({ consents: ['managed-elsewhere:example.com'] });
    expect(consented.plan.summary).toMatchObject({ refusals: 0, calls: 0, adopt: 1 });
    await portfolio.apply(consented);
    expect(await managers()).toEqual([shop]);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
    as(web, ofWeb);
    expect((await portfolio.plan()).plan.summary.refusals).toBe(1);
  });

  it('refuses also where only a part is targeted, and takes the domain over with it', async () => {
    as(shop, edited);
    const targets = ['example.com/www/A'];
    expect((await portfolio.plan({ targets })).plan.summary.refusals).toBe(1);
    await portfolio.apply(await portfolio.plan({ targets, consents: ['managed-elsewhere'] }));
    expect(await managers()).toEqual([shop]);
  });

  it('has no target in the other config', async () => {
    const scope = await scopeOf({ accounts: [], planThresholds, domains: [ofShop] }, portfolio.state, shop, [
      'example.com',
    ]);
    expect(scope).toMatchObject({
      ok: false,
      problem: { message: `example.com is not in this config (${shop}): ${web} manages it` },
    });
  });

  it('refuses an undo from the other config, which takes nothing over', async () => {
    as(web, edited);
    await portfolio.apply();
    const rows = portfolio.state.journal.filter(({ run }) => run === 2);
    const journal = rows.map((row) => ({ ...row, outcome: 'done', error: null, found: {}, settledAt: row.at }));
    const recorded = new Map((await portfolio.state.readRecorded(['example.com'])).map((one) => [one.domain, one]));
    const back = undo(
      { journal } as unknown as RunRecord,
      { accounts: [], planThresholds, domains: [edited] },
      recorded,
    );
    as(shop);
    expect((await portfolio.planUndo(2, back)).plan.refusals).toMatchObject([{ code: 'managed-elsewhere' }]);
    const consented = await portfolio.planUndo(2, back, ['managed-elsewhere:example.com']);
    expect(consented.plan.changes.map(({ address }) => address)).toEqual(['example.com/www/A']);
    await portfolio.apply(consented);
    expect(await managers()).toEqual([web]);
  });

  it('is told in drift and in the portfolio', async () => {
    as(shop, ofWeb);
    const planned = await portfolio.plan();
    expect(driftReport(planned, []).notes).toEqual([
      { domain: 'example.com', message: `managed by the config ${web}, not by this one (${shop})` },
    ]);
    expect(portfolioOf(planned.input.desired, planned, 'domain').domains).toMatchObject([{ managed_by: web }]);
  });

  it('gives a domain of which nobody knows whose it is to the next apply, without a change', async () => {
    const { state } = portfolio;
    const provenance = { kind: 'record-set', account: 'gandi', ttlSeconds: 3600, options: {}, protect: false } as const;
    const at = '2026-11-23T12:00:00.000Z';
    const set = {
      ...provenance,
      domain: 'example.net',
      name: 'www.example.net.',
      type: 'A',
      values: ['192.0.2.2'],
      at,
    };
    await state.settle(1, [], [{ kind: 'forget-domain', domain: 'example.com' }]);
    await state.settle(
      1,
      [],
      [{ kind: 'domain', domain: 'example.net', registrar: 'gandi', dns: 'gandi', protect: false }],
    );
    await state.settle(1, [], [set as never]);
    as(shop, ofShop);
    await portfolio.apply();
    expect(await managers()).toEqual([shop]);
    const serial = await state.serial();
    await portfolio.apply();
    expect(await state.serial()).toBe(serial);
  });
});
