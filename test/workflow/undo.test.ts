import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTargets } from '../../src/planner/targets.ts';
import { cloudflare } from '../../src/registrars/cloudflare/index.ts';
import { gandi } from '../../src/registrars/gandi/index.ts';
import { planThresholds } from '../../src/schema/config/thresholds.ts';
import type { DesiredDomain } from '../../src/schema/desired.ts';
import type { JournalEntry, RunRecord } from '../../src/state/history.ts';
import { plainManagement } from '../../src/workflow/apply/effects.ts';
import { undo } from '../../src/workflow/undo.ts';
import { declared, isEmpty, openPortfolio, type Portfolio } from '../helpers/portfolio.ts';
import { undoIn } from '../helpers/undo-in.ts';

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

  const undoOf = (run: number) => undoIn(portfolio, run, after);

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
    // The run made room at a name where the host had put a default.
    expect(back.notes.map(({ message }) => message)).toEqual([
      'not managed before the run, and not managed after the undo: example.com/www/CNAME, example.com:auto_renew',
    ]);
    expect(back.expected.get('example.com/www/A')).toEqual({ ttl: 3600, values: ['192.0.2.1'] });
  });
});

describe('undo in a zone that has more than the run changed', () => {
  let portfolio: Portfolio;
  afterEach(() => portfolio.close());

  async function twoRuns(account: 'gandi' | 'cloudflare', first: DesiredDomain, second: DesiredDomain) {
    portfolio = await openPortfolio(account === 'gandi' ? { gandi } : { cloudflare });
    for (const config of [first, second]) {
      portfolio.declare([config]);
      await portfolio.apply();
    }
    return portfolio.planUndo(2, await undoIn(portfolio, 2, second));
  }

  it.each([
    ['only made records', ['www A 192.0.2.1'], ['www A 192.0.2.1', 'new A 192.0.2.3'], {}],
    ['only changed settings', ['www A 192.0.2.1'], ['www A 192.0.2.1'], { settings: { auto_renew: false } }],
  ])('leaves a zone that is not empty, where the run %s', async (_claim, records, later, more) => {
    const first = declared('example.com', 'gandi', records, { settings: { auto_renew: true } });
    const { plan } = await twoRuns('gandi', first, { ...declared('example.com', 'gandi', later), ...more });
    expect(plan.changes).toHaveLength(1);
    expect(plan.refusals).toEqual([]);
  });

  it('has nothing left to do, and refuses nothing, where it was done already', async () => {
    const first = declared('example.com', 'gandi', ['www A 192.0.2.1', 'api A 192.0.2.2']);
    const second = declared('example.com', 'gandi', ['www A 192.0.2.9', 'api A 192.0.2.2']);
    const planned = await twoRuns('gandi', first, second);
    await portfolio.apply(planned);
    const again = await portfolio.planUndo(2, await undoIn(portfolio, 2, second));
    expect([again.plan.changes, again.plan.refusals]).toEqual([[], []]);
  });

  it('takes back only the options that the run changed, so that the earlier config finds its own again', async () => {
    const first = declared('example.com', 'cloudflare', ['www A 192.0.2.1', 'old A 192.0.2.2', 'api A 192.0.2.3']);
    const second = declared('example.com', 'cloudflare', ['www A 192.0.2.9', 'api A 192.0.2.3']);
    const proxied = second.recordSets.map((set) =>
      set.name.startsWith('api') ? { ...set, ttlSeconds: 1, options: { proxied: true } } : set,
    );
    const planned = await twoRuns('cloudflare', first, { ...second, recordSets: proxied });
    expect(planned.plan.changes.map(({ address, after: value }) => [address, value])).toEqual([
      ['example.com/api/A', { ttl: 3600, values: ['192.0.2.3'], options: { proxied: false } }],
      ['example.com/old/A', { ttl: 3600, values: ['192.0.2.2'] }],
      ['example.com/www/A', { ttl: 3600, values: ['192.0.2.1'] }],
    ]);
    await portfolio.apply(planned);
    portfolio.declare([first]);
    expect((await portfolio.plan()).plan.calls).toEqual([]);
  });
});

describe('undo of a consented deletion of a protected set', () => {
  const kept = ['api A 192.0.2.3', 'www A 192.0.2.1 ttl 3600 protect'];
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi });
    portfolio.declare([declared('example.com', 'gandi', kept)]);
    await portfolio.apply();
    portfolio.declare([declared('example.com', 'gandi', kept.slice(0, 1))]);
    await portfolio.apply(await portfolio.plan({ consents: ['protected'] }));
  });
  afterEach(() => portfolio.close());

  const protectionOfWww = async () => {
    const [domain] = await portfolio.state.readRecorded(['example.com']);
    return domain?.recordSets.find(({ name }) => name === 'www.example.com.')?.protect;
  };
  const undoNow = async () => portfolio.planUndo(2, await undoIn(portfolio, 2, declared('example.com', 'gandi', [])));

  it('brings back the protection with it', async () => {
    await portfolio.apply(await undoNow());
    expect(await protectionOfWww()).toBe(true);
  });

  it('also where the undo was killed before it could say so', async () => {
    const { settle } = portfolio.state;
    portfolio.state.settle = (run, outcomes, effects) =>
      outcomes.length > 0 ? Promise.reject(new Error('killed')) : settle(run, outcomes, effects);
    await expect(portfolio.apply(await undoNow())).rejects.toThrow('killed');
    await portfolio.state.finishRun(3, { outcome: 'failed', finishedAt: '2026-11-23T12:00:00.000Z' });
    portfolio.state.settle = settle;
    // It is ours again, so that a config without it would delete it.
    portfolio.declare([declared('example.com', 'gandi', kept.slice(0, 1))]);
    expect((await portfolio.plan()).plan.refusals.map(({ code }) => code)).toContain('protected');
  });

  it('leaves alone what was done to the protection since, where the run did not touch it', async () => {
    portfolio.declare([declared('example.com', 'gandi', ['api A 192.0.2.4'])]);
    await portfolio.apply();
    const back = await undoIn(portfolio, 3, declared('example.com', 'gandi', []));
    const api = back.desired.domains[0]?.recordSets.find(({ name }) => name === 'api.example.com.');
    expect(api).not.toHaveProperty('protect');
  });

  it('goes back at the targets alone', async () => {
    const whole = declared('example.com', 'gandi', ['api A 192.0.2.5', 'new A 192.0.2.7']);
    portfolio.declare([whole]);
    await portfolio.apply();
    const targets = readTargets(['example.com/api'], new Set(['example.com']));
    const back = await undoIn(portfolio, 3, whole, targets.ok ? targets.value : undefined);
    const { plan } = await portfolio.planUndo(3, back);
    expect(plan.changes.map(({ address, action }) => [address, action])).toEqual([['example.com/api/A', 'update']]);
  });
});

describe('undo of a move to another DNS host', () => {
  it('leaves the records there: resolvers go on asking for them after the nameservers went back', async () => {
    const portfolio = await openPortfolio({ gandi, cloudflare });
    const settings = { nameservers: 'auto' } as const;
    const first = declared('example.com', 'gandi', ['www A 192.0.2.1'], { settings });
    const second = { ...first, dns: 'cloudflare' };
    // The zone at the new host is there from the beginning, and empty.
    portfolio.declare([second]);
    portfolio.declare([first]);
    await portfolio.apply();
    portfolio.declare([second]);
    await portfolio.apply(await portfolio.plan({ consents: ['delegation'] }));

    const back = await undoIn(portfolio, 2, second);
    expect(back.targets).toEqual(['example.com:nameservers']);
    expect(back.notes.map(({ message }) => message)).toContain(
      'the record sets that the run made at cloudflare stay: resolvers go on asking there for days after the nameservers went back',
    );
    const { plan } = await portfolio.planUndo(2, back, ['delegation']);
    expect(plan.changes.map(({ address, action }) => [address, action])).toEqual([
      ['example.com:nameservers', 'update'],
    ]);
    expect(plan.refusals.filter(({ consented }) => !consented)).toEqual([]);
    await portfolio.close();
  });
});

describe('undo of a run that took over what somebody else had made', () => {
  const without = declared('example.com', 'gandi', ['www A 192.0.2.1']);
  const taking = declared('example.com', 'gandi', ['www A 192.0.2.1', 'shop A 192.0.2.9']);
  const theirs = expect.objectContaining({
    address: 'example.com/shop/A',
    value: { ttl: 3600, values: ['192.0.2.5'] },
  });
  let portfolio: Portfolio;
  beforeEach(async () => {
    portfolio = await openPortfolio({ gandi });
    // Another state made the set, so that ours knows nothing of it.
    portfolio.declare([declared('example.com', 'gandi', ['shop A 192.0.2.5 ttl 3600'])]);
    await portfolio.apply();
    await portfolio.state.settle(1, [], [{ kind: 'forget-domain', domain: 'example.com' }]);
    portfolio.declare([without]);
    await portfolio.apply();
    portfolio.declare([taking]);
    await portfolio.apply();
  });
  afterEach(() => portfolio.close());

  it('gives it back: no later plan touches it', async () => {
    const back = await undoIn(portfolio, 3, taking);
    expect(back.notes).toEqual([
      {
        domain: 'example.com',
        message: 'not managed before the run, and not managed after the undo: example.com/shop/A',
      },
    ]);
    await portfolio.apply(await portfolio.planUndo(3, back));
    portfolio.declare([without]);
    const { plan } = await portfolio.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.foreign).toContainEqual(theirs);
  });

  it('also where the undo was killed before it could say so', async () => {
    const { settle } = portfolio.state;
    portfolio.state.settle = (run, outcomes, effects) =>
      outcomes.length > 0 ? Promise.reject(new Error('killed')) : settle(run, outcomes, effects);
    const undone = await portfolio.planUndo(3, await undoIn(portfolio, 3, taking));
    await expect(portfolio.apply(undone)).rejects.toThrow('killed');
    Object.assign(portfolio.state, { settle });
    await portfolio.state.finishRun(portfolio.state.runs.length, { outcome: 'failed', finishedAt: '' });
    portfolio.declare([without]);
    await portfolio.apply();
    expect((await portfolio.plan()).plan.foreign).toContainEqual(theirs);
  });

  it('and an undo of that undo takes it over again', async () => {
    await portfolio.apply(await portfolio.planUndo(3, await undoIn(portfolio, 3, taking)));
    const again = await undoIn(portfolio, 4, without);
    expect(again.notes).toEqual([]);
    await portfolio.apply(await portfolio.planUndo(4, again));
    portfolio.declare([taking]);
    expect(isEmpty((await portfolio.plan()).plan)).toBe(true);
  });
});

describe('what an undo cannot be sure of', () => {
  const config = declared('example.com', 'gandi', []);
  const value = (address: string) => ({ ttl: 300, values: [address] });
  const entry = (parts: Partial<JournalEntry>): JournalEntry => ({
    id: 1,
    run: 7,
    account: 'gandi',
    domain: 'example.com',
    operation: 'PUT records',
    covers: ['example.com/www/A'],
    recorded: { 'example.com/www/A': plainManagement },
    managed: { 'example.com/www/A': plainManagement },
    before: { 'example.com/www/A': value('192.0.2.1') },
    after: { 'example.com/www/A': value('192.0.2.9') },
    at: '2026-11-20T10:00:00.000Z',
    outcome: 'done',
    error: null,
    found: {},
    settledAt: null,
    ...parts,
  });
  const undoOf = (journal: readonly JournalEntry[]) =>
    undo({ run: 7, journal } as unknown as RunRecord, { accounts: [], planThresholds, domains: [config] }, new Map());

  it.each([null, 'in-doubt'] as const)('a call whose outcome is %s is told and left alone', (outcome) => {
    const back = undoOf([entry({ outcome })]);
    expect(back.targets).toEqual([]);
    expect(back.notes).toEqual([
      {
        domain: 'example.com',
        message: "not known whether the run's PUT records took effect, so it is not undone: example.com/www/A",
      },
    ]);
  });

  it('what was changed at an account that the config has left is told and left alone', () => {
    const back = undoOf([entry({ account: 'cf-old' })]);
    expect(back.targets).toEqual([]);
    expect(back.notes).toMatchObject([
      { message: expect.stringContaining('at cf-old, where it is no longer managed') },
    ]);
  });

  it('of a call that failed, what a read found that it left is undone', () => {
    const covers = ['example.com/www/A', 'example.com/api/A'];
    const back = undoOf([entry({ outcome: 'failed', covers, found: { 'example.com/www/A': value('192.0.2.5') } })]);
    expect([...back.expected]).toEqual([['example.com/www/A', value('192.0.2.5')]]);
    expect(undoOf([entry({ outcome: 'failed', covers })]).targets).toEqual([]);
  });

  it('goes back to before the first call of the run, also where nothing was there', () => {
    const first = entry({ before: { 'example.com/www/A': null }, after: { 'example.com/www/A': value('192.0.2.1') } });
    const back = undoOf([first, entry({ id: 2 })]);
    expect(back.desired.domains[0]?.recordSets).toEqual([]);
    expect(back.expected.get('example.com/www/A')).toEqual(value('192.0.2.9'));
  });
});
